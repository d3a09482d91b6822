import { count, days, milliseconds, minutes, percent, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { cloudwatch, type CloudWatchMetricName } from "../model/sources/cloudwatch";
import { testContext, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";
import type { CloudWatchDeclaration } from "./declaration";
import { renderTopics } from "./topics";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;

const busy = {
  ...text,
  kind: "utilisation",
  statistic: "max",
  warning: { at: percent(80), priority: "P3" },
  critical: { at: percent(95), priority: "P1" },
  missingData: "notify",
  source: cloudwatch.metric("worker_memory"),
} as const satisfies SignalDefinition;

const slow = {
  ...text,
  kind: "latency",
  statistic: "p95",
  critical: { at: seconds(1), priority: "P2" },
  minimumTraffic: count(100),
  missingData: "ok",
  source: cloudwatch.metric("cdn_origin_latency"),
} as const satisfies SignalDefinition;

const misses = {
  ...text,
  kind: "hit_ratio",
  critical: { at: percent(60), priority: "P3" },
  minimumTraffic: count(500),
  missingData: "keep",
  source: cloudwatch.metric("cdn_cache_hit_rate"),
} as const satisfies SignalDefinition;

const down = {
  ...text,
  kind: "outage",
  critical: { at: seconds(30), priority: "P0" },
  missingData: "breach",
  source: cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: seconds(10) }),
} as const satisfies SignalDefinition;

const metric = (row: SignalDefinition, name: CloudWatchMetricName) =>
  render(watchOf(row, cloudwatch.metric(name)), testContext);

const alarmArgs = (row: SignalDefinition, name: CloudWatchMetricName) => metric(row, name).map(({ args }) => args);

const topic = (name: string) => ({ late: "reference", type: "aws:sns/topic:Topic", name, property: "arn" });

describe("CloudWatch alarms", () => {
  it("compares a metric of this region, and tells of missing data where it tells of the alarm", () => {
    const [warning, critical] = metric(busy, "worker_memory");
    expect(critical).toEqual({
      vendor: "cloudwatch",
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "api.thing.critical",
      watches: { signal: "api.thing", measure: "main", level: "critical" },
      args: {
        name: "driplo-prod-api.thing.critical",
        alarmDescription: [
          "Thing critical: max above 95 % over 5 min (prod).",
          "Runbook: https://runbooks.test/api/page.md#api-thing",
          "First: Look.",
          "Users: It hurts.",
          "Now: the reason's last datapoint, in %. Threshold: max above 95 % over 5 min. Since: the time of this state change, which AWS gives.",
        ].join("\n"),
        region: "eu-west-3",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 95,
        evaluationPeriods: 5,
        datapointsToAlarm: 3,
        namespace: "CWAgent",
        metricName: "mem_used_percent",
        period: 60,
        dimensions: { AutoScalingGroupName: "workers" },
        statistic: "Maximum",
        treatMissingData: "missing",
        insufficientDataActions: [topic("api.P1.regional")],
        alarmActions: [topic("api.P1.regional")],
        okActions: [topic("api.P1.regional")],
        tags: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p1" },
      },
    });
    expect(warning?.args).toMatchObject({ threshold: 80, alarmActions: [topic("P3.regional")] });
  });

  it("guards a percentile by its traffic, in us-east-1 where CloudFront's metrics are", () => {
    expect(alarmArgs(slow, "cdn_origin_latency")[0]).toMatchObject({
      region: "us-east-1",
      threshold: 1000,
      treatMissingData: "notBreaching",
      alarmActions: [topic("api.P2.global")],
      metricQueries: [
        {
          id: "value",
          metric: {
            namespace: "AWS/CloudFront",
            metricName: "OriginLatency",
            period: 60,
            dimensions: { DistributionId: "E1", Region: "Global" },
            stat: "p95",
          },
          returnData: false,
        },
        { id: "traffic", metric: { metricName: "Requests", stat: "Sum", period: 60 }, returnData: false },
        // 100 requests in five minutes are 20 in each of the alarm's minutes.
        { id: "guarded", expression: "IF(FILL(traffic, 0) >= 20, value, 0)", returnData: true },
      ],
    });
    expect(alarmArgs(slow, "cdn_origin_latency")[0]).not.toHaveProperty("metricName");
    expect(alarmArgs(slow, "cdn_origin_latency")[0]).not.toHaveProperty("insufficientDataActions");
  });

  it("lifts a share that is bad when low to 100 while there is too little traffic", () => {
    expect(alarmArgs(misses, "cdn_cache_hit_rate")[0]).toMatchObject({
      comparisonOperator: "LessThanThreshold",
      threshold: 60,
      treatMissingData: "ignore",
      metricQueries: [
        { metric: { metricName: "CacheHitRate", stat: "Average" } },
        { metric: { metricName: "Requests" } },
        { expression: "IF(FILL(traffic, 0) >= 100, value, 100)" },
      ],
    });
  });

  it("asks for one point of a metric that has one in five minutes", () => {
    expect(alarmArgs(busy, "worker_cpu")[0]).toMatchObject({ period: 300, evaluationPeriods: 1, datapointsToAlarm: 1 });
  });

  it("stands an outage on a health check, and a backstop waits three minutes for its primary", () => {
    const source = cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: seconds(10) });
    const [check, first] = render(watchOf(down, source), testContext);
    expect(check?.args).toMatchObject({
      type: "HTTPS",
      fqdn: "api.shop.test",
      resourcePath: "/health",
      requestInterval: 10,
      failureThreshold: 3,
    });
    expect(first?.args).toMatchObject({
      region: "us-east-1",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: "breaching",
      dimensions: {
        HealthCheckId: {
          late: "reference",
          type: "aws:route53/healthCheck:HealthCheck",
          name: "api.thing.critical",
          property: "id",
        },
      },
    });
    const [, backstop] = render(watchOf(down, source, "backstop"), testContext);
    expect(backstop?.args).toMatchObject({ evaluationPeriods: 3, datapointsToAlarm: 3 });
  });
});

const policyOf = (key: CloudWatchDeclaration | undefined) =>
  JSON.parse((key?.args as { readonly policy: string }).policy) as { readonly Statement: readonly object[] };

describe("CloudWatch topics", () => {
  const rendered = [...metric(busy, "worker_memory"), ...metric(slow, "cdn_origin_latency")];
  const shared = renderTopics(
    [
      { service: "api", serviceTitle: "API", priority: "P3" },
      { service: "api", serviceTitle: "API", priority: "P1" },
      { service: "api", serviceTitle: "API", priority: "P2" },
    ],
    rendered,
    testContext,
  );
  const named = (type: string) => shared.filter((each) => each.type === type).map(({ name }) => name);

  it("makes one for each service, paging priority and region in use, and one for each quiet priority", () => {
    expect(named("aws:sns/topic:Topic")).toEqual(["P3.regional", "api.P1.regional", "api.P2.global"]);
  });

  it("lets PagerDuty listen where the route pages, and the list where it writes", () => {
    expect(named("aws:sns/topicSubscription:TopicSubscription")).toEqual([
      "P3.regional.email",
      "api.P1.regional.pagerduty",
      "api.P2.global.pagerduty",
      "api.P2.global.email",
    ]);
    const endpoint = shared.find(({ name }) => name === "api.P1.regional.pagerduty");
    expect(endpoint).toMatchObject({
      secretOutputs: ["endpoint"],
      args: {
        endpoint: {
          parts: [
            "https://events.pagerduty.com/integration/",
            { name: "api.P1.cloudwatch", property: "integrationKey" },
            "/enqueue",
          ],
        },
      },
    });
  });

  it("lets only CloudWatch publish, and only for alarms of this account", () => {
    const [policy] = shared.filter(({ type }) => type === "aws:sns/topicPolicy:TopicPolicy");
    expect(policy?.args).toEqual({
      arn: topic("P3.regional"),
      region: "eu-west-3",
      policy: {
        late: "template",
        parts: [
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish","Resource":"',
          topic("P3.regional"),
          '","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"},"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:eu-west-3:123456789012:alarm:*"}}}]}',
        ],
      },
    });
  });

  it("encrypts each with the key of its region, which alarms may use and nobody may read with", () => {
    const keys = shared.filter((each) => each.type === "aws:kms/key:Key");
    expect(keys.map(({ name, args }) => [name, args.region, args.enableKeyRotation])).toEqual([
      ["topics.eu-west-3", "eu-west-3", true],
      ["topics.us-east-1", "us-east-1", true],
    ]);
    const topics = shared.filter((each) => each.type === "aws:sns/topic:Topic");
    expect(topics.map(({ args }) => args.kmsMasterKeyId)).toEqual(
      ["eu-west-3", "eu-west-3", "us-east-1"].map((region) => ({
        late: "reference",
        type: "aws:kms/key:Key",
        name: `topics.${region}`,
        property: "arn",
      })),
    );
    const [own, alarms, ...others] = policyOf(keys[1]).Statement;
    expect(others).toEqual([]);
    expect(own).toMatchObject({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Resource: "*" });
    expect(JSON.stringify(own)).not.toMatch(/Decrypt|Encrypt|GenerateDataKey|CreateGrant|kms:\*/);
    expect(alarms).toEqual({
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*" },
      },
    });
  });

  it("posts to each Slack channel once, from all its topics in order of name", () => {
    const channels = shared.filter(
      ({ type }) => type === "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    );
    expect(channels.map(({ name }) => name).toSorted()).toEqual(["alerts", "trends", "urgent"]);
    expect(channels.map(({ args }) => ("region" in args ? args.region : ""))).toEqual([
      "eu-west-1",
      "eu-west-1",
      "eu-west-1",
    ]);
  });

  it("makes nothing where no alarm is but the keys, one of which the heartbeat's topic takes", () => {
    const made = renderTopics([{ service: "api", serviceTitle: "API", priority: "P1" }], [], testContext);
    expect(made.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "aws:kms/key:Key topics.eu-west-3",
      "aws:kms/key:Key topics.us-east-1",
    ]);
  });
});

describe("CloudWatch limits", () => {
  const refusal = (row: SignalDefinition, source = cloudwatch.metric("worker_memory")) =>
    accepts(watchOf(row, source))?.what;

  it.each<readonly [string, SignalDefinition, string | undefined]>([
    ["a window of whole periods", { ...busy, window: minutes(3) }, undefined],
    [
      "a window between periods",
      { ...busy, window: seconds(90) },
      "a window of 90 s is no multiple of the metric's period of 60 s",
    ],
    [
      "a window below the period",
      { ...busy, window: seconds(30) },
      "a window of 30 s is no multiple of the metric's period of 60 s",
    ],
    [
      "a kind it has no place for",
      { ...text, kind: "time_left", critical: { at: days(7), priority: "P1" }, missingData: "ok", source: busy.source },
      "CloudWatch cannot evaluate the kind time_left",
    ],
    ["an outage from a metric", { ...down, source: busy.source }, "a metric source cannot measure the kind outage"],
  ])("%s", (_, row, what) => {
    expect(refusal(row)).toBe(what);
  });

  it.each([
    [10, undefined],
    [30, undefined],
    [20, "a health check cannot ask every 20 s"],
  ])("a health check every %i s", (every, what) => {
    const source = cloudwatch.healthCheck({ host: "apiHost", path: "/", every: seconds(every) });
    expect(accepts(watchOf(down, source))?.what).toBe(what);
  });

  it.each([
    [minutes(24 * 60), []],
    [minutes(24 * 60 + 1), ["the alarm looks at 86460 s"]],
  ])("looks back a day at most, by minutes", (window, what) => {
    const [alarm] = metric({ ...busy, window }, "worker_memory");
    expect(alarm === undefined ? [] : check(alarm).map((each) => each.what)).toEqual(what);
  });

  it.each([
    [1024, 0],
    [1025, 1],
  ])("a description of %i characters", (length, faults) => {
    const [alarm] = metric(busy, "worker_memory");
    if (alarm?.type !== "aws:cloudwatch/metricAlarm:MetricAlarm") throw new Error("no alarm");
    const described = { ...alarm, args: { ...alarm.args, alarmDescription: "x".repeat(length) } };
    expect(check(described)).toHaveLength(faults);
  });

  it.each([
    [100, undefined],
    [110, "the outage is 11 failures of a check every 10 s"],
  ])("an outage of %i s at a check every 10 s", (span, what) => {
    const source = cloudwatch.healthCheck({ host: "apiHost", path: "/", every: seconds(10) });
    const row = { ...down, critical: { at: seconds(span), priority: "P0" as const } };
    expect(accepts(watchOf(row, source))?.what).toBe(what);
  });

  it("takes any unit of a threshold to CloudWatch's", () => {
    expect(
      alarmArgs({ ...slow, critical: { at: milliseconds(250), priority: "P2" as const } }, "cdn_origin_latency")[0],
    ).toMatchObject({
      threshold: 250,
    });
  });
});
