import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { AlertMutingRule } from "@pulumi/newrelic/alertMutingRule";
import { AlertPolicy } from "@pulumi/newrelic/alertPolicy";
import { NotificationChannel } from "@pulumi/newrelic/notificationChannel";
import { NotificationDestination } from "@pulumi/newrelic/notificationDestination";
import { NrqlAlertCondition } from "@pulumi/newrelic/nrqlAlertCondition";
import { Monitor } from "@pulumi/newrelic/synthetics/monitor";
import { Workflow } from "@pulumi/newrelic/workflow";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../declaration/component";
import type { NewRelicDeclaration, NewRelicResources } from "./declaration";

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

export type NewRelicConditionsArgs = DeclaredArgs<NewRelicDeclaration>;

/** Conditions, their policies, and the workflows that carry their issues to people. */
export class NewRelicConditions extends DeclaredResources<NewRelicDeclaration> {
  /** `policy id:condition id`, by logical name. */
  readonly conditionIds = this.outputsOf(NrqlAlertCondition, ({ id }) => id);

  constructor(name: string, args: NewRelicConditionsArgs, options?: ComponentResourceOptions) {
    super("NewRelicConditions", name, { constructors: newRelicConstructors }, args, options);
    this.registerOutputs({ conditionIds: this.conditionIds });
  }
}
