import { beatTag } from "../../../monitors/datadog/heartbeat";
import { ref } from "../../../monitors/model/late";
import type { NewRelicDeclaration } from "../../../monitors/newrelic/declaration";
import { beatKey, beatName, HEARTBEAT } from "../../../monitors/plan/heartbeat";
import type { RenderContext } from "../../../monitors/plan/watch";

/**
 * New Relic's beat. A check runs every five minutes; a condition on its events opens an incident for each and closes it when no
 * more come, after two minutes; the workflow carries both into Datadog's events. What that proves: data come in, conditions are
 * evaluated, workflows deliver.
 */
export const renderNewRelicBeat = (context: RenderContext): readonly NewRelicDeclaration[] => [
  renderCheck(context),
  ...renderCondition(context),
  ...renderDelivery(context),
];

const POLICY = "newrelic:index/alertPolicy:AlertPolicy";
const DESTINATION = "newrelic:index/notificationDestination:NotificationDestination";
const CHANNEL = "newrelic:index/notificationChannel:NotificationChannel";

const nameOf = ({ environment }: RenderContext): string => beatName(environment.name, "newrelic");

/** A ping, from one place. That it runs is the beat, and not what it finds. */
const renderCheck = (context: RenderContext): NewRelicDeclaration => ({
  vendor: "newrelic",
  type: "newrelic:synthetics/monitor:Monitor",
  name: HEARTBEAT,
  args: {
    name: nameOf(context),
    type: "SIMPLE",
    status: "ENABLED",
    // BEAT_EVERY in the words of the provider (synthetics/monitor.d.ts, period).
    period: "EVERY_5_MINUTES",
    uri: `https://${context.environment.identities.apiHost}/health`,
    locationsPublics: ["EU_WEST_1"],
  },
});

/** Seconds without a check before the incident closes; the next check comes after five minutes. */
const GONE_AFTER_SECONDS = 120;

/**
 * `SyntheticCheck`: an event for each run (https://docs.newrelic.com/docs/data-apis/understand-data/event-data/events-reported-synthetic-monitoring/).
 * Single events take the event timer: a flow waits for the next one before it looks at the last.
 * https://docs.newrelic.com/docs/alerts/create-alert/fine-tune/streaming-alerts-key-terms-concepts/
 */
const renderCondition = (context: RenderContext): readonly NewRelicDeclaration[] => [
  {
    vendor: "newrelic",
    type: POLICY,
    name: HEARTBEAT,
    args: { name: nameOf(context), incidentPreference: "PER_CONDITION_AND_TARGET" },
  },
  {
    vendor: "newrelic",
    type: "newrelic:index/nrqlAlertCondition:NrqlAlertCondition",
    name: HEARTBEAT,
    args: {
      policyId: ref(POLICY, HEARTBEAT, "id"),
      name: nameOf(context),
      type: "static",
      nrql: { query: `SELECT count(*) FROM SyntheticCheck WHERE monitorName = '${nameOf(context)}'` },
      aggregationWindow: 60,
      aggregationMethod: "event_timer",
      aggregationTimer: "60",
      critical: { operator: "above", threshold: 0, thresholdDuration: 60, thresholdOccurrences: "at_least_once" },
      fillOption: "none",
      expirationDuration: GONE_AFTER_SECONDS,
      openViolationOnExpiration: false,
      closeViolationsOnExpiration: true,
      violationTimeLimitSeconds: 300,
    },
  },
];

/** Datadog's events, with a key that may send and nothing else. https://docs.datadoghq.com/api/latest/events/post-an-event/ */
const renderDelivery = (context: RenderContext): readonly NewRelicDeclaration[] => [
  {
    vendor: "newrelic",
    type: DESTINATION,
    name: HEARTBEAT,
    secretOutputs: ["authCustomHeaders"],
    args: {
      name: nameOf(context),
      type: "WEBHOOK",
      properties: [{ key: "url", value: `https://api.${context.environment.datadog.site}/api/v1/events` }],
      authCustomHeaders: [{ key: "DD-API-KEY", value: beatKey("newrelic") }],
    },
  },
  {
    vendor: "newrelic",
    type: CHANNEL,
    name: HEARTBEAT,
    args: {
      name: nameOf(context),
      type: "WEBHOOK",
      product: "IINT",
      destinationId: ref(DESTINATION, HEARTBEAT, "id"),
      properties: [{ key: "payload", label: "Payload Template", value: payload(context) }],
    },
  },
  renderWorkflow(context),
];

const payload = (context: RenderContext): string =>
  JSON.stringify({
    title: nameOf(context),
    text: "{{ state }}",
    tags: [beatTag("newrelic"), `env:${context.environment.name}`],
  });

const renderWorkflow = (context: RenderContext): NewRelicDeclaration => ({
  vendor: "newrelic",
  type: "newrelic:index/workflow:Workflow",
  name: HEARTBEAT,
  args: {
    name: nameOf(context),
    // A mute is for people; the beat goes on.
    mutingRulesHandling: "NOTIFY_ALL_ISSUES",
    issuesFilter: {
      name: nameOf(context),
      type: "FILTER",
      predicates: [
        { attribute: "labels.policyIds", operator: "EXACTLY_MATCHES", values: [ref(POLICY, HEARTBEAT, "id")] },
      ],
    },
    destinations: [{ channelId: ref(CHANNEL, HEARTBEAT, "id"), notificationTriggers: ["ACTIVATED", "CLOSED"] }],
  },
});
