import type { GraphPanel, RowPanel } from "./model";
import type { LoosePanel } from "./draw";

/** Grafana's grid: https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/ (gridPos) */
export const COLUMNS = 24;

const WIDTH = 8;
const HEIGHT = 8;
const HEADER = 1;

export interface LooseRow {
  readonly title: string;
  readonly panels: readonly LoosePanel[];
}

/** Rows below each other, and in each the panels from left to right: nothing can overlap. */
export const layOut = (rows: readonly LooseRow[], wide: boolean): readonly (GraphPanel | RowPanel)[] => {
  const width = wide ? COLUMNS : WIDTH;
  const across = COLUMNS / width;
  const placed: (GraphPanel | RowPanel)[] = [];
  let y = 0;
  for (const { title, panels } of rows) {
    placed.push({
      type: "row",
      id: placed.length + 1,
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y, w: COLUMNS, h: HEADER },
    });
    y += HEADER;
    for (const [index, panel] of panels.entries()) {
      const gridPos = {
        x: (index % across) * width,
        y: y + Math.floor(index / across) * HEIGHT,
        w: width,
        h: HEIGHT,
      };
      placed.push({ ...panel, id: placed.length + 1, gridPos });
    }
    y += Math.ceil(panels.length / across) * HEIGHT;
  }
  return placed;
};
