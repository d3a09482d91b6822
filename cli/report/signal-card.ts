import type { StackDeclaration } from "../../infra/vendors";
import type { RouteProof } from "../../infra/checks/routing/proof";
import { formatQuantity, seconds } from "../../monitors/model/quantity";
import type { PlannedLevel, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import { runbookAnchor, wordCondition } from "../../monitors/plan/wording";
import { momentsOf } from "../plan/routes";
import { boardLinks, type Boards } from "./boards";
import { zero } from "./ladder";
import { html, type Markup } from "./markup";
import { queryOf } from "./query";
import { drawScale } from "./scale";

/** What a card is made from; both maps by `cardKey`. */
export interface CardFacts {
  readonly proofs: ReadonlyMap<string, readonly RouteProof[]>;
  readonly evaluating: ReadonlyMap<string, readonly StackDeclaration[]>;
  /** What a composite asks of: the level's own condition, by its logical name. */
  readonly conditions: ReadonlyMap<string, StackDeclaration>;
  /** Where it is on the dashboards. */
  readonly boards: Boards;
  /** Where runbooks are read; undefined where the configuration does not say. */
  readonly runbookSite: string | undefined;
}

export const cardKey = (place: { readonly signal: string; readonly measure: string; readonly level: string }): string =>
  [place.signal, place.measure, place.level].join(" ");

/** One signal, folded: its line says what is searched for, the fold what whoever is called wants to know. */
export const signalCard = (signal: PlannedSignal, facts: CardFacts): Markup => {
  const { id, title, service, owner, impact, measures, stage } = signal;
  const levels = measures.flatMap((measure) => measure.levels);
  const priorities = [...new Set(levels.map(({ priority }) => priority))].toSorted();
  const vendors = vendorsOf(measures);
  return html`<details
    class="signal"
    id="${runbookAnchor(signal)}"
    data-service="${service}"
    data-owner="${owner}"
    data-vendor="${vendors.join(" ")}"
    data-priority="${priorities.join(" ")}"
    data-words="${[id, title, impact, owner, service].join(" ").toLowerCase()}"
  >
    <summary>
      <span class="name">${title} <code>${id}</code></span>
      <span class="marks"
        >${stage === "draft" ? html`<span class="draft">draft</span>` : undefined}${priorities.map((priority) => html`<span class="priority ${priority}">${priority}</span> `)}<span
          class="vendors"
          >${vendors.join(", ")}</span
        ></span
      >
    </summary>
    <div class="body">
      <p>${impact}</p>
      <p>Owner: ${owner}. Runbook: ${runbookLink(signal, facts.runbookSite)}</p>
      <p>${boardLinks(facts.boards, signal)}</p>
      ${measures.map((measure) => measurePart(signal, measure, facts))}
    </div>
  </details>`;
};

export const vendorsOf = (measures: readonly PlannedMeasure[]): readonly string[] => [
  ...new Set(
    measures.flatMap(({ source, backstop }) => [source.vendor, ...(backstop === undefined ? [] : [backstop.vendor])]),
  ),
];

/** A link where there is an address to link to, and one that a browser may follow. */
export const runbookLink = (signal: Pick<PlannedSignal, "id" | "runbook">, site: string | undefined): Markup =>
  site !== undefined && /^https?:\/\//.test(site)
    ? html`<a href="${site}/${signal.runbook}#${runbookAnchor(signal)}">${signal.runbook}</a>`
    : html`<code>runbooks/${signal.runbook}</code>`;

const measurePart = (signal: PlannedSignal, measure: PlannedMeasure, facts: CardFacts): Markup =>
  html`<section class="measure">
    ${measure.key === "main" ? undefined : html`<h4>${measure.key}</h4>`}
    <p class="facts">
      Window ${formatQuantity(measure.window)}, no data: ${measure.missingData}, watched by
      ${measure.source.vendor}${measure.backstop === undefined ? "" : `; backstop ${measure.backstop.vendor}`}
    </p>
    ${drawScale(measure)} ${measure.levels.map((level) => levelPart(signal, measure, level, facts))}
  </section>`;

const levelPart = (
  signal: PlannedSignal,
  measure: PlannedMeasure,
  level: PlannedLevel,
  { proofs, evaluating, conditions }: CardFacts,
): Markup => {
  const key = cardKey({ signal: signal.id, measure: measure.key, level: level.level });
  const condition = conditions.get(`${level.name}.condition`);
  return html`<div class="level">
    <h5>
      <span class="dot ${level.level}"></span>${level.level}
      <span class="priority ${level.priority}">${level.priority}</span> ${wordCondition(measure, level)}
    </h5>
    ${(proofs.get(key) ?? []).map(route)}
    ${[...(evaluating.get(key) ?? []), ...(condition === undefined ? [] : [condition])].map(
      (declaration) =>
        html`<p class="asked">
            ${declaration.vendor} is asked${declaration === condition ? `, as ${condition.name}` : ""}
          </p>
          <pre tabindex="0">${queryOf(declaration)}</pre>`,
    )}
  </div>`;
};

const route = (proof: RouteProof): Markup => {
  const moments = proof.stage === "draft" ? [] : momentsOf(proof);
  return html`<p class="asked">
      ${proof.vendor}${proof.role === "backstop" ? ", backstop," : ""} tells ${moments.length === 0 ? "nobody" : ""}
    </p>
    <ol class="route">
      ${moments.map(
        ({ afterSeconds, channels, who, via, byHand }) =>
          html`<li>
            <b>${zero(formatQuantity(seconds(afterSeconds)))}</b> ${who}: ${channels.join(", ")}<small
              >${via.join(" → ")}${byHand === undefined ? "" : ` (by hand: ${byHand})`}</small
            >
          </li>`,
      )}
    </ol>`;
};
