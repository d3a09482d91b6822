import wrap from "wrap-ansi";
import { formatQuantity, inCanonicalUnit } from "../../monitors/model/quantity";
import type { LevelName } from "../../monitors/model/level";
import type { PlannedMeasure } from "../../monitors/plan/plan";
import { comparesValues } from "./compared-kinds";
import { bounds, linesOf, shownOf } from "./chart-line";
import type { Simulation } from "./simulate";
import type { Judged } from "./judge-types";
import { clock, gravityOf, nameOf } from "./text";
import { escapeMarkup, tenths as n } from "../../monitors/model/markup";

/** A simulation as a picture that needs nothing beside it: the series, the levels' numbers, when each fired, and who was told. */

const WIDTH = 1_000;
const LEFT = 84;
const RIGHT = WIDTH - 12;
const PLOT = { top: 44, height: 250 } as const;
const BAND = 26;
const ROW = 16;
const colours = { warning: "#b86e00", critical: "#c4162a" } as const;
const GREY = "#6b7075";

type Place = (at: number) => number;

/** What is drawn beside the series: the levels of a measure, the tiers of an objective. */
export interface Drawn extends Pick<PlannedMeasure, "kind" | "breach"> {
  readonly levels: readonly Judged[];
}

export const drawSimulation = (simulation: Simulation, measure: Drawn): string => {
  const { span, inputs, levels } = simulation;
  const series = shownOf(inputs, measure.breach);
  const limits = limitsOf(measure);
  const { least, most } = bounds(series, span);
  const top = Math.max(1e-9, most, ...limits.map(({ at }) => at)) * 1.1;
  const x: Place = (at) => LEFT + ((RIGHT - LEFT) * (at - span.from)) / (span.to - span.from);
  const y: Place = (value) => PLOT.top + PLOT.height * (1 - (value - least) / (top - least));
  const bands = PLOT.top + PLOT.height + 34;
  const told = tellingsOf(simulation).filter(({ at }) => at >= span.from);
  const rows = bands + BAND * levels.length + (told.length === 0 ? 0 : 40);
  const shown = told.slice(0, MOST);
  const lines = shown.flatMap(linesOfTelling);
  const height = rows + ROW * (lines.length + (told.length > MOST ? 1 : 0)) + 4;
  const name = nameOf(simulation);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${n(height)}" width="${WIDTH}" height="${n(height)}" font-family="sans-serif" font-size="12">`,
    `<title>${escapeMarkup(`${name}, ${clock(span.from)} to ${clock(span.to)} UTC`)}</title>`,
    `<rect width="${WIDTH}" height="${n(height)}" fill="#fff"/>`,
    text(LEFT, 24, `${name}, ${clock(span.from)} to ${clock(span.to)} UTC`, "#1a1c1f", { size: 15 }),
    ...axis(simulation, x, bands - 34),
    ...drawLimits(limits, y),
    ...drawScale([least, most], limits, y),
    ...linesOf(series, span, x, y).map(
      (points) =>
        `<polyline fill="none" stroke="#3274d9" stroke-width="1.5" stroke-linecap="round" points="${points.includes(" ") ? points : `${points} ${points}`}"/>`,
    ),
    ...levels.flatMap((level, index) => drawBand(simulation, level, x, bands + BAND * index)),
    ...drawMarks(told, x, bands + BAND * levels.length),
    ...lines.flatMap((line, index) => drawTellingLine(line, rows + ROW * index)),
    ...(told.length > MOST
      ? [text(LEFT, rows + ROW * lines.length, `… and ${told.length - MOST} times more`, GREY, { size: 11 })]
      : []),
    "</svg>",
    "",
  ].join("\n");
};

/** As many tellings as are read. */
const MOST = 14;

interface Limit {
  readonly gravity: LevelName;
  readonly at: number;
  readonly words: string;
}

/** Where the number is of something else than what is drawn, a line of it would lie. */
const limitsOf = ({ kind, levels }: Drawn): readonly Limit[] =>
  !comparesValues(kind)
    ? []
    : levels.flatMap((each) => {
        const { at } = each.threshold;
        return at === undefined
          ? []
          : [{ gravity: gravityOf(each), at: inCanonicalUnit(at), words: formatQuantity(at) }];
      });

/** Labels above each other, also where the numbers are close; below the lowest is the axis. */
const drawLimits = (limits: readonly Limit[], y: Place): readonly string[] => {
  let last = Number.POSITIVE_INFINITY;
  return limits
    .toSorted((a, b) => y(b.at) - y(a.at))
    .flatMap(({ gravity, at, words }) => {
      last = Math.min(y(at) + 4, last - 14);
      return [
        `<line x1="${LEFT}" x2="${RIGHT}" y1="${n(y(at))}" y2="${n(y(at))}" stroke="${colours[gravity]}" stroke-dasharray="5 3"/>`,
        text(LEFT - 8, last, words, colours[gravity], { anchor: "end" }),
      ];
    });
};

/** The least and the most that was measured, where no limit's label is. */
const drawScale = (values: readonly number[], limits: readonly Limit[], y: Place): readonly string[] =>
  values
    .filter((value) => limits.every(({ at }) => Math.abs(y(at) - y(value)) > 20))
    .map((value) => text(LEFT - 8, y(value) + 4, short(value), GREY, { size: 11, anchor: "end" }));

/** `1.5`, `20.3k`, `4.1M` */
const short = (value: number): string =>
  Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(value);

/** The first of these that leaves room for its labels; seconds. */
const STEPS = [60, 300, 900, 3_600, 7_200, 21_600, 86_400, 604_800, 2_592_000];

const axis = ({ span }: Simulation, x: Place, bottom: number): readonly string[] => {
  const step = STEPS.find((each) => (span.to - span.from) / each <= 13) ?? 7_776_000;
  const first = Math.ceil(span.from / step) * step;
  const ticks = Array.from({ length: Math.floor((span.to - first) / step) + 1 }, (_, index) => first + index * step);
  return [
    `<line x1="${LEFT}" x2="${RIGHT}" y1="${n(bottom)}" y2="${n(bottom)}" stroke="#b9bdc2"/>`,
    ...ticks.flatMap((at) => [
      `<line x1="${n(x(at))}" x2="${n(x(at))}" y1="${PLOT.top}" y2="${n(bottom + 4)}" stroke="#eceef0"/>`,
      text(
        Math.min(x(at), RIGHT - 14),
        bottom + 17,
        step < 86_400 ? clock(at).slice(11) : clock(at).slice(5, 10),
        GREY,
        { size: 11, anchor: "middle" },
      ),
    ]),
  ];
};

const drawBand = (
  { happenings, span }: Simulation,
  { level, priority, role }: Simulation["levels"][number],
  x: Place,
  from: number,
): readonly string[] => {
  const own = happenings.filter((each) => each.level === level && each.role === role);
  const colour = colours[gravityOf({ level, priority })];
  return [
    text(LEFT - 8, from + 14, `${role === "backstop" ? role : level} ${priority}`, colour, { size: 10, anchor: "end" }),
    `<rect x="${LEFT}" y="${n(from)}" width="${RIGHT - LEFT}" height="${BAND - 6}" fill="#eceef0"/>`,
    ...own.flatMap(({ at: began, to }, index) => {
      if (to === "ok") return [];
      const at = Math.max(began, span.from);
      const width = Math.max(1.5, x(own[index + 1]?.at ?? span.to) - x(at));
      const box = `<rect x="${n(x(at))}" y="${n(from)}" width="${n(width)}" height="${BAND - 6}" fill="${to === "alert" ? colour : "#9aa0a6"}"/>`;
      return to === "no_data" && width > 50
        ? [box, text(x(at) + 6, from + 14, "no data", "#fff", { size: 11 })]
        : [box];
    }),
  ];
};

interface Telling {
  readonly at: number;
  readonly gravity: LevelName;
  readonly words: string;
}

/** What is told at one moment of one level is one row. */
const tellingsOf = ({ happenings }: Simulation): readonly Telling[] => {
  const rows = new Map<string, Telling>();
  for (const { told, ...happening } of happenings)
    for (const { at, who, channels } of told) {
      const key = `${at} ${happening.level}`;
      const before = rows.get(key);
      const words = `${channels.join(", ")}: ${who}`;
      rows.set(key, {
        at,
        gravity: gravityOf(happening),
        words: before === undefined ? words : `${before.words}; ${words}`,
      });
    }
  return [...rows.values()].toSorted((a, b) => a.at - b.at);
};

/** At 11 px a letter is some 5.6 px wide. */
const LETTERS = Math.floor((RIGHT - LEFT - 130) / 5.6);

/** Where it was told; a number that would lie on another is in the rows alone. */
const drawMarks = (tellings: readonly Telling[], x: Place, lane: number): readonly string[] => {
  let last = Number.NEGATIVE_INFINITY;
  return tellings.flatMap(({ at, gravity }, index) => {
    const mark = `<path d="M ${n(x(at))} ${n(lane - 2)} l 4 8 h -8 z" fill="${colours[gravity]}"/>`;
    if (index >= MOST || x(at) - last < 14) return [mark];
    last = x(at);
    return [mark, text(x(at), lane + 17, String(index + 1), colours[gravity], { size: 10, anchor: "middle" })];
  });
};

interface TellingLine {
  readonly words: string;
  readonly gravity: LevelName;
  /** In front of a telling's first line. */
  readonly head: { readonly number: string; readonly time: string } | undefined;
}

/** Broken where it is long: nobody who is told is left out. */
const linesOfTelling = ({ at, gravity, words }: Telling, index: number): readonly TellingLine[] =>
  wrap(words, LETTERS, { hard: true })
    .split("\n")
    .map((line, place) => ({
      ...{ words: line, gravity },
      head: place === 0 ? { number: String(index + 1), time: clock(at) } : undefined,
    }));

const drawTellingLine = ({ words, gravity, head }: TellingLine, y: number): readonly string[] => [
  ...(head === undefined
    ? []
    : [
        text(LEFT - 8, y, head.number, colours[gravity], { size: 11, anchor: "end" }),
        text(LEFT, y, head.time, colours[gravity], { size: 11 }),
      ]),
  text(LEFT + 104, y, words, colours[gravity], { size: 11 }),
];

const text = (
  x: number,
  y: number,
  words: string,
  fill: string,
  { size = 12, anchor = "start" }: { readonly size?: number; readonly anchor?: "start" | "middle" | "end" } = {},
): string =>
  `<text x="${n(x)}" y="${n(y)}" fill="${fill}" font-size="${size}" text-anchor="${anchor}">${escapeMarkup(words)}</text>`;
