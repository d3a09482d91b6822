import { formatQuantity, inCanonicalUnit } from "../../monitors/model/quantity";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import { wordCondition } from "../../monitors/plan/wording";
import { html, type Markup } from "./markup";

/** The levels of a measure on a line: where it is well, where it warns, where it is critical. Undefined where no level is a number. */
export const drawScale = (measure: PlannedMeasure): Markup | undefined => {
  const marks = measure.levels.flatMap((level) => markOf(level));
  if (marks.length === 0) return undefined;
  const greatest = Math.max(...marks.map(({ value }) => value));
  const x = (value: number): number => (greatest === 0 ? 0 : Math.round((value / greatest) * FURTHEST));
  const below = measure.breach === "below";
  return html`<svg class="scale" viewBox="0 0 ${WIDTH} 44" role="img" aria-label="${describe(measure)}">
    <rect class="fine" x="0" y="20" width="${WIDTH}" height="8" rx="4" />
    ${marks
      .toSorted((a, b) => (below ? b.value - a.value : a.value - b.value))
      .map(
        ({ level, value }) =>
          html`<rect
            class="${level}"
            x="${below ? 0 : x(value)}"
            y="20"
            width="${below ? x(value) : WIDTH - x(value)}"
            height="8"
            rx="4"
          />`,
      )}
    ${marks.map(
      ({ level, value, words }, index) =>
        html`<line class="${level}" x1="${x(value)}" x2="${x(value)}" y1="16" y2="32" />
          <text x="${clamp(x(value), words)}" y="${index % 2 === 0 ? 11 : 43}" text-anchor="middle">${words}</text>`,
    )}
  </svg>`;
};

const WIDTH = 320;
/** Room beyond the greatest level, for what is worse than it. */
const FURTHEST = 240;

/** About the width of a letter at the scale's text size, to keep a label inside the picture. */
const LETTER = 6;

const clamp = (at: number, words: string): number => {
  const half = Math.ceil((words.length * LETTER) / 2);
  return Math.min(Math.max(at, half), WIDTH - half);
};

const markOf = ({ level, threshold }: PlannedLevel) =>
  threshold.at === undefined
    ? []
    : [{ level, value: inCanonicalUnit(threshold.at), words: formatQuantity(threshold.at) }];

const describe = (measure: PlannedMeasure): string =>
  measure.levels.map((level) => `${level.level}: ${wordCondition(measure, level)}`).join("; ");
