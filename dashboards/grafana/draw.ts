import { assertNever } from "../../monitors/model/assert-never";
import { levelNames, type LevelName } from "../../monitors/model/level";
import type { Chart, Line } from "../../monitors/plan/chart";
import type { DataSource, GraphPanel, Link, Target } from "./model";

/** How a panel is drawn, whatever it asks. */

/** A panel before it has a place on its board. */
export type LoosePanel = GraphPanel extends infer P
  ? P extends GraphPanel
    ? Omit<P, "id" | "gridPos">
    : never
  : never;

type Shape = Chart["shape"] | "graph";

export interface Content {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly shape: Shape;
  readonly datasource: DataSource;
  readonly targets: readonly Target[];
  readonly steps: Steps;
  readonly links: readonly Link[];
}

type Steps = readonly { readonly value: number | null; readonly color: string }[];

export const colours: Readonly<Record<LevelName, string>> = { warning: "orange", critical: "red" };

const GOOD = "green";

/** Grafana colours from each step upwards: where values below are bad, the gravest colour comes first. */
export const stepsOf = (lines: readonly { readonly level: LevelName; readonly line: Line }[]): Steps => {
  const rising = lines.toSorted((a, b) => a.line.at - b.line.at || graveness(a.level) - graveness(b.level));
  if (rising[0]?.line.bad !== "below")
    return [
      { value: null, color: GOOD },
      ...rising.map(({ level, line }) => ({ value: line.at, color: colours[level] })),
    ];
  const above = [...rising.slice(1).map(({ level }) => colours[level]), GOOD];
  return [
    { value: null, color: colours[rising[0].level] },
    ...rising.map(({ line }, index) => ({ value: line.at, color: above[index] ?? GOOD })),
  ];
};

const graveness = (level: LevelName): number => levelNames.indexOf(level);

export const linkTo = (title: string, url: string): Link => ({
  title,
  type: "link",
  icon: "external link",
  tooltip: "",
  url,
  tags: [],
  asDropdown: false,
  targetBlank: true,
  includeVars: false,
  keepTime: false,
});

export const toPanel = ({ shape, unit, steps, targets, ...rest }: Content): LoosePanel => {
  const defaults = { unit, thresholds: { mode: "absolute", steps } } as const;
  const base = { ...rest, targets: [...targets] };
  switch (shape) {
    case "series":
      return {
        ...base,
        type: "timeseries",
        fieldConfig: {
          defaults: { ...defaults, color: { mode: "palette-classic" }, custom: lineOf(steps) },
          overrides: [],
        },
        options: graphOptions,
      };
    case "now":
      return {
        ...base,
        type: "stat",
        fieldConfig: { defaults: { ...defaults, color: { mode: "thresholds" } }, overrides: [] },
        options: numberOptions,
      };
    case "rows":
      return {
        ...base,
        type: "table",
        fieldConfig: { defaults: { ...defaults, color: { mode: "fixed" } }, overrides: [] },
        options: { showHeader: true, cellHeight: "sm" },
      };
    case "graph":
      return {
        ...base,
        type: "nodeGraph",
        fieldConfig: { defaults: { ...defaults, color: { mode: "fixed" } }, overrides: [] },
        options: graphOfSteps,
      };
    default:
      return assertNever(shape);
  }
};

/** The parts of a ring, by their columns. */
const graphOfSteps = {
  nodes: {
    arcs: [
      { field: "arc__goes_on", color: "green" },
      { field: "arc__leaves", color: "red" },
    ],
  },
} as const;

const lineOf = (steps: Steps) =>
  ({
    drawStyle: "line",
    lineWidth: 2,
    showPoints: "auto",
    thresholdsStyle: { mode: steps.length > 1 ? "line+area" : "off" },
  }) as const;

const graphOptions = {
  legend: { displayMode: "list", placement: "bottom", showLegend: true, calcs: ["lastNotNull", "max"] },
  tooltip: { mode: "multi", sort: "desc" },
} as const;

const numberOptions = {
  graphMode: "none",
  colorMode: "value",
  justifyMode: "auto",
  textMode: "auto",
  wideLayout: true,
  showPercentChange: false,
  percentChangeColorMode: "standard",
  orientation: "auto",
  reduceOptions: { calcs: ["lastNotNull"], values: false },
} as const;
