import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../../monitors/catalogue";
import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { check } from "../../../monitors/cloudwatch/limits";
import { keyOf } from "../../../monitors/declaration/declaration";
import { allStripeEvents, eventsFrom, typesFrom } from "../../../monitors/model/sources/stripe";
import { testContext } from "../../../testing/context";
import { planOf } from "../../../testing/environment";
import { ROOT } from "../../../testing/stack-configuration";
import { renderStripeFeed } from "./render";

const feed = renderStripeFeed(testContext);

const named = (name: string, type?: string): readonly CloudWatchDeclaration[] =>
  feed.filter((each) => each.name === name && (type === undefined || each.type === type));

const of = (type: string, name: string, property: string) => ({ late: "reference", type, name, property });

const region = "eu-west-3";
const tags = { env: "prod" };
const OWN = "aws.partner/stripe.com/ed_own";
const CONNECTED = "aws.partner/stripe.com/ed_connected";

const arn = (source: string, events: string) =>
  `arn:aws:events:eu-west-3:123456789012:rule/${source}/driplo-prod-stripe.${events}`;

describe("Stripe's events on their way to the alarms", () => {
  it.each([
    ["account", OWN],
    ["connected", CONNECTED],
  ])("arrive on the bus of their partner source, and are kept for a season: %s", (from, source) => {
    const name = `stripe.${from}`;
    expect(named(name)).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventBus:EventBus",
        name,
        args: { name: source, eventSourceName: source, region, tags },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventArchive:EventArchive",
        name,
        args: {
          name: `driplo-prod-${name}`,
          description: `Stripe's events (${from}), to be replayed`,
          eventSourceArn: of("aws:cloudwatch/eventBus:EventBus", name, "arn"),
          retentionDays: 90,
          region,
        },
      },
    ]);
  });

  it("wait in a queue that EventBridge alone may send to, and for these rules alone", () => {
    expect(named("stripe").filter(({ type }) => type.startsWith("aws:sqs/"))).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:sqs/queue:Queue",
        name: "stripe",
        args: {
          name: "driplo-prod-stripe-undelivered",
          messageRetentionSeconds: 14 * 24 * 60 * 60,
          sqsManagedSseEnabled: true,
          region,
          tags,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:sqs/queuePolicy:QueuePolicy",
        name: "stripe",
        args: {
          queueUrl: of("aws:sqs/queue:Queue", "stripe", "url"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: "arn:aws:sqs:eu-west-3:123456789012:driplo-prod-stripe-undelivered",
                Condition: {
                  ArnEquals: {
                    "aws:SourceArn": [
                      arn(OWN, "tried_payments"),
                      arn(OWN, "failed_payments"),
                      arn(OWN, "declined_payments"),
                      arn(OWN, "successful_payments"),
                      arn(OWN, "failed_payouts"),
                      arn(CONNECTED, "seller_payouts"),
                      arn(CONNECTED, "failed_seller_payouts"),
                      arn(OWN, "refunds"),
                      arn(OWN, "fraud"),
                    ],
                  },
                },
              },
            ],
          }),
          region,
        },
      },
    ]);
  });

  it("may be written to our groups alone, by one policy for all", () => {
    const written = {
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
      Resource: "arn:aws:logs:eu-west-3:123456789012:log-group:/aws/events/driplo-prod-stripe.*",
    };
    const rules = allStripeEvents.map((events) => arn(events.includes("seller") ? CONNECTED : OWN, events));
    const policies = feed.filter(({ type }) => type === "aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
    expect(policies).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        name: "stripe",
        args: {
          policyName: "driplo-prod-stripe",
          policyDocument: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { ...written, Action: "logs:CreateLogStream" },
              { ...written, Action: "logs:PutLogEvents", Condition: { ArnEquals: { "aws:SourceArn": rules } } },
            ],
          }),
          region,
        },
      },
    ]);
    const groups = feed.flatMap((each) =>
      each.type === "aws:cloudwatch/logGroup:LogGroup" && typeof each.args.name === "string" ? [each.args.name] : [],
    );
    expect(groups.filter((name) => !name.startsWith("/aws/events/driplo-prod-stripe."))).toEqual([]);
    expect(groups).toHaveLength(allStripeEvents.length);
  });

  it("of one sort become lines of two ids, and each line is counted", () => {
    const name = "stripe.refunds";
    const eventBusName = of("aws:cloudwatch/eventBus:EventBus", "stripe.account", "name");
    expect(named(name)).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/logGroup:LogGroup",
        name,
        args: { name: "/aws/events/driplo-prod-stripe.refunds", retentionInDays: 30, region, tags },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventRule:EventRule",
        name,
        args: {
          name: "driplo-prod-stripe.refunds",
          description: "Stripe: refunds",
          eventBusName,
          eventPattern:
            '{"replay-name":[{"exists":false}],"detail-type":["refund.created"],"detail":{"account":[{"exists":false}]}}',
          region,
          tags,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventTarget:EventTarget",
        name,
        after: ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy stripe", "aws:sqs/queuePolicy:QueuePolicy stripe"],
        args: {
          rule: of("aws:cloudwatch/eventRule:EventRule", name, "name"),
          eventBusName,
          targetId: "log",
          arn: of("aws:cloudwatch/logGroup:LogGroup", name, "arn"),
          inputTransformer: {
            inputPaths: { time: "$.time", event: "$.detail.id", object: "$.detail.data.object.id" },
            inputTemplate: '{"timestamp": <time>, "message": "<event> <object>"}',
          },
          retryPolicy: { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 185 },
          deadLetterConfig: { arn: of("aws:sqs/queue:Queue", "stripe", "arn") },
          region,
        },
      },
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        name,
        args: {
          name: "driplo-prod-stripe.refunds",
          logGroupName: of("aws:cloudwatch/logGroup:LogGroup", name, "name"),
          pattern: "",
          metricTransformation: {
            namespace: "Driplo/Stripe",
            name: "driplo-prod-stripe.refunds",
            value: "1",
            unit: "Count",
          },
          region,
        },
      },
    ]);
  });

  it("of intents are told apart by the second id, and not counted as lines", () => {
    const name = "stripe.tried_payments";
    expect(named(name, "aws:cloudwatch/contributorInsightRule:ContributorInsightRule")).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/contributorInsightRule:ContributorInsightRule",
        name,
        after: [`aws:cloudwatch/logGroup:LogGroup ${name}`],
        args: {
          ruleName: "driplo-prod-stripe.tried_payments",
          ruleState: "ENABLED",
          ruleDefinition: JSON.stringify({
            Schema: { Name: "CloudWatchLogRule", Version: 1 },
            LogGroupNames: ["/aws/events/driplo-prod-stripe.tried_payments"],
            LogFormat: "CLF",
            Fields: { "1": "event", "2": "object" },
            Contribution: { Keys: ["object"], Filters: [] },
            AggregateOn: "Count",
          }),
          region,
          tags,
        },
      },
    ]);
    expect(named(name, "aws:cloudwatch/logMetricFilter:LogMetricFilter")).toEqual([]);
  });

  it("keep within every limit, each declared once", () => {
    expect(feed.flatMap(check)).toEqual([]);
    expect(new Set(feed.map(keyOf)).size).toBe(feed.length);
  });

  it("have a target that is told of in the queue, for each rule", () => {
    const rules = feed.filter(({ type }) => type === "aws:cloudwatch/eventRule:EventRule").map(({ name }) => name);
    const safe = feed.flatMap((each) =>
      each.type === "aws:cloudwatch/eventTarget:EventTarget" && each.args.deadLetterConfig !== undefined
        ? [each.name]
        : [],
    );
    expect(safe).toEqual(rules);
    expect(rules).toEqual(allStripeEvents.map((events) => `stripe.${events}`));
  });
});

describe("Stripe's two destinations", () => {
  it("send these types, which docs/bootstrap.md lists", () => {
    expect(typesFrom("account")).toEqual([
      "payment_intent.succeeded",
      "payment_intent.payment_failed",
      "payout.failed",
      "refund.created",
      "radar.early_fraud_warning.created",
      "charge.failed",
    ]);
    expect(typesFrom("connected")).toEqual(["payout.paid", "payout.failed"]);
  });

  it("are told the same by docs/bootstrap.md", () => {
    const told = readFileSync(join(ROOT, "docs/bootstrap.md"), "utf8").replaceAll(/\s+/g, " ");
    for (const from of eventsFrom)
      expect(told).toContain(
        `: ${typesFrom(from)
          .map((type) => `\`${type}\``)
          .join(", ")}.`,
      );
  });

  it("are asked for no sort of events that no row reads", () => {
    const read = new Set(
      planOf(catalogue).signals.flatMap(({ measures }) =>
        measures.flatMap(({ source, backstop }) =>
          [source, ...(backstop === undefined ? [] : [backstop])].flatMap((each) => {
            if (each.type === "share of events") return [each.part, each.whole];
            return each.type === "events" || each.type === "no events" ? [each.events] : [];
          }),
        ),
      ),
    );
    expect(allStripeEvents.filter((events) => !read.has(events))).toEqual([]);
  });
});
