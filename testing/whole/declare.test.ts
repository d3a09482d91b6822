import fc from "fast-check";
import { catalogue } from "../../monitors/catalogue";
import { keyOf } from "../../monitors/declaration/declaration";
import { environmentNames, switchableVendors, type Environment } from "../../monitors/model/environment";
import { isLate } from "../../monitors/model/late";
import { priorities } from "../../monitors/model/priority";
import {
  count,
  days,
  deviations,
  formatQuantity,
  inCanonicalUnit,
  formatWindow,
  inDays,
  inMinutes,
  inNanoseconds,
  inSeconds,
  isDuration,
  milliseconds,
  percent,
  score,
  seconds,
  type Dimension,
  type Quantity,
} from "../../monitors/model/quantity";
import type { Catalogue, SignalDefinition } from "../../monitors/model/signal";
import { kindRow, type Place, type SignalKind } from "../../monitors/model/signal-kind";
import { cloudwatch } from "../../monitors/model/sources/cloudwatch";
import { datadog, rumAttributes } from "../../monitors/model/sources/datadog";
import { heartbeatOf, type Source } from "../../monitors/model/sources/source";
import { formatDiagnostic, type Diagnostic } from "../../monitors/plan/diagnostic";
import type { PlannedMeasure } from "../../monitors/plan/plan";
import { policies } from "../../policies";
import { declareStack, type DeclaredStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { anyCatalogue, shuffled } from "../arbitrary";
import { testDev, testProd, without } from "../environment";
import { catalogueOf, editMeasure, latencyRow, level, text } from "../rows";
import { ROOT } from "../stack-configuration";
import type { StackDeclaration } from "../../infra/vendors";

const declare = (environment: Environment, rows: Catalogue = catalogue): DeclaredStack =>
  declareStack(rows, policies, environment);

const prod = declare(testProd);
const dev = declare(testDev);

const committed = (name: (typeof environmentNames)[number]): Environment => {
  const { environment } = loadEnvironment(ROOT, name);
  if (environment === undefined) throw new Error(`the configuration of ${name} has a fault`);
  return environment;
};

const measuresOf = ({ plan }: DeclaredStack): readonly PlannedMeasure[] =>
  plan.signals.flatMap(({ measures }) => measures);

const byKey = ({ declarations }: DeclaredStack): ReadonlyMap<string, StackDeclaration> =>
  new Map(declarations.map((declaration) => [keyOf(declaration), declaration]));

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Every text and number of a value, by its path: `args.optionsList.tickEvery` → 30. */
const leaves = (value: unknown, path = ""): readonly (readonly [string, string])[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, each]) => leaves(each, path === "" ? key : `${path}.${key}`))
    : [[path, String(value)]];

/** A warning that a vendor is off, for a reason that the configuration gives. */
const isOfSwitchedOff = ({ severity, rule }: Diagnostic): boolean =>
  severity === "warning" && rule.startsWith("switched off: ");

const unexpected = ({ diagnostics }: DeclaredStack): readonly Diagnostic[] =>
  diagnostics.filter((diagnostic) => !isOfSwitchedOff(diagnostic));

describe("the declared stack", () => {
  it.each(environmentNames)("of %s has no diagnostic but of what is switched off", (name) => {
    expect(unexpected(declare(committed(name)))).toEqual([]);
  });

  it.each([
    ["prod", prod],
    ["dev", dev],
  ])("of the test's %s has no diagnostic either", (_name, stack) => {
    expect(unexpected(stack)).toEqual([]);
  });

  it("of prod has none at all: nothing is switched off where people are paged", () => {
    expect(prod.diagnostics).toEqual([]);
    expect(declare(committed("prod")).diagnostics).toEqual([]);
  });
});

/** Sentry's name of an environment is a word that others use too: it is one where it stands alone. */
const identityIn = (role: string, value: string): string => (role === "sentryEnvironment" ? `"${value}"` : value);

/** The environment's own name, its identities and whom it tells, under the names that every environment shares. */
const normalise = ({ args }: StackDeclaration, { name, identities, aws }: Environment): string => {
  const told = { alarmActions: "told", okActions: "told", insufficientDataActions: "told" };
  const recipients = Object.fromEntries(Object.entries(told).filter(([key]) => key in args));
  const trusted = Object.entries(aws.trustedPrincipals).map(
    // A list within an event pattern, which is JSON within these arguments.
    ([of, principals]) => [`trusted ${of}`, JSON.stringify(JSON.stringify(principals)).slice(1, -1)] as const,
  );
  const searched = Object.entries(aws.trustedPrincipals).map(([of, principals]) => {
    const anyOf = principals.map((arn) => `"${arn}"`).join(" OR ");
    return [`trusted ${of}`, JSON.stringify(anyOf).slice(1, -1)] as const;
  });
  const ids = [...trusted, ...searched, ...Object.entries({ ...identities, account: aws.accountId })].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  // Maintenance is of one environment.
  const own: Readonly<Record<string, unknown>> = { actions: "told", muteTimings: undefined };
  const json = JSON.stringify({ ...args, ...recipients }, (key, value: unknown) => (key in own ? own[key] : value));
  return ids
    .reduce((text, [role, value]) => text.replaceAll(identityIn(role, value), `<${role}>`), json)
    .replaceAll(new RegExp(`\\b${name}\\b`, "g"), "<environment>");
};

/**
 * What evaluates, and what it reads, as one environment has it and without what is its own: of the vendors that are switched
 * off, with a reason, in none of those that are compared, and nothing that listens to one of them.
 */
const evaluating = (
  stack: DeclaredStack,
  environment: Environment,
  compared: readonly Environment[],
): readonly string[] => {
  const declared = byKey(stack);
  const off = new Set(compared.flatMap(({ switchedOff }) => Object.keys(switchedOff)));
  const unheard = new Set(
    measuresOf(stack)
      .filter(({ source, backstop }) =>
        [source, ...(backstop === undefined ? [] : [backstop])].some((each) => off.has(heartbeatOf(each) ?? "")),
      )
      .map(({ name }) => name),
  );
  return [...stack.resourcesOf].flatMap(([measure, keys]) =>
    keys.flatMap((key) => {
      if (unheard.has(measure)) return [];
      const declaration = declared.get(key);
      if (declaration === undefined) return [`${measure}: ${key} is not declared`];
      return off.has(declaration.vendor) ? [] : [`${measure}: ${key} ${normalise(declaration, environment)}`];
    }),
  );
};

const both = [testDev, testProd];

describe("parity: every environment alerts alike, but for vendors that are switched off with a reason", () => {
  it("in signals, measures, levels, windows, thresholds and missing-data decisions", () => {
    expect(dev.plan.signals).toEqual(prod.plan.signals);
    expect(dev.plan.objectives).toEqual(prod.plan.objectives);
  });

  it("in what evaluates, to the argument", () => {
    const expected = evaluating(prod, testProd, both);
    expect(evaluating(dev, testDev, both)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(measuresOf(prod).length);
    expect(expected.filter((line) => line.includes("is not declared"))).toEqual([]);
  });

  it("with the committed configurations", () => {
    const [one, other] = [committed("dev"), committed("prod")];
    const compared = [one, other];
    expect(evaluating(declare(one), one, compared)).toEqual(evaluating(declare(other), other, compared));
    expect(compared.flatMap(({ switchedOff }) => Object.keys(switchedOff))).toEqual(["newrelic"]);
  });

  it("for any rows", () => {
    fc.assert(
      fc.property(anyCatalogue, (rows) => {
        const [here, there] = [declare(testProd, rows), declare(testDev, rows)];
        expect(there.plan.signals).toEqual(here.plan.signals);
        expect(there.plan.objectives).toEqual(here.plan.objectives);
        expect(evaluating(there, testDev, both)).toEqual(evaluating(here, testProd, both));
      }),
    );
  });

  it("could fail: another window in one of them is seen", () => {
    const longer = editMeasure(catalogue, "api.cpu", "main", (row) =>
      row.kind === "utilisation" ? { ...row, window: seconds(600) } : row,
    );
    expect(evaluating(declare(testDev, longer), testDev, both)).not.toEqual(evaluating(prod, testProd, both));
  });

  it("could fail: a vendor that is missing without a reason is seen", () => {
    const prodAlone = [testProd];
    expect(evaluating(dev, testDev, prodAlone)).not.toEqual(evaluating(prod, testProd, prodAlone));
  });
});

const recipientsOf = ({ declarations }: DeclaredStack): readonly string[] =>
  declarations.flatMap((each) =>
    each.type === "datadog:index/monitorNotificationRule:MonitorNotificationRule"
      ? (each.args.recipients ?? []).map(String)
      : [],
  );

/** How topics tell people; a beat is told to a machine. */
const protocolsOf = ({ declarations }: DeclaredStack): readonly string[] =>
  declarations.flatMap((each) =>
    each.type === "aws:sns/topicSubscription:TopicSubscription" && each.name !== "heartbeat"
      ? leaves(each.args.protocol).map(([, protocol]) => protocol)
      : [],
  );

describe("dev pages nobody", () => {
  it("declares nothing at PagerDuty, where prod does", () => {
    const paging = ({ declarations }: DeclaredStack) => declarations.filter(({ vendor }) => vendor === "pagerduty");
    expect(paging(dev)).toEqual([]);
    expect(paging(prod).length).toBeGreaterThan(0);
  });

  it("has the word in none of its arguments", () => {
    const named = leaves(dev.declarations).filter(([path, text]) => /pagerduty/i.test(`${path} ${text}`));
    expect(named).toEqual([]);
  });

  it("tells one Slack channel and nobody else", () => {
    expect(new Set(recipientsOf(dev))).toEqual(new Set(["slack-shop-alerts-dev"]));
    expect(recipientsOf(prod).filter((each) => each.startsWith("pagerduty-")).length).toBeGreaterThan(0);
  });

  it("subscribes neither PagerDuty nor a list to its topics", () => {
    expect(protocolsOf(dev)).toEqual([]);
    expect(new Set(protocolsOf(prod))).toEqual(new Set(["https", "email"]));
  });
});

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
  if (unit === "scraped") return `${String(inMinutes(at) - 2)}m`;
  // A backstop's, three minutes longer than its primary's.
  if (unit === "lookedBack") return String(inSeconds(at) + 180);
  if (unit === "heldOff") return `3m${String(inSeconds(at))}s`;
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
  /^(name|message|optionsList\.monitorName|alarmDescription|titleTemplate|description|rules\.0\.annotations\.summary)$/;

const textsOf = ({ vendor, type }: Source): readonly string[] => {
  if (vendor === "cloudwatch") return ["alarmDescription"];
  if (vendor === "prometheus") return ["rules.0.annotations.summary"];
  if (vendor === "newrelic") return ["description", "name", "titleTemplate"];
  if (vendor === "sentry" || vendor === "elastic") return ["name"];
  const texts: Readonly<Partial<Record<Source["type"], readonly string[]>>> = {
    http: ["message", "name", "optionsList.monitorName"],
    dns: ["message", "name", "optionsList.monitorName"],
    certificate: ["message", "name", "optionsList.monitorName"],
  };
  return texts[type] ?? ["message", "name"];
};

/** As a number of its own, and not as part of another. */
const standsIn = (text: string, number: string): boolean =>
  new RegExp(`(?<![\\w.])${number.replaceAll(".", "\\.")}(?![\\w.]|\\.\\d)`).test(text);

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
      expect(texts.map(({ path }) => path).toSorted()).toEqual(textsOf(source));

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

/** Keys of the resources that a declaration needs, named in its arguments or in `after`. */
const needsOf = ({ args, after = [] }: StackDeclaration): readonly string[] => [...after, ...references(args)];

const references = (value: unknown): readonly string[] => {
  if (!isObject(value)) return [];
  if (isLate(value) && value.late === "reference") return [keyOf(value)];
  return Object.values(value).flatMap(references);
};

const pointingAhead = ({ declarations }: DeclaredStack): readonly string[] => {
  const seen = new Set<string>();
  return declarations.flatMap((declaration) => {
    const ahead = needsOf(declaration).filter((key) => !seen.has(key));
    seen.add(keyOf(declaration));
    return ahead.map((key) => `${keyOf(declaration)} → ${key}`);
  });
};

describe("references and `after` point to an earlier declaration", () => {
  it.each<readonly [string, DeclaredStack]>([
    ["prod", prod],
    ["dev", dev],
    ["prod without datadog", declare(without(testProd, "datadog"))],
    ["prod without cloudwatch", declare(without(testProd, "cloudwatch"))],
    ["prod without pagerduty", declare(without(testProd, "pagerduty"))],
    ["prod without sentry", declare(without(testProd, "sentry"))],
  ])("in %s", (_name, stack) => {
    expect(pointingAhead(stack)).toEqual([]);
    expect(stack.declarations.flatMap(needsOf).length).toBeGreaterThan(0);
  });

  it("for any rows", () => {
    fc.assert(
      fc.property(anyCatalogue, fc.constantFrom(testProd, testDev), (rows, environment) => {
        expect(pointingAhead(declare(environment, rows))).toEqual([]);
      }),
    );
  });

  it("could fail: a declaration taken out is missed", () => {
    const declarations = prod.declarations.filter(({ type }) => type !== "aws:sns/topic:Topic");
    expect(pointingAhead({ ...prod, declarations }).length).toBeGreaterThan(0);
  });
});

/** Levels that a vendor was asked for, that nothing evaluates and of which no diagnostic says why. */
const lost = (stack: DeclaredStack): readonly string[] => {
  const watched = new Set(
    stack.declarations.flatMap(({ vendor, watches }) =>
      watches === undefined ? [] : [`${vendor} ${watches.signal} ${watches.measure} ${watches.level}`],
    ),
  );
  const explained = (name: string): boolean =>
    stack.diagnostics.some(({ where }) => where === `${name} (${stack.plan.environment})`);
  const burning = new Set(stack.declarations.flatMap(({ name, burns }) => (burns === undefined ? [] : [name])));
  const tiers = stack.plan.objectives.flatMap(({ id, tiers }) =>
    tiers.map(({ name }) => name).filter((name) => !burning.has(name) && !explained(id)),
  );
  const levels = stack.plan.signals.flatMap((signal) =>
    signal.measures.flatMap(({ key, name, source, backstop, levels }) =>
      [source, ...(backstop === undefined ? [] : [backstop])].flatMap(({ vendor }) =>
        levels
          .map(({ level }) => `${vendor} ${signal.id} ${key} ${level}`)
          .filter((level) => !watched.has(level) && !explained(name)),
      ),
    ),
  );
  return [...levels, ...tiers];
};

describe("every measure is rendered or explained", () => {
  it("in the catalogue: rendered, by its source and by its backstop", () => {
    expect(prod.diagnostics).toEqual([]);
    expect(lost(prod)).toEqual([]);
    expect(lost(dev)).toEqual([]);
  });

  it("for any rows, with any vendors switched off", () => {
    const off = fc
      .oneof(fc.constant([]), fc.subarray([...switchableVendors]))
      .map((vendors) => Object.fromEntries(vendors.map((vendor) => [vendor, "the trial is over"])));
    fc.assert(
      fc.property(anyCatalogue, off, fc.constantFrom(testProd, testDev), (rows, switchedOff, environment) => {
        expect(lost(declare({ ...environment, switchedOff }, rows))).toEqual([]);
      }),
    );
  });

  it("could fail: a monitor taken out is missed", () => {
    const declarations = prod.declarations.filter(({ name }) => name !== "api.response_time.critical");
    expect(lost({ ...prod, declarations })).toEqual([
      "datadog api.response_time main critical",
      "newrelic api.response_time main critical",
    ]);
    const budget = prod.declarations.filter(({ name }) => name !== "api.availability_slo.one_day");
    expect(lost({ ...prod, declarations: budget })).toEqual(["api.availability_slo.one_day"]);
  });
});

const wherever = (diagnostics: readonly Diagnostic[], severity: Diagnostic["severity"]): readonly string[] =>
  diagnostics.filter((each) => each.severity === severity).map(({ where }) => where);

/** Measures whose source or backstop is the vendor's, or that listen for its beat, and objectives. */
const watchedBy = (vendor: string, environment: string): readonly string[] =>
  [
    ...measuresOf(prod).filter(({ source, backstop }) =>
      [source.vendor, backstop?.vendor, heartbeatOf(source)].some((each) => each === vendor),
    ),
    ...prod.plan.objectives.filter(({ source }) => source.vendor === vendor).map(({ id }) => ({ name: id })),
  ].map(({ name }) => `${name} (${environment})`);

/** Pages of CloudWatch's that keep quiet without data and stand on its heartbeat, which Datadog hears. */
const quietWithoutCloudWatch = [
  "edge.ddos.detected_unhealthy",
  "payments.failure_rate",
  "payments.payout_failures.failed",
  "security.payment_fraud",
];

describe("a vendor that is switched off", () => {
  it("in dev: a warning for each signal that it watched", () => {
    const { declarations, diagnostics } = declare(without(testDev, "datadog"));
    expect(declarations.filter(({ vendor }) => vendor === "datadog")).toEqual([]);
    expect(wherever(diagnostics, "error")).toEqual([]);
    // New Relic, whose heartbeat Datadog hears, is off there too, and is said. Nobody hears CloudWatch's any more.
    expect([...new Set(wherever(diagnostics, "warning"))].toSorted()).toEqual(
      [...watchedBy("datadog", "dev"), ...quietWithoutCloudWatch.map((name) => `${name} (dev)`)].toSorted(),
    );
    expect(diagnostics.find(({ where }) => where === "api.memory (dev)")).toEqual({
      severity: "warning",
      where: "api.memory (dev)",
      what: "datadog is switched off; api memory is left to nobody",
      rule: "switched off: the trial is over",
      remedy: "take switchedOff.datadog out of Pulumi.dev.yaml, or give the row a backstop",
    });
  });

  it("in prod: an error for each P0 and P1 that has no other, and a warning for the rest", () => {
    const { declarations, diagnostics } = declare(without(testProd, "datadog"));
    expect(declarations.filter(({ vendor }) => vendor === "datadog")).toEqual([]);
    const errors = [
      "accounts.registration_failures (prod)",
      "api.availability_slo (prod)",
      "api.memory (prod)",
      "database.uptime_slo (prod)",
      "edge.certificate_expiry (prod)",
      ...quietWithoutCloudWatch.map((name) => `${name} (prod)`),
      "edge.dns_resolution.answer (prod)",
      "edge.dns_resolution.time (prod)",
      "listings.upload_failures (prod)",
      "monitoring.heartbeat.cloudwatch (prod)",
      "monitoring.heartbeat.newrelic (prod)",
      "payments.processing_slo (prod)",
      "payments.webhook_failures (prod)",
      "search.error_rate (prod)",
      "security.breach_indicators.change (prod)",
      "security.breach_indicators.read (prod)",
      "security.breach_indicators.refused (prod)",
      "security.breach_indicators.root (prod)",
      "storefront.uptime_slo (prod)",
    ];
    expect([...new Set(wherever(diagnostics, "error"))].toSorted()).toEqual(errors.toSorted());
    // These have CloudWatch left, which is said; and that nobody would hear of its silence.
    const both = ["change", "read", "root"].map((key) => `security.breach_indicators.${key} (prod)`);
    const rest = watchedBy("datadog", "prod").filter((where) => !errors.includes(where) || both.includes(where));
    expect(wherever(diagnostics, "warning").toSorted()).toEqual(rest.toSorted());
    expect(diagnostics.find(({ where }) => where === "api.availability (prod)")).toMatchObject({
      severity: "warning",
      what: "datadog is switched off; api availability is left to cloudwatch",
    });
  });

  it("cloudwatch in prod: errors where it is alone, a warning where it is the backstop", () => {
    const { declarations, diagnostics } = declare(without(testProd, "cloudwatch"));
    expect(declarations.filter(({ vendor }) => vendor === "cloudwatch")).toEqual([]);
    // Nobody hears Datadog's heartbeat any more either: rows that keep quiet without data stood on it.
    const unheard = [
      "accounts.registration_failures (prod)",
      "api.availability_slo (prod)",
      "api.memory (prod)",
      "database.uptime_slo (prod)",
      "listings.upload_failures (prod)",
      "payments.processing_slo (prod)",
      "payments.webhook_failures (prod)",
      "search.error_rate (prod)",
      // Those with a backstop at Kibana, whose beat Sentry hears, are not among them.
      "security.breach_indicators.refused (prod)",
      "storefront.uptime_slo (prod)",
    ];
    const alone = [
      ...quietWithoutCloudWatch.map((name) => `${name} (prod)`),
      "infrastructure.disk (prod)",
      "infrastructure.memory (prod)",
      "monitoring.heartbeat.datadog (prod)",
      // Datadog watches these too, and rings nobody: P1's changes and reads are said together, then P0's root.
      "security.breach_indicators.change.critical (prod)",
      "security.breach_indicators.root.critical (prod)",
    ];
    expect(wherever(diagnostics, "error").toSorted()).toEqual([...unheard, ...alone].toSorted());
    expect(diagnostics.find(({ where }) => where === "search.error_rate (prod)")).toEqual({
      severity: "error",
      where: "search.error_rate (prod)",
      what: "nobody would know that it is measured no more: missing data are ok, and nobody listens for datadog's heartbeat",
      rule: "what wakes somebody tells of missing data, or its vendor's heartbeat is heard by another",
      remedy:
        'set missingData: "notify", or give monitoring.heartbeat a measure of the vendor in monitors/catalogue/monitoring.ts',
    });
    expect(diagnostics.find(({ where }) => where === "payments.processing_slo (prod)")).toEqual({
      severity: "error",
      where: "payments.processing_slo (prod)",
      what: "nobody would know that it is measured no more: nobody listens for datadog's heartbeat",
      rule: "what wakes somebody tells of missing data, or its vendor's heartbeat is heard by another",
      remedy: "give monitoring.heartbeat a measure of the vendor in monitors/catalogue/monitoring.ts",
    });
    expect(wherever(diagnostics, "warning")).toContain("api.availability (prod)");
  });

  it("pagerduty in prod: each route that paged is named, and nothing of it is left", () => {
    const stack = declare(without(testProd, "pagerduty"));
    expect(stack.declarations.filter(({ vendor }) => vendor === "pagerduty")).toEqual([]);
    expect(recipientsOf(stack).filter((each) => each.startsWith("pagerduty-"))).toEqual([]);
    expect(protocolsOf(stack)).not.toContain("https");
    expect(stack.diagnostics.map(({ severity, where }) => `${severity} ${where}`)).toEqual([
      "error route P0 (prod)",
      "error route P1 (prod)",
      "warning route P2 (prod)",
    ]);
    expect(recipientsOf(stack)).toContain("slack-shop-urgent");
  });

  it("keeps watching with the others exactly as before", () => {
    const kept = (stack: DeclaredStack) =>
      stack.declarations.filter(
        ({ vendor, watches }) =>
          vendor === "cloudwatch" && watches !== undefined && watches.signal !== "monitoring.heartbeat",
      );
    expect(kept(declare(without(testProd, "datadog")))).toEqual(kept(prod));
  });

  it("is no longer named in the plan's routes", () => {
    const { plan } = declare(without(testProd, "pagerduty"));
    expect(priorities.filter((priority) => plan.routes[priority].pages)).toEqual([]);
  });
});

describe("Stripe's test mode", () => {
  const testing: Environment = { ...testProd, stripe: testDev.stripe };

  it("is refused in prod, for each source, and is dev's", () => {
    expect(declare(testing).diagnostics).toEqual([
      expect.objectContaining({ severity: "error", where: "Pulumi.prod.yaml, stripe.connectEventSource" }),
      {
        severity: "error",
        where: "Pulumi.prod.yaml, stripe.eventSource",
        what: "aws.partner/stripe.com/ed_test_dev0own is of Stripe's test mode",
        rule: "prod counts what buyers pay",
        remedy: "make the event destination in live mode, and set its source here (docs/bootstrap.md)",
      },
    ]);
    expect(unexpected(dev)).toEqual([]);
  });
});

describe("Shield Advanced that nobody pays for", () => {
  const without: Environment = { ...testProd, aws: { ...testProd.aws, shieldAdvanced: false } };
  const bare = declare(without);

  it("is warned of for each measure that it leaves unseen, and for nothing else", () => {
    expect(bare.diagnostics).toEqual([
      {
        severity: "warning",
        where: "edge.ddos.detected (prod)",
        what: "AWS Shield Advanced, which detects attacks on the CDN, is not paid for; attack on the edge (detected) is seen by nobody",
        rule: "aws.shieldAdvanced is false",
        remedy: "subscribe to it and set aws.shieldAdvanced in Pulumi.prod.yaml",
      },
      expect.objectContaining({ severity: "warning", where: "edge.ddos.detected_unhealthy (prod)" }),
    ]);
  });

  it("leaves every row in the plan, and no alarm on what is never measured", () => {
    expect(bare.plan.signals).toEqual(prod.plan.signals);
    const named = (stack: DeclaredStack) =>
      leaves(stack.declarations).filter(([, value]) => /ddos\.detected/.test(value));
    expect(named(bare)).toEqual([]);
    expect(named(prod).length).toBeGreaterThan(0);
    const rest = prod.declarations.filter(({ watches }) => watches?.measure.startsWith("detected") !== true);
    expect(bare.declarations.length).toBeLessThan(prod.declarations.length);
    expect(rest.filter(({ watches }) => watches !== undefined).map(keyOf)).toEqual(
      bare.declarations.filter(({ watches }) => watches !== undefined).map(keyOf),
    );
  });
});

describe("a source that looks at other levels", () => {
  const row = (any: string) =>
    ({
      ...text,
      kind: "event",
      critical: { event: "both_at_once", priority: "P2" },
      missingData: "ok",
      source: cloudwatch.alarms({ all: ["api.down.critical"], any: [any] }),
    }) as const;
  const down = {
    ...text,
    kind: "outage",
    critical: level(seconds(30), "P0"),
    missingData: "breach",
    source: cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: seconds(10) }),
  } as const;
  const slow = { ...latencyRow, source: cloudwatch.metric("cdn_origin_latency"), minimumTraffic: count(20) } as const;

  it("comes after them, wherever its row stands", () => {
    const stack = declare(testProd, catalogueOf({ both: row("api.slow.critical"), down, slow }));
    expect(stack.diagnostics).toEqual([]);
    expect(pointingAhead(stack)).toEqual([]);
    expect(stack.declarations.find(({ name }) => name === "api.both.critical")?.after).toEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm api.down.critical",
      "aws:cloudwatch/metricAlarm:MetricAlarm api.slow.critical",
    ]);
  });

  it.each([
    ["that nobody wrote", "api.none.critical", { down }],
    ["of another vendor", "api.other.critical", { down, other: latencyRow }],
    ["that looks at levels itself", "api.both.critical", { down }],
  ] as const)("is refused for one %s", (_name, any, others) => {
    const stack = declare(testProd, catalogueOf({ both: row(any), ...others }));
    expect(stack.diagnostics).toEqual([
      {
        severity: "error",
        where: "api.both (prod)",
        what: `it looks at ${any}, which cloudwatch does not watch`,
        rule: "a source of levels names those of its own vendor, and of none that looks at levels itself",
        remedy: "name a level that is there, or give that row a source or backstop of this vendor",
      },
    ]);
  });

  it("is told of one in another region, which it would never see", () => {
    const near = {
      ...latencyRow,
      kind: "utilisation",
      statistic: "max",
      warning: level(percent(70), "P3"),
      critical: level(percent(90), "P2"),
      source: cloudwatch.metric("worker_memory"),
    } as const;
    const { diagnostics } = declare(testProd, catalogueOf({ both: row("api.near.critical"), down, near }));
    expect(diagnostics.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      "api.both.critical (prod): its rule names api.near.critical in eu-west-3, itself in us-east-1",
    ]);
  });
});

describe("the order of the rows decides nothing", () => {
  const sorted = (stack: DeclaredStack): readonly StackDeclaration[] =>
    stack.declarations.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

  it("of the declarations, which are the same set", () => {
    const expected = sorted(prod);
    fc.assert(
      fc.property(shuffled(catalogue), (rows) => {
        expect(sorted(declare(testProd, rows))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it("of the diagnostics, which are the same list", () => {
    const off = without(testProd, "datadog");
    const expected = declare(off).diagnostics.map(formatDiagnostic);
    fc.assert(
      fc.property(shuffled(catalogue), (rows) => {
        expect(declare(off, rows).diagnostics.map(formatDiagnostic)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe("rows that could never fire, or would mean something else, are refused", () => {
  const share = { kind: "error_ratio", missingData: "ok", minimumTraffic: count(500) } as const;
  const critical = level(percent(80), "P2");

  it.each<readonly [string, SignalDefinition]>([
    // 500 ms is compared with a score, 80 % with milliseconds: neither vendor's table of units is held to the kind's.
    ["a latency of a score", { ...latencyRow, source: datadog.rum({ attribute: "cumulative_layout_shift" }) }],
    ["a latency of a percentage", { ...latencyRow, source: cloudwatch.metric("worker_cpu") }],
    ["a latency of a count", { ...latencyRow, source: cloudwatch.metric("cdn_requests") }],
    [
      "a score of nanoseconds",
      {
        ...text,
        kind: "layout_shift",
        statistic: "p75",
        critical: level(score(0.25), "P2"),
        missingData: "ok",
        source: datadog.rum({ attribute: "largest_contentful_paint" }),
      },
    ],
    [
      "a percentage of nanoseconds",
      {
        ...text,
        kind: "utilisation",
        statistic: "max",
        critical,
        missingData: "ok",
        source: datadog.metric({ metric: "driplo.server.cpu.used_percent", unit: "ns" }),
      },
    ],
    // The metric has no traffic beside it, and the guard is left out.
    [
      "a minimum of traffic that nothing counts",
      { ...text, ...share, critical, source: cloudwatch.metric("worker_cpu") },
    ],
    // `percentile()` is for distributions, and the mean is taken instead.
    [
      "a percentile of a gauge",
      { ...latencyRow, source: datadog.metric({ metric: "driplo.server.cpu.used_percent", unit: "ms" }) },
    ],
    // 300 s at 10 s each are 30 failures; Route 53 takes 1 to 10.
    [
      "a health check of too many failures",
      {
        ...text,
        kind: "outage",
        critical: level(seconds(300), "P0"),
        missingData: "breach",
        source: cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: seconds(10) }),
      },
    ],
    // Datadog's API documents `last_#m`, `last_#h`, `last_1d` and `last_1w`; this is spelt `last_90s`.
    ["a window of 90 s at Datadog", { ...latencyRow, window: seconds(90) }],
  ])("%s", (_name, row) => {
    expect(declare(testProd, catalogueOf({ row })).diagnostics).not.toEqual([]);
  });
});
