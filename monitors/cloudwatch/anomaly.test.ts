import { count, deviations, hours, milliseconds, minutes } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import type { Side } from "../model/signal-kind";
import { cloudwatch, type CloudWatchMetricName } from "../model/sources/cloudwatch";
import { testContext, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;

const unusual = (side: Side, metric: CloudWatchMetricName = "worker_network_in") =>
  ({
    ...text,
    kind: "anomaly",
    side,
    seasonality: "weekly",
    warning: { at: deviations(3), priority: "P3" },
    missingData: "ok",
    source: cloudwatch.metric(metric),
  }) as const satisfies SignalDefinition;

const wait = cloudwatch.meanOfSums({
  spent: ["worker_disk_read_time", "worker_disk_write_time"],
  times: ["worker_disk_reads", "worker_disk_writes"],
});

const slowDisk = { ...unusual("above"), source: wait } as const satisfies SignalDefinition;

const argsOf = (row: SignalDefinition & { readonly source: ReturnType<typeof cloudwatch.metric> | typeof wait }) =>
  render(watchOf(row, row.source), testContext).map(({ args }) => args);

const topic = { late: "reference", type: "aws:sns/topic:Topic", name: "P3.regional", property: "arn" };

const sum = (id: string, metricName: string) => ({
  id,
  metric: {
    namespace: "CWAgent",
    metricName,
    period: 60,
    dimensions: { AutoScalingGroupName: "workers" },
    stat: "Sum",
  },
  returnData: false,
});

describe("a CloudWatch alarm on what is unusual", () => {
  it("holds the value against the band that CloudWatch learns, with the deviations in the query", () => {
    expect(argsOf(unusual("both"))).toEqual([
      {
        name: "driplo-prod-api.thing.warning",
        alarmDescription: [
          "Thing warning: 3 deviations away from the usual over 5 min (prod).",
          "Runbook: https://runbooks.test/api/page.md#api-thing",
          "First: Look.",
          "Users: It hurts.",
          "Now: the reason's last datapoint, outside its band. Threshold: 3 deviations away from the usual over 5 min. Since: the time of this state change, which AWS gives.",
        ].join("\n"),
        region: "eu-west-3",
        comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
        thresholdMetricId: "band",
        metricQueries: [
          {
            id: "value",
            metric: {
              namespace: "AWS/EC2",
              metricName: "NetworkIn",
              period: 300,
              dimensions: { AutoScalingGroupName: "workers" },
              stat: "Sum",
            },
            returnData: true,
          },
          {
            id: "band",
            expression: "ANOMALY_DETECTION_BAND(value, 3)",
            label: "usual of api.thing.warning",
            returnData: true,
          },
        ],
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        treatMissingData: "notBreaching",
        alarmActions: [topic],
        okActions: [topic],
        tags: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p3" },
      },
    ]);
  });

  it("leaves out the threshold, which the API refuses beside a band", () => {
    expect(argsOf(unusual("above"))[0]).not.toHaveProperty("threshold");
  });

  it.each<readonly [Side, string]>([
    ["above", "GreaterThanUpperThreshold"],
    ["below", "LessThanLowerThreshold"],
    ["both", "LessThanLowerOrGreaterThanUpperThreshold"],
  ])("crosses the band %s: %s", (side, comparisonOperator) => {
    expect(argsOf(unusual(side))[0]).toMatchObject({ comparisonOperator });
  });

  it("takes a level's own side and width", () => {
    const row = { ...unusual("both"), critical: { at: deviations(5), priority: "P1", side: "below" } } as const;
    expect(argsOf(row)).toMatchObject([
      { comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold" },
      {
        comparisonOperator: "LessThanLowerThreshold",
        metricQueries: [{}, { expression: "ANOMALY_DETECTION_BAND(value, 5)" }],
      },
    ]);
  });

  it("takes the row's statistic, and else a sum of things and bytes and a mean of the rest", () => {
    const stat = (row: SignalDefinition & { readonly source: ReturnType<typeof cloudwatch.metric> }) =>
      argsOf(row).map((args) => ("metricQueries" in args ? args.metricQueries?.[0]?.metric?.stat : undefined));
    expect(stat({ ...unusual("above", "worker_disk_queue"), statistic: "max" as const })).toEqual(["Maximum"]);
    expect(stat(unusual("above", "cdn_requests"))).toEqual(["Sum"]);
    expect(stat(unusual("above", "worker_cpu"))).toEqual(["Average"]);
  });

  it("wants three points of five outside, one minute each", () => {
    expect(argsOf(unusual("above", "worker_disk_queue"))[0]).toMatchObject({
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    });
  });

  it("counts blocked requests of every rule of the web ACL in us-east-1, where a CDN's are", () => {
    expect(argsOf(unusual("above", "cdn_blocked_requests"))[0]).toMatchObject({
      region: "us-east-1",
      metricQueries: [
        {
          metric: {
            namespace: "AWS/WAFV2",
            metricName: "BlockedRequests",
            dimensions: { WebACL: "shop-acl", Rule: "ALL" },
          },
        },
        {},
      ],
    });
  });
});

describe("a mean that is made of sums", () => {
  it("divides what was spent by how many there were, and learns the band of that", () => {
    expect(argsOf(slowDisk)[0]).toMatchObject({
      thresholdMetricId: "band",
      metricQueries: [
        sum("spent1", "diskio_read_time"),
        sum("spent2", "diskio_write_time"),
        sum("times1", "diskio_reads"),
        sum("times2", "diskio_writes"),
        { id: "value", expression: "(spent1 + spent2) / (times1 + times2)", label: "api.thing", returnData: true },
        { id: "band", expression: "ANOMALY_DETECTION_BAND(value, 3)", returnData: true },
      ],
    });
  });

  it("is compared with a number as well", () => {
    const row = {
      ...text,
      kind: "latency",
      statistic: "mean",
      critical: { at: milliseconds(20), priority: "P2" },
      missingData: "ok",
      source: wait,
    } as const;
    expect(accepts(watchOf(row, wait))?.what).toBe("the statistic mean on a mean of sums");
    const rendered = render(watchOf(row, wait), testContext)[0]?.args;
    expect(rendered).toMatchObject({
      comparisonOperator: "GreaterThanThreshold",
      threshold: 20,
      metricQueries: [{}, {}, {}, {}, { id: "value", returnData: true }],
    });
    expect(rendered).not.toHaveProperty("thresholdMetricId");
  });
});

describe("CloudWatch's limits of a band", () => {
  const refusal = (row: SignalDefinition & { readonly source: ReturnType<typeof cloudwatch.metric> | typeof wait }) =>
    accepts(watchOf(row, row.source))?.what;

  it.each([
    ["any number of things", unusual("above", "cdn_requests"), undefined],
    ["a share", unusual("above", "worker_cpu"), undefined],
    [
      "an indicator",
      unusual("above", "cdn_under_attack"),
      "AWS/DDoSProtection DDoSDetected comes in indicator, and cannot be an anomaly",
    ],
    [
      "a guard by traffic",
      { ...unusual("above", "cdn_5xx_rate"), minimumTraffic: count(20) },
      "a minimum of traffic on an anomaly",
    ],
    [
      "a window between periods",
      { ...unusual("above"), window: minutes(7) },
      "a window of 420 s is no multiple of the metric's period of 300 s",
    ],
    ["sums of one period and region", slowDisk, undefined],
    [
      "sums of two regions",
      { ...slowDisk, source: cloudwatch.meanOfSums({ spent: ["worker_disk_read_time"], times: ["cdn_requests"] }) },
      "Requests and diskio_read_time have not the same period and region",
    ],
    [
      "sums of two periods",
      {
        ...slowDisk,
        source: cloudwatch.meanOfSums({ spent: ["worker_disk_read_time"], times: ["worker_network_in"] }),
      },
      "NetworkIn and diskio_read_time have not the same period and region",
    ],
    ["a guard of a mean", { ...slowDisk, minimumTraffic: count(20) }, "a minimum of traffic on a mean of sums"],
  ] as const)("%s", (_, row, what) => {
    expect(refusal(row)).toBe(what);
  });

  it.each([
    [9, undefined],
    [10, "a mean of 11 metrics"],
  ])("reads ten metrics at most: one time spent by %i counts", (counts, what) => {
    const [first, ...rest] = Array.from({ length: counts }, (): CloudWatchMetricName => "worker_disk_reads");
    if (first === undefined) throw new Error("no metric");
    const source = cloudwatch.meanOfSums({ spent: ["worker_disk_read_time"], times: [first, ...rest] });
    expect(refusal({ ...slowDisk, source })).toBe(what);
  });

  it.each([
    [hours(24), []],
    [minutes(24 * 60 + 5), ["the alarm looks at 86700 s"]],
  ])("looks back a day at most", (window, what) => {
    const [alarm] = render(
      watchOf({ ...unusual("above"), window }, cloudwatch.metric("worker_network_in")),
      testContext,
    );
    expect(alarm === undefined ? [] : check(alarm).map((each) => each.what)).toEqual(what);
  });

  it("is no place for a number", () => {
    const row = {
      ...text,
      kind: "latency",
      statistic: "max",
      critical: { at: milliseconds(95), priority: "P1" },
      missingData: "ok",
      source: cloudwatch.metric("cdn_under_attack"),
    } as const;
    expect(refusal(row)).toBe("AWS/DDoSProtection DDoSDetected comes in indicator, and cannot be a latency");
  });
});
