import { AlertMutingRule } from "@pulumi/newrelic/alertMutingRule";
import { AlertPolicy } from "@pulumi/newrelic/alertPolicy";
import { NotificationChannel } from "@pulumi/newrelic/notificationChannel";
import { NotificationDestination } from "@pulumi/newrelic/notificationDestination";
import { NrqlAlertCondition } from "@pulumi/newrelic/nrqlAlertCondition";
import { Monitor } from "@pulumi/newrelic/synthetics/monitor";
import { Workflow } from "@pulumi/newrelic/workflow";
import type { ConstructorsOf } from "../declaration/component";
import type { NewRelicResources } from "./declaration";

/** New Relic's classes. */
export const newRelicConstructors: ConstructorsOf<NewRelicResources> = {
  "newrelic:index/alertPolicy:AlertPolicy": AlertPolicy,
  "newrelic:index/nrqlAlertCondition:NrqlAlertCondition": NrqlAlertCondition,
  "newrelic:index/notificationDestination:NotificationDestination": NotificationDestination,
  "newrelic:index/notificationChannel:NotificationChannel": NotificationChannel,
  "newrelic:index/workflow:Workflow": Workflow,
  "newrelic:index/alertMutingRule:AlertMutingRule": AlertMutingRule,
  "newrelic:synthetics/monitor:Monitor": Monitor,
};
