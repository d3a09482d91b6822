import type { Answers, Line } from "../mail/frames";
import type { Span } from "../mail/grafana";

/**
 * A panel's lines as a chart that GitHub draws of text: https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 * and https://mermaid.js.org/syntax/xyChart.html.
 */

const POINTS = 60;

/** More lines have no names in such a chart, and are told apart by nobody. */
const MOST_LINES = 4;

/** @param page when the alert came, the zero of the axis; undefined where there is nothing to draw */
export const chartOf = (title: string, { lines }: Answers, span: Span, page: number): readonly string[] => {
  const drawn = lines.filter(({ points }) => points.length > 1).slice(0, MOST_LINES);
  if (drawn.length === 0) return [];
  const minutes = (at: number): number => Math.round((at - page) / 60_000);
  return [
    "```mermaid",
    "xychart-beta",
    `  title "${plain(title)}"`,
    `  x-axis "minutes from the page" ${minutes(span.from)} --> ${minutes(span.to)}`,
    ...drawn.map((line) => `  line [${sampled(line, span).map(short).join(", ")}]`),
    "```",
    "",
    ...(drawn.length > 1 ? [`Lines: ${drawn.map(({ name }) => plain(name)).join("; ")}.`, ""] : []),
  ];
};

/** Letters, digits and what no diagram reads. */
const plain = (text: string): string =>
  text
    .replaceAll(/[^\p{L}\p{N} .,%()/_-]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 120);

/** The newest value at each of so many moments: between two points the line holds the older. */
const sampled = ({ points }: Line, { from, to }: Span): readonly number[] => {
  let next = 0;
  let value = points[0]?.[1] ?? 0;
  return Array.from({ length: POINTS }, (_, index) => {
    const at = from + ((to - from) * index) / (POINTS - 1);
    for (let point = points[next]; point !== undefined && point[0] <= at; point = points[next]) {
      value = point[1];
      next += 1;
    }
    return value;
  });
};

const short = (value: number): string => String(Number(value.toPrecision(4)));
