import fc from "fast-check";
import { z } from "zod";
import { declareStack } from "../../infra/declare";
import { testDev, testProd } from "../../testing/environment";
import { editMeasure } from "../../testing/rows";
import { catalogue } from "../../monitors/catalogue";
import { count, minutes, percent, seconds } from "../../monitors/model/quantity";
import type { Environment } from "../../monitors/model/environment";
import type { BurnTierDefinition } from "../../monitors/model/objective";
import type { Quiet, Quiets } from "../../monitors/model/quiet";
import type { Policies } from "../../monitors/model/route";
import type { Catalogue, SignalDefinition } from "../../monitors/model/signal";
import { cloudwatch } from "../../monitors/model/sources/cloudwatch";
import { datadog } from "../../monitors/model/sources/datadog";
import { unseenIn } from "../../monitors/model/visible";
import { policies } from "../../policies";
import { toPlanJson } from "../plan/json";
import { changeKinds, type Change } from "./change";
import { MARKER, MOST_BYTES, toMarkdown } from "./markdown";
import { readPlans, type PlanData } from "../plan/data";
import { reviewPlans, type Plans, type Review } from "./review";
import { toText } from "./text";

const base = { name: "origin/main", commit: "aaaaaaaaaaaa" };
const head = { name: "HEAD", commit: "bbbbbbbbbbbb" };

const plain = { title: String, critical: String, warning: String, quiet: String };

const planOf = (rows: Catalogue, rules: Policies, environment: Environment) =>
  toPlanJson(declareStack(rows, rules, environment), rules, rows.emission, true);

const plansOf = (rows: Catalogue = catalogue, rules: Policies = policies, environments = [testDev, testProd]): Plans =>
  readPlans(JSON.stringify(environments.map((environment) => planOf(rows, rules, environment))));

const before = plansOf();

const review = (rows: Catalogue, rules: Policies = policies): Review =>
  reviewPlans(base, head, before, plansOf(rows, rules));

const lines = ({ changes }: Review): readonly string[] =>
  changes.map(
    ({ kind, where, what, environments }) =>
      `${kind}: ${where.join(", ")} ${what}${environments.length === 2 ? "" : ` [${environments.join(", ")}]`}`,
  );

type Service = keyof typeof catalogue.services;

const withSignals = (
  service: Service,
  edit: (signals: Readonly<Record<string, SignalDefinition>>) => object,
): Catalogue => {
  const definition = catalogue.services[service];
  if (definition === undefined) throw new Error(`no service ${service}`);
  const signals = edit(definition.signals) as Readonly<Record<string, SignalDefinition>>;
  return { ...catalogue, services: { ...catalogue.services, [service]: { ...definition, signals } } };
};

const signalOf = (service: string, key: string): SignalDefinition => {
  const found = catalogue.services[service]?.signals[key];
  if (found === undefined) throw new Error(`no ${service}.${key}`);
  return found;
};

/** A key that becomes undefined is taken out, as a person would: a row that holds it is refused. */
const changedBy = <T extends object>(row: T, change: object): T =>
  Object.fromEntries(Object.entries({ ...row, ...change }).filter(([, value]) => value !== undefined)) as T;

const edited = (id: string, change: object, measure = "main"): Catalogue =>
  editMeasure(catalogue, id, measure, (row) => changedBy(row, change));

const without = (service: Service, key: string): Catalogue =>
  withSignals(service, (signals) => Object.fromEntries(Object.entries(signals).filter(([each]) => each !== key)));

const textChanged = (service: Service, key: string, change: object): Catalogue =>
  withSignals(service, (signals) => ({ ...signals, [key]: changedBy(signalOf(service, key), change) }));

const objectiveChanged = (change: object): Catalogue => {
  const api = catalogue.services["api"];
  const slo = api?.objectives?.["availability_slo"];
  if (api === undefined || slo === undefined) throw new Error("no such objective");
  const objectives = { availability_slo: { ...slo, ...change } };
  return { ...catalogue, services: { ...catalogue.services, api: { ...api, objectives } } };
};

const tierChanged = (one_hour: BurnTierDefinition): Catalogue => {
  const slo = catalogue.services["api"]?.objectives?.["availability_slo"];
  return objectiveChanged({ tiers: { ...slo?.tiers, one_hour } });
};

const routed = (change: (routes: Policies["routes"]["prod"]) => object): Policies => ({
  ...policies,
  routes: { ...policies.routes, prod: { ...policies.routes.prod, ...change(policies.routes.prod) } },
});

const P2 = "P2" as const;

/** Search's own. */
const sooner = { window: minutes(1), minimumTraffic: count(50) };

/** One change each, and all that is said of it, in order. */
const maintenance: Quiet = {
  reason: "a new index",
  owner: "data",
  environments: ["prod"],
  signals: ["search.error_rate"],
  from: "2026-11-23T11:00+01:00",
  until: "2026-11-23T12:00+01:00",
};

const quieted = (quiet: Quiets): Catalogue => ({ ...catalogue, quiet });

const objectiveGone = (): Catalogue => {
  const api = catalogue.services["api"];
  if (api === undefined) throw new Error("no api");
  return { ...catalogue, services: { ...catalogue.services, api: { ...api, objectives: {} } } };
};

const planted: Readonly<Record<string, readonly [Catalogue, readonly string[]]>> = {
  "a critical level that is higher": [
    edited("search.error_rate", { critical: { at: percent(15), priority: "P1", sooner } }),
    [
      "looser-critical: search.error_rate.critical 10 % → 15 % (+50 %)",
      "board: board.engineering, board.marketplace-health Search error rate is drawn otherwise",
    ],
  ],
  "a critical level that is lower": [
    edited("search.error_rate", { critical: { at: percent(5), priority: "P1", sooner } }),
    [
      "tighter: search.error_rate.critical 10 % → 5 % (−50 %)",
      "board: board.engineering, board.marketplace-health Search error rate is drawn otherwise",
    ],
  ],
  "a warning that is higher": [
    edited("api.cpu", { warning: { at: percent(77), priority: "P3" } }),
    [
      "looser: api.cpu.warning 70 % → 77 % (+10 %)",
      "board: board.engineering, board.performance, board.real-time API CPU is drawn otherwise",
    ],
  ],
  "a share that is bad when low, and may be lower": [
    edited("edge.cdn_cache_hit_ratio", { critical: { at: percent(50), priority: "P3" } }),
    [
      "looser-critical: edge.cdn_cache_hit_ratio.critical 60 % → 50 % (−16.7 %)",
      "board: board.operations CDN cache hits is drawn otherwise",
    ],
  ],
  "an outage that may last longer": [
    edited("api.availability", { critical: { at: seconds(60), priority: "P0" } }),
    [
      "looser-critical: api.availability.critical 30 s → 1 min (+100 %)",
      "board: board.executive, board.engineering, board.real-time API availability is drawn otherwise",
    ],
  ],
  "a certificate that is told of later": [
    edited("edge.certificate_expiry", { critical: { at: minutes(3 * 1440), priority: "P1" } }),
    [
      "looser-critical: edge.certificate_expiry.critical 7 days → 3 days (−57.1 %)",
      "board: board.operations Certificate expiry is drawn otherwise",
    ],
  ],
  "no shorter window any more": [
    edited("search.error_rate", { critical: { at: percent(10), priority: "P1" } }),
    [
      "looser: search.error_rate.critical sooner 1m of at least 50 → none",
      "board: board.engineering, board.marketplace-health Search error rate is drawn otherwise",
    ],
  ],
  "a lower priority": [
    edited("search.error_rate", { critical: { at: percent(10), priority: P2, sooner } }),
    [
      "priority-lowered: search.error_rate.critical priority P1 → P2",
      "board: board.engineering, board.marketplace-health Search error rate is drawn otherwise",
    ],
  ],
  "a higher priority": [
    edited("search.response_time", { critical: { at: seconds(2), priority: "P1" } }),
    [
      "tighter: search.response_time.critical priority P2 → P1",
      "board: board.engineering, board.performance, board.marketplace-health Search response time is drawn otherwise",
    ],
  ],
  "a level that is gone": [
    edited("api.cpu", { warning: undefined }),
    [
      "removed: api.cpu.warning no longer watched (was 70 %, P3)",
      "board: board.engineering, board.performance, board.real-time API CPU is drawn otherwise",
    ],
  ],
  "a level that is new": [
    edited("api.memory", { warning: { at: percent(75), priority: "P3" } }),
    ["added: api.memory.warning new: 75 %, P3", "board: board.engineering API memory is drawn otherwise"],
  ],
  "a signal that is gone": [
    without("api", "memory"),
    [
      "removed: api.memory no longer watched (was critical 85 %, P1)",
      "board: board.engineering no longer shows API memory",
    ],
  ],
  "a signal that is new": [
    withSignals("api", (signals) => ({ ...signals, disk: { ...signalOf("api", "memory"), kind: "utilisation" } })),
    [
      "added: api.disk new: critical 85 %, P1",
      "board: board.engineering shows API memory (2), which is new",
      "board: board.engineering shows Everything else here, which is new",
    ],
  ],
  "a signal under another name": [
    withSignals("api", ({ memory, ...others }) => ({ ...others, heap: memory })),
    [
      "renamed: api.heap was api.memory; what it does is the same, and every resource of it is made anew",
      "board: board.engineering shows Everything else here, which is new",
      "board: board.engineering API memory is drawn otherwise",
    ],
  ],
  "a signal that becomes a draft": [
    textChanged("search", "error_rate", { stage: "draft" }),
    ["draft: search.error_rate is a draft now: watched, and told to nobody"],
  ],
  "a measure that is gone": [
    textChanged("database", "slow_queries", {
      measures: { wait: signalOf("database", "slow_queries").measures?.["wait"] },
    }),
    [
      "removed: database.slow_queries.long, database.slow_queries.statement this measure is no longer watched",
      "board: board.database no longer shows Slow queries: long",
      "board: board.database no longer shows Slow queries: statement",
      "board: board.database no longer shows Slow queries: statement, over time",
    ],
  ],
  "a backstop that is gone": [
    edited("api.error_rate", { backstop: undefined }),
    ["looser: api.error_rate backstop newrelic → none"],
  ],
  "silence that is fine now": [
    edited("database.cpu", { missingData: "ok" }),
    ["looser: database.cpu missing data notify → ok"],
  ],
  "silence that is told now": [
    edited("search.response_time", { missingData: "notify" }),
    ["tighter: search.response_time missing data ok → notify"],
  ],
  "more traffic before it speaks": [
    edited("search.error_rate", { minimumTraffic: count(1_000) }),
    [
      expectedTraffic("search", "error_rate", 1_000),
      "board: board.engineering, board.marketplace-health Search error rate asks another question",
    ],
  ],
  "a longer window": [
    edited("api.cpu", { window: minutes(10) }),
    [
      "unknown: api.cpu window 5m → 10m",
      "board: board.engineering, board.performance, board.real-time API CPU asks another question",
    ],
  ],
  "another percentile": [
    edited("api.response_time", { statistic: "p99" }),
    [
      "tighter: api.response_time statistic p95 → p99",
      "board: board.engineering, board.performance, board.real-time API response time asks another question",
    ],
  ],
  "a mean instead of a percentile": [
    edited("search.response_time", { statistic: "mean" }),
    [
      "unknown: search.response_time statistic p95 → mean",
      "board: board.engineering, board.performance, board.marketplace-health Search response time asks another question",
    ],
  ],
  "another source of the same vendor": [
    edited("infrastructure.cpu", { source: cloudwatch.metric("worker_memory") }),
    [
      "unknown: infrastructure.cpu reads cloudwatch:AWS/EC2/CPUUtilization → cloudwatch:CWAgent/mem_used_percent",
      "board: board.operations, board.performance Worker CPU asks another question",
    ],
  ],
  "another title": [
    textChanged("api", "cpu", { title: "Processor" }),
    [
      "board: board.engineering, board.performance, board.real-time no longer shows API CPU",
      "board: board.engineering, board.performance, board.real-time shows Processor, which is new",
      'equivalent: api.cpu title "API CPU" → "Processor"',
    ],
  ],
  "another target": [
    objectiveChanged({ target: percent(99.9) }),
    [
      "looser: api.availability_slo target 99.95 % → 99.9 %",
      "board: board.engineering API availability: share that was good is drawn otherwise",
      "board: board.engineering API availability: error budget left asks another question",
      "board: board.engineering API availability: burn rate asks another question",
    ],
  ],
  "a tier that is off": [
    tierChanged({ off: "told by the others" }),
    [
      "removed: api.availability_slo.one_hour nobody is told of it any more (was 14.4 times the allowed rate, P1)",
      "board: board.engineering API availability: burn rate asks another question",
    ],
  ],
  "a tier that is told later": [
    tierChanged({ priority: "P2", minimumBadEvents: count(20) }),
    ["priority-lowered: api.availability_slo.one_hour priority P1 → P2"],
  ],
  "a tier that wants more bad events": [
    tierChanged({ priority: "P1", minimumBadEvents: count(40) }),
    [
      "looser: api.availability_slo.one_hour quiet below 20 → 40",
      "board: board.engineering API availability: burn rate asks another question",
    ],
  ],
  "a row that is no longer kept quiet": [
    textChanged("search", "response_time", { suppressedBy: undefined }),
    ["tighter: search.response_time is no longer quiet while database.reachable is told"],
  ],
  "a row that is kept quiet by another now": [
    textChanged("api", "cpu", { suppressedBy: ["database.reachable"] }),
    ["looser: api.cpu is quiet now while database.reachable is told"],
  ],
  "another filter of the same metric": [
    edited("api.cpu", {
      source: datadog.metric({
        metric: "driplo.server.cpu.used_percent",
        unit: "percent",
        filter: "service:driplo-web",
      }),
    }),
    [
      "unknown: api.cpu looks at service:driplo-api → service:driplo-web",
      "board: board.engineering, board.performance, board.real-time API CPU asks another question",
    ],
  ],
  "other spans that count as bad": [
    edited("api.error_rate", {
      source: datadog.spans({ service: "driplo-api", kind: "server", bad: "@http.status_code:[502 TO 599]" }),
    }),
    ["unknown: api.error_rate looks at @http.status_code:[500 → @http.status_code:[502"],
  ],
  "another filter, and another threshold": [
    edited("api.cpu", {
      critical: { at: percent(95), priority: P2 },
      source: datadog.metric({
        metric: "driplo.server.cpu.used_percent",
        unit: "percent",
        filter: "service:driplo-web",
      }),
    }),
    [
      "looser-critical: api.cpu.critical 90 % → 95 % (+5.56 %)",
      "unknown: api.cpu looks at service:driplo-api} > 90 → service:driplo-web} > 95",
      "board: board.engineering, board.performance, board.real-time API CPU asks another question",
    ],
  ],
  "an objective that counts other spans": [
    objectiveChanged({ source: datadog.spans({ service: "driplo-api", kind: "client" }) }),
    ["unknown: api.availability_slo looks at @span.kind:server → @span.kind:client"],
  ],
  "an objective of other words": [
    objectiveChanged({ title: "The API answers", runbook: "api/availability.md" }),
    [
      "board: board.engineering no longer shows API availability: share that was good",
      "board: board.engineering no longer shows API availability: error budget left",
      "board: board.engineering no longer shows API availability: burn rate",
      "board: board.engineering shows The API answers: share that was good, which is new",
      "board: board.engineering shows The API answers: error budget left, which is new",
      "board: board.engineering shows The API answers: burn rate, which is new",
      'equivalent: api.availability_slo title "API availability" → "The API answers"',
      'equivalent: api.availability_slo runbook "api/availability-slo.md" → "api/availability.md"',
    ],
  ],
  "an objective that is gone": [
    objectiveGone(),
    [
      "removed: api.availability_slo the objective of 99.95 % is gone",
      "board: board.engineering no longer shows API availability: share that was good",
      "board: board.engineering no longer shows API availability: error budget left",
      "board: board.engineering no longer shows API availability: burn rate",
    ],
  ],
  "a tier that is told sooner": [
    tierChanged({ priority: "P0", minimumBadEvents: count(20) }),
    ["tighter: api.availability_slo.one_hour priority P1 → P0"],
  ],
  maintenance: [
    quieted({ upgrade: maintenance }),
    [
      "looser: quiet upgrade search.error_rate is quiet from 2026-11-23T10:00:00Z until 2026-11-23T11:00:00Z: a new index (data) [prod]",
    ],
  ],
  "rows in another order": [
    withSignals("api", (signals) => Object.fromEntries(Object.entries(signals).toReversed())),
    [],
  ],
  nothing: [catalogue, []],
};

function expectedTraffic(service: string, key: string, to: number): string {
  const found = before.get("prod")?.signals.find(({ id }) => id === `${service}.${key}`)?.measures[0]?.minimumTraffic;
  return `looser: ${service}.${key} quiet below ${String(found)} → ${to}`;
}

describe("what a change of the catalogue does", () => {
  it.each(Object.entries(planted))("%s", (_name, [rows, expected]) => {
    expect(lines(review(rows))).toEqual(expected);
  });
});

const loud = before
  .get("prod")
  ?.signals.flatMap(({ measures }) => measures.flatMap(({ levels }) => Object.values(levels)));
const tiers = before.get("prod")?.objectives.flatMap((objective) => objective.tiers);
const numberOf = (priority: string): number =>
  [...(loud ?? []), ...(tiers ?? [])].filter((each) => each.priority === priority).length;

describe("what a change of the policies does", () => {
  it("says once of all levels that a rung is told later, and in which environment", () => {
    const rules = routed(({ P1 }) => ({
      P1: { ...P1, steps: P1.steps.map((step) => (step.rung === 2 ? { ...step, after: minutes(20) } : step)) },
    }));
    const found = review(catalogue, rules);
    expect(
      new Set(found.changes.map(({ kind, what, environments }) => `${kind} ${what} ${environments.join()}`)),
    ).toEqual(
      new Set(
        ["pagerduty", "phone", "sms"].map(
          (by) => `looser senior engineers by ${by} is told after 20 min instead of 15 min prod`,
        ),
      ),
    );
    expect(found.changes[0]?.where.length).toBe(numberOf("P1"));
  });

  it("says that a channel is gone", () => {
    const rules = routed(({ P3 }) => ({ P3: { ...P3, steps: [{ ...P3.steps[0], channels: ["slack"] }] } }));
    expect(new Set(review(catalogue, rules).changes.map(({ kind, what }) => `${kind} ${what}`))).toEqual(
      new Set(["looser development team by email is no longer told"]),
    );
  });
});

describe("what a change of the code does, with the same rows", () => {
  const prod = (): PlanData => {
    const plan = before.get("prod");
    if (plan === undefined) throw new Error("no prod");
    return structuredClone(plan);
  };
  const only = (plan: PlanData): Plans => new Map([["prod", plan]]);
  const reviewed = (was: PlanData, is: PlanData): readonly string[] =>
    lines(reviewPlans(base, head, only(was), only(is)));

  type Declared = NonNullable<PlanData["declarations"]>[number];

  /** The plan with one text of one resource's arguments, wherever it stands in them, put in place of another. */
  const replaced = (name: string, type: RegExp, from: string, to: string): PlanData => {
    const plan = prod();
    const change = (each: Declared): Declared => {
      if (each.name !== name || !type.test(each.type)) return each;
      const text = JSON.stringify(each.args);
      expect(text).toContain(from);
      return { ...each, args: JSON.parse(text.replaceAll(from, to)) as Declared["args"] };
    };
    return { ...plan, declarations: (plan.declarations ?? []).map(change) };
  };

  const BOARD = /oss\/dashboard/;

  it.each<[string, PlanData, readonly string[]]>([
    [
      "a table of the SQL that a rule asks",
      replaced(
        "database.index_hit_ratio.index.warning",
        /ruleGroup/,
        "from pg_stat_user_tables",
        "from pg_stat_all_tables",
      ),
      ["unknown: database.index_hit_ratio.index looks at pg_stat_user_tables → pg_stat_all_tables"],
    ],
    [
      "another layout of that SQL",
      replaced(
        "database.index_hit_ratio.index.warning",
        /ruleGroup/,
        "from pg_stat_user_tables",
        "from   pg_stat_user_tables",
      ),
      [],
    ],
    [
      "a number of a query, and nothing else of its row",
      replaced("api.error_rate.bad", /spansMetric/, "[500 TO 599]", "[502 TO 599]"),
      ["unknown: api.error_rate looks at @http.status_code:[500 → @http.status_code:[502"],
    ],
    [
      "a title of a panel",
      replaced("board.executive", BOARD, '\\"title\\": \\"API availability\\"', '\\"title\\": \\"API answers\\"'),
      [
        "board: board.executive no longer shows API availability",
        "board: board.executive shows API answers, which is new",
      ],
    ],
    [
      "a title of a panel of a board that names what only the engine knows",
      replaced(
        "board.security",
        BOARD,
        '\\"title\\": \\"Failed sign-ins: client\\"',
        '\\"title\\": \\"Client sign-ins\\"',
      ),
      [
        "board: board.security no longer shows Failed sign-ins: client",
        "board: board.security shows Client sign-ins, which is new",
      ],
    ],
    [
      "the span that a board opens with",
      replaced("board.executive", BOARD, '\\"refresh\\"', '\\"refreshed\\"'),
      ["board: board.executive is laid out otherwise"],
    ],
  ])("%s", (_name, changed, expected) => {
    expect(reviewed(prod(), changed)).toEqual(expected.map((line) => `${line} [prod]`));
  });

  it("names a board that is gone, and one that is new", () => {
    const less = {
      ...prod(),
      declarations: prod().declarations?.filter(({ name }) => name !== "board.executive") ?? [],
    };
    expect(reviewed(prod(), less)).toContain("board: board.executive the board is gone [prod]");
    expect(reviewed(less, prod())).toContain("board: board.executive a new board [prod]");
  });

  const kept = (change: Partial<PlanData["quiet"][number]> = {}): PlanData => ({
    ...prod(),
    quiet: [
      {
        key: "upgrade",
        reason: "a new index",
        owner: "data",
        from: "2026-11-23T10:00:00Z",
        until: "2026-11-23T11:00:00Z",
        signals: ["api.cpu", "api.memory"],
        ...change,
      },
    ],
  });

  it.each<[string, PlanData, PlanData, readonly string[]]>([
    ["nothing", kept(), kept(), []],
    ["an end", kept(), prod(), ["tighter: quiet upgrade api.cpu, api.memory is no longer kept quiet [prod]"]],
    [
      "a later end",
      kept(),
      kept({ until: "2026-11-23T11:30:00Z" }),
      [
        "looser: quiet upgrade api.cpu, api.memory is quiet from 2026-11-23T10:00:00Z until 2026-11-23T11:30:00Z, and was from 2026-11-23T10:00:00Z until 2026-11-23T11:00:00Z [prod]",
      ],
    ],
    [
      "an earlier end",
      kept(),
      kept({ until: "2026-11-23T10:30:00Z" }),
      [
        "tighter: quiet upgrade api.cpu, api.memory is quiet from 2026-11-23T10:00:00Z until 2026-11-23T10:30:00Z, and was from 2026-11-23T10:00:00Z until 2026-11-23T11:00:00Z [prod]",
      ],
    ],
    [
      "another signal",
      kept(),
      kept({ signals: ["api.cpu", "api.error_rate"] }),
      [
        "looser: quiet upgrade api.error_rate is kept quiet with the others [prod]",
        "tighter: quiet upgrade api.memory is no longer kept quiet with the others [prod]",
      ],
    ],
  ])("of what is kept quiet: %s", (_name, was, is, expected) => {
    expect(reviewed(was, is)).toEqual(expected);
  });
});

describe("order, and what is counted", () => {
  const rows = editMeasure(
    editMeasure(without("messaging", "latency"), "api.cpu", "main", (row) =>
      row.kind === "utilisation" ? { ...row, window: minutes(10) } : row,
    ),
    "search.error_rate",
    "main",
    (row) => ({ ...row, critical: { at: percent(20), priority: P2, sooner } }) as typeof row,
  );
  const found = review(rows);

  it("puts lost protection first, the gravest first", () => {
    expect(found.changes.map(({ kind }) => kind)).toEqual([
      "removed",
      "looser-critical",
      "priority-lowered",
      "unknown",
      // Of search's panel, api's, and messaging's that is gone.
      "board",
      "board",
      "board",
    ]);
  });

  it("counts each signal once", () => {
    const { changed, added, removed, unchanged } = found.counts;
    expect({ changed, added, removed }).toEqual({ changed: 2, added: 0, removed: 1 });
    const prod = before.get("prod");
    expect(changed + unchanged).toBe([...(prod?.signals ?? []), ...(prod?.objectives ?? [])].length - 1);
  });

  it("prints the same on a terminal", () => {
    const text = toText(found, plain);
    expect(text).toContain("Lost protection\n  removed: messaging.latency  no longer watched");
    expect(text.indexOf("Lost protection")).toBeLessThan(text.indexOf("To be judged by a person"));
    expect(text).toContain("2 changed, 0 added, 1 removed");
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });
});

describe("resources", () => {
  const actions = (rows: Catalogue) =>
    [...(review(rows).resources.get("prod") ?? [])].map(
      ({ action, key, properties }) => `${action} ${key} ${properties.join()}`,
    );

  it("are updated where only a number changes, and named with what changes in them", () => {
    expect(actions(edited("api.cpu", { warning: { at: percent(77), priority: "P3" } }))).toEqual([
      "update datadog:index/monitor:Monitor api.cpu.warning message,monitorThresholds,name,query",
      "update grafana:oss/dashboard:Dashboard board.engineering configJson",
      "update grafana:oss/dashboard:Dashboard board.performance configJson",
      "update grafana:oss/dashboard:Dashboard board.real-time configJson",
    ]);
  });

  it("are not touched by another order of rows", () => {
    expect(actions(withSignals("api", (signals) => Object.fromEntries(Object.entries(signals).toReversed())))).toEqual(
      [],
    );
  });

  it("are not touched by spaces in a query, and are by its words", () => {
    const spaced = (query: string, to: string): Plans => {
      const prod = structuredClone(before.get("prod"));
      const monitor = prod?.declarations?.find(({ name }) => name === "api.cpu.warning");
      if (prod === undefined || monitor === undefined) throw new Error("no monitor");
      return new Map<string, PlanData>([
        [
          "prod",
          {
            ...prod,
            declarations: [
              {
                ...monitor,
                args: { ...monitor.args, query: z.string().parse(monitor.args["query"]).replaceAll(query, to) },
              },
            ],
          },
        ],
      ]);
    };
    const only = spaced("no such", "");
    const found = (to: Plans) => reviewPlans(base, head, only, to).resources.get("prod");
    expect(found(spaced(" > ", "  >\n "))).toEqual([]);
    expect(found(spaced(" > ", " >= "))?.map(({ action }) => action)).toEqual(["update"]);
  });

  it("say that something taken away is still used", () => {
    const prod = before.get("prod");
    if (prod === undefined) throw new Error("no prod");
    const gone = "pagerduty:index/schedule:Schedule rung-2";
    const left: PlanData = {
      ...prod,
      resources: prod.resources.filter(({ type, name }) => `${type} ${name}` !== gone),
      declarations: prod.declarations?.filter(({ type, name }) => `${type} ${name}` !== gone),
    };
    const found = reviewPlans(base, head, new Map([["prod", prod]]), new Map([["prod", left]])).changes;
    expect(found).toEqual([
      {
        kind: "broken-use",
        where: ["P0", "P1"],
        subject: "P0",
        environments: ["prod"],
        what: `pagerduty:index/escalationPolicy:EscalationPolicy still uses ${gone}, which is taken away`,
      },
    ]);
  });
});

describe("environments and revisions", () => {
  it("says that an environment is no longer watched at all", () => {
    const found = reviewPlans(base, head, before, new Map([...before].filter(([name]) => name === "prod")));
    expect(lines(found)[0]).toBe("removed: dev the whole environment is no longer watched [dev]");
  });

  it("says why a base could not be planned, and compares nothing", () => {
    const found = reviewPlans({ ...base, unplanned: "it has no plan yet" }, head, new Map(), before);
    expect(toText(found, plain)).toContain("origin/main could not be planned: it has no plan yet");
    expect(toMarkdown(found)).toContain("**`origin/main` could not be planned:** `it has no plan yet`");
    expect(found.changes).toEqual([]);
    expect(toText(found, plain)).toContain(
      `nothing to compare with; ${(before.get("prod")?.signals.length ?? 0) + (before.get("prod")?.objectives.length ?? 0)} signals and objectives are watched`,
    );
  });

  it("takes a plan of a revision that prints no arguments for what it is", () => {
    const bare = new Map([...before].map(([name, plan]) => [name, { ...plan, declarations: undefined }] as const));
    expect(reviewPlans(base, head, bare, before).resources.get("prod")).toEqual([]);
  });
});

describe("the comment", () => {
  it("is one line, with the marker, where nothing changes", () => {
    expect(toMarkdown(review(catalogue))).toBe(
      `${MARKER}\n**Alerting:** nothing changes for whoever is on call (\`origin/main (aaaaaaaaa) → HEAD (bbbbbbbbb)\`).\n`,
    );
  });

  it("shows in the comment and on a terminal what a text hides, and lets none of it begin a line", () => {
    const hidden = {
      kind: "removed",
      where: "api.cpu\u202e",
      what: "gone\nerror  all is well\u001b[2J",
      subject: "api.cpu",
    } as const;
    const shown = [toMarkdown(reviewOf([hidden])), toText(reviewOf([hidden]), plain)];
    for (const text of shown) {
      expect(text).not.toMatch(/^error/m);
      expect(unseenIn(text.replaceAll("\n", ""))).toEqual([]);
      expect(text.replaceAll("\\\\", "\\")).toContain("api.cpu\\u202e");
    }
  });

  it("leaves whole sections out, the least weighty first, and says where they are", () => {
    const many = manyChanges(600, "equivalent").concat(manyChanges(20, "removed"));
    const text = toMarkdown(reviewOf(many), "https://ci.test/run/1");
    expect(text).toContain("### Lost protection");
    expect(text).toContain("left out: Titles, owners and pages (600). [All of it](https://ci.test/run/1).");
    expect(text).not.toContain("<details>");
  });

  const arbitraryChange: fc.Arbitrary<Change> = fc.record({
    kind: fc.constantFrom(...changeKinds),
    where: fc.string({ maxLength: 60, unit: "grapheme" }),
    subject: fc.string({ maxLength: 10 }),
    what: fc.string({ maxLength: 400, unit: "grapheme" }),
  });

  it("holds its size, its order and whole Markdown, over 5,000 random changes", () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.array(arbitraryChange, { maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (few, times) => {
        const changes = Array.from({ length: times }, () => few)
          .flat()
          .map((change, index) => ({ ...change, where: `${change.where}${index}` }));
        seen += changes.length;
        const text = toMarkdown(reviewOf(changes));
        expect(Buffer.byteLength(text, "utf8")).toBeLessThanOrEqual(MOST_BYTES);
        expect(text.startsWith(MARKER)).toBe(true);
        expect(text.split(MARKER).length).toBe(2);
        expect((text.match(/^<details>$/gm) ?? []).length).toBe((text.match(/^<\/details>$/gm) ?? []).length);
        for (const row of text.split("\n").filter((line) => line.startsWith("|")))
          expect(row.replaceAll(/\\./g, "").split("|").length).toBe(5);
        const titles = [...text.matchAll(/^(?:### |<summary>)([^(<\n]*)/gm)].map(([, title = ""]) => title.trim());
        expect(titles).toEqual(TITLES.filter((title) => titles.includes(title)));
      }),
      { numRuns: 120, seed: 7 },
    );
    expect(seen).toBeGreaterThan(5_000);
  });
});

const TITLES = [
  "Lost protection",
  "The plan has errors",
  "To be judged by a person",
  "Tighter",
  "New",
  "Renamed",
  "Dashboards",
  "Warnings of the plan",
  "Titles, owners and pages",
  "Resources",
];

const manyChanges = (length: number, kind: Change["kind"]): readonly Change[] =>
  Array.from({ length }, (_, index) => ({
    kind,
    where: `api.s${index}`,
    subject: `s${index}`,
    what: `${"x".repeat(150)}${index}`,
  }));

const reviewOf = (changes: readonly Change[]): Review => ({
  base,
  head,
  changes: [...changes]
    .toSorted((a, b) => changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind))
    .map((change) => ({ ...change, where: [change.where], environments: ["prod"] })),
  resources: new Map([["prod", []]]),
  costs: [],
  diagnostics: [],
  counts: { changed: 0, added: 0, removed: 0, unchanged: 0 },
});
