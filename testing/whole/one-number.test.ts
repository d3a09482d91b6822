import type { DeclaredStack } from "../../infra/declare";
import { catalogue } from "../../monitors/catalogue";
import { keyOf } from "../../monitors/declaration/declaration";
import {
  type Dimension,
  type Quantity,
  count,
  days,
  deviations,
  formatQuantity,
  formatWindow,
  inCanonicalUnit,
  inDays,
  inMinutes,
  inNanoseconds,
  inSeconds,
  isDuration,
  milliseconds,
  percent,
  score,
  seconds,
} from "../../monitors/model/quantity";
import type { Catalogue } from "../../monitors/model/signal";
import { type Place, type SignalKind, kindRow } from "../../monitors/model/signal-kind";
import { rumAttributes } from "../../monitors/model/sources/datadog";
import type { Source } from "../../monitors/model/sources/source";
import type { PlannedMeasure } from "../../monitors/plan/plan";
import { testProd } from "../environment";
import { editMeasure } from "../rows";
import { byKey, leaves, measuresOf, prod } from "./declared-stack";
import { declare } from "../stack";

/** A number that nobody would choose, and how each of its units spells it. */
const planted = {
  latency: { at: milliseconds(7_331), words: "7.331 s", spelt: { ns: "7331000000", ms: "7331", s: "7.331" } },
  layout_shift: { at: score(0.731), words: "0.731", spelt: { score: "0.731" } },
  error_ratio: { at: percent(61.7), words: "61.7 %", spelt: { percent: "61.7" } },
  utilisation: { at: percent(61.7), words: "61.7 %", spelt: { percent: "61.7" } },
  hit_ratio: { at: percent(61.7), words: "61.7 %", spelt: { percent: "61.7" } },
  outage: { at: seconds(47), words: "47 s", spelt: { s: "47", failures: "5", heldOff: "3m47s" } },
  count: { at: count(7_331), words: "7331", spelt: { count: "7331" } },
  crash_rate: { at: percent(61.7), words: "61.7 %", spelt: { rest: "38.3" } },
  affected_users: { at: count(7_331), words: "7331", spelt: { oneLess: "7330" } },
  all_failed: { at: count(7_331), words: "7331", spelt: { count: "7331" } },
  outlier_client: { at: count(7_331), words: "7331", spelt: { count: "7331" } },
  time_left: { at: days(43), words: "43 days", spelt: { days: "43" } },
  forecast: { at: days(43), words: "43 days", spelt: { s: "3715200" } },
  anomaly: { at: deviations(7.31), words: "7.31 deviations", spelt: { deviations: "7.31" } },
  change: { at: percent(61.7), words: "61.7 %", spelt: { percent: "61.7" } },
  silence: { at: seconds(420), words: "7 min", spelt: { s: "420", lookedBack: "600" } },
  heartbeat: {
    at: seconds(660),
    words: "11 min",
    spelt: { window: "11m", minutes: "11", margin: "6", scraped: "9m" },
  },
} as const;

type Spelling =
  | "rest"
  | "oneLess"
  | "deviations"
  | "ns"
  | "ms"
  | "score"
  | "percent"
  | "count"
  | "s"
  | "minutes"
  | "margin"
  | "scraped"
  | "window"
  | "failures"
  | "heldOff"
  | "lookedBack"
  | "days";

/** The unit in which a source's vendor wants the number, by the vendors' documents. */
const unitOf = (kind: SignalKind, source: Source): Spelling => {
  if (kind === "anomaly") return "deviations";
  switch (source.type) {
    case "rum":
      if (kind === "change") return "percent";
      return rumAttributes[source.attribute].unit;
    case "metric":
      return kind === "latency" ? "ms" : "percent";
    case "spans":
      if (kind !== "latency") return "percent";
      return source.vendor === "newrelic" ? "ms" : "ns";
    case "rum count":
      return "count";
    case "sql":
      if (kind === "silence") return "s";
      return kind === "count" ? "count" : "percent";
    case "logs":
    case "log outcomes":
      return "count";
    case "rum ratio":
    case "log ratio":
      return "percent";
    case "http":
    case "dns":
      return kind === "outage" ? "s" : "ms";
    case "certificate":
      return "days";
    case "heartbeat":
      if (source.vendor === "sentry") return "margin";
      return source.vendor === "cloudwatch" ? "minutes" : "window";
    case "scrape":
      return "scraped";
    case "mean of sums":
      return "ms";
    case "share of events":
      return "percent";
    case "no events":
      return "lookedBack";
    case "events":
    case "undelivered events":
    case "trail":
    case "alarms":
      return "count";
    case "health check":
      return "failures";
    case "state":
      return "heldOff";
    case "span":
    case "mean time":
    case "remainder":
      return "s";
    case "free share":
    case "pool":
    case "idle time":
    case "hits":
      return "percent";
    case "crash rate":
      return "rest";
    case "issues":
      return "oneLess";
    case "security events":
      return "count";
  }
};

const spell = (at: Quantity<Dimension>, unit: Spelling): string => {
  if (unit === "rest") return String(100 - inCanonicalUnit(at));
  if (unit === "oneLess") return String(inCanonicalUnit(at) - 1);
  if (!isDuration(at)) return String(inCanonicalUnit(at));
  const spans: Readonly<Partial<Record<Spelling, number>>> = {
    ns: inNanoseconds(at),
    s: inSeconds(at),
    minutes: inMinutes(at),
    // After the five minutes between two check-ins.
    margin: inMinutes(at) - 5,
    days: inDays(at),
    failures: Math.ceil(inSeconds(at) / 10),
  };
  if (unit === "window") return formatWindow(at);
  // Less the two scrapes that have failed by then.
  if (unit === "scraped") return `${inMinutes(at) - 2}m`;
  // A backstop's, three minutes longer than its primary's.
  if (unit === "lookedBack") return String(inSeconds(at) + 180);
  if (unit === "heldOff") return `3m${inSeconds(at)}s`;
  return String(spans[unit] ?? inCanonicalUnit(at));
};

/** Where each place of the kind table stands in a resource's arguments. */
const placePaths: readonly (readonly [Place, RegExp])[] = [
  ["query", /^(query|metricQueries\.\d+\.expression)$/],
  // Of Kibana within the rule's parameters, which are one text.
  ["threshold", /^(monitorThresholds\.critical|threshold|params)$/],
  ["period", /^metricQueries\.\d+\.metric\.period$/],
  ["minFailureDuration", /^optionsList\.minFailureDuration$/],
  ["assertionTarget", /^(apiSteps\.\d+\.)?assertions\.\d+\.target$/],
  ["healthCheckFailures", /^failureThreshold$/],
  ["evaluationPeriods", /^evaluationPeriods$/],
  ["checkinMargin", /^checkinMarginMinutes$/],
  ["criticalThreshold", /^critical\.threshold$/],
  ["query", /^rules\.0\.datas\.0\.model$/],
  ["threshold", /^rules\.0\.datas\.[12]\.model$/],
  ["for", /^rules\.0\.for$/],
  ["comparison", /^conditionGroup\.conditions\.\d\.comparison$/],
  ["value", /^actionFilters\.0\.conditions\.\d\.\w+FrequencyCount\.value$/],
];

/** The places of the kind that this sort of source has: a synthetic test has no query, a monitor no assertion. */
const placesOf = (kind: SignalKind, { vendor, type }: Source): readonly Place[] => {
  const own: Readonly<Partial<Record<Source["type"], readonly Place[]>>> = {
    http: ["minFailureDuration", "assertionTarget"],
    dns: ["assertionTarget"],
    certificate: ["assertionTarget"],
    "health check": ["healthCheckFailures"],
    "no events": ["period"],
    state: ["for"],
    scrape: ["for"],
    heartbeat: ["query", "evaluationPeriods", "checkinMargin"],
    "crash rate": ["comparison"],
    issues: ["value"],
    "security events": ["value"],
  };
  const places = own[type] ?? ["query", "threshold", "criticalThreshold", "evaluationPeriods", "checkinMargin"];
  return (kindRow(kind).places[vendor] ?? []).filter((place) => places.includes(place));
};

const TEXTS =
  /^(name|message|optionsList\.monitorName|alarmDescription|titleTemplate|description|rules\.0\.annotations\.(summary|threshold)|(actionFilters\.0\.)?actions\.\d+\.(slack\.notes|params))$/;

const textsOf = ({ vendor, type }: Source): readonly string[] => {
  if (vendor === "cloudwatch") return ["alarmDescription"];
  if (vendor === "prometheus") return ["rules.0.annotations.summary", "rules.0.annotations.threshold"];
  if (vendor === "newrelic") return ["description", "name", "titleTemplate"];
  if (vendor === "sentry") return ["actionFilters.0.actions.#.slack.notes", "name"];
  if (vendor === "elastic") return ["actions.#.params", "name"];
  const texts: Readonly<Partial<Record<Source["type"], readonly string[]>>> = {
    http: ["message", "name", "optionsList.monitorName"],
    dns: ["message", "name", "optionsList.monitorName"],
    certificate: ["message", "name", "optionsList.monitorName"],
  };
  return texts[type] ?? ["message", "name"];
};

/** As a number of its own, and not as part of another; a sentence may end with it. */
const standsIn = (text: string, number: string): boolean =>
  new RegExp(`(?<![\\w.])${number.replaceAll(".", "\\.")}(?!\\w|\\.\\d)`).test(text);

interface NumericLevel {
  readonly name: string;
  readonly signal: string;
  readonly measure: PlannedMeasure;
  readonly level: "warning" | "critical";
  readonly old: Quantity<Dimension>;
}

const numericLevels: readonly NumericLevel[] = prod.plan.signals.flatMap((signal) =>
  signal.measures.flatMap((measure) =>
    measure.levels.flatMap(({ name, level, threshold }) =>
      threshold.at === undefined ? [] : [{ name, signal: signal.id, measure, level, old: threshold.at }],
    ),
  ),
);

const withThreshold = ({ signal, measure, level }: NumericLevel, at: Quantity<Dimension>): Catalogue =>
  editMeasure(catalogue, signal, measure.key, (row) => ({ ...row, [level]: { ...row[level], at } }));

/** Arguments that a change of rows has changed, by the key of their resource. */
const changesBetween = (before: DeclaredStack, after: DeclaredStack) => {
  const then = byKey(before);
  return after.declarations.flatMap((declaration) => {
    const old = new Map(leaves(then.get(keyOf(declaration))?.args ?? {}));
    return leaves(declaration.args)
      .filter(([path, value]) => old.get(path) !== value)
      .map(([path, value]) => ({ declaration, path, value, before: old.get(path) ?? "" }));
  });
};

describe("one number, once: a threshold that is changed in its row changes", () => {
  it.each(numericLevels.map((level) => [level.name, level] as const))("%s everywhere", (name, level) => {
    const { measure, old } = level;
    if (measure.kind === "event") throw new Error("an event has no number");
    const { at, words, spelt } = planted[measure.kind];
    const oldWords = formatQuantity(old);
    const after = declare(testProd, withThreshold(level, at));
    const all = changesBetween(prod, after);
    const isBoard = ({ declaration }: (typeof all)[number]): boolean =>
      declaration.type === "grafana:oss/dashboard:Dashboard";
    const changes = all.filter((change) => !isBoard(change));
    // The boards that show it say the new number, in its line's value or in its words.
    expect(all.filter(isBoard).some(({ value }) => standsIn(value, words))).toBe(true);

    expect(after.declarations.map(keyOf)).toEqual(prod.declarations.map(keyOf));
    // A metric monitor of Sentry's holds both levels; it is named after their measure. A level that is kept quiet has its condition in
    // a monitor of its own, one that is judged over two windows has one for each, and one that suppresses has a copy.
    const parts = [name, `${name}.condition`, `${name}.sooner`, `${name}.suppressor`];
    const own = new Set([...parts, ...(measure.source.type === "crash rate" ? [measure.name] : [])]);
    expect(changes.filter(({ declaration }) => !own.has(declaration.name))).toEqual([]);

    const sources = [measure.source, ...(measure.backstop === undefined ? [] : [measure.backstop])];
    for (const source of sources) {
      const here = changes.filter(({ declaration }) => declaration.vendor === source.vendor);
      const texts = here.filter(({ path }) => TEXTS.test(path));
      const numbers = here.filter(({ path }) => !TEXTS.test(path));
      const places = numbers.map(({ path }) => placePaths.find(([, pattern]) => pattern.test(path))?.[0] ?? path);
      expect(new Set(places)).toEqual(new Set(placesOf(measure.kind, source)));
      expect(places.length).toBeGreaterThan(0);
      const told = texts.map(({ path }) => path.replace(/\bactions\.\d+/, "actions.#"));
      expect([...new Set(told)].toSorted()).toEqual(textsOf(source));

      const unit = unitOf(measure.kind, source);
      const spelling: Readonly<Partial<Record<Spelling, string>>> = spelt;
      const number = spelling[unit] ?? "no spelling";
      for (const { value, before } of numbers) {
        expect(value.replace(number, spell(old, unit))).toBe(before);
        expect(standsIn(value, number)).toBe(true);
      }
      for (const { value, before } of texts) {
        expect(standsIn(value, words)).toBe(true);
        expect(value.replaceAll(words, oldWords)).toBe(before);
      }
    }

    const named = after.declarations.filter((declaration) => parts.includes(declaration.name));
    // A window may be as long as the threshold was.
    const span = formatQuantity(measure.window);
    const withoutSpan = (value: string): string => value.replace(new RegExp(`(over|by the last) ${span}`, "g"), "");
    // Nor is a priority or a region the threshold, though its number be as small; and a nought is everywhere.
    const kept = leaves(named).filter(
      ([path, value]) => !/priority|region$/i.test(path) && oldWords !== "0" && standsIn(withoutSpan(value), oldWords),
    );
    expect(kept).toEqual([]);
    const levels = measuresOf(after).flatMap((each) => each.levels);
    const threshold = levels.find((each) => each.name === name)?.threshold.at;
    expect(threshold === undefined ? "none" : formatQuantity(threshold)).toBe(words);
  });

  it("is asked of every level with a number", () => {
    const events = measuresOf(prod).filter(({ kind }) => kind === "event");
    const all = measuresOf(prod).flatMap(({ levels }) => levels).length;
    expect(numericLevels.length).toBe(all - events.length);
    expect(numericLevels.length).toBeGreaterThan(50);
  });
});
