import { keyOf } from "../declaration/declaration";
import { ref, type Reference } from "../model/late";
import type { Channel } from "../model/route";
import { destinationName, integrationKey, pagingServiceName, type Destination } from "../plan/destination";
import type { RenderContext } from "../plan/watch";
import type { NewRelicDeclaration, WorkflowDeclaration } from "./declaration";

/**
 * Who hears: a policy for each destination that pages, one for each priority that does not, and a workflow that carries the
 * policy's issues to the channels of the route.
 *
 * Slack is not among them: the provider can neither create nor change a Slack destination, because the workspace is
 * authorised in a browser (newrelic/terraform-provider-newrelic website/docs/r/notification_destination.html.markdown,
 * "Import"). Slack hears from the first vendor of the row. A route that neither pages nor mails goes to the environment's list here,
 * since a workflow without any channel is refused.
 */
export const renderRouting = (
  destinations: readonly Destination[],
  rendered: readonly NewRelicDeclaration[],
  context: RenderContext,
): readonly NewRelicDeclaration[] => {
  const policies = new Map(destinations.map((destination) => [policyName(destination, context), destination] as const));
  const emails = destinations.some((destination) => mails(destination, context));
  return [
    ...(rendered.some(isDraft) ? [renderBarePolicy(DRAFTS, context)] : []),
    ...(emails ? [renderEmail(context)] : []),
    ...[...policies].flatMap(([name, destination]) => renderPolicy(name, destination, context)),
  ];
};

const POLICY = "newrelic:index/alertPolicy:AlertPolicy";
const DESTINATION = "newrelic:index/notificationDestination:NotificationDestination";
const CHANNEL = "newrelic:index/notificationChannel:NotificationChannel";
const WORKFLOW = "newrelic:index/workflow:Workflow";

/** Names are the account's, which may hold several environments. */
const physicalName = (environment: string, name: string): string => `driplo-${environment}-${name}`;

/** The policy of drafts: their issues open and close in it, and no workflow carries them anywhere. */
const DRAFTS = "drafts";

export const draftPolicyId: Reference = ref(POLICY, DRAFTS, "id");

const isDraft = (declaration: NewRelicDeclaration): boolean =>
  declaration.type === "newrelic:index/nrqlAlertCondition:NrqlAlertCondition" &&
  declaration.args.policyId === draftPolicyId;

const policyName = (destination: Pick<Destination, "service" | "priority">, { routeOf }: RenderContext): string =>
  routeOf(destination).pages ? destinationName(destination) : destination.priority;

export const policyId = (destination: Pick<Destination, "service" | "priority">, context: RenderContext): Reference =>
  ref(POLICY, policyName(destination, context), "id");

/** Key of the workflow that carries a condition's issues; an issue that opens before it reaches nobody. */
export const workflowOf = (destination: Pick<Destination, "service" | "priority">, context: RenderContext): string =>
  keyOf({ type: WORKFLOW, name: policyName(destination, context) });

const channelsOf = (destination: Pick<Destination, "priority">, { routeOf }: RenderContext): ReadonlySet<Channel> =>
  new Set(routeOf(destination).steps.flatMap((step) => step.channels));

const mails = (destination: Pick<Destination, "priority">, context: RenderContext): boolean =>
  !context.routeOf(destination).pages || channelsOf(destination, context).has("email");

const EMAIL = "email";

/** Destinations are shared; a channel belongs to one workflow (website/docs/r/workflow.html.markdown, "destination blocks"). */
const renderEmail = ({ environment }: RenderContext): NewRelicDeclaration => ({
  vendor: "newrelic",
  type: DESTINATION,
  name: EMAIL,
  args: {
    name: physicalName(environment.name, EMAIL),
    type: "EMAIL",
    properties: [{ key: "email", value: environment.email }],
  },
});

const renderBarePolicy = (name: string, { environment }: RenderContext): NewRelicDeclaration => ({
  vendor: "newrelic",
  type: POLICY,
  name,
  // One issue for each condition: two signals of a service are two incidents, and each closes by itself.
  args: { name: physicalName(environment.name, name), incidentPreference: "PER_CONDITION_AND_TARGET" },
});

const renderPolicy = (
  name: string,
  destination: Destination,
  context: RenderContext,
): readonly NewRelicDeclaration[] => {
  const { pages } = context.routeOf(destination);
  const paged = pages ? [renderPagerDuty(name, destination, context), renderPage(name, context)] : [];
  const mailed = mails(destination, context) ? [renderMail(name, context)] : [];
  return [
    renderBarePolicy(name, context),
    ...paged,
    ...mailed,
    renderWorkflow(
      name,
      [...paged, ...mailed].filter(({ type }) => type === CHANNEL).map((channel) => channel.name),
      context,
    ),
  ];
};

/**
 * New Relic's end of PagerDuty's integration. The key stands in the token with this prefix, and the one property is empty
 * (website/docs/r/notification_destination.html.markdown, "PagerDuty with service integration").
 */
const renderPagerDuty = (
  name: string,
  destination: Destination,
  { environment }: RenderContext,
): NewRelicDeclaration => ({
  vendor: "newrelic",
  type: DESTINATION,
  name,
  // The provider keeps the token as it was given; whoever has it can page.
  secretOutputs: ["authToken"],
  args: {
    name: pagingServiceName(environment.name, destination),
    type: "PAGERDUTY_SERVICE_INTEGRATION",
    properties: [{ key: "", value: "" }],
    authToken: { prefix: "Token token=", token: integrationKey(destination, "newrelic") },
  },
});

/** Incident intelligence: the product whose channels workflows take (website/docs/r/workflow.html.markdown). */
const WORKFLOWS = "IINT";

/** The condition's own title (website/docs/r/notification_channel.html.markdown, "Jira Classic": the same variable). */
const TITLE = "{{ annotations.title.[0] }}";

/**
 * PagerDuty's custom details are left to New Relic, which fills in description, runbook and link by itself
 * (https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#pagerduty-sli).
 */
const renderPage = (name: string, { environment }: RenderContext): NewRelicDeclaration => ({
  vendor: "newrelic",
  type: CHANNEL,
  name: `${name}.pagerduty`,
  args: {
    name: physicalName(environment.name, `${name}.pagerduty`),
    type: "PAGERDUTY_SERVICE_INTEGRATION",
    product: WORKFLOWS,
    destinationId: ref(DESTINATION, name, "id"),
    properties: [{ key: "summary", value: TITLE }],
  },
});

const renderMail = (name: string, { environment }: RenderContext): NewRelicDeclaration => ({
  vendor: "newrelic",
  type: CHANNEL,
  name: `${name}.email`,
  args: {
    name: physicalName(environment.name, `${name}.email`),
    type: "EMAIL",
    product: WORKFLOWS,
    destinationId: ref(DESTINATION, EMAIL, "id"),
    properties: [{ key: "subject", value: TITLE }],
  },
});

/** Opened and closed go the same way, so that recovery is told where the alert was, and an incident resolves. */
const TRIGGERS = ["ACTIVATED", "CLOSED"];

const renderWorkflow = (
  name: string,
  channels: readonly string[],
  { environment }: RenderContext,
): WorkflowDeclaration => ({
  vendor: "newrelic",
  type: WORKFLOW,
  name,
  args: {
    name: physicalName(environment.name, name),
    // A muting rule is somebody's decision to be left alone; what it covers in part only is still told.
    mutingRulesHandling: "DONT_NOTIFY_FULLY_MUTED_ISSUES",
    issuesFilter: {
      name,
      type: "FILTER",
      predicates: [{ attribute: "labels.policyIds", operator: "EXACTLY_MATCHES", values: [ref(POLICY, name, "id")] }],
    },
    destinations: channels.map((channel) => ({
      channelId: ref(CHANNEL, channel, "id"),
      notificationTriggers: TRIGGERS,
    })),
  },
});
