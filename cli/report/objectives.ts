import { days, formatQuantity, hours, inMinutes, minutes, type Quantity } from "../../monitors/model/quantity";
import type { PlannedObjective, PlannedTier } from "../../monitors/plan/plan";
import { budgetWords, runbookAnchor, wordLasting, wordRate } from "../../monitors/plan/wording";
import { boardLinks, type Boards } from "./boards";
import { html, type Markup } from "./markup";
import { runbookLink } from "./signal-card";

/** Each objective with its burn-rate tiers: as a picture, and in words below. Undefined where there are none. */
export const objectivesPart = (
  objectives: readonly PlannedObjective[],
  boards: Boards,
  runbookSite: string | undefined,
): Markup | undefined =>
  objectives.length === 0
    ? undefined
    : html`<section id="objectives">
        <h2>Objectives</h2>
        ${objectives.map((objective) => objectiveCard(objective, boards, runbookSite))}
      </section>`;

const objectiveCard = (objective: PlannedObjective, boards: Boards, runbookSite: string | undefined): Markup => {
  const { id, title, owner, impact, good, target, tiers, switchedOff } = objective;
  return html`<section class="objective" id="${runbookAnchor(objective)}">
    <h3>${title} <code>${id}</code></h3>
    <p><b>${formatQuantity(target)}</b> of ${good}, over 30 days. ${impact}</p>
    <p>Owner: ${owner}. Runbook: ${runbookLink(objective, runbookSite)}. ${boardLinks(boards, objective)}</p>
    ${tiers.length === 0 ? undefined : drawTiers(tiers)}
    <ul class="tiers">
      ${tiers.map(
        (tier, index) =>
          html`<li>
            <span class="priority ${tier.priority}">${tier.priority}</span> ${budgetWords(
              objective,
              tier,
              tiers.slice(0, index),
            )
              .filter((line) => !line.startsWith("Objective:"))
              .join(" ")}
          </li>`,
      )}
      ${switchedOff.map(({ tier, reason }) => html`<li>${tier.replaceAll("_", " ")} is off: ${reason}</li>`)}
    </ul>
  </section>`;
};

/** Beside the label there is a line of time, a step for each factor: five minutes are as far from an hour as two days from a month. */
const WIDTH = 520;
const LABEL = 112;
const ROW = 26;
const FIRST: Quantity<"duration"> = minutes(5);
const LAST: Quantity<"duration"> = days(30);

const ticks: readonly Quantity<"duration">[] = [FIRST, minutes(30), hours(2), hours(6), days(1), days(3), LAST];

const logOf = (span: Quantity<"duration">): number => Math.log(inMinutes(span));

const x = (span: Quantity<"duration">): number =>
  LABEL + Math.round(((logOf(span) - logOf(FIRST)) / (logOf(LAST) - logOf(FIRST))) * (WIDTH - LABEL - INSET));

/** Room for half of the last label. */
const INSET = 24;

/** A row for each tier: from its short window to its long one a bar, and where the budget would be gone a mark. */
const drawTiers = (tiers: readonly PlannedTier[]): Markup => {
  const bottom = tiers.length * ROW + 4;
  return html`<div class="chart" tabindex="0" role="group" aria-label="Burn-rate tiers">
      <svg class="tiers" viewBox="0 0 ${WIDTH} ${bottom + 20}" role="img" aria-label="${describe(tiers)}">
        ${ticks.map(
          (tick) =>
            html`<line class="time" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}" />
              <text x="${x(tick)}" y="${bottom + 15}" text-anchor="middle">${formatQuantity(tick)}</text>`,
        )}
        ${tiers.map((tier, index) => drawTier(tier, index * ROW))}
      </svg>
    </div>
    <p class="facts">
      Bars: the short and the long window in which a tier looks. Marks: when the budget of 30 days would be gone.
    </p>`;
};

const drawTier = (tier: PlannedTier, top: number): Markup => {
  const [from, to, gone] = [x(tier.shortWindow), x(tier.longWindow), x(tier.lasts)];
  const middle = top + ROW / 2;
  return html`<text x="0" y="${middle + 4}">${tier.priority} · ${tier.burnRate} ×</text>
    <rect class="tier ${tier.priority}" x="${from}" y="${middle - 6}" width="${to - from}" height="12" rx="3" />
    <line class="gone" x1="${to}" x2="${gone}" y1="${middle}" y2="${middle}" />
    <circle class="gone" cx="${gone}" cy="${middle}" r="5" />`;
};

const describe = (tiers: readonly PlannedTier[]): string =>
  tiers
    .map(
      (tier) =>
        `${tier.priority}: more than ${wordRate(tier)} over ${formatQuantity(tier.longWindow)} and ${formatQuantity(tier.shortWindow)}, the budget gone in ${wordLasting(tier)}`,
    )
    .join("; ");
