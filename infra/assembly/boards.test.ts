import { catalogue } from "../../monitors/catalogue";
import type { Chart } from "../../monitors/plan/chart";
import { declareStack } from "../../testing/stack";
import { renderObjectives, watchesOf } from "./outcomes";
import { testProd } from "../../testing/environment";
import { policies } from "../../policies";
import { testContext } from "../../testing/context";
import { vendors } from "../vendors";

/** What each vendor's chart reads out of its own declarations, for one row of each form. */

const { plan, declarations } = declareStack(catalogue, policies, testProd);

const chartOf = (name: string): Chart => {
  for (const watch of watchesOf(plan, testProd).filter(({ role }) => role === "first"))
    for (const level of watch.measure.levels.filter((each) => each.name === name))
      for (const vendor of vendors.filter((each) => each.name === watch.source.vendor)) {
        const draw = vendor.chart(declarations, { ...testContext, environment: testProd });
        for (const declaration of declarations.filter((each) => each.name === name && each.watches !== undefined)) {
          const chart = draw(declaration, watch, level);
          if (chart !== undefined) return chart;
        }
      }
  throw new Error(`nothing is drawn of ${name}`);
};

const of = ({ line, unit, shape }: Chart) => ({ line, unit, shape });

describe("Datadog", () => {
  const asked = (name: string) => {
    const [query] = chartOf(name).queries;
    return query?.over === "datadog" ? query : undefined;
  };

  it("names the metrics of a share, and keeps its guard", () => {
    expect(asked("api.error_rate.critical")).toEqual({
      over: "datadog",
      interval: 300_000,
      formula: "(100 * default_zero(q1) / q2) * is_greater(q2, 99)",
      queries: [
        { name: "q1", data_source: "metrics", query: "sum:driplo.prod.api.error_rate.bad{*}.as_count()" },
        { name: "q2", data_source: "metrics", query: "sum:driplo.prod.api.error_rate.all{*}.as_count()" },
      ],
    });
    expect(of(chartOf("api.error_rate.critical"))).toEqual({
      line: { at: 5, bad: "above" },
      unit: "percent",
      shape: "series",
    });
  });

  it("asks for a percentile of generated metrics, in nanoseconds", () => {
    expect(asked("api.response_time.critical")).toMatchObject({
      formula: "q1",
      queries: [{ query: "p95:driplo.prod.api.response_time{*}" }],
    });
    expect(of(chartOf("api.response_time.critical"))).toEqual({
      line: { at: 2_000_000_000, bad: "above" },
      unit: "ns",
      shape: "series",
    });
  });

  it("asks RUM as the monitor does", () => {
    expect(asked("storefront.page_load.critical")).toMatchObject({
      formula: "value",
      queries: [
        {
          name: "value",
          data_source: "rum",
          search: { query: "@type:view @application.id:00000000-0000-4000-8000-00000000000a" },
          compute: { aggregation: "pc75", metric: "@view.largest_contentful_paint" },
        },
      ],
    });
    expect(of(chartOf("storefront.page_load.critical")).line).toEqual({ at: 5_000_000_000, bad: "above" });
  });

  it("counts logs, by client where each is judged by itself", () => {
    expect(asked("security.scraping.critical")?.queries).toEqual([
      {
        name: "found",
        data_source: "logs",
        search: { query: "env:prod service:driplo-api @http.url_details.path:*" },
        indexes: ["*"],
        compute: { aggregation: "count" },
        group_by: [{ facet: "@network.client.ip", limit: 10, sort: { aggregation: "count", order: "desc" } }],
      },
    ]);
    expect(asked("security.upload_violations.critical")).toMatchObject({ interval: 3_600_000 });
  });

  it("draws the value of an anomaly, without a line: the band is in the monitor's query", () => {
    expect(asked("storefront.traffic.warning")).toMatchObject({
      formula: "q1",
      queries: [{ query: "sum:driplo.prod.storefront.traffic{*}.as_count()" }],
    });
    expect(of(chartOf("storefront.traffic.warning")).line).toBeUndefined();
  });

  it("draws a change as the share that the value moved", () => {
    expect(asked("storefront.regression.critical")).toMatchObject({
      formula: "100 * (q1 - week_before(q1)) / week_before(q1)",
      queries: [{ query: "p75:driplo.prod.storefront.regression{*}" }],
    });
    expect(of(chartOf("storefront.regression.critical"))).toMatchObject({
      line: { at: 50, bad: "above" },
      unit: "percent",
    });
  });

  it("counts the runs of a synthetic test by how they ended", () => {
    expect(asked("api.availability.critical")?.queries).toEqual([
      {
        name: "runs",
        data_source: "metrics",
        query: "sum:synthetics.test_runs{signal:api.availability,env:prod} by {status}.as_count()",
      },
    ]);
  });
});

describe("CloudWatch", () => {
  it("asks for the alarm's metric in the alarm's region", () => {
    expect(chartOf("infrastructure.memory.critical")).toEqual({
      queries: [
        {
          over: "cloudwatch",
          id: "value",
          region: "eu-west-3",
          hidden: false,
          asks: {
            namespace: "CWAgent",
            metricName: "mem_used_percent",
            dimensions: { AutoScalingGroupName: "prod-workers" },
            statistic: "Maximum",
            period: 60,
          },
        },
      ],
      unit: "percent",
      line: { at: 95, bad: "above" },
      shape: "series",
      page: "https://eu-west-3.console.aws.amazon.com/cloudwatch/home?region=eu-west-3#alarmsV2:alarm/driplo-prod-infrastructure.memory.critical",
    });
  });

  it("keeps what is calculated, and hides what it is calculated from", () => {
    const { queries, unit, line } = chartOf("infrastructure.network_latency.critical");
    expect(queries.map((query) => (query.over === "cloudwatch" ? [query.id, query.hidden, query.region] : []))).toEqual(
      [
        ["value", true, "us-east-1"],
        ["traffic", true, "us-east-1"],
        ["guarded", false, "us-east-1"],
      ],
    );
    expect([unit, line]).toEqual(["ms", { at: 1_000, bad: "above" }]);
  });

  it("says which side of a hit ratio is bad", () => {
    expect(chartOf("edge.cdn_cache_hit_ratio.critical").line).toEqual({ at: 60, bad: "below" });
  });

  it("draws of an alarm on alarms the data of each, under ids of its own", () => {
    const { queries } = chartOf("edge.ddos.detected_unhealthy.critical");
    const ids = queries.map((query) => (query.over === "cloudwatch" ? query.id : ""));
    expect(ids).toEqual(["of1_value", "of2_value", "of2_traffic", "of2_guarded", "of3_value"]);
    expect(queries[3]).toMatchObject({
      asks: { expression: expect.stringMatching(/^IF\(FILL\(of2_traffic, 0\) >= \d+, of2_value, 0\)$/) as unknown },
    });
  });
});

describe("Grafana", () => {
  it("asks Prometheus over time, in the rule's seconds", () => {
    expect(of(chartOf("database.query_time.critical"))).toEqual({
      line: { at: 0.5, bad: "above" },
      unit: "s",
      shape: "series",
    });
  });

  it("asks a forecast by itself, for its number is in the question", () => {
    const [query] = chartOf("database.disk_full_soon.critical").queries;
    expect(query?.over === "prometheus" ? query.expr : "").toContain("259200)");
    expect(of(chartOf("database.disk_full_soon.critical"))).toEqual({
      line: undefined,
      unit: "bytes",
      shape: "series",
    });
  });

  it("asks the shop's tables for one number", () => {
    expect(of(chartOf("search.success_rate.critical"))).toEqual({
      line: { at: 60, bad: "below" },
      unit: "percent",
      shape: "now",
    });
  });

  it("asks them besides what it was over the board's span, where they tell", () => {
    const { history } = chartOf("search.success_rate.critical");
    expect(history).toMatchObject({ unit: "percent", line: { at: 60, bad: "below" } });
    const [query] = history?.queries ?? [];
    expect(query?.over === "postgres" ? query.rawSql : "").toContain("$__timeFrom()::timestamptz as first");
    // What is judged against the usual has its number in deviations, which are no number of searches.
    expect(chartOf("listings.activity.warning").history).toMatchObject({ unit: "short", line: undefined });
    expect(chartOf("database.index_hit_ratio.index.warning").history).toBeUndefined();
    expect(chartOf("payments.payout_failures.late.warning").history).toBeUndefined();
  });
});

describe("Sentry", () => {
  it("asks for the crash rate, a share of 1, of the project of the check-ins' address", () => {
    expect(chartOf("storefront.error_rate.critical")).toEqual({
      queries: [
        {
          over: "sentry",
          model: {
            queryType: "metrics",
            projectIds: ["2"],
            environments: ["production"],
            metricsField: "crash_rate(session)",
            metricsQuery: "",
          },
        },
      ],
      unit: "percentunit",
      line: { at: 0.05, bad: "above" },
      shape: "series",
      page: "https://shop.sentry.io/issues/",
    });
  });

  it("lists new issues, and counts the users of those that spread", () => {
    expect(of(chartOf("storefront.new_error.new.warning")).shape).toBe("rows");
    expect(of(chartOf("storefront.new_error.widespread.critical"))).toEqual({
      line: { at: 50, bad: "above" },
      unit: "short",
      shape: "series",
    });
  });
});

describe("Objectives", () => {
  const objectives = renderObjectives(plan.objectives, { ...testContext, environment: testProd });
  const chartsOf = (id: string) =>
    objectives
      .filter(({ objective }) => objective.id === id)
      .flatMap(({ objective, declarations: rendered }) =>
        vendors.flatMap((vendor) =>
          vendor.chartObjective(objective, rendered, { ...testContext, environment: testProd }),
        ),
      );

  it("show what is left of the budget over the days shown, with the line where it is spent", () => {
    const [good, budget] = chartsOf("api.availability_slo");
    expect(good).toMatchObject({ shows: "good", unit: "percent", line: { at: 99.95, bad: "below" } });
    expect(good?.queries).toMatchObject([{ over: "datadog", formula: "100 * cumsum(q1 - q2) / cumsum(q1)" }]);
    expect(budget).toMatchObject({ shows: "budget", unit: "percent", line: { at: 0, bad: "below" } });
    expect(budget?.queries).toMatchObject([
      { over: "datadog", formula: "100 * (1 - cumsum(q1 - (q1 - q2)) / cumsum(q1) / 0.0005)" },
    ]);
  });

  it("show how fast it goes over the fastest tier's long window, with that tier's rate as the line", () => {
    const [, , burn] = chartsOf("api.availability_slo");
    expect(burn).toMatchObject({ shows: "burn", line: { at: 14.4, bad: "above" } });
    expect(burn?.queries).toMatchObject([{ interval: 3_600_000, formula: "(q1 / q2 / 0.0005) * is_greater(q1, 19)" }]);
  });
});
