import { html, type Markup } from "../report/markup";
import type { Line } from "./frames";
import type { Span } from "./grafana";
import { wordValue } from "./value";

/** A panel's lines as a picture within the page: no mail program shows it, so it is in the PDF alone. */

const WIDTH = 640;
const HEIGHT = 150;
const LEFT = 80;

export const lineColours = ["#3274d9", "#b86e00", "#2f8132", "#a352cc", "#c4162a", "#00838f"] as const;

/** As many as one can tell apart. */
export const MOST_LINES = lineColours.length;

export const drawLines = (lines: readonly Line[], unit: string, { from, to }: Span): Markup => {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const [least, most] = [values.reduce((a, b) => Math.min(a, b), 0), values.reduce((a, b) => Math.max(a, b), 0)];
  const height = most - least || 1;
  const x = (at: number): number => tenth(LEFT + ((WIDTH - LEFT - 4) * (at - from)) / (to - from));
  const y = (value: number): number => tenth(8 + (HEIGHT - 30) * (1 - (value - least) / height));
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
    ${[least, most].map(
      (value) =>
        html`<line x1="${LEFT}" x2="${WIDTH}" y1="${y(value)}" y2="${y(value)}" stroke="#d0d4d9" />
          <text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${wordValue(unit, value)}</text>`,
    )}
    <text x="${LEFT}" y="${HEIGHT - 4}">${dayOf(from)}</text>
    <text x="${WIDTH}" y="${HEIGHT - 4}" text-anchor="end">${dayOf(to)}</text>
    ${lines
      .slice(0, MOST_LINES)
      .map(
        ({ points }, index) =>
          html`<polyline
              fill="none"
              stroke="${lineColours[index] ?? "#000"}"
              stroke-width="1.5"
              points="${points.map(([at, value]) => `${x(at)},${y(value)}`).join(" ")}"
            />
            ${points.length === 1 ? points.map(([at, value]) => html`<circle cx="${x(at)}" cy="${y(value)}" r="3" fill="${lineColours[index] ?? "#000"}" />`) : []}`,
      )}
  </svg>`;
};

const tenth = (value: number): number => Math.round(value * 10) / 10;

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
