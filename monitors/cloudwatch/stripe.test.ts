import { count, deviations, hours, minutes, percent, seconds, type Quantity } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { cloudwatch, type CloudWatchSource } from "../model/sources/cloudwatch";
import type { Watch } from "../plan/watch";
import { testContext, watchOf } from "../../testing/context";
import type { CloudWatchDeclaration } from "./declaration";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { render } from "./render";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;

const of = (type: string, name: string, property: string) => ({ late: "reference", type, name, property });

const renderedArgs = (row: SignalDefinition, source: CloudWatchSource, role: Watch["role"] = "first") =>
  render({ ...watchOf(row, source), role }, testContext).map(({ args }) => args);

const failed = cloudwatch.eventShare({ part: "failed_payments", whole: "tried_payments" });

const failures = {
  ...text,
  kind: "error_ratio",
  critical: { at: percent(25), priority: "P0" },
  minimumTraffic: count(20),
  missingData: "ok",
  source: failed,
} as const satisfies SignalDefinition;

describe("a share of what Stripe's events tell of", () => {
  it("counts each intent once, of at least twenty, in one window that slides", () => {
    const topic = of("aws:sns/topic:Topic", "api.P0.regional", "arn");
    expect(render(watchOf(failures, failed), testContext)).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        name: "api.thing.critical",
        watches: { signal: "api.thing", measure: "main", level: "critical" },
        after: [
          "aws:cloudwatch/contributorInsightRule:ContributorInsightRule stripe.failed_payments",
          "aws:cloudwatch/contributorInsightRule:ContributorInsightRule stripe.tried_payments",
        ],
        args: {
          name: "driplo-prod-api.thing.critical",
          alarmDescription: [
            "Thing critical: above 25 % over 5 min (prod).",
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            "Now: the reason's last datapoint, in %. Threshold: above 25 % over 5 min. Quiet below 20 events in that time. Since: the time of this state change, which AWS gives.",
          ].join("\n"),
          region: "eu-west-3",
          comparisonOperator: "GreaterThanThreshold",
          threshold: 25,
          evaluationPeriods: 1,
          datapointsToAlarm: 1,
          metricQueries: [
            {
              id: "part",
              expression: 'INSIGHT_RULE_METRIC("driplo-prod-stripe.failed_payments", "UniqueContributors")',
              label: "stripe.failed_payments",
              period: 300,
              returnData: false,
            },
            {
              id: "whole",
              expression: 'INSIGHT_RULE_METRIC("driplo-prod-stripe.tried_payments", "UniqueContributors")',
              label: "stripe.tried_payments",
              period: 300,
              returnData: false,
            },
            {
              id: "share",
              expression: "IF(FILL(whole, 0) >= 20, 100 * FILL(part, 0) / whole, 0)",
              label: "api.thing",
              returnData: true,
            },
          ],
          treatMissingData: "notBreaching",
          alarmActions: [topic],
          okActions: [topic],
          tags: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p0" },
        },
      },
    ]);
  });

  it("of events adds them up, and wants so many bad ones", () => {
    const source = cloudwatch.eventShare({
      part: "failed_seller_payouts",
      whole: "seller_payouts",
      leastPart: count(5),
    });
    const row = { ...failures, window: hours(24), minimumTraffic: count(7), source } as const;
    const [alarm] = render(watchOf(row, source), testContext);
    const metric = (metricName: string) => ({ namespace: "Driplo/Stripe", metricName, period: 86_400, stat: "Sum" });
    expect(alarm?.after).toBeUndefined();
    expect(alarm?.args).toMatchObject({
      evaluationPeriods: 1,
      metricQueries: [
        { id: "part", metric: metric("driplo-prod-stripe.failed_seller_payouts"), returnData: false },
        { id: "whole", metric: metric("driplo-prod-stripe.seller_payouts"), returnData: false },
        {
          id: "share",
          expression: "IF(FILL(whole, 0) >= 7 AND FILL(part, 0) >= 5, 100 * FILL(part, 0) / whole, 0)",
          label: "api.thing",
          returnData: true,
        },
      ],
    });
  });
});

describe("a share that is judged over a shorter window as well", () => {
  const sooner = { window: minutes(2), minimumTraffic: count(20) };
  const row = { ...failures, critical: { ...failures.critical, sooner } } as const satisfies SignalDefinition;
  const rendered = render(watchOf(row, failed), testContext);

  it("is an alarm for each window, which tell nobody, and one on both", () => {
    expect(rendered.map(({ name }) => name)).toEqual([
      "api.thing.critical.condition",
      "api.thing.critical.sooner",
      "api.thing.critical",
    ]);
    const [condition, shorter, telling] = rendered;
    expect(condition?.args).toMatchObject({
      alarmActions: [],
      okActions: [],
      metricQueries: [{ period: 300 }, {}, {}],
    });
    expect(shorter?.args).toMatchObject({
      name: "driplo-prod-api.thing.critical.sooner",
      threshold: 25,
      metricQueries: [{ period: 120 }, { period: 120 }, { expression: expect.stringContaining(">= 20") as string }],
    });
    for (const part of [condition, shorter]) expect(part).not.toHaveProperty("watches");
    expect(telling).toMatchObject({
      type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      watches: { signal: "api.thing", measure: "main", level: "critical" },
      after: [
        "aws:cloudwatch/metricAlarm:MetricAlarm api.thing.critical.condition",
        "aws:cloudwatch/metricAlarm:MetricAlarm api.thing.critical.sooner",
      ],
      args: {
        alarmName: "driplo-prod-api.thing.critical",
        alarmRule:
          'ALARM("driplo-prod-api.thing.critical.condition") OR ALARM("driplo-prod-api.thing.critical.sooner")',
        alarmActions: [of("aws:sns/topic:Topic", "api.P0.regional", "arn")],
      },
    });
    expect(rendered.flatMap(check)).toEqual([]);
  });

  it.each<readonly [string, SignalDefinition, CloudWatchSource, string | undefined]>([
    ["of Stripe's events", row, failed, undefined],
    [
      "of part of a minute",
      { ...row, critical: { ...row.critical, sooner: { ...sooner, window: seconds(90) } } },
      failed,
      "a window of 90 s is no multiple of the metric's period of 60 s",
    ],
    [
      "of another share",
      row,
      cloudwatch.metric("cdn_5xx_rate"),
      "a level is to be judged over a shorter window as well",
    ],
  ])("%s", (_, signal, source, refused) => {
    expect(accepts(watchOf(signal, source))?.what).toBe(refused);
  });
});

describe("how many of Stripe's events there were", () => {
  const fraud = cloudwatch.events("fraud");
  const counted = {
    ...text,
    kind: "count",
    window: hours(1),
    critical: { at: count(10), priority: "P1" },
    missingData: "ok",
    source: fraud,
  } as const satisfies SignalDefinition;

  it("is the sum of the window, in one point that is 0 where none is counted", () => {
    const [args] = renderedArgs(counted, fraud);
    expect(args).toMatchObject({
      comparisonOperator: "GreaterThanThreshold",
      threshold: 10,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      metricQueries: [
        {
          id: "counted",
          metric: { namespace: "Driplo/Stripe", metricName: "driplo-prod-stripe.fraud", period: 3_600, stat: "Sum" },
          returnData: false,
        },
        { id: "value", expression: "FILL(counted, 0)", label: "api.thing", returnData: true },
      ],
      treatMissingData: "notBreaching",
    });
    // One that asks for a metric by itself would look further back while the newest hour is empty.
    for (const plain of ["namespace", "metricName", "period", "statistic"]) expect(args).not.toHaveProperty(plain);
  });

  it("is held against the usual, none being a number too", () => {
    const row = {
      ...text,
      kind: "anomaly",
      side: "both",
      seasonality: "weekly",
      window: hours(1),
      warning: { at: deviations(3), priority: "P3" },
      missingData: "ok",
      source: fraud,
    } as const satisfies SignalDefinition;
    const [args] = renderedArgs(row, fraud);
    expect(args).toMatchObject({
      comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
      thresholdMetricId: "band",
      evaluationPeriods: 1,
      metricQueries: [
        {
          id: "counted",
          metric: { namespace: "Driplo/Stripe", metricName: "driplo-prod-stripe.fraud", period: 3_600, stat: "Sum" },
          returnData: false,
        },
        { id: "value", expression: "FILL(counted, 0)", label: "api.thing", returnData: true },
        {
          id: "band",
          expression: "ANOMALY_DETECTION_BAND(value, 3)",
          label: "usual of api.thing.warning",
          returnData: true,
        },
      ],
    });
    expect(args).not.toHaveProperty("threshold");
  });
});

const none = cloudwatch.noEvents({ events: "successful_payments", while: "checkouts_started" });

const silence = (at: Quantity<"duration"> = minutes(15)) =>
  ({
    ...text,
    kind: "silence",
    critical: { at, priority: "P0" },
    minimumTraffic: count(5),
    missingData: "notify",
    source: none,
  }) as const satisfies SignalDefinition;

describe("none of Stripe's events while there should be", () => {
  it.each([
    ["first", 900],
    ["backstop", 1_080],
  ] as const)("as %s looks %i s back", (role, period) => {
    const [args] = renderedArgs(silence(), none, role);
    expect(args).toMatchObject({
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      metricQueries: [
        {
          id: "expected",
          metric: {
            namespace: "Driplo/Checkout",
            metricName: "CheckoutStarted",
            dimensions: { Environment: "prod" },
            period,
            stat: "Sum",
          },
          returnData: false,
        },
        {
          id: "seen",
          metric: {
            namespace: "Driplo/Stripe",
            metricName: "driplo-prod-stripe.successful_payments",
            period,
            stat: "Sum",
          },
          returnData: false,
        },
        {
          id: "silent",
          expression: "IF(FILL(expected, 0) >= 5 AND FILL(seen, 0) == 0, 1, 0)",
          label: "api.thing",
          returnData: true,
        },
      ],
    });
  });

  it("tells nobody of a night without checkouts, whatever the first source does", () => {
    const [args] = renderedArgs(silence(), none, "backstop");
    expect(args).toMatchObject({ treatMissingData: "notBreaching" });
    expect(args).not.toHaveProperty("insufficientDataActions");
  });

  it("waits as long as it looks back, which is three minutes longer than the silence", () => {
    const rendered = render({ ...watchOf(silence(), none), role: "backstop" }, testContext);
    const [followed] = rendered.map(followIn(rendered));
    expect(followed?.holdsSeconds).toBe(1_080);
  });
});

describe("what was not delivered", () => {
  it("is a message in the queue, for as long as it is there", () => {
    const source = cloudwatch.undeliveredEvents();
    const row = {
      ...text,
      kind: "event",
      critical: { event: "not_delivered", priority: "P2" },
      missingData: "ok",
      source,
    } as const satisfies SignalDefinition;
    expect(renderedArgs(row, source)).toMatchObject([
      {
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        evaluationPeriods: 1,
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: "driplo-prod-stripe-undelivered" },
        period: 300,
        statistic: "Maximum",
        region: "eu-west-3",
      },
    ]);
  });
});

describe("what of Stripe's events cannot be watched", () => {
  const refused = (row: SignalDefinition, source: CloudWatchSource) => accepts(watchOf(row, source))?.what;
  const fraud = cloudwatch.events("fraud");
  const counted = {
    ...text,
    kind: "count",
    critical: { at: count(10), priority: "P1" },
    missingData: "ok",
    source: fraud,
  } as const satisfies SignalDefinition;
  const unusual = {
    ...text,
    kind: "anomaly",
    side: "above",
    seasonality: "weekly",
    warning: { at: deviations(3), priority: "P3" },
    missingData: "ok",
    source: fraud,
  } as const satisfies SignalDefinition;

  it.each<readonly [string, SignalDefinition, CloudWatchSource, string | undefined]>([
    ["a window of five minutes", { ...counted, window: minutes(5) }, fraud, undefined],
    [
      "a window that is over before its events are there",
      { ...counted, window: minutes(4) },
      fraud,
      "a count of events over 240 s",
    ],
    [
      "a window within a minute",
      { ...counted, window: seconds(330) },
      fraud,
      "a window of 330 s is no multiple of the metric's period of 60 s",
    ],
    ["a silence of whole minutes", silence(), none, undefined],
    [
      "a silence within a minute",
      silence(seconds(930)),
      none,
      "a window of 930 s is no multiple of the metric's period of 60 s",
    ],
    ["a share of its like", failures, failed, undefined],
    [
      "intents of events",
      failures,
      cloudwatch.eventShare({ part: "failed_payments", whole: "successful_payments" }),
      "failed_payments counts objects, successful_payments counts events",
    ],
    ["the usual", unusual, fraud, undefined],
    ["the usual, guarded", { ...unusual, minimumTraffic: count(5) }, fraud, "a minimum of traffic on an anomaly"],
    ["a statistic", { ...unusual, statistic: "p75" } as const, fraud, "the statistic p75 of events"],
    ["a count as a share", counted, failed, "a share of events source cannot measure the kind count"],
    ["a share as a count", failures, fraud, "an events source cannot measure the kind error_ratio"],
    [
      "a count of a metric",
      counted,
      cloudwatch.metric("cdn_requests"),
      "a metric source cannot measure the kind count",
    ],
    ["a count as a silence", silence(), fraud, "an events source cannot measure the kind silence"],
    [
      "a count of what was not delivered",
      counted,
      cloudwatch.undeliveredEvents(),
      "an undelivered events source cannot measure the kind count",
    ],
  ])("%s", (_name, row, source, what) => {
    expect(refused(row, source)).toBe(what);
  });

  /** The period alone: a week in one point is as much as an alarm looks at. */
  it.each([
    [hours(7 * 24), []],
    [hours(8 * 24), ["the alarm looks at 691200 s"]],
  ])("a count over %p", (window, what) => {
    const checked = render(watchOf({ ...counted, window }, fraud), testContext).flatMap(check);
    expect(checked.map((each) => each.what)).toEqual(what);
  });

  it("looks at the period of an expression that has no metric", () => {
    const [alarm] = render(watchOf({ ...failures, window: hours(8 * 24) }, failed), testContext).flatMap(check);
    expect(alarm?.what).toBe("the alarm looks at 691200 s");
  });
});

describe("the limits of what events go through", () => {
  const what = (declaration: CloudWatchDeclaration) => check(declaration).map((each) => each.what);
  const name = "x";

  it.each([
    [48, []],
    [49, ["the archive's name has 49 characters"]],
  ])("an archive's name of %i characters", (length, refusals) => {
    const args = { name: "x".repeat(length), eventSourceArn: "arn" };
    expect(what({ vendor: "cloudwatch", type: "aws:cloudwatch/eventArchive:EventArchive", name, args })).toEqual(
      refusals,
    );
  });

  it.each([
    [80, []],
    [81, ["the queue's name has 81 characters"]],
  ])("a queue's name of %i characters", (length, refusals) => {
    const args = { name: "x".repeat(length) };
    expect(what({ vendor: "cloudwatch", type: "aws:sqs/queue:Queue", name, args })).toEqual(refusals);
  });

  it.each([
    [128, 8_192, []],
    [129, 8_192, ["the rule's name has 129 characters"]],
    [128, 8_193, ["the rule's definition has 8193 characters"]],
  ])("a rule that tells apart, of %i and %i characters", (ruleName, definition, refusals) => {
    const args = { ruleName: "x".repeat(ruleName), ruleDefinition: "x".repeat(definition) };
    expect(
      what({
        vendor: "cloudwatch",
        type: "aws:cloudwatch/contributorInsightRule:ContributorInsightRule",
        name,
        args,
      }),
    ).toEqual(refusals);
  });

  it.each([
    [30, []],
    [31, ["the log group keeps its lines 31 days"]],
  ])("lines that are kept %i days", (retentionInDays, refusals) => {
    const args = { name: "/aws/events/x", retentionInDays };
    expect(what({ vendor: "cloudwatch", type: "aws:cloudwatch/logGroup:LogGroup", name, args })).toEqual(refusals);
  });
});
