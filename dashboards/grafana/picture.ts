import { COLUMNS } from "./layout";
import { isRow, type Dashboard, type GraphPanel, type RowPanel } from "./model";
import { chanceOf } from "../../monitors/model/chance";
import { escapeMarkup, tenths as n } from "../../monitors/model/markup";

/**
 * A board as a picture, without Grafana: its grid, titles, units and threshold lines, and an invented series in each panel. Nothing
 * in it comes from outside, and the same board gives the same picture, so that two can be laid side by side.
 */
export const drawPicture = (dashboard: Dashboard): string => {
  const height = TOP + ROW * Math.max(1, ...dashboard.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" fill="#f4f5f5"/>`,
    text(GAP, 22, dashboard.title, { size: 16, weight: "bold" }),
    text(GAP, 40, dashboard.description, { size: 11, fill: FAINT }),
    ...dashboard.panels.map((panel) => (isRow(panel) ? drawRow(panel) : drawPanel(panel))),
    "</svg>",
    "",
  ].join("\n");
};

const WIDTH = 1_200;
const TOP = 50;
/** Of one of Grafana's grid units, which are wider than they are high. */
const COLUMN = WIDTH / COLUMNS;
const ROW = 22;
const GAP = 6;
const FAINT = "#6e7687";
const INK = "#24292e";
const SERIES = "#3274d9";

const colours: Readonly<Record<string, string>> = { green: "#56a64b", orange: "#ff780a", red: "#e02f44" };

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxOf = ({ gridPos: { x, y, w, h } }: GraphPanel | RowPanel): Box => ({
  x: x * COLUMN + GAP / 2,
  y: TOP + y * ROW + GAP / 2,
  width: w * COLUMN - GAP,
  height: h * ROW - GAP,
});

const drawRow = (row: RowPanel): string => {
  const { x, y, height } = boxOf(row);
  return text(x + 2, y + height - 2, `▾ ${row.title ?? ""}`, { size: 13, weight: "bold" });
};

const drawPanel = (panel: GraphPanel): string => {
  const box = boxOf(panel);
  const { unit = "" } = panel.fieldConfig.defaults;
  const inner: Box = { x: box.x + 8, y: box.y + 44, width: box.width - 16, height: box.height - 52 };
  return [
    `<g><title>${escapeMarkup(panel.description)}</title>`,
    `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="3" fill="#fff" stroke="#d8dade"/>`,
    text(box.x + 8, box.y + 16, cut(panel.title, Math.floor(box.width / 7)), { size: 12, weight: "bold" }),
    text(box.x + 8, box.y + 29, `${unit} · ${panel.datasource.type}`, { size: 9, fill: FAINT }),
    drawContent(panel, inner),
    "</g>",
  ].join("\n");
};

const drawContent = (panel: GraphPanel, box: Box): string => {
  const next = chanceOf(panel.title);
  switch (panel.type) {
    case "timeseries":
      return drawSeries(panel, box, next);
    case "stat":
      return [
        text(box.x + box.width / 2 - 30, box.y + box.height / 2 + 8, String(inventNumber(panel, next)), {
          size: 28,
          fill: colours["green"] ?? INK,
        }),
        ...linesOf(panel).map(({ value, color }, index) =>
          text(box.x, box.y + box.height - 4 - 11 * index, `— ${value}`, { size: 9, fill: colourOf(color) }),
        ),
      ].join("\n");
    case "nodeGraph":
      return drawGraph(box);
    case "table":
      return [0, 1, 2, 3, 4]
        .map((row) => {
          const y = box.y + 8 + row * 20;
          return `<line x1="${n(box.x)}" y1="${n(y + 12)}" x2="${n(box.x + box.width)}" y2="${n(y + 12)}" stroke="#e4e7eb"/><rect x="${n(box.x)}" y="${n(y)}" width="${n(box.width * (0.2 + 0.3 * next()))}" height="6" fill="#c7d0d9"/><rect x="${n(box.x + box.width * 0.75)}" y="${n(y)}" width="${n(box.width * 0.2 * next())}" height="6" fill="${SERIES}"/>`;
        })
        .join("\n");
  }
};

/** Five steps in a row, and a way out of each. */
const drawGraph = ({ x, y, width, height }: Box): string =>
  [0, 1, 2, 3, 4]
    .map((step) => {
      const [cx, cy] = [x + (width * (step + 0.5)) / 5, y + height * 0.35];
      return `<line x1="${n(cx)}" y1="${n(cy)}" x2="${n(x + width / 2)}" y2="${n(y + height * 0.9)}" stroke="#c7d0d9"/><circle cx="${n(cx)}" cy="${n(cy)}" r="10" fill="#fff" stroke="${SERIES}"/>`;
    })
    .join("\n");

interface Step {
  readonly value: number;
  readonly color: string;
}

/** The steps with a number, each in the colour of the values on its bad side. */
const linesOf = (panel: GraphPanel): readonly Step[] => {
  const steps = stepsOf(panel);
  const below = badIsBelow(panel);
  return steps.flatMap(({ value, color }, index) =>
    value === null ? [] : [{ value, color: below ? (steps[index - 1]?.color ?? color) : color }],
  );
};

const stepsOf = ({ fieldConfig }: GraphPanel) => fieldConfig.defaults.thresholds?.steps ?? [];

/** Grafana's first step is of the lowest values. */
const badIsBelow = (panel: GraphPanel): boolean => stepsOf(panel)[0]?.color !== "green";

const POINTS = 48;

/** Of the scale, which begins at 0; there is room for every line. */
const topOf = (panel: GraphPanel): number => {
  const highest = Math.max(0, ...linesOf(panel).map(({ value }) => value)) * 1.2 || 100;
  return panel.fieldConfig.defaults.unit === "percent" ? Math.min(100, highest) : highest;
};

const goodSide = (panel: GraphPanel): readonly [from: number, to: number] => {
  const numbers = linesOf(panel).map(({ value }) => value);
  const top = topOf(panel);
  return badIsBelow(panel) ? [Math.max(...numbers), top] : [0, Math.min(top, ...numbers)];
};

/** The invented series stays on the good side of every line; the scale has room for all of them. */
const drawSeries = (panel: GraphPanel, box: Box, next: () => number): string => {
  const lines = linesOf(panel);
  const top = topOf(panel);
  const [from, to] = goodSide(panel);
  const place = (value: number): number => box.y + box.height * (1 - value / top);
  let value = from + (to - from) * 0.5;
  const points = Array.from({ length: POINTS }, (_, index) => {
    value = Math.min(to, Math.max(from, value + (next() - 0.5) * (to - from) * 0.25));
    return `${n(box.x + (box.width * index) / (POINTS - 1))},${n(place(value))}`;
  });
  return [
    ...lines.map(
      (line) =>
        `<line x1="${n(box.x)}" y1="${n(place(line.value))}" x2="${n(box.x + box.width)}" y2="${n(place(line.value))}" stroke="${colourOf(line.color)}" stroke-dasharray="5 3"/>`,
    ),
    ...lines.map((line) =>
      text(box.x + 2, place(line.value) - 3, String(line.value), { size: 9, fill: colourOf(line.color) }),
    ),
    `<polyline points="${points.join(" ")}" fill="none" stroke="${SERIES}" stroke-width="1.5"/>`,
  ].join("\n");
};

/** On the good side of every line, as the series are. */
const inventNumber = (panel: GraphPanel, next: () => number): number => {
  const [from, to] = goodSide(panel);
  const value = from + (to - from) * next();
  return to - from > 10 ? Math.round(value) : Math.round(value * 10) / 10;
};

const colourOf = (name: string): string => colours[name] ?? INK;

interface Style {
  readonly size: number;
  readonly weight?: "bold";
  readonly fill?: string;
}

const text = (x: number, y: number, words: string, { size, weight, fill = INK }: Style): string =>
  `<text x="${n(x)}" y="${n(y)}" font-size="${size}"${weight === undefined ? "" : ` font-weight="${weight}"`} fill="${fill}">${escapeMarkup(words)}</text>`;

const cut = (words: string, letters: number): string =>
  words.length <= letters ? words : `${words.slice(0, letters - 1)}…`;
