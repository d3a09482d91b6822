import { count, minutes, percent, seconds } from "../model/quantity";
import type { Template } from "../model/late";
import type { SignalDefinition } from "../model/signal";
import { datadog, type DatadogSource } from "../model/sources/datadog";
import type { Suppressor, Watch } from "../plan/watch";
import { computeStatus, shownState, type Status } from "../../testing/composite";
import { planRow, testContext, watchOf } from "../../testing/context";
import { check } from "./limits";
import { render } from "./render";
import { acceptsSuppression, inOrder } from "./suppression";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;
const spans = datadog.spans({ service: "shop-api", kind: "server" });
const test = datadog.http({ host: "apiHost", path: "/health", every: seconds(30), from: ["aws:eu-west-1"] });

const slow = {
  ...text,
  kind: "latency",
  statistic: "p95",
  critical: { at: seconds(2), priority: "P2" },
  missingData: "ok",
  source: spans,
  suppressedBy: ["api.down"],
} as const satisfies SignalDefinition;

const failing = {
  ...text,
  kind: "error_ratio",
  critical: { at: percent(5), priority: "P1" },
  minimumTraffic: count(100),
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const down = {
  ...text,
  kind: "outage",
  critical: { at: seconds(30), priority: "P0" },
  missingData: "breach",
  source: test,
} as const satisfies SignalDefinition;

/** The row under another id, as what keeps another quiet. */
const as = (id: string, row: SignalDefinition, source: DatadogSource): Suppressor<DatadogSource> => {
  const { signal, measure } = planRow(row);
  const levels = measure.levels.map((level) => ({ ...level, name: `${id}.${level.level}` }));
  return { signal: { ...signal, id }, measure: { ...measure, name: id, levels }, source };
};

const byTest = as("api.down", down, test);
const byMonitor = as("api.failing", failing, spans);

const watching = (...suppressors: readonly Suppressor<DatadogSource>[]): Watch<DatadogSource> => ({
  ...watchOf<DatadogSource>(slow, spans),
  suppressors,
});

const MONITOR = "datadog:index/monitor:Monitor";
const TEST = "datadog:index/syntheticsTest:SyntheticsTest";
const id = (name: string) => ({ late: "reference", type: MONITOR, name, property: "id" });

describe("a level that is kept quiet", () => {
  const [, condition, telling] = render(watching(byTest), testContext);

  it("has its condition in a monitor that tells nobody, and shows OK without data", () => {
    expect(condition).toEqual({
      vendor: "datadog",
      type: MONITOR,
      name: "api.thing.critical.condition",
      args: {
        name: "Thing critical, its condition alone (prod)",
        type: "query alert",
        query: "percentile(last_5m):p95:driplo.prod.api.thing{*} > 2000000000",
        message: "Part of a composite monitor, which tells. It has no priority, so that no rule carries it.",
        monitorThresholds: { critical: "2000000000" },
        onMissingData: "resolve",
        requireFullWindow: false,
        includeTags: true,
        notifyAudit: false,
        tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "part:condition"],
      },
    });
  });

  it("tells by a composite under its own name: the condition, and not the test while that runs", () => {
    expect(telling).toEqual({
      vendor: "datadog",
      type: MONITOR,
      name: "api.thing.critical",
      watches: { signal: "api.thing", measure: "main", level: "critical" },
      after: ["datadog:index/monitorNotificationRule:MonitorNotificationRule api.P2"],
      args: {
        name: "Thing critical: p95 above 2 s over 5 min (prod)",
        type: "composite",
        query: {
          late: "template",
          parts: [
            id("api.thing.critical.condition"),
            " && !(",
            { late: "reference", type: TEST, name: "api.down.critical", property: "monitorId" },
            " && ",
            id("api.down.critical.runs"),
            ")",
          ],
        },
        message: [
          "Runbook: https://runbooks.test/api/page.md#api-thing",
          "First: Look.",
          "Users: It hurts.",
          "Now: {{a.value}} ns. Threshold: p95 above 2 s over 5 min. Quiet while api.down fires.",
          "Since: {{first_triggered_at}} UTC.{{#is_no_data}} No data: nothing is measured at the moment.{{/is_no_data}}{{#is_recovery}} Recovered.{{/is_recovery}}",
        ].join("\n"),
        notifyNoData: false,
        includeTags: true,
        notifyAudit: false,
        priority: "3",
        tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "priority:p2"],
        assets: [{ category: "runbook", name: "Runbook: Thing", url: "https://runbooks.test/api/page.md#api-thing" }],
      },
    });
  });

  it("is one monitor where nothing keeps it quiet", () => {
    expect(render(watching(), testContext).map(({ name }) => name)).toEqual(["api.thing", "api.thing.critical"]);
  });

  it("comes after all that it reads, though the row stands before", () => {
    const rendered = [
      ...render(watching(byTest), testContext),
      ...render({ ...watchOf<DatadogSource>(down, test), suppresses: true }, testContext),
    ];
    expect(inOrder(rendered).map(({ name, args }) => [name, "type" in args ? args.type : "metric"])).toEqual([
      ["api.thing", "metric"],
      ["api.thing.critical.condition", "query alert"],
      ["api.thing.critical", "api"],
      ["api.thing.critical.runs", "query alert"],
      ["api.thing.critical", "composite"],
    ]);
  });
});

describe("what keeps others quiet", () => {
  it("is, of a test, whether it runs at all", () => {
    const [, runs] = render({ ...watchOf<DatadogSource>(down, test), suppresses: true }, testContext);
    expect(runs).toMatchObject({
      type: MONITOR,
      name: "api.thing.critical.runs",
      args: {
        name: "Thing whether its test runs (prod)",
        type: "query alert",
        query: "sum(last_5m):sum:synthetics.test_runs{env:prod,signal:api.thing}.as_count() > 0",
        monitorThresholds: { critical: "0" },
        onMissingData: "resolve",
        tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "part:condition"],
      },
    });
    expect(runs?.watches).toBeUndefined();
  });

  it("is, of a monitor, a copy of its gravest condition that shows OK without data", () => {
    const rendered = render({ ...watchOf<DatadogSource>(failing, spans), suppresses: true }, testContext);
    expect(rendered.map(({ name }) => name)).toEqual([
      "api.thing.bad",
      "api.thing.all",
      "api.thing.critical",
      "api.thing.critical.suppressor",
    ]);
    const [, , own, copy] = rendered.map(({ args }) => args);
    if (own === undefined || copy === undefined || !("query" in own) || !("query" in copy))
      throw new Error("no monitor");
    expect(copy.query).toEqual(own.query);
    // A query with default_zero always has data, and Datadog takes no other setting for it.
    expect(copy).toMatchObject({ onMissingData: "default", monitorThresholds: { critical: "5" } });
  });

  it("is nothing more where nobody is kept quiet by it", () => {
    expect(render(watchOf<DatadogSource>(down, test), testContext)).toHaveLength(1);
  });
});

const queryOf = (watch: Watch<DatadogSource>): Template => {
  const composite = render(watch, testContext).at(-1);
  const query = composite !== undefined && "query" in composite.args ? composite.args.query : undefined;
  if (typeof query !== "object" || !("late" in query) || query.late !== "template") throw new Error("no composite");
  return query;
};

/** What the composite shows, that showed `last` before. */
const shown = (watch: Watch<DatadogSource>, states: Readonly<Record<string, Status>>, last: Status): Status =>
  shownState(
    computeStatus(queryOf(watch), (name) => states[name] ?? "No Data"),
    false,
    last,
  );

describe("a suppressor without data never suppresses", () => {
  /** The condition, the test, whether it runs, and what is told. Runs show OK when there are none. */
  it.each<readonly [Status, Status, Status, Status]>([
    ["Alert", "OK", "Alert", "Alert"],
    ["Alert", "Alert", "Alert", "OK"],
    ["Alert", "No Data", "OK", "Alert"],
    ["Alert", "Alert", "OK", "Alert"],
    ["Alert", "OK", "OK", "Alert"],
    ["OK", "OK", "Alert", "OK"],
    ["OK", "Alert", "Alert", "OK"],
    ["OK", "No Data", "OK", "OK"],
  ])("condition %s, test %s, runs %s: %s", (condition, failing, runs, expected) => {
    const states = {
      "api.thing.critical.condition": condition,
      "api.down.critical.monitorId": failing,
      "api.down.critical.runs": runs,
    };
    for (const last of ["OK", "Alert"] as const) expect(shown(watching(byTest), states, last)).toBe(expected);
  });

  it.each<readonly [Status, Status, Status]>([
    ["Alert", "OK", "Alert"],
    ["Alert", "Alert", "OK"],
    ["OK", "OK", "OK"],
    ["OK", "Alert", "OK"],
  ])("condition %s, the copy of the other %s: %s", (condition, other, expected) => {
    const states = { "api.thing.critical.condition": condition, "api.failing.critical.suppressor": other };
    for (const last of ["OK", "Alert"] as const) expect(shown(watching(byMonitor), states, last)).toBe(expected);
  });

  it("could fail: the plain `a && !b` shows what it showed before, and so swallows the alert", () => {
    const plain: Template = { late: "template", parts: ["a && !b"] };
    const computed = computeStatus(plain, (name) => (name === "a" ? "Alert" : "No Data"));
    expect(shownState(computed, false, "OK")).toBe("OK");
  });

  it("with two suppressors, either keeps it quiet, and neither without data does", () => {
    const states = (failing: Status, runs: Status, other: Status) => ({
      "api.thing.critical.condition": "Alert" as const,
      "api.down.critical.monitorId": failing,
      "api.down.critical.runs": runs,
      "api.failing.critical.suppressor": other,
    });
    const two = watching(byTest, byMonitor);
    expect(shown(two, states("Alert", "Alert", "OK"), "OK")).toBe("OK");
    expect(shown(two, states("OK", "Alert", "Alert"), "OK")).toBe("OK");
    expect(shown(two, states("No Data", "OK", "OK"), "OK")).toBe("Alert");
  });
});

describe("what Datadog cannot keep quiet", () => {
  const refusal = (row: SignalDefinition, source: DatadogSource, by: Suppressor<DatadogSource> = byTest) =>
    acceptsSuppression(watchOf<DatadogSource>(row, source), by)?.what;

  const hits: SignalDefinition = { ...failing, kind: "hit_ratio" };
  const each = datadog.logs({ search: "status:error", by: "@network.client.ip", feed: "test" });
  const client: SignalDefinition = {
    ...text,
    kind: "outlier_client",
    critical: { at: count(50), priority: "P1" },
    missingData: "ok",
    source: each,
  };

  it.each([
    ["a synthetic test", down, test, byMonitor, "a synthetic test is to be kept quiet"],
    [
      "a row of which missing data is told",
      { ...slow, missingData: "notify" } as const,
      spans,
      byTest,
      "missingData is notify in a row that is kept quiet",
    ],
    [
      "a row that keeps its last state",
      { ...slow, missingData: "keep" } as const,
      spans,
      byTest,
      "missingData is keep in a row that is kept quiet",
    ],
    ["what is bad when it is low", hits, spans, byTest, "api.thing, bad when it is below, is part of a suppression"],
    [
      "by what is bad when it is low",
      slow,
      spans,
      as("api.hits", hits, spans),
      "api.hits, bad when it is below, is part of a suppression",
    ],
    [
      "clients apart",
      client,
      each,
      byTest,
      "api.thing, judged for each @network.client.ip apart, is part of a suppression",
    ],
    [
      "by clients apart",
      slow,
      spans,
      as("api.client", client, each),
      "api.client, judged for each @network.client.ip apart, is part of a suppression",
    ],
  ])("%s", (_name, row, source, by, expected) => {
    expect(refusal(row, source, by)).toBe(expected);
  });

  it("could pass", () => {
    expect(refusal(slow, spans)).toBeUndefined();
    expect(refusal(failing, spans, byMonitor)).toBeUndefined();
  });

  it("more than ten parts: its condition, and nine others", () => {
    const others = (number: number) =>
      Array.from({ length: number }, (_, index) => as(`api.other${index}`, failing, spans));
    const faults = (number: number) => render(watching(...others(number)), testContext).flatMap(check);
    expect(faults(9)).toEqual([]);
    expect(faults(10)).toEqual([
      {
        what: "the composite has 11 parts",
        rule: "a composite monitor has at most 10",
        remedy: "let fewer signals keep it quiet",
      },
    ]);
  });
});

it("a window of its own is kept in the condition", () => {
  const longer: SignalDefinition = { ...slow, window: minutes(30) };
  const [, condition] = render({ ...watchOf<DatadogSource>(longer, spans), suppressors: [byTest] }, testContext);
  expect(condition?.args).toMatchObject({ query: "percentile(last_30m):p95:driplo.prod.api.thing{*} > 2000000000" });
});
