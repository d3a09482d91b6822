import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { physicalName } from "../../../monitors/cloudwatch/names";
import { actingFor, ruleArn, trustOf } from "../../../monitors/cloudwatch/trust";
import { keyOf } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { ref } from "../../../monitors/model/late";
import { eventsFrom, type EventsFrom } from "../../../monitors/model/sources/stripe";
import type { RenderContext } from "../../../monitors/plan/watch";
import { isOn } from "../../environment/switched-off";
import { stripePaths } from "./sources/stripe";

/**
 * Stripe's events on to Logstash: from each of Stripe's buses (`infra/integrations/stripe`) everything, to an API destination that knows
 * the drain's user and password. Of each event the ids, amounts and codes go that Elasticsearch's pipeline keeps: the buyer's name,
 * address and card never reach Logstash and its queue on disk.
 * What Logstash does not take within an hour is lost to the log store and not to the alarms, which count elsewhere.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export const renderStripeEvents = ({ environment }: RenderContext): readonly CloudWatchDeclaration[] =>
  isOn(environment, "elastic")
    ? [
        ...renderDestination(environment),
        ...renderAccess(environment),
        ...eventsFrom.flatMap((from) => renderRule(from, environment)),
      ]
    : [];

const NAME = "log-store";
const CONNECTION = "aws:cloudwatch/eventConnection:EventConnection";
const DESTINATION = "aws:cloudwatch/eventApiDestination:EventApiDestination";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const RULE = "aws:cloudwatch/eventRule:EventRule";

const renderDestination = ({ name, aws: { region }, elastic }: Environment): readonly CloudWatchDeclaration[] => [
  {
    vendor: "cloudwatch",
    type: CONNECTION,
    name: NAME,
    secretOutputs: ["authParameters"],
    args: {
      name: physicalName(name, NAME),
      description: "Logstash's HTTP input",
      authorizationType: "BASIC",
      authParameters: {
        basic: {
          username: elastic.drain.user,
          password: elastic.drain.password,
        },
      },
      region,
    },
  },
  {
    vendor: "cloudwatch",
    type: DESTINATION,
    name: NAME,
    args: {
      name: physicalName(name, NAME),
      connectionArn: ref(CONNECTION, NAME, "arn"),
      httpMethod: "POST",
      invocationEndpoint: elastic.drain.url,
      invocationRateLimitPerSecond: 50,
      region,
    },
  },
];

/** The rule on one of Stripe's buses, which has its source's name. */
const ruleOf = (from: EventsFrom, { name, aws, stripe }: Environment): string =>
  ruleArn(
    physicalName(name, `${NAME}.${from}`),
    aws,
    from === "account" ? stripe.eventSource : stripe.connectEventSource,
  );

const renderAccess = (environment: Environment): readonly CloudWatchDeclaration[] => [
  {
    vendor: "cloudwatch",
    type: ROLE,
    name: NAME,
    args: {
      name: physicalName(environment.name, NAME),
      description: "Lets EventBridge send Stripe's events to the log store",
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
      assumeRolePolicy: trustOf(
        "events.amazonaws.com",
        actingFor(
          environment.aws.accountId,
          eventsFrom.map((from) => ruleOf(from, environment)),
        ),
      ),
      tags: { env: environment.name },
    },
  },
  {
    vendor: "cloudwatch",
    type: POLICY,
    name: NAME,
    args: {
      name: NAME,
      role: ref(ROLE, NAME, "name"),
      policy: {
        late: "template",
        parts: [
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"events:InvokeApiDestination","Resource":"',
          ref(DESTINATION, NAME, "arn"),
          '"}]}',
        ],
      },
    },
  },
];

/** EventBridge tries again for a day where nothing else is said; an event that old is no log any more. */
const RETRY = { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 185 } as const;

/** `$.detail.data.object.id` → `detail-data-object-id`, as aws-cdk names them (`aws-events/lib/input.ts`). */
const variable = (path: string): string => path.replaceAll(".", "-");

interface Shape {
  readonly [part: string]: string | Shape;
}

const put = (shape: Shape, [head = "", ...rest]: readonly string[], value: string): Shape => {
  const inner = shape[head];
  return { ...shape, [head]: rest.length === 0 ? value : put(typeof inner === "object" ? inner : {}, rest, value) };
};

/**
 * The event's own shape, with these fields alone. A placeholder stands in quotes, as the guide asks for, and a number becomes a text. What
 * an event does not have "won't appear in the output": whether that leaves an empty text or no field is not established, and the pipeline
 * leaves out both.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
const KEPT = {
  inputPaths: Object.fromEntries(stripePaths.map((path) => [variable(path), `$.${path}`])),
  inputTemplate: JSON.stringify(
    stripePaths.reduce<Shape>((shape, path) => put(shape, path.split("."), `<${variable(path)}>`), {}),
  ),
};

const renderRule = (from: EventsFrom, { name, aws: { region } }: Environment): readonly CloudWatchDeclaration[] => {
  const own = `${NAME}.${from}`;
  const eventBusName = ref("aws:cloudwatch/eventBus:EventBus", `stripe.${from}`, "name");
  return [
    {
      vendor: "cloudwatch",
      type: RULE,
      name: own,
      args: {
        name: physicalName(name, own),
        description: `Stripe's events (${from}), to the log store`,
        eventBusName,
        // What is replayed from the archive is there already.
        eventPattern: JSON.stringify({
          source: [{ prefix: "aws.partner/stripe.com" }],
          "replay-name": [{ exists: false }],
        }),
        region,
        tags: { env: name },
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name: own,
      after: [keyOf({ type: POLICY, name: NAME })],
      args: {
        rule: ref(RULE, own, "name"),
        eventBusName,
        targetId: NAME,
        arn: ref(DESTINATION, NAME, "arn"),
        roleArn: ref(ROLE, NAME, "arn"),
        inputTransformer: KEPT,
        retryPolicy: RETRY,
        region,
      },
    },
  ];
};
