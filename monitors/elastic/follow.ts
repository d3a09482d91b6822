import { z } from "zod";
import {
  referenceOf,
  referencesIn,
  targetOf,
  textOf,
  sortLinks,
  brokenIn,
  referredIn,
  type FollowIn,
  type Link,
  type Transition,
} from "../plan/following";
import {
  CONNECTOR,
  RULE,
  type ConnectorDeclaration,
  type ElasticDeclaration,
  type RuleDeclaration,
} from "./declaration";
import { RUN_SECONDS } from "./render";
import { FOUND, RECOVERED } from "./routing";
import { groupBy } from "../model/group-by";

/** Rule → the connectors of its actions → the key in one, or the channel that it is told to post to. */
export const followIn: FollowIn<ElasticDeclaration> = (declarations) => {
  const connectorOf = referredIn(declarations.filter(isConnector));
  return (evaluating) => {
    if (evaluating.type !== RULE) return undefined;
    const reached = groupActions(evaluating).map((actions) => endingOf(actions, connectorOf));
    return {
      ...sortLinks(reached),
      // A count of nothing is 0, and there is no other state.
      says: ["alert", "recovery"],
      holdsSeconds: (Number(evaluating.args.alertDelay ?? 1) - 1) * RUN_SECONDS,
    };
  };
};

const isConnector = (each: ElasticDeclaration): each is ConnectorDeclaration => each.type === CONNECTOR;

type Action = NonNullable<RuleDeclaration["args"]["actions"]>[number];

/** By connector and channel: what opens and what ends is one way. */
const groupActions = ({ args }: RuleDeclaration): readonly (readonly Action[])[] => [
  ...groupBy(args.actions ?? [], (action) => {
    const connector = referenceOf(action.id);
    return `${connector === undefined ? "" : targetOf(connector)} ${channelOf(action) ?? ""}`;
  }).values(),
];

const post = z.object({ subActionParams: z.object({ channelIds: z.tuple([z.string()], z.string()) }) });

const channelOf = ({ params }: Action): string | undefined =>
  post.safeParse(JSON.parse(textOf(params))).data?.subActionParams.channelIds[0];

const lost = brokenIn("monitors/elastic/routing.ts");

const told: Readonly<Record<string, Transition>> = { [FOUND]: "alert", [RECOVERED]: "recovery" };

const endingOf = (
  actions: readonly Action[],
  connectorOf: (value: unknown) => ConnectorDeclaration | undefined,
): Link => {
  const [first] = actions;
  const connector = connectorOf(first?.id);
  if (first === undefined || connector === undefined) return lost("an action of its rule names no declared connector");
  const tells = actions.flatMap(({ group }) => told[textOf(group)] ?? []);
  const via = [`Kibana connector ${connector.name}`];
  const to = channelOf(first);
  if (to !== undefined)
    return { channel: "slack", to, via, tells, byHand: "the Slack app is installed, and invited to the channel" };
  const [key] = referencesIn(connector.args.secrets);
  return key === undefined
    ? lost(`connector ${connector.name} has no integration's key`)
    : { channel: "pagerduty", key, via, tells };
};
