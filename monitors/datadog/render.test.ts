import { count, days, deviations, hours, minutes, percent, score, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { datadog, type DatadogSource } from "../model/sources/datadog";
import { testContext, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";
import { renderRouting } from "./routing";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;
const spans = datadog.spans({ service: "shop-api", kind: "server", filter: "@http.route:/api/search" });

const slow = {
  ...text,
  kind: "latency",
  statistic: "p95",
  warning: { at: seconds(0.5), priority: "P3" },
  critical: { at: seconds(2), priority: "P2" },
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const failing = {
  ...text,
  kind: "error_ratio",
  critical: { at: percent(5), priority: "P1" },
  minimumTraffic: count(100),
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const full = {
  ...text,
  kind: "utilisation",
  statistic: "max",
  critical: { at: percent(85), priority: "P1" },
  missingData: "notify",
  source: datadog.metric({ metric: "shop.memory", unit: "percent" }),
} as const satisfies SignalDefinition;

const down = {
  ...text,
  kind: "outage",
  critical: { at: seconds(30), priority: "P0" },
  missingData: "breach",
  source: spans,
} as const satisfies SignalDefinition;

const http = datadog.http({
  host: "apiHost",
  path: "/health",
  every: seconds(30),
  from: ["aws:eu-west-1", "aws:eu-west-3", "aws:eu-central-1"],
});
const dns = datadog.dns({
  names: [
    { host: "storefrontHost", answer: "storefrontAlias" },
    { host: "apiHost", answer: "apiAlias" },
  ],
  every: minutes(1),
  from: ["aws:eu-west-1"],
});

const rendered = (row: SignalDefinition, source: DatadogSource) => render(watchOf(row, source), testContext);
const argsOf = (row: SignalDefinition, source: DatadogSource) => rendered(row, source).map(({ args }) => args);
const monitorOf = (row: SignalDefinition, source: DatadogSource) => argsOf(row, source).at(-1);

describe("Datadog monitors", () => {
  it("reads a percentile of spans from a metric of its own, one monitor a level", () => {
    const [metric, warning, critical] = rendered(slow, spans);
    expect(metric).toEqual({
      vendor: "datadog",
      type: "datadog:index/spansMetric:SpansMetric",
      name: "api.thing",
      args: {
        name: "driplo.prod.api.thing",
        compute: { aggregationType: "distribution", path: "@duration", includePercentiles: true },
        filter: { query: "service:shop-api env:prod @span.kind:server @http.route:/api/search" },
      },
    });
    expect(critical).toEqual({
      vendor: "datadog",
      type: "datadog:index/monitor:Monitor",
      name: "api.thing.critical",
      watches: { signal: "api.thing", measure: "main", level: "critical" },
      after: ["datadog:index/monitorNotificationRule:MonitorNotificationRule api.P2"],
      args: {
        name: "Thing critical: p95 above 2 s over 5 min (prod)",
        type: "query alert",
        query: "percentile(last_5m):p95:driplo.prod.api.thing{*} > 2000000000",
        message: [
          "Runbook: https://runbooks.test/api/page.md#api-thing",
          "First: Look.",
          "Users: It hurts.",
          'Now: {{eval "value/1000000"}} ms. Threshold: p95 above 2 s over 5 min.',
          "Since: {{first_triggered_at}} UTC.{{#is_no_data}} No data: nothing is measured at the moment.{{/is_no_data}}{{#is_recovery}} Recovered.{{/is_recovery}}",
        ].join("\n"),
        monitorThresholds: { critical: "2000000000" },
        notifyNoData: false,
        requireFullWindow: false,
        includeTags: true,
        notifyAudit: false,
        priority: "3",
        tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "priority:p2"],
        assets: [{ category: "runbook", name: "Runbook: Thing", url: "https://runbooks.test/api/page.md#api-thing" }],
      },
    });
    expect(warning).toMatchObject({
      after: ["datadog:index/monitorNotificationRule:MonitorNotificationRule P3"],
      args: { query: "percentile(last_5m):p95:driplo.prod.api.thing{*} > 500000000", priority: "4" },
    });
  });

  it("counts bad spans and all of them, and keeps quiet below the minimum of traffic", () => {
    expect(argsOf(failing, spans)).toMatchObject([
      {
        name: "driplo.prod.api.thing.bad",
        filter: {
          query: "service:shop-api env:prod @span.kind:server @http.route:/api/search @http.status_code:[500 TO 599]",
        },
      },
      { name: "driplo.prod.api.thing.all", compute: { aggregationType: "count" } },
      {
        query:
          "sum(last_5m):(100 * default_zero(sum:driplo.prod.api.thing.bad{*}.as_count()) / sum:driplo.prod.api.thing.all{*}.as_count())" +
          " * is_greater(sum:driplo.prod.api.thing.all{*}.as_count(), 99) > 5",
        monitorThresholds: { critical: "5" },
      },
    ]);
  });

  it("lifts a share that is bad when low to 100 while there is too little traffic", () => {
    const found: SignalDefinition = {
      ...text,
      kind: "hit_ratio",
      critical: { at: percent(60), priority: "P2" },
      minimumTraffic: count(10),
      missingData: "ok",
      source: spans,
    };
    const all = "sum:driplo.prod.api.thing.all{*}.as_count()";
    expect(monitorOf(found, spans)).toMatchObject({
      query: `sum(last_5m):(100 * default_zero(sum:driplo.prod.api.thing.bad{*}.as_count()) / ${all}) * is_greater(${all}, 9) + 100 * (1 - is_greater(${all}, 9)) < 60`,
    });
  });

  it("reads web vitals from RUM events, in their own units", () => {
    const vital = datadog.rum({ attribute: "largest_contentful_paint", filter: "@device.type:Mobile" });
    expect(monitorOf({ ...slow, statistic: "p75" as const }, vital)).toMatchObject({
      type: "rum alert",
      query: 'formula("value").last("5m") > 2000000000',
      onMissingData: "resolve",
      variables: {
        eventQueries: [
          {
            name: "value",
            dataSource: "rum",
            indexes: ["*"],
            search: { query: "@type:view @application.id:app-1 @device.type:Mobile" },
            computes: [{ aggregation: "pc75", metric: "@view.largest_contentful_paint" }],
          },
        ],
      },
    });
    expect(monitorOf({ ...slow, statistic: "p75" as const }, vital)).not.toHaveProperty("notifyNoData");
    const shift: SignalDefinition = {
      ...text,
      kind: "layout_shift",
      statistic: "p75",
      critical: { at: score(0.25), priority: "P2" },
      missingData: "ok",
      source: spans,
    };
    expect(monitorOf(shift, datadog.rum({ attribute: "cumulative_layout_shift" }))).toMatchObject({
      query: 'formula("value").last("5m") > 0.25',
      monitorThresholds: { critical: "0.25" },
    });
  });

  it("counts sessions once, and actions each", () => {
    const share = (event: "session" | "action") =>
      argsOf(
        failing,
        datadog.rumRatio({ part: { event, filter: "@x:1" }, whole: { event, filter: "" }, feeds: [event] }),
      )[0];
    expect(share("session")).toMatchObject({
      eventType: "session",
      filter: { query: "@type:session @application.id:app-1 @x:1" },
      uniqueness: { when: "match" },
    });
    expect(share("action")).not.toHaveProperty("uniqueness");
  });

  it("tells of a gauge's missing data after twice the window", () => {
    expect(
      argsOf(
        { ...full, window: minutes(15) },
        datadog.metric({ metric: "shop.memory", unit: "percent", filter: "service:shop-api" }),
      ),
    ).toMatchObject([
      {
        query: "avg(last_15m):max:shop.memory{env:prod,service:shop-api} > 85",
        notifyNoData: true,
        noDataTimeframe: 30,
        message: expect.stringContaining("Now: {{value}} %") as string,
      },
    ]);
  });

  it("counts log lines, and each client's apart, from the first minute that it is seen", () => {
    const often: SignalDefinition = {
      ...text,
      kind: "count",
      window: hours(1),
      critical: { at: count(100), priority: "P1" },
      missingData: "ok",
      source: spans,
    };
    expect(argsOf(often, datadog.logs({ search: "@evt.name:upload", feed: "uploads" }))).toMatchObject([
      {
        name: "Thing critical: more than 100 over 1 h (prod)",
        type: "log alert",
        query: 'logs("env:prod @evt.name:upload").index("*").rollup("count").last("1h") > 100',
        monitorThresholds: { critical: "100" },
        onMissingData: "resolve",
      },
    ]);
    expect(argsOf(often, datadog.logs({ search: '"Deployment completed"', feed: "builds" }))).toMatchObject([
      { query: 'logs("env:prod \\"Deployment completed\\"").index("*").rollup("count").last("1h") > 100' },
    ]);
    const client: SignalDefinition = { ...often, kind: "outlier_client" };
    const [monitor] = argsOf(client, datadog.logs({ search: "*", by: "@network.client.ip", feed: "requests" }));
    expect(monitor).toMatchObject({
      query: 'logs("env:prod *").index("*").rollup("count").by("@network.client.ip").last("1h") > 100',
      newGroupDelay: 0,
      message: expect.stringContaining("Now: {{[@network.client.ip].name}}: {{value}} events. Threshold: ") as string,
    });
  });

  it("puts no handle into a message", () => {
    const messages = [...rendered(slow, spans), ...rendered(failing, spans), ...rendered(down, http)]
      .map(({ args }) => ("message" in args ? JSON.stringify(args.message) : ""))
      .join("\n");
    expect(messages).not.toMatch(/@(slack|pagerduty|webhook|[a-z]+\.)/);
  });
});

const unusual = {
  ...text,
  kind: "anomaly",
  side: "both",
  seasonality: "weekly",
  warning: { at: deviations(3), priority: "P3" },
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const slower = {
  ...text,
  kind: "change",
  side: "above",
  statistic: "p75",
  window: hours(1),
  against: days(7),
  critical: { at: percent(50), priority: "P2" },
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const lcp = datadog.rum({ attribute: "largest_contentful_paint" });
const sessions = datadog.rumCount({ event: "session", filter: "@session.type:user" });

describe("Datadog's comparisons", () => {
  it("counts sessions and tells when five points in a row are outside the band", () => {
    expect(rendered(unusual, sessions)).toEqual([
      {
        vendor: "datadog",
        type: "datadog:index/rumMetric:RumMetric",
        name: "api.thing",
        args: {
          name: "driplo.prod.api.thing",
          eventType: "session",
          compute: { aggregationType: "count" },
          filter: { query: "@type:session @application.id:app-1 @session.type:user" },
          uniqueness: { when: "match" },
        },
      },
      {
        vendor: "datadog",
        type: "datadog:index/monitor:Monitor",
        name: "api.thing.warning",
        watches: { signal: "api.thing", measure: "main", level: "warning" },
        after: ["datadog:index/monitorNotificationRule:MonitorNotificationRule P3"],
        args: {
          name: "Thing warning: 3 deviations away from the usual over 5 min (prod)",
          type: "query alert",
          query:
            "avg(last_125m):anomalies(sum:driplo.prod.api.thing{*}.as_count(), 'robust', 3, direction='both', " +
            "alert_window='last_25m', interval=300, count_default_zero='true', seasonality='weekly', timezone='Europe/Paris') >= 1",
          message: [
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            'Now: {{eval "value*100"}} % of the last 25 min beyond the usual. Threshold: 3 deviations away from the usual over 5 min.',
            "Since: {{first_triggered_at}} UTC.{{#is_no_data}} No data: nothing is measured at the moment.{{/is_no_data}}{{#is_recovery}} Recovered.{{/is_recovery}}",
          ].join("\n"),
          monitorThresholds: { critical: "1", criticalRecovery: "0" },
          monitorThresholdWindows: { triggerWindow: "last_25m", recoveryWindow: "last_25m" },
          notifyNoData: false,
          requireFullWindow: false,
          includeTags: true,
          notifyAudit: false,
          priority: "4",
          tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "priority:p3"],
          assets: [{ category: "runbook", name: "Runbook: Thing", url: "https://runbooks.test/api/page.md#api-thing" }],
        },
      },
    ]);
  });

  it("tells of one side where the level does, and of missing data after twice the span that is judged", () => {
    const falls: SignalDefinition = {
      ...unusual,
      window: hours(1),
      seasonality: "hourly" as const,
      missingData: "notify" as const,
      critical: { at: deviations(5), priority: "P1" as const, side: "below" as const },
    };
    const [, warning, critical] = argsOf(falls, sessions);
    expect(warning).toMatchObject({ query: expect.stringContaining("3, direction='both'") as string });
    expect(critical).toMatchObject({
      query:
        "avg(last_25h):anomalies(sum:driplo.prod.api.thing{*}.as_count(), 'robust', 5, direction='below', " +
        "alert_window='last_5h', interval=3600, count_default_zero='true', seasonality='hourly') >= 1",
      noDataTimeframe: 600,
    });
  });

  it.each<readonly [string, SignalDefinition, DatadogSource, object, string]>([
    [
      "log lines, as they are ingested",
      unusual,
      datadog.logs({ search: "@x:1", feed: "x" }),
      { compute: { aggregationType: "count" }, filter: { query: "env:prod @x:1" } },
      "anomalies(sum:driplo.prod.api.thing{*}.as_count(), ",
    ],
    [
      "how many spans there are",
      unusual,
      spans,
      { compute: { aggregationType: "count" } },
      "anomalies(sum:driplo.prod.api.thing{*}.as_count(), ",
    ],
    [
      "how long spans last",
      { ...unusual, statistic: "p95" as const },
      spans,
      { compute: { aggregationType: "distribution", path: "@duration", includePercentiles: true } },
      "anomalies(p95:driplo.prod.api.thing{*}, ",
    ],
  ])("holds against the usual: %s", (_, row, source, metric, expression) => {
    expect(argsOf(row, source)).toMatchObject([metric, { query: expect.stringContaining(expression) as string }]);
  });

  it("reads a gauge that is there already", () => {
    const gauge = datadog.metric({ metric: "shop.memory", unit: "percent", filter: "service:shop" });
    expect(argsOf({ ...unusual, statistic: "max" as const }, gauge)).toMatchObject([
      { query: expect.stringContaining("anomalies(max:shop.memory{env:prod,service:shop}, 'robust', 3") as string },
    ]);
  });

  it("compares with the same hour of last week, by views that have ended", () => {
    expect(argsOf(slower, lcp)).toMatchObject([
      {
        name: "driplo.prod.api.thing",
        eventType: "view",
        compute: { aggregationType: "distribution", path: "@view.largest_contentful_paint", includePercentiles: true },
        filter: { query: "@type:view @application.id:app-1" },
        uniqueness: { when: "end" },
      },
      {
        name: "Thing critical: p75 50 % above 7 days earlier over 1 h (prod)",
        type: "query alert",
        query: "pct_change(avg(last_1h),last_1w):p75:driplo.prod.api.thing{*} > 50",
        monitorThresholds: { critical: "50" },
        message: expect.stringContaining("Now: {{value}} %. Threshold: ") as string,
      },
    ]);
    expect(monitorOf(slower, lcp)).not.toHaveProperty("monitorThresholdWindows");
    expect(argsOf(slower, datadog.rum({ attribute: "resource_duration" }))[0]).not.toHaveProperty("uniqueness");
  });

  it("spells a fall as a negative change, of sums where events are counted", () => {
    const { statistic, ...counted } = slower;
    expect(statistic).toBe("p75");
    expect(monitorOf({ ...counted, side: "below" as const, against: days(1) }, sessions)).toMatchObject({
      query: "pct_change(sum(last_1h),last_1d):sum:driplo.prod.api.thing{*}.as_count() < -50",
      monitorThresholds: { critical: "-50" },
    });
  });

  it("counts RUM events against a number too", () => {
    const many: SignalDefinition = {
      ...text,
      kind: "count",
      critical: { at: count(9), priority: "P2" },
      missingData: "ok",
      source: sessions,
    };
    expect(argsOf(many, sessions)).toMatchObject([
      { eventType: "session" },
      { query: "sum(last_5m):default_zero(sum:driplo.prod.api.thing{*}.as_count()) > 9" },
    ]);
  });
});

const stuck = {
  ...text,
  kind: "all_failed",
  window: hours(6),
  critical: { at: count(3), priority: "P2" },
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const outcomes = datadog.logOutcomes({
  failed: "status:error",
  succeeded: '"all done"',
  attempt: "@deploymentId",
  feed: "builds",
});

describe("attempts of which none succeeded", () => {
  it("are told apart, and one success outweighs them", () => {
    expect(argsOf(stuck, outcomes)).toMatchObject([
      {
        name: "Thing critical: all failed, at least 3 over 6 h (prod)",
        type: "log alert",
        query: 'formula("default_zero(failed) - 1000 * default_zero(succeeded)").last("6h") >= 3',
        monitorThresholds: { critical: "3" },
        // Datadog takes nothing else beside default_zero.
        onMissingData: "default",
        variables: {
          eventQueries: [
            {
              name: "failed",
              dataSource: "logs",
              indexes: ["*"],
              search: { query: "env:prod status:error" },
              computes: [{ aggregation: "cardinality", metric: "@deploymentId" }],
            },
            {
              name: "succeeded",
              dataSource: "logs",
              indexes: ["*"],
              search: { query: 'env:prod "all done"' },
              computes: [{ aggregation: "count" }],
            },
          ],
        },
        message: expect.stringContaining("Now: every attempt of the window failed. Threshold: ") as string,
      },
    ]);
  });
});

describe("Datadog synthetics", () => {
  it("calls it down when two of three places have failed for the level's span", () => {
    expect(rendered(down, http)).toEqual([
      {
        vendor: "datadog",
        type: "datadog:index/syntheticsTest:SyntheticsTest",
        name: "api.thing.critical",
        watches: { signal: "api.thing", measure: "main", level: "critical" },
        after: ["datadog:index/monitorNotificationRule:MonitorNotificationRule api.P0"],
        args: {
          name: "Thing critical: down for more than 30 s (prod)",
          type: "api",
          subtype: "http",
          status: "live",
          message: [
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            "Now: its test fails. Threshold: down for more than 30 s.",
            "Since: {{first_triggered_at}} UTC.{{#is_no_data}} No data: nothing is measured at the moment.{{/is_no_data}}{{#is_recovery}} Recovered.{{/is_recovery}}",
          ].join("\n"),
          tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "priority:p0"],
          locations: ["aws:eu-west-1", "aws:eu-west-3", "aws:eu-central-1"],
          requestDefinition: { method: "GET", url: "https://api.shop.test/health", timeout: 10 },
          assertions: [{ type: "statusCode", operator: "is", target: "200" }],
          optionsList: {
            tickEvery: 30,
            minFailureDuration: 30,
            minLocationFailed: 2,
            retry: { count: 1, interval: 300 },
            monitorName: "Thing critical: down for more than 30 s (prod)",
            monitorPriority: 1,
          },
        },
      },
    ]);
  });

  it("looks every public name up in one test: the time of it, or its answer", () => {
    expect(argsOf({ ...slow, statistic: "max" as const }, dns)).toMatchObject([
      { apiSteps: [{ assertions: [{ type: "responseTime", operator: "lessThan", target: "500" }] }, {}] },
      { optionsList: { minFailureDuration: 300, minLocationFailed: 1 } },
    ]);
    const wrong: SignalDefinition = {
      ...text,
      kind: "event",
      critical: { event: "wrong_answer", priority: "P1" },
      missingData: "notify",
      source: dns,
    };
    expect(argsOf(wrong, dns)).toMatchObject([
      {
        name: "Thing critical: wrong answer (prod)",
        subtype: "multi",
        apiSteps: [
          {
            name: "www.shop.test",
            subtype: "dns",
            assertions: [{ type: "recordSome", operator: "contains", property: "CNAME", target: "shop.cdn.test" }],
          },
          { name: "api.shop.test", subtype: "dns" },
        ],
        optionsList: { minFailureDuration: 0 },
      },
    ]);
  });

  it("wants the certificates to last for more than the level", () => {
    const old: SignalDefinition = {
      ...text,
      kind: "time_left",
      warning: { at: days(21), priority: "P3" },
      critical: { at: days(7), priority: "P1" },
      missingData: "notify",
      source: spans,
    };
    const certificates = datadog.certificate({ hosts: ["apiHost"], every: hours(6), from: ["aws:eu-west-1"] });
    expect(argsOf(old, certificates)).toMatchObject(
      ["21", "7"].map((target) => ({
        apiSteps: [{ subtype: "ssl", assertions: [{ type: "certificate", operator: "isInMoreThan", target }] }],
      })),
    );
  });
});

describe("Datadog's routing", () => {
  const shared = renderRouting(
    [
      { service: "api", serviceTitle: "API", priority: "P1" },
      { service: "api", serviceTitle: "API", priority: "P2" },
      { service: "api", serviceTitle: "API", priority: "P3" },
      { service: "search", serviceTitle: "Search", priority: "P3" },
    ],
    testContext,
  );
  const rules = shared.filter(({ type }) => type === "datadog:index/monitorNotificationRule:MonitorNotificationRule");

  it("has one rule for each service that pages, and one for each quiet priority", () => {
    expect(rules.map(({ args }) => args)).toEqual([
      {
        name: "driplo-prod-api.P1",
        filter: { tags: ["env:prod", "priority:p1", "service:api"] },
        recipients: ["pagerduty-driplo-prod-api-P1", "slack-shop-urgent"],
      },
      {
        name: "driplo-prod-api.P2",
        filter: { tags: ["env:prod", "priority:p2", "service:api"] },
        recipients: ["pagerduty-driplo-prod-api-P2", "slack-shop-alerts", "list@shop.test"],
      },
      {
        name: "driplo-prod-P3",
        filter: { tags: ["env:prod", "priority:p3"] },
        recipients: ["slack-shop-trends", "list@shop.test"],
      },
    ]);
  });

  it("has no condition, so that recovery and missing data go where the alert went", () => {
    expect(JSON.stringify(rules)).not.toContain("conditionalRecipients");
  });

  it("hands PagerDuty's key over as a reference, and keeps it secret", () => {
    expect(shared.find(({ type }) => type === "datadog:pagerduty/serviceObject:ServiceObject")).toEqual({
      vendor: "datadog",
      type: "datadog:pagerduty/serviceObject:ServiceObject",
      name: "api.P1",
      secretOutputs: ["serviceKey"],
      args: {
        serviceName: "driplo-prod-api-P1",
        serviceKey: {
          late: "reference",
          type: "pagerduty:index/serviceIntegration:ServiceIntegration",
          name: "api.P1.datadog",
          property: "integrationKey",
        },
      },
    });
  });
});

const clicks = { ...text, critical: { at: count(5), priority: "P2" }, missingData: "ok", source: spans } as const;
const all = datadog.logs({ search: "*", feed: "x" });
const byClient = datadog.logs({ search: "*", by: "@network.client.ip", feed: "x" });

describe("Datadog's limits", () => {
  it.each([
    [50, []],
    [51, ["the rule has 51 recipients"]],
  ])("a rule of %i recipients", (length, what) => {
    const [rule] = renderRouting([{ service: "api", serviceTitle: "API", priority: "P3" }], testContext).filter(
      ({ type }) => type === "datadog:index/monitorNotificationRule:MonitorNotificationRule",
    );
    if (rule?.type !== "datadog:index/monitorNotificationRule:MonitorNotificationRule") throw new Error("no rule");
    const recipients = Array.from({ length }, (_, index) => `list-${index}@shop.test`);
    expect(check({ ...rule, args: { ...rule.args, recipients } }).map((each) => each.what)).toEqual(what);
  });

  it.each<readonly [string, SignalDefinition, DatadogSource, string | undefined]>([
    ["a kind and its source", slow, spans, undefined],
    [
      "a kind that the source cannot measure",
      full,
      spans,
      "a spans source of Datadog cannot measure the kind utilisation",
    ],
    ["missing data as a breach", { ...slow, missingData: "breach" as const }, spans, "missingData is breach"],
    ["missing data as a breach of a test", down, http, undefined],
    [
      "a guard on a percentile",
      { ...slow, minimumTraffic: count(5) },
      spans,
      "a minimum of traffic on a latency from spans",
    ],
    ["a window of a minute", { ...slow, window: minutes(1) }, spans, undefined],
    ["a window below a minute", { ...slow, window: seconds(59) }, spans, "a window of 0.983333333333 min"],
    ["two days of events", { ...slow, window: days(2) }, datadog.rum({ attribute: "first_byte" }), undefined],
    [
      "three days of events",
      { ...slow, window: days(3) },
      datadog.rum({ attribute: "first_byte" }),
      "a window of 4320 min",
    ],
    ["a month of metrics", { ...slow, window: days(31) }, spans, undefined],
    ["more than a month of metrics", { ...slow, window: days(32) }, spans, "a window of 46080 min"],
    ["a count of each client", { ...clicks, kind: "count" }, byClient, "a count of each @network.client.ip"],
    ["an outlier of nobody", { ...clicks, kind: "outlier_client" }, all, "nothing tells one client from another"],
    ["a count of all", { ...clicks, kind: "count" }, all, undefined],
    ["an outlier among clients", { ...clicks, kind: "outlier_client" }, byClient, undefined],
    [
      "an outlier by its usual",
      { ...unusual, seasonality: "daily" as const },
      byClient,
      "an anomaly of each @network.client.ip",
    ],
    ["a change of values without a statistic", { ...unusual }, lcp, "no statistic of rum"],
    ["a statistic of a count", { ...unusual, statistic: "p75" as const }, sessions, "p75 of a count"],
    ["a statistic of lines", { ...unusual, statistic: "max" as const }, all, "max of a count"],
    [
      "a percentile of a gauge's usual",
      { ...unusual, statistic: "p75" as const },
      full.source,
      "p75 of the gauge shop.memory",
    ],
    ["a change both ways", { ...slower, side: "both" as const }, lcp, "a change both ways"],
    [
      "a guard on an anomaly",
      { ...unusual, minimumTraffic: count(5) },
      sessions,
      "a minimum of traffic on an anomaly from rum count",
    ],
    ["an anomaly over 15 minutes", { ...unusual, window: minutes(3) }, sessions, undefined],
    [
      "an anomaly over 10 minutes",
      { ...unusual, window: minutes(2) },
      sessions,
      "an anomaly over five windows of 2 min",
    ],
    ["an anomaly over two weeks", { ...unusual, window: minutes(4_032) }, sessions, undefined],
    [
      "an anomaly over more",
      { ...unusual, window: minutes(4_033) },
      sessions,
      "an anomaly over five windows of 2.80069444444 days",
    ],
    ["a month ago", { ...slower, against: days(31) }, lcp, undefined],
    ["more than a month ago", { ...slower, against: days(32) }, lcp, "a comparison with 32 days earlier"],
    ["three days of events that are a metric now", { ...slower, window: days(3) }, lcp, undefined],
    ["two days of outcomes", { ...stuck, window: days(2) }, outcomes, undefined],
    ["three days of outcomes", { ...stuck, window: days(3) }, outcomes, "a window of 4320 min"],
    ["at least one", { ...stuck, critical: { at: count(1), priority: "P2" as const } }, outcomes, undefined],
    [
      "at least none",
      { ...stuck, critical: { at: count(0), priority: "P2" as const } },
      outcomes,
      "all failed, at least 0",
    ],
    [
      "a search that is not closed",
      slow,
      datadog.spans({ service: "x", kind: "server", filter: "(@a:1" }),
      "filter is no search: (@a:1",
    ],
    [
      "a search that leaves the environment",
      { ...clicks, kind: "count" },
      datadog.logs({ search: "a OR b", feed: "x" }),
      "search has an OR outside brackets: a OR b",
    ],
    ["a test every 30 s", down, { ...http, every: seconds(30) }, undefined],
    ["a test every 29 s", down, { ...http, every: seconds(29) }, "a test every 29 s"],
  ])("%s", (_, row, source, what) => {
    expect(accepts(watchOf(row, source))?.what).toBe(what);
  });

  it.each([
    [7200, []],
    [7201, ["the test must fail for 7201 s"]],
  ])("a test that must fail for %i s", (span, what) => {
    const [test] = rendered({ ...down, critical: { at: seconds(span), priority: "P0" } } as SignalDefinition, http);
    expect(test === undefined ? [] : check(test).map((each) => each.what)).toEqual(what);
  });
});
