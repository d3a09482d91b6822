import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredStack } from "../../infra/declare";
import { priorities } from "../../monitors/model/priority";
import type { Policies } from "../../monitors/model/route";
import { formatDiagnostic } from "../../monitors/plan/diagnostic";
import { groupBy } from "../../monitors/model/group-by";
import { boardsOf, type Boards } from "./boards";
import { drawLadders } from "./ladder";
import { html, type Markup } from "./markup";
import { objectivesPart } from "./objectives";
import { onCallSheet } from "./on-call-sheet";
import { cardKey, signalCard, vendorsOf, type CardFacts } from "./signal-card";

export interface ReportOptions {
  /** Root of the repository, where the page's style and script are. */
  readonly root: string;
  readonly runbookSite: string | undefined;
  /** Where the boards are; undefined where the configuration does not say. */
  readonly grafanaSite?: string | undefined;
  /** First day of the on-call sheet: `2026-12-25`. */
  readonly day: string;
}

/**
 * The catalogue as one page that needs nothing beside it. Its policy lets no other script or style run than the two that are in it,
 * known by their digests, and nothing be fetched.
 */
export const toReport = (declared: DeclaredStack, policies: Policies, options: ReportOptions): string => {
  const { plan } = declared;
  const boards = boardsOf(declared.dashboards, options.grafanaSite);
  const [style, script] = ["page.css", "page.mjs"].map((name) =>
    readFileSync(join(options.root, "cli/report", name), "utf8"),
  );
  const policy = `default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'`;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Alerting of ${plan.environment}</title>
      ${inline("style", style)}
    </head>
    <body>
      <a class="skip" href="#signals">To the signals</a>
      <header>
        <h1>Alerting of ${plan.environment}</h1>
        <nav aria-label="Parts of the page">
          <a href="#signals">Signals</a> <a href="#objectives">Objectives</a> <a href="#ladders">Who is told</a>
          <a href="#on-call">On-call sheet</a>
        </nav>
      </header>
      <main>
        ${diagnosticsPart(declared)} ${signalsPart(declared, boards, options)}
        ${objectivesPart(plan.objectives, boards, options.runbookSite)}
        <section id="ladders">
          <h2>Who is told of each priority, by the minute</h2>
          ${drawLadders(plan.routes, policies)}
        </section>
        ${onCallSheet(declared, options.day, options.runbookSite)}
      </main>
      ${inline("script", script)}
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
};

const digest = (text = ""): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Our own file, as it is: escaping is HTML's, and not that of the two languages within it. */
const inline = (element: "style" | "script", text = ""): Markup => ({
  markup: `<${element}${element === "script" ? ' type="module"' : ""}>${text}</${element}>`,
});

const diagnosticsPart = ({ diagnostics }: DeclaredStack): Markup | undefined =>
  diagnostics.length === 0
    ? undefined
    : html`<section id="diagnostics">
        <h2>What the plan complains of</h2>
        <ul>
          ${diagnostics.map((each) => html`<li><pre tabindex="0">${formatDiagnostic(each)}</pre></li>`)}
        </ul>
      </section>`;

const signalsPart = (declared: DeclaredStack, boards: Boards, { runbookSite }: ReportOptions): Markup => {
  const { signals } = declared.plan;
  const facts: CardFacts = {
    runbookSite,
    boards,
    conditions: new Map(
      declared.declarations.filter(({ name }) => name.endsWith(".condition")).map((each) => [each.name, each]),
    ),
    proofs: groupBy(declared.proofs, cardKey),
    evaluating: groupBy(
      declared.declarations.filter(({ watches }) => watches !== undefined),
      ({ watches }) => (watches === undefined ? "" : cardKey(watches)),
    ),
  };
  const services = groupBy(signals, ({ service }) => service);
  return html`<section id="signals">
    <h2>Signals</h2>
    <form id="filters" role="search">
      <label class="search"
        >Search <input type="search" name="words" autocomplete="off" placeholder="name, id, impact"
      /></label>
      ${choice("service", [...services.keys()])} ${choice("owner", unique(signals.map(({ owner }) => owner)))}
      ${choice("vendor", unique(signals.flatMap(({ measures }) => vendorsOf(measures))))}
      ${choice("priority", priorities)}
      <button type="reset">Clear</button>
    </form>
    <p id="count" role="status">${signals.length} of ${signals.length} signals</p>
    ${[...services.values()].map(
      (each) =>
        html`<section class="service">
          <h3>${each[0]?.serviceTitle}</h3>
          ${each.map((signal) => signalCard(signal, facts))}
        </section>`,
    )}
  </section>`;
};

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)].toSorted();

const choice = (name: string, words: readonly string[]): Markup =>
  html`<label
    >${name.charAt(0).toUpperCase()}${name.slice(1)}
    <select name="${name}">
      <option value="">all</option>
      ${words.map((word) => html`<option>${word}</option>`)}
    </select></label
  >`;
