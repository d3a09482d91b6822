import type { Series } from "../../monitors/plan/evaluate";
import { inCanonicalUnit } from "../../monitors/model/quantity";
import type { PlannedMeasure } from "../../monitors/plan/plan";
import type { Simulation } from "./simulate";
import { clock } from "./text";

/** A simulation as a picture that needs nothing beside it: the series, the levels' numbers, when each fired, and who was told. */

const WIDTH = 1_000;
const LEFT = 60;
const PLOT = { top: 50, height: 260 } as const;
const BAND = 26;
const colours = { warning: "#b86e00", critical: "#c4162a" } as const;

export const drawSimulation = (simulation: Simulation, measure: PlannedMeasure): string => {
  const { span, inputs, levels, happenings, signal } = simulation;
  const series = shownOf(inputs);
  const lines = measure.levels.flatMap(({ level, threshold }) =>
    threshold.at === undefined ? [] : [{ level, at: inCanonicalUnit(threshold.at) }],
  );
  const top = Math.max(1e-9, ...lines.map(({ at }) => at), largest(series)) * 1.1;
  const x = (at: number): number => LEFT + ((WIDTH - LEFT - 10) * (at - span.from)) / (span.to - span.from);
  const y = (value: number): number => PLOT.top + PLOT.height * (1 - value / top);
  const bands = PLOT.top + PLOT.height + 30;
  const told = happenings.flatMap((each) => each.told.map((telling) => ({ ...telling, level: each.level })));
  const height = bands + BAND * levels.length + 24 + 16 * Math.min(told.length, MOST) + 10;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${n(height)}" width="${String(WIDTH)}" height="${n(height)}" font-family="sans-serif" font-size="12">`,
    `<rect width="${String(WIDTH)}" height="${n(height)}" fill="#fff"/>`,
    text(LEFT, 22, `${signal}: ${clock(span.from)} to ${clock(span.to)} UTC`, "#1a1c1f", 15),
    ...lines.flatMap(({ level, at }) => [
      `<line x1="${String(LEFT)}" x2="${n(WIDTH - 10)}" y1="${n(y(at))}" y2="${n(y(at))}" stroke="${colours[level]}" stroke-dasharray="5 3"/>`,
      text(4, y(at) + 4, short(at), colours[level]),
    ]),
    `<polyline fill="none" stroke="#3274d9" stroke-width="1.5" points="${pointsOf(series, span.from, x, y)}"/>`,
    ...levels.flatMap(({ level, priority }, index) => {
      const from = bands + BAND * index;
      return [
        text(4, from + 15, `${level.slice(0, 4)} ${priority}`, colours[level], 10),
        `<rect x="${String(LEFT)}" y="${n(from)}" width="${n(WIDTH - LEFT - 10)}" height="${n(BAND - 6)}" fill="#eceef0"/>`,
        ...firings(simulation, level).map(
          ([start, end]) =>
            `<rect x="${n(x(start))}" y="${n(from)}" width="${n(Math.max(1.5, x(end) - x(start)))}" height="${n(BAND - 6)}" fill="${colours[level]}"/>`,
        ),
      ];
    }),
    ...told
      .slice(0, MOST)
      .map(({ at, who, channels, level }, index) =>
        text(
          LEFT,
          bands + BAND * levels.length + 20 + 16 * index,
          `${clock(at)}  ${channels.join(", ")}: ${who}${index === MOST - 1 && told.length > MOST ? ` … and ${String(told.length - MOST)} more` : ""}`,
          colours[level],
          11,
        ),
      ),
    "</svg>",
    "",
  ].join("\n");
};

/** As many tellings as are read. */
const MOST = 12;

const nothing: Series = { times: new Float64Array(), values: new Float64Array() };

/** The value itself, or of two counts their share in per cent. */
const shownOf = ({ value, bad, all }: Simulation["inputs"]): Series => {
  if (value !== undefined || bad === undefined || all === undefined) return value ?? nothing;
  const wholes = new Map([...all.times].map((time, index) => [time, all.values[index] ?? 0]));
  return {
    times: bad.times,
    values: bad.values.map((each, index) => (100 * each) / (wholes.get(bad.times[index] ?? 0) ?? Number.NaN)),
  };
};

const largest = ({ values }: Series): number => values.reduce((most, each) => (each > most ? each : most), 0);

/** A point for each of the picture's columns is enough: the largest of those that fall into it. A gap is left open by a column without. */
const pointsOf = (
  { times, values }: Series,
  from: number,
  x: (at: number) => number,
  y: (value: number) => number,
): string => {
  const columns = new Map<number, number>();
  for (const [index, time] of times.entries()) {
    const value = values[index] ?? Number.NaN;
    if (time < from || Number.isNaN(value)) continue;
    const column = Math.round(x(time));
    columns.set(column, Math.max(columns.get(column) ?? 0, value));
  }
  return [...columns].map(([column, value]) => `${String(column)},${n(y(value))}`).join(" ");
};

const firings = ({ happenings, span }: Simulation, level: string): readonly (readonly [number, number])[] => {
  const own = happenings.filter((each) => each.level === level);
  return own.flatMap(({ at, to }, index) => (to === "alert" ? [[at, own[index + 1]?.at ?? span.to] as const] : []));
};

const short = (value: number): string =>
  value >= 10_000 ? value.toExponential(1) : String(Math.round(value * 100) / 100);

const n = (value: number): string => String(Math.round(value * 10) / 10);

const text = (x: number, y: number, words: string, fill: string, size = 12): string =>
  `<text x="${n(x)}" y="${n(y)}" fill="${fill}" font-size="${String(size)}">${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;
