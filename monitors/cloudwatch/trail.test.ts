import type { Environment } from "../model/environment";
import { hours, minutes, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import type { RenderContext } from "../plan/watch";
import { testContext, testEnvironment, watchOf } from "../../testing/context";
import type { CloudWatchDeclaration } from "./declaration";
import { accepts, check } from "./limits";
import { render } from "./render";
import { patternOf } from "./trail";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;

const change = cloudwatch.trail("identity_change");

const row = (window = hours(2)) =>
  ({
    ...text,
    kind: "event",
    window,
    critical: { event: "changed_by_somebody_else", priority: "P1" },
    missingData: "ok",
    source: change,
  }) as const satisfies SignalDefinition;

const of = (type: string, name: string, property: string) => ({ late: "reference", type, name, property });

const DEPLOY = "arn:aws:iam::123456789012:role/deploy";

const pattern = JSON.stringify({
  "detail-type": [{ suffix: "via CloudTrail" }],
  detail: {
    $or: [
      { eventSource: ["iam.amazonaws.com"], readOnly: [false] },
      { eventName: ["PutBucketPolicy", "PutBucketAcl", "PutKeyPolicy", "PutResourcePolicy"] },
    ],
    userIdentity: {
      $or: [
        { sessionContext: { sessionIssuer: { arn: [{ "anything-but": [DEPLOY] }] } } },
        { sessionContext: { sessionIssuer: { arn: [{ exists: false }] } }, arn: [{ "anything-but": [DEPLOY] }] },
        {
          sessionContext: { sessionIssuer: { arn: [{ exists: false }] } },
          arn: [{ exists: false }],
          type: [{ "anything-but": ["AWSService"] }],
        },
      ],
    },
  },
});

const region = "us-east-1";
const tags = { env: "prod" };
const READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

describe("CloudTrail's records", () => {
  const rendered = render(watchOf(row(), change), testContext);

  it("are kept in us-east-1, counted, and told by an alarm that stands for the window after one of them", () => {
    const topic = of("aws:sns/topic:Topic", "api.P1.global", "arn");
    expect(rendered.filter(({ name }) => !name.endsWith(".forward"))).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "api.thing",
        args: { name: "/aws/events/driplo-prod-api.thing", retentionInDays: 400, region, tags },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        name: "api.thing",
        args: {
          policyName: "driplo-prod-api.thing",
          policyDocument: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
                Resource: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/driplo-prod-api.thing:*",
                Action: "logs:CreateLogStream",
              },
              {
                Effect: "Allow",
                Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
                Resource: "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/driplo-prod-api.thing:*",
                Action: "logs:PutLogEvents",
                Condition: {
                  ArnEquals: { "aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/driplo-prod-api.thing" },
                },
              },
            ],
          }),
          region,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventRule:EventRule",
        name: "api.thing",
        args: {
          name: "driplo-prod-api.thing",
          description: "api.thing: kept, and counted",
          eventPattern: pattern,
          state: READS,
          region,
          tags,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventTarget:EventTarget",
        name: "api.thing",
        args: {
          rule: of("aws:cloudwatch/eventRule:EventRule", "api.thing", "name"),
          targetId: "log",
          arn: of("aws:cloudwatch/logGroup:LogGroup", "api.thing", "arn"),
          region,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        name: "api.thing",
        args: {
          name: "driplo-prod-api.thing",
          logGroupName: of("aws:cloudwatch/logGroup:LogGroup", "api.thing", "name"),
          pattern: "",
          metricTransformation: {
            namespace: "Driplo/CloudTrail",
            name: "driplo-prod-api.thing",
            value: "1",
            unit: "Count",
          },
          region,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        name: "api.thing.critical",
        watches: { signal: "api.thing", measure: "main", level: "critical" },
        args: {
          name: "driplo-prod-api.thing.critical",
          alarmDescription: [
            "Thing critical: changed by somebody else (prod).",
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            "Now: it happened, see the reason. Threshold: changed by somebody else. Since: the time of this state change, which AWS gives.",
          ].join("\n"),
          region,
          comparisonOperator: "GreaterThanThreshold",
          threshold: 0,
          evaluationPeriods: 120,
          datapointsToAlarm: 1,
          namespace: "Driplo/CloudTrail",
          metricName: "driplo-prod-api.thing",
          period: 60,
          statistic: "Sum",
          treatMissingData: "notBreaching",
          alarmActions: [topic],
          okActions: [topic],
          tags: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p1" },
        },
      },
    ]);
  });

  it("of our own region are sent there, by the same pattern and a role that can do nothing else", () => {
    expect(rendered.filter(({ name }) => name.endsWith(".forward"))).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventRule:EventRule",
        name: "api.thing.forward",
        args: {
          name: "driplo-prod-api.thing.forward",
          description: "api.thing: sent to us-east-1",
          eventPattern: pattern,
          state: READS,
          region: "eu-west-3",
          tags,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventTarget:EventTarget",
        name: "api.thing.forward",
        args: {
          rule: of("aws:cloudwatch/eventRule:EventRule", "api.thing.forward", "name"),
          targetId: "hub",
          arn: "arn:aws:events:us-east-1:123456789012:event-bus/default",
          roleArn: of("aws:iam/role:Role", "trail", "arn"),
          region: "eu-west-3",
        },
      },
    ]);
  });

  it("are not sent from us-east-1 to itself, where they would be counted again and again", () => {
    const aws = { ...testEnvironment.aws, region };
    const at: RenderContext = { ...testContext, environment: { ...testEnvironment, aws } };
    expect(render(watchOf(row(), change), at).map(({ name }) => name)).not.toContain("api.thing.forward");
  });
});

describe("CloudTrail's limits", () => {
  it.each([
    ["a window of whole minutes", row(minutes(1)), undefined],
    ["a window between minutes", row(seconds(90)), "a window of 90 s is no multiple of the metric's period of 60 s"],
  ])("%s", (_, measure, what) => {
    expect(accepts(watchOf(measure, change))?.what).toBe(what);
  });

  it.each([
    ["a trail", change],
    ["alarms", cloudwatch.alarms({ all: ["api.a.critical"], any: ["api.b.critical"] })],
  ])("%s has no number to be compared", (_, source) => {
    const slow = {
      ...text,
      kind: "latency",
      statistic: "mean",
      critical: { at: seconds(1), priority: "P1" },
      missingData: "ok",
      source,
    } as const;
    expect(accepts(watchOf(slow, source))?.what).toBe(
      `${source.type === "alarms" ? "an" : "a"} ${source.type} source cannot measure the kind latency`,
    );
  });

  /** A rule whose pattern trusts so many, with names of this length. */
  const ruleOf = (name: string, eventPattern: string): CloudWatchDeclaration => ({
    vendor: "cloudwatch",
    type: "aws:cloudwatch/eventRule:EventRule",
    name: "rule",
    args: { name, eventPattern },
  });
  const what = (declaration: CloudWatchDeclaration) => check(declaration).map((each) => each.what);

  it.each([
    [2_048, []],
    [2_049, ["the event pattern has 2049 characters"]],
  ])("a pattern of %i characters", (length, refusals) => {
    expect(what(ruleOf("rule", "x".repeat(length)))).toEqual(refusals);
  });

  it.each([
    [64, []],
    [65, ["the rule's name has 65 characters"]],
  ])("a rule's name of %i characters", (length, refusals) => {
    expect(what(ruleOf("x".repeat(length), "{}"))).toEqual(refusals);
  });

  it.each([
    [512, []],
    [513, ["the log group's name has 513 characters"]],
  ])("a log group's name of %i characters", (length, refusals) => {
    expect(
      what({
        vendor: "cloudwatch",
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "g",
        args: { name: "x".repeat(length) },
      }),
    ).toEqual(refusals);
  });

  it("trusts a dozen principals by name before the pattern is too long", () => {
    const trusting = (many: number): Pick<Environment, "aws"> => {
      const [first = "", ...rest] = Array.from(
        { length: many },
        (_, at) => `arn:aws:iam::123456789012:role/role-${at}`,
      );
      return { aws: { ...testEnvironment.aws, trustedPrincipals: { identity: [first, ...rest], secrets: [first] } } };
    };
    const length = (many: number) => patternOf("identity_change", trusting(many)).length;
    expect(length(12)).toBeLessThanOrEqual(2_048);
    expect(length(20)).toBeGreaterThan(2_048);
  });
});

describe("an alarm on other alarms", () => {
  const source = cloudwatch.alarms({ all: ["edge.a.critical"], any: ["edge.b.critical", "api.c.critical"] });
  const both = { ...row(), kind: "event", source } as const;
  const composite = (rule: string, after: readonly string[] = []): CloudWatchDeclaration => ({
    vendor: "cloudwatch",
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    name: "both",
    after,
    args: { alarmName: "both", alarmRule: rule },
  });

  it("names them as CloudWatch does, comes after them, and is told as any alarm is", () => {
    const topic = of("aws:sns/topic:Topic", "api.P1.global", "arn");
    expect(render(watchOf(both, source), testContext)).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        name: "api.thing.critical",
        watches: { signal: "api.thing", measure: "main", level: "critical" },
        after: ["edge.a.critical", "edge.b.critical", "api.c.critical"].map(
          (name) => `aws:cloudwatch/metricAlarm:MetricAlarm ${name}`,
        ),
        args: {
          alarmName: "driplo-prod-api.thing.critical",
          alarmDescription: [
            "Thing critical: changed by somebody else (prod).",
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            "Now: in the alarm that the reason names. Threshold: changed by somebody else. Since: the time of this state change, which AWS gives.",
          ].join("\n"),
          alarmRule:
            'ALARM("driplo-prod-edge.a.critical") AND (ALARM("driplo-prod-edge.b.critical") OR ALARM("driplo-prod-api.c.critical"))',
          region,
          alarmActions: [topic],
          okActions: [topic],
          tags: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p1" },
        },
      },
    ]);
  });

  it("tells nobody while its row is a draft", () => {
    const [alarm] = render(watchOf({ ...both, stage: "draft" }, source), testContext);
    expect(alarm?.args).toMatchObject({ alarmActions: [], okActions: [] });
  });

  it.each([
    [10_240, []],
    [10_241, ["the alarm's rule has 10241 characters"]],
  ])("has a rule of %i characters", (length, refusals) => {
    expect(check(composite("x".repeat(length))).map(({ what }) => what)).toEqual(refusals);
  });

  it.each([
    [100, []],
    [101, ["the alarm's rule names 101 alarms"]],
  ])("names %i alarms", (many, refusals) => {
    const after = Array.from({ length: many }, (_, at) => `alarm ${at}`);
    expect(check(composite("x", after)).map(({ what }) => what)).toEqual(refusals);
  });
});

describe("an attack that Shield Advanced detects", () => {
  const source = cloudwatch.metric("cdn_under_attack");
  const attack = { ...row(minutes(5)), source } as const;

  it("is anything above zero of the distribution's indicator, in one minute of five", () => {
    const [alarm] = render(watchOf(attack, source), testContext);
    expect(alarm?.args).toMatchObject({
      region,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 5,
      datapointsToAlarm: 1,
      namespace: "AWS/DDoSProtection",
      metricName: "DDoSDetected",
      dimensions: { ResourceArn: "arn:aws:cloudfront::123456789012:distribution/E1" },
      statistic: "Maximum",
      treatMissingData: "notBreaching",
    });
  });

  it("is no event where the metric is a number", () => {
    const busy = cloudwatch.metric("worker_cpu");
    expect(accepts(watchOf({ ...attack, source: busy }, busy))?.what).toBe(
      "AWS/EC2 CPUUtilization comes in percent, and cannot be an event",
    );
  });
});
