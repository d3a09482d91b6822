import { declareStack } from "../../../infra/declare";
import { testProd } from "../../../testing/environment";
import { catalogue } from "../../../monitors/catalogue";
import { policies } from "../../../policies";
import { compareCost } from "./change";
import { costByVendor, estimateCost, type Priced } from "./estimate";
import { priceNames, priceRow } from "./prices";
import { toCostJson, toCostText, wordCostChange } from "./words";

const alarm = (args: Priced["args"]): Priced => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", args });
const metric = (period: number) => ({ metric: { metricName: "Requests", period } });

describe("estimateCost", () => {
  it.each([
    ["an alarm on one metric", alarm({ metricName: "Requests", period: 60 }), "alarm metric", 1, 0.1],
    [
      "an alarm on two and an expression",
      alarm({ metricQueries: [metric(60), metric(60), { expression: "a/b" }] }),
      "alarm metric",
      2,
      0.2,
    ],
    ["an alarm below a minute", alarm({ metricName: "Requests", period: 10 }), "high-resolution alarm metric", 1, 0.3],
    [
      "a metric of a query below a minute",
      alarm({ metricQueries: [metric(30)] }),
      "high-resolution alarm metric",
      1,
      0.3,
    ],
    [
      "a band",
      alarm({ metricQueries: [metric(300), { expression: "ANOMALY_DETECTION_BAND(m, 3)" }] }),
      "alarm metric",
      3,
      0.3,
    ],
    [
      "a Metrics Insights query",
      alarm({ metricQueries: [{ expression: "SELECT MAX(x) FROM y" }] }),
      "alarm on a Metrics Insights query",
      1,
      undefined,
    ],
    ["a composite", { type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", args: {} }, "composite alarm", 1, 0.5],
    ["a key of our own", { type: "aws:kms/key:Key", args: {} }, "encryption key", 1, 1],
    // 31,536,000 s in a year, a twelfth of it, every 60 s, from 2 places.
    [
      "a test",
      {
        type: "datadog:index/syntheticsTest:SyntheticsTest",
        args: { optionsList: { tickEvery: 60 }, locations: ["a", "b"] },
      },
      "API test runs",
      87_600,
      43.8,
    ],
    [
      "a test of two steps",
      {
        type: "datadog:index/syntheticsTest:SyntheticsTest",
        args: { optionsList: { tickEvery: 60 }, locations: ["a"], apiSteps: [{}, {}] },
      },
      "API test runs",
      87_600,
      43.8,
    ],
    ["a log drain", { type: "vercel:index/logDrain:LogDrain", args: {} }, "log drain", 1, undefined],
    ["a trace drain", { type: "vercel:index/traceDrain:TraceDrain", args: {} }, "trace drain", 1, undefined],
    [
      "what the log store keeps",
      { type: "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle", args: {} },
      "lifecycle of a data stream",
      1,
      undefined,
    ],
    [
      "a rule of Kibana's",
      { type: "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule", args: {} },
      "Kibana rule",
      1,
      undefined,
    ],
    ["a person", { type: "pagerduty:index/user:User", args: {} }, "PagerDuty user", 1, undefined],
  ] as const)("%s", (_, declaration, item, quantity, monthly) => {
    expect(estimateCost([declaration])).toEqual([{ vendor: priceRow(item).vendor, item, quantity, monthly }]);
  });

  it("counts the options of a health check, each by itself", () => {
    const check = (args: Priced["args"]) =>
      estimateCost([{ type: "aws:route53/healthCheck:HealthCheck", args }]).find(
        ({ item }) => item === "health check option",
      )?.quantity;
    expect(check({ type: "HTTP", requestInterval: 30 })).toBe(0);
    expect(check({ type: "HTTPS", requestInterval: 30 })).toBe(1);
    expect(check({ type: "HTTPS_STR_MATCH", requestInterval: 10, measureLatency: true })).toBe(4);
  });

  it("takes what costs nothing by itself for nothing, and an odd test for no runs", () => {
    expect(estimateCost([{ type: "datadog:index/monitor:Monitor", args: {} }])).toEqual([]);
    expect(estimateCost([{ type: "datadog:index/syntheticsTest:SyntheticsTest", args: {} }])[0]?.quantity).toBe(0);
  });

  it("adds up by vendor, and keeps the unknown apart", () => {
    const lines = estimateCost([alarm({}), alarm({}), { type: "datadog:index/spansMetric:SpansMetric", args: {} }]);
    expect(costByVendor(lines)).toEqual([
      { vendor: "cloudwatch", monthly: 0.2, unknown: [] },
      { vendor: "datadog", monthly: 0, unknown: ["generated metric"] },
    ]);
  });
});

describe("prices", () => {
  it.each(priceNames)("%s has a dated source, or says why there is none", (name) => {
    const { price, unknown } = priceRow(name);
    if (price === undefined) expect(unknown).toMatch(/\w/);
    else {
      expect(price.source).toMatch(/^https:\/\//);
      expect(price.read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(price.dollars).toBeGreaterThan(0);
    }
  });
});

describe("the words of a cost", () => {
  const lines = estimateCost([alarm({}), { type: "pagerduty:index/user:User", args: {} }]);

  it("calls it an estimate, and what is unknown unknown", () => {
    const text = toCostText("prod", lines);
    expect(text).toContain("prod: about $0.10 a month for what has a price\n(an estimate at list prices");
    expect(text).toContain("pagerduty  unknown\n  PagerDuty user × 1  unknown: by the account's plan\n");
    expect(text).not.toContain("$0.00");
  });

  it("has a line for every vendor of prod that is billed", () => {
    const { declarations } = declareStack(catalogue, policies, testProd);
    const lines = estimateCost(declarations.map(({ type, args }) => ({ type, args: { ...args } })));
    expect(new Set(lines.map(({ vendor }) => vendor))).toEqual(new Set(declarations.map(({ vendor }) => vendor)));
    expect(toCostText("prod", lines)).toContain(
      "vercel  unknown\n  log drain × 3  unknown: by the data that it sends\n",
    );
  });

  it("gives the source of each price as data", () => {
    const { lines: found } = toCostJson("prod", lines);
    expect(found.map((each) => ("price" in each ? each.price.read : each.unknown))).toEqual([
      "2026-11-23",
      "by the account's plan",
    ]);
  });
});

describe("compareCost", () => {
  const plan = (...declarations: readonly Priced[]) => ({
    version: 1 as const,
    environment: "prod",
    signals: [],
    objectives: [],
    quiet: [],
    resources: [],
    diagnostics: [],
    declarations: declarations.map(({ type, args }) => ({
      vendor: "any",
      name: "any",
      type,
      args: args as Record<string, never>,
    })),
  });
  const user: Priced = { type: "pagerduty:index/user:User", args: {} };

  it("says more, less, and more of what has no price", () => {
    const more = compareCost(plan(alarm({})), plan(alarm({}), alarm({}), user));
    expect(more === undefined ? "" : wordCostChange(more)).toBe(
      "prod: about $0.10 → $0.20 a month (+$0.10; an estimate at list prices): cloudwatch alarm metric +$0.10; pagerduty PagerDuty user +1, price unknown",
    );
    const less = compareCost(plan(alarm({}), user), plan());
    expect(less === undefined ? "" : wordCostChange(less)).toBe(
      "prod: about $0.10 → $0.00 a month (−$0.10; an estimate at list prices): cloudwatch alarm metric −$0.10; pagerduty PagerDuty user −1, price unknown",
    );
  });

  it("says nothing where nothing changes, or where a plan has no arguments", () => {
    expect(compareCost(plan(alarm({})), plan(alarm({})))).toBeUndefined();
    const { version, environment, signals, objectives, quiet, resources, diagnostics } = plan(alarm({}));
    expect(
      compareCost({ version, environment, signals, objectives, quiet, resources, diagnostics }, plan()),
    ).toBeUndefined();
  });
});
