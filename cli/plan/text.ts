import Table from "cli-table3";
import wrap from "wrap-ansi";
import type { DeclaredStack } from "../../infra/declare";
import { emitterOf, type Emission } from "../../monitors/model/emission";
import { pages } from "../../infra/checks/still-measured";
import { listWords } from "../../monitors/model/list-words";
import { formatQuantity, type Quantity } from "../../monitors/model/quantity";
import type { Policies, Routes } from "../../monitors/model/route";
import type { Source } from "../../monitors/model/sources/source";
import { alertsFrom, wordAlertsFrom } from "../../monitors/plan/alerts-from";
import { formatDiagnostic, type Diagnostic } from "../../monitors/plan/diagnostic";
import { formatMoment } from "../../monitors/plan/quiet";
import type {
  MonitoringPlan,
  PlannedLevel,
  PlannedMeasure,
  PlannedObjective,
  PlannedSignal,
  PlannedTier,
} from "../../monitors/plan/plan";
import { kindRow } from "../../monitors/model/signal-kind";
import { wordLasting } from "../../monitors/plan/wording";
import { groupBy } from "../../monitors/model/group-by";
import { paintDiagnostic, type Paint } from "../shared/paint";

/** The plan for people: every signal by service, its levels, and the first to hear. At most 100 columns wide. */
export const toPlanText = (declared: DeclaredStack, policies: Policies, emission: Emission, paint: Paint): string => {
  const { plan, diagnostics } = declared;
  const services = groupBy(plan.signals, ({ service }) => service);
  return [
    paint.title(`${plan.environment}: what would alert, at what level, and who hears of it first`),
    "",
    ...[...services.values()].flatMap((signals) => [...serviceLines(signals, plan, policies, paint), ""]),
    ...quietLines(declared, paint),
    ...totalLines(declared, emission),
    "",
    ...(diagnostics.length === 0 ? ["No diagnostics."] : diagnosticLines(diagnostics, paint)),
    "",
  ].join("\n");
};

export const diagnosticLines = (diagnostics: readonly Diagnostic[], paint: Paint): readonly string[] => {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return [
    ...diagnostics.map((each) => paintDiagnostic(paint, each, wrapLines(formatDiagnostic(each)))),
    `${counted(errors, "error")}, ${counted(diagnostics.length - errors, "warning")}`,
  ];
};

const WIDTH = 100;

/** What is too long goes on below, under the text it belongs to. */
const wrapLines = (text: string): string =>
  text
    .split("\n")
    .map((line) => {
      const indent = " ".repeat(line.search(/\S/) === 0 ? DIAGNOSTIC_INDENT : line.search(/\S/));
      return wrap(line.trimStart(), WIDTH - indent.length, { hard: true })
        .split("\n")
        .map((part, index) => (index === 0 ? `${line.slice(0, line.search(/\S/))}${part}` : `${indent}${part}`))
        .join("\n");
    })
    .join("\n");

/** "error  ", "warning": the first column of a diagnostic. */
const DIAGNOSTIC_INDENT = 7;

export const counted = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;

const serviceLines = (
  signals: readonly PlannedSignal[],
  { routes, objectives }: MonitoringPlan,
  policies: Policies,
  paint: Paint,
): readonly string[] => {
  const [first] = signals;
  if (first === undefined) return [];
  const table = new Table({
    chars: noBorders,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colWidths: COLUMNS,
  });
  for (const signal of signals)
    for (const measure of signal.measures) {
      table.push([
        { content: goOnBelow(`${paint.title(measure.name)}  ${describe(measure)}`), colSpan: COLUMNS.length },
      ]);
      if (signal.suppressedBy.length > 0)
        table.push([{ content: `    quiet while ${listWords(signal.suppressedBy)} fires`, colSpan: COLUMNS.length }]);
      for (const level of measure.levels) {
        table.push([...levelCells(signal, level, routes, policies, paint)]);
        if (level.sooner !== undefined)
          table.push([{ content: `      ${describeSooner(level.sooner)}`, colSpan: COLUMNS.length }]);
        const from = alertsFrom(measure, level);
        if (from !== undefined) table.push([{ content: `      ${wordAlertsFrom(from)}`, colSpan: COLUMNS.length }]);
      }
    }
  for (const objective of objectives.filter(({ service }) => service === first.service)) {
    table.push([
      { content: `  ${paint.title(objective.id)}  ${describeObjective(objective)}`, colSpan: COLUMNS.length },
    ]);
    table.push([{ content: `    ${objective.good}`, colSpan: COLUMNS.length }]);
    for (const tier of objective.tiers) {
      table.push([...tierCells(tier, routes, policies)]);
      table.push([{ content: `      ${describeTier(tier)}`, colSpan: COLUMNS.length }]);
    }
    for (const { tier, reason } of objective.switchedOff)
      table.push([{ content: `    ${tier}  off: ${reason}`, colSpan: COLUMNS.length }]);
  }
  return [paint.title(`${first.serviceTitle} (owner: ${first.owner})`), trimLines(table.toString())];
};

/** Level, threshold, priority, who hears first: 96 columns, and none of our texts is cut. */
const COLUMNS = [14, 18, 4, 60];

/** cli-table3 draws a frame unless each of its strokes is blank. */
export const noBorders = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
    "middle",
  ].map((stroke) => [stroke, ""]),
);

export const trimLines = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");

/** A cell across the whole table cuts off what it cannot hold. */
const goOnBelow = (text: string): string =>
  wrap(text, COLUMNS.reduce((sum, width) => sum + width) - 4)
    .split("\n")
    .map((line, index) => `${index === 0 ? "  " : "    "}${line.replaceAll(UNBROKEN, " ")}`)
    .join("\n");

/** No line ends inside these words. */
const UNBROKEN = "\u00a0";

/** "p95 above, over 5 min, at least 20 events, datadog; backstop newrelic; missing data: ok". */
const describe = (measure: PlannedMeasure): string => {
  const { statistic, kind, window, minimumTraffic, missingData } = measure;
  const what = [statistic, kindRow(kind).words].filter((word) => word !== undefined).join(" ");
  const least = minimumTraffic === undefined ? [] : [leastEvents(minimumTraffic)];
  const said = [what, `over ${formatQuantity(window)}`, ...least, vendorsOf(measure)].join(", ");
  return `${said}; ${["missing", "data:", missingData].join(UNBROKEN)}`;
};

const leastEvents = (least: Quantity<"count">): string => `at least ${formatQuantity(least)} events`;

/** "99.95 % over 30 days, datadog; told when the budget would be gone in". */
const describeObjective = ({ target, period, source }: PlannedObjective): string =>
  `${formatQuantity(target)} over ${formatQuantity(period)}, ${source.vendor}; told when the budget would be gone in`;

const tierCells = (tier: PlannedTier, routes: Routes, { rungs }: Policies): readonly string[] => {
  const [first] = routes[tier.priority].steps;
  const hears = `${rungs[first.rung].who}: ${first.channels.join(", ")}`;
  return [`    ${wordLasting(tier)}`, `${tier.burnRate} × allowed`, tier.priority, hears];
};

const vendorsOf = ({ source, backstop }: { readonly source: Source; readonly backstop: Source | undefined }): string =>
  backstop === undefined ? source.vendor : `${source.vendor}; backstop ${backstop.vendor}`;

const levelCells = (
  { stage }: PlannedSignal,
  { level, threshold, priority }: PlannedLevel,
  routes: Routes,
  { rungs }: Policies,
  paint: Paint,
): readonly string[] => {
  const [first] = routes[priority].steps;
  const at = threshold.at === undefined ? threshold.event.replaceAll("_", " ") : formatQuantity(threshold.at);
  const colour = level === "critical" ? paint.critical : paint.warning;
  const hears = stage === "draft" ? "draft: nobody" : `${rungs[first.rung].who}: ${first.channels.join(", ")}`;
  return [`    ${colour(level)}`, at, priority, hears];
};

/** "or over 1 min, at least 50 events" */
const describeSooner = ({ window, minimumTraffic }: NonNullable<PlannedLevel["sooner"]>): string =>
  `or over ${formatQuantity(window)}, ${leastEvents(minimumTraffic)}`;

/** "over 1 h and 5 min, at least 10 bad events" */
const describeTier = ({ longWindow, shortWindow, minimumBadEvents }: PlannedTier): string =>
  `over ${formatQuantity(longWindow)} and ${formatQuantity(shortWindow)}, at least ${formatQuantity(minimumBadEvents)} bad events`;

/** What is kept quiet on purpose, and what goes on telling. */
const quietLines = ({ quiet }: DeclaredStack, paint: Paint): readonly string[] =>
  quiet.length === 0
    ? []
    : [
        paint.title("Quiet on purpose"),
        ...quiet.flatMap(({ quiet: { key, reason, owner, from, until, signals }, loud }) => [
          ...wrapLines(`  ${key}  ${formatMoment(from)} to ${formatMoment(until)}, ${owner}: ${reason}`).split("\n"),
          ...wrapLines(`    tells nothing of ${listWords([...signals])}`).split("\n"),
          ...loud.flatMap(({ vendor, signals: told }) =>
            wrapLines(`    ${vendor} still tells of ${listWords(told)}`).split("\n"),
          ),
        ]),
        "",
      ];

/** Each page's answer to "is it still measured?", counted. */
const measuredLine = ({ plan, stillMeasured }: DeclaredStack): string => {
  const paging = plan.signals.flatMap((signal) => signal.measures.filter((measure) => pages(signal, measure)));
  const answers = paging.map(({ name }) => stillMeasured.get(name) ?? []);
  const telling = answers.filter((each) => each.some((answer) => answer.startsWith("missing data"))).length;
  const heard = answers.filter((each) => each.some((answer) => !answer.startsWith("missing data"))).length;
  return `${counted(paging.length, "measure")} of P0 or P1: ${telling} tell of missing data, ${heard} have a vendor whose heartbeat another hears`;
};

const totalLines = (declared: DeclaredStack, emission: Emission): readonly string[] => {
  const { plan, declarations } = declared;
  const measures = plan.signals.flatMap((signal) => signal.measures);
  const levels = measures.flatMap((measure) => measure.levels);
  const feeds = new Set([
    ...measures.flatMap(({ source, backstop }) => [...source.reads, ...(backstop?.reads ?? [])]),
    ...plan.objectives.flatMap(({ source }) => source.reads),
  ]);
  const later = [...feeds].filter((feed) => emitterOf(emission, feed)?.status === "later");
  const byVendor = groupBy(declarations, ({ vendor }) => vendor);
  const tiers = plan.objectives.flatMap((objective) => objective.tiers).length;
  const drafts = plan.signals.filter(({ stage }) => stage === "draft").length;
  const byPriority = groupBy(levels, ({ priority }) => priority);
  const list = (groups: ReadonlyMap<string, readonly unknown[]>): string =>
    [...groups]
      .map(([name, items]) => `${name} ${items.length}`)
      .toSorted()
      .join(", ");
  return [
    `${counted(plan.signals.length, "signal")}, ${counted(measures.length, "measure")}, ${counted(levels.length, "level")} (${list(byPriority)})`,
    ...(plan.objectives.length === 0
      ? []
      : [`${counted(plan.objectives.length, "objective")}, ${counted(tiers, "burn-rate tier")}`]),
    ...(drafts === 0 ? [] : [`${counted(drafts, "draft")}, watched and told to nobody`]),
    measuredLine(declared),
    wrapLines(`${counted(declarations.length, "resource")} (${list(byVendor)})`),
    `${counted(feeds.size, "feed")} read, ${later.length} of them sent by emitters still to be built`,
  ];
};
