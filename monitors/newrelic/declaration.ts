import type { AlertMutingRuleArgs } from "@pulumi/newrelic/alertMutingRule";
import type { AlertPolicyArgs } from "@pulumi/newrelic/alertPolicy";
import type { NotificationChannelArgs } from "@pulumi/newrelic/notificationChannel";
import type { NotificationDestinationArgs } from "@pulumi/newrelic/notificationDestination";
import type { NrqlAlertConditionArgs } from "@pulumi/newrelic/nrqlAlertCondition";
import type { MonitorArgs } from "@pulumi/newrelic/synthetics/monitor";
import type { WorkflowArgs } from "@pulumi/newrelic/workflow";
import type { Declaration, DeclarationsOf, Unwrap } from "../declaration/declaration";

/** New Relic's resources, by Pulumi's type token. `component.ts` has a class for each. */
export interface NewRelicResources {
  readonly "newrelic:index/alertPolicy:AlertPolicy": AlertPolicyArgs;
  readonly "newrelic:index/nrqlAlertCondition:NrqlAlertCondition": NrqlAlertConditionArgs;
  readonly "newrelic:index/notificationDestination:NotificationDestination": NotificationDestinationArgs;
  readonly "newrelic:index/notificationChannel:NotificationChannel": NotificationChannelArgs;
  readonly "newrelic:index/workflow:Workflow": WorkflowArgs;
  readonly "newrelic:index/alertMutingRule:AlertMutingRule": AlertMutingRuleArgs;
  readonly "newrelic:synthetics/monitor:Monitor": MonitorArgs;
}

export type NewRelicDeclaration = DeclarationsOf<NewRelicResources>;

export type ConditionDeclaration = Declaration<
  "newrelic:index/nrqlAlertCondition:NrqlAlertCondition",
  Unwrap<NrqlAlertConditionArgs>
>;

export type WorkflowDeclaration = Declaration<"newrelic:index/workflow:Workflow", Unwrap<WorkflowArgs>>;
