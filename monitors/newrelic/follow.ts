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
import type { ConditionDeclaration, NewRelicDeclaration, WorkflowDeclaration } from "./declaration";
import { groupByEach } from "../model/group-by";

/** Condition → policy → workflows that filter by it → channels → destinations. */
export const followIn: FollowIn<NewRelicDeclaration> = (declarations) => {
  const workflows = groupByEach(
    declarations.filter(isWorkflow),
    ({ args }) =>
      args.issuesFilter.predicates?.flatMap(({ values }) => values.flatMap(referencesIn).map(targetOf)) ?? [],
  );
  const channelOf = referredIn(declarations.filter(isChannel));
  const destinationOf = referredIn(declarations.filter(isDestination));
  const carried = (workflow: WorkflowDeclaration): readonly Link[] =>
    workflow.args.destinations.map(({ channelId, notificationTriggers }) => {
      const channel = channelOf(channelId);
      const destination = destinationOf(channel?.args.destinationId);
      if (channel === undefined || destination === undefined)
        return lost(`workflow ${workflow.name} has a channel that leads nowhere`);
      const tells = (notificationTriggers ?? []).flatMap((trigger) => triggers[textOf(trigger)] ?? []);
      const via = [`New Relic workflow ${workflow.name}`, `channel ${channel.name}`];
      if (destination.args.type === "EMAIL")
        return { channel: "email", to: textOf(destination.args.properties[0]?.value), via, tells };
      const key = referenceOf(destination.args.authToken?.token);
      return key === undefined
        ? lost(`destination ${destination.name} has no integration's key`)
        : { channel: "pagerduty", key, via, tells };
    });
  return (evaluating) => {
    if (evaluating.type !== "newrelic:index/nrqlAlertCondition:NrqlAlertCondition") return undefined;
    const policy = referenceOf(evaluating.args.policyId);
    const reached = (policy === undefined ? [] : (workflows.get(targetOf(policy)) ?? [])).flatMap(carried);
    return {
      ...sortLinks(reached),
      // A signal that is lost opens an issue like any other, where that is asked for.
      says: ["alert", "recovery"],
      ...(evaluating.args.openViolationOnExpiration === true ? { silenceAlerts: true } : {}),
      holdsSeconds: holdsOf(evaluating),
    };
  };
};

type Channel = Extract<NewRelicDeclaration, { type: "newrelic:index/notificationChannel:NotificationChannel" }>;
type Destination = Extract<
  NewRelicDeclaration,
  { type: "newrelic:index/notificationDestination:NotificationDestination" }
>;

const isWorkflow = (each: NewRelicDeclaration): each is WorkflowDeclaration =>
  each.type === "newrelic:index/workflow:Workflow";
const isChannel = (each: NewRelicDeclaration): each is Channel =>
  each.type === "newrelic:index/notificationChannel:NotificationChannel";
const isDestination = (each: NewRelicDeclaration): each is Destination =>
  each.type === "newrelic:index/notificationDestination:NotificationDestination";

const lost = brokenIn("monitors/newrelic/routing.ts");

/** @pulumi/newrelic WorkflowDestination.notificationTriggers */
const triggers: Readonly<Record<string, readonly Transition[]>> = { ACTIVATED: ["alert"], CLOSED: ["recovery"] };

/** ALL: every value of so long must breach. */
const holdsOf = ({ args: { critical } }: ConditionDeclaration): number =>
  textOf(critical?.thresholdOccurrences).toLowerCase() === "all" ? Number(critical?.thresholdDuration) : 0;
