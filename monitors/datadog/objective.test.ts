import { count, percent } from "../model/quantity";
import { burnTierNames, type BurnTierName, type ObjectiveDefinition } from "../model/objective";
import type { Template } from "../model/late";
import { datadog } from "../model/sources/datadog";
import { computeStatus, type Status } from "../../testing/composite";
import { planObjective, testContext } from "../../testing/context";
import type { DatadogDeclaration } from "./declaration";
import { check } from "./limits";
import { acceptsObjective, renderObjective } from "./objective";

const source = datadog.spans({ service: "shop-api", kind: "server" });

const slo: ObjectiveDefinition = {
  title: "API availability",
  impact: "Some requests fail.",
  firstAction: "Look.",
  good: "requests not answered with a 5xx",
  target: percent(99.95),
  source,
  tiers: {
    one_hour: { priority: "P1", minimumBadEvents: count(20) },
    six_hours: { priority: "P2", minimumBadEvents: count(50) },
    one_day: { priority: "P3", minimumBadEvents: count(60) },
    three_days: { priority: "P3", minimumBadEvents: count(70) },
  },
  runbook: "api/page.md",
};

const MONITOR = "datadog:index/monitor:Monitor";
const id = (name: string) => ({ late: "reference", type: MONITOR, name, property: "id" });

const render = (row: ObjectiveDefinition): readonly DatadogDeclaration[] =>
  renderObjective(planObjective(row), source, testContext);

const named = (declarations: readonly DatadogDeclaration[], type: string, name: string) =>
  declarations.find((each) => each.type === type && each.name === name);

const rendered = render(slo);

const tags = ["service:api", "env:prod", "owner:platform", "objective:api.slo"];
const bad = "sum:driplo.prod.api.slo.bad{*}.as_count()";
const whole = "sum:driplo.prod.api.slo.all{*}.as_count()";

describe("an objective at Datadog", () => {
  it("counts bad spans and all of them", () => {
    expect(rendered.slice(0, 2)).toEqual([
      {
        vendor: "datadog",
        type: "datadog:index/spansMetric:SpansMetric",
        name: "api.slo.bad",
        args: {
          name: "driplo.prod.api.slo.bad",
          compute: { aggregationType: "count" },
          filter: { query: "service:shop-api env:prod @span.kind:server @http.status_code:[500 TO 599]" },
        },
      },
      {
        vendor: "datadog",
        type: "datadog:index/spansMetric:SpansMetric",
        name: "api.slo.all",
        args: {
          name: "driplo.prod.api.slo.all",
          compute: { aggregationType: "count" },
          filter: { query: "service:shop-api env:prod @span.kind:server" },
        },
      },
    ]);
  });

  it("keeps the budget as a request-based objective over 30 days", () => {
    expect(named(rendered, "datadog:index/serviceLevelObjective:ServiceLevelObjective", "api.slo")).toEqual({
      vendor: "datadog",
      type: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
      name: "api.slo",
      args: {
        name: "API availability (prod)",
        type: "metric",
        description: "99.95 % of requests not answered with a 5xx, over 30 days. Some requests fail.",
        query: { numerator: `${whole} - ${bad}`, denominator: whole },
        thresholds: [{ timeframe: "30d", target: 99.95 }],
        timeframe: "30d",
        targetThreshold: 99.95,
        tags,
      },
    });
  });

  it("computes the burn rate over the long window, and 0 below the least number of bad events", () => {
    expect(named(rendered, MONITOR, "api.slo.one_hour.long")).toEqual({
      vendor: "datadog",
      type: MONITOR,
      name: "api.slo.one_hour.long",
      args: {
        name: "API availability: burn rate over 1 h (prod)",
        type: "query alert",
        query: `sum(last_1h):(${bad} / ${whole} / 0.0005) * is_greater(${bad}, 19) > 14.4`,
        message: "Part of a composite monitor, which tells. It has no priority, so that no rule carries it.",
        monitorThresholds: { critical: "14.4" },
        onMissingData: "resolve",
        requireFullWindow: false,
        includeTags: true,
        notifyAudit: false,
        tags: [...tags, "part:long"],
      },
    });
  });

  it("and over the short one, where the rate alone counts", () => {
    expect(named(rendered, MONITOR, "api.slo.one_hour.short")?.args).toMatchObject({
      name: "API availability: burn rate over 5 min (prod)",
      query: `sum(last_5m):(${bad} / ${whole} / 0.0005) > 14.4`,
      onMissingData: "resolve",
      tags: [...tags, "part:short"],
    });
  });

  it("spells each window as Datadog's API does", () => {
    const windows = rendered.flatMap(({ name, args }) =>
      "query" in args && typeof args.query === "string"
        ? [`${name} ${/last_\w+/.exec(args.query)?.[0] ?? ""} ${/> [\d.]+$/.exec(args.query)?.[0] ?? ""}`]
        : [],
    );
    expect(windows).toEqual([
      "api.slo.one_hour.long last_1h > 14.4",
      "api.slo.one_hour.short last_5m > 14.4",
      "api.slo.six_hours.long last_6h > 6",
      "api.slo.six_hours.short last_30m > 6",
      "api.slo.one_day.long last_24h > 3",
      "api.slo.one_day.short last_2h > 3",
      "api.slo.three_days.long last_72h > 1",
      "api.slo.three_days.short last_6h > 1",
    ]);
  });

  it("tells by a composite, in plain words, after the rule that carries it", () => {
    expect(named(rendered, MONITOR, "api.slo.six_hours")).toEqual({
      vendor: "datadog",
      type: MONITOR,
      name: "api.slo.six_hours",
      burns: { objective: "api.slo", tier: "six_hours" },
      after: ["datadog:index/monitorNotificationRule:MonitorNotificationRule api.P2"],
      args: {
        name: "API availability: the 30-day budget gone in 5 days (6 times the allowed rate) (prod)",
        type: "composite",
        query: {
          late: "template",
          parts: [
            id("api.slo.six_hours.long"),
            " && ",
            id("api.slo.six_hours.short"),
            " && !(",
            id("api.slo.one_hour.long"),
            " && ",
            id("api.slo.one_hour.short"),
            ")",
          ],
        },
        message: [
          "Runbook: https://runbooks.test/api/page.md#api-slo",
          "First: Look.",
          "Users: Some requests fail.",
          "Now: at this rate the 30-day budget is gone in 5 days. Threshold: more than 6 times the allowed rate, over 6 h and over 30 min. Objective: 99.95 % of requests not answered with a 5xx, over 30 days. Quiet below 50 bad events in 6 h, and while a faster tier tells.",
          "Since: {{first_triggered_at}} UTC.{{#is_no_data}} No data: nothing is measured at the moment.{{/is_no_data}}{{#is_recovery}} Recovered.{{/is_recovery}}",
        ].join("\n"),
        notifyNoData: false,
        includeTags: true,
        notifyAudit: false,
        priority: "3",
        tags: [...tags, "priority:p2"],
        assets: [
          { category: "runbook", name: "Runbook: API availability", url: "https://runbooks.test/api/page.md#api-slo" },
        ],
      },
    });
  });

  it("says how soon the budget is gone, of each tier", () => {
    const sentences = rendered.flatMap(({ args }) =>
      "message" in args && typeof args.message === "string"
        ? (/at this rate.*?(?=\. Threshold)/.exec(args.message) ?? [])
        : [],
    );
    expect(sentences).toEqual([
      "at this rate the 30-day budget is gone in 2 days",
      "at this rate the 30-day budget is gone in 5 days",
      "at this rate the 30-day budget is gone in 10 days",
      "at this rate the 30-day budget is gone in 30 days",
    ]);
  });

  it("renders nothing of a tier that is off, and lets no other refer to it", () => {
    const without = render({ ...slo, tiers: { ...slo.tiers, one_hour: { off: "a trial" } } });
    expect(JSON.stringify(without)).not.toContain("one_hour");
    expect(named(without, MONITOR, "api.slo.six_hours")?.args).toMatchObject({
      query: { parts: [id("api.slo.six_hours.long"), " && ", id("api.slo.six_hours.short")] },
    });
  });

  it("uses no slo alert, which cannot show OK without data", () => {
    const types = new Set(rendered.flatMap(({ args }) => ("type" in args ? [args.type] : [])));
    expect(types).toEqual(new Set(["metric", "query alert", "composite"]));
  });

  it("wants spans", () => {
    expect(acceptsObjective(source)).toBeUndefined();
    expect(acceptsObjective(datadog.metric({ metric: "shop.up", unit: "percent" }))).toEqual({
      what: "a metric source of Datadog as the events of an objective",
      rule: "an objective counts spans, good and bad, each one",
      remedy: "read it from datadog.spans",
    });
  });

  it("keeps Datadog's limits: 8 parts of 10, three decimals of a target", () => {
    expect(rendered.flatMap(check)).toEqual([]);
    expect(render({ ...slo, target: percent(99.995) }).flatMap(check)).toEqual([]);
    expect(render({ ...slo, target: percent(99.9995) }).flatMap(check)).toEqual([
      {
        what: "the target 99.9995 % has 4 decimal places",
        rule: "Datadog takes at most 3 of a metric-based objective",
        remedy: "round the target",
      },
    ]);
  });
});

const isTemplate = (value: unknown): value is Template =>
  typeof value === "object" && value !== null && "late" in value && value.late === "template";

/** Which tiers tell while the burn rates over these windows are too high: long and short of each, fastest first. */
const telling = (high: readonly string[]): readonly BurnTierName[] =>
  burnTierNames.filter((tier) => {
    const declaration = named(rendered, MONITOR, `api.slo.${tier}`);
    const query = declaration !== undefined && "query" in declaration.args ? declaration.args.query : undefined;
    if (!isTemplate(query)) throw new Error(`${tier} is no composite`);
    const statusOf = (name: string): Status => (high.some((each) => name === `api.slo.${each}`) ? "Alert" : "OK");
    return computeStatus(query, statusOf) === "Alert";
  });

const both = (tier: BurnTierName): readonly string[] => [`${tier}.long`, `${tier}.short`];

describe("which tier tells", () => {
  it.each([
    ["none", [], []],
    ["a long window alone", ["one_hour.long"], []],
    ["a short window alone", ["one_hour.short"], []],
    ["the fastest, of all that are spent as fast", burnTierNames.flatMap(both), ["one_hour"]],
    [
      "the second, when the first has ended and not left its long window",
      ["one_hour.long", ...both("six_hours"), ...both("one_day"), ...both("three_days")],
      ["six_hours"],
    ],
    ["the third", [...both("one_day"), ...both("three_days")], ["one_day"]],
    ["the slowest, of a budget that leaks", both("three_days"), ["three_days"]],
    [
      "the slowest, though each of the faster has one window",
      [...both("three_days"), "one_hour.short", "six_hours.long"],
      ["three_days"],
    ],
  ] as const)("%s", (_name, high, expected) => {
    expect(telling(high)).toEqual(expected);
  });

  it("is at most one, whatever the windows say", () => {
    const names = burnTierNames.flatMap(both);
    for (let bits = 0; bits < 2 ** names.length; bits += 1) {
      const high = names.filter((_, index) => (bits >> index) % 2 === 1);
      const fastest = burnTierNames.filter((tier) => both(tier).every((name) => high.includes(name))).slice(0, 1);
      expect(telling(high)).toEqual(fastest);
    }
  });
});
