import { priorities } from "../../monitors/model/priority";
import { formatQuantity, inMinutes } from "../../monitors/model/quantity";
import type { Policies, Route, Routes } from "../../monitors/model/route";
import { groupBy } from "../../monitors/model/group-by";
import { html, type Markup } from "./markup";

/** Who is told of each priority as time goes on: a line of time with a dot for each rung, and the same in words beside it. */
export const drawLadders = (routes: Routes, { rungs, respondWithin }: Policies): Markup =>
  html`<div class="ladders">
    ${priorities.map(
      (priority) =>
        html`<section class="ladder">
          <h3>
            <span class="priority ${priority}">${priority}</span> react
            ${reaction(formatQuantity(respondWithin[priority]))}
          </h3>
          ${drawLine(routes[priority])}
          <ol>
            ${routes[priority].steps.map(
              ({ after, rung, channels }) =>
                html`<li><b>${zero(formatQuantity(after))}</b> ${rungs[rung].who}: ${channels.join(", ")}</li>`,
            )}
          </ol>
        </section>`,
    )}
  </div>`;

const WIDTH = 320;
const INSET = 14;
/** The line ends at an hour, the longest ladder. */
const MINUTES = 60;

const drawLine = ({ steps }: Route): Markup => {
  const x = (minutes: number): number => INSET + Math.round((minutes / MINUTES) * (WIDTH - 2 * INSET));
  return html`<svg viewBox="0 0 ${WIDTH} 48" aria-hidden="true">
    <line class="time" x1="${INSET}" x2="${WIDTH - INSET}" y1="18" y2="18" />
    ${[0, 15, 30, 45, 60].map(
      (minute) =>
        html`<line class="time" x1="${x(minute)}" x2="${x(minute)}" y1="14" y2="22" /><text
            x="${x(minute)}"
            y="42"
            text-anchor="middle"
            >${minute}</text
          >`,
    )}
    ${[...groupBy(steps, ({ after }) => inMinutes(after))].map(
      ([minute, told]) =>
        html`<circle class="rung" cx="${x(minute)}" cy="18" r="9" />
          <text class="on" x="${x(minute)}" y="21.5" text-anchor="middle">
            ${told.map(({ rung }) => rung).join("+")}
          </text>`,
    )}
  </svg>`;
};

const reaction = (words: string): string => (zero(words) === words ? `within ${words}` : zero(words));

/** A quantity of nothing has no unit of its own. */
export const zero = (words: string): string => (words === "0 ms" ? "at once" : words);
