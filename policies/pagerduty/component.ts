import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { EscalationPolicy } from "@pulumi/pagerduty/escalationPolicy";
import { getVendorOutput } from "@pulumi/pagerduty/getVendor";
import { MaintenanceWindow } from "@pulumi/pagerduty/maintenanceWindow";
import { Schedule } from "@pulumi/pagerduty/schedule";
import { Service } from "@pulumi/pagerduty/service";
import { ServiceIntegration } from "@pulumi/pagerduty/serviceIntegration";
import { SlackConnection } from "@pulumi/pagerduty/slackConnection";
import { User } from "@pulumi/pagerduty/user";
import { UserContactMethod } from "@pulumi/pagerduty/userContactMethod";
import { UserNotificationRule } from "@pulumi/pagerduty/userNotificationRule";
import {
  DeclaredResources,
  type ConstructorsOf,
  type DeclaredArgs,
  type Lookups,
} from "../../monitors/declaration/component";
import type { PagerDutyDeclaration, PagerDutyResources } from "./declaration";

/** PagerDuty's classes. */
export const pagerDutyConstructors: ConstructorsOf<PagerDutyResources> = {
  "pagerduty:index/user:User": User,
  "pagerduty:index/userContactMethod:UserContactMethod": UserContactMethod,
  "pagerduty:index/userNotificationRule:UserNotificationRule": UserNotificationRule,
  "pagerduty:index/schedule:Schedule": Schedule,
  "pagerduty:index/escalationPolicy:EscalationPolicy": EscalationPolicy,
  "pagerduty:index/maintenanceWindow:MaintenanceWindow": MaintenanceWindow,
  "pagerduty:index/service:Service": Service,
  "pagerduty:index/serviceIntegration:ServiceIntegration": ServiceIntegration,
  "pagerduty:index/slackConnection:SlackConnection": SlackConnection,
};

/** PagerDuty's id of an integration, by its name. */
export const pagerDutyLookups: Lookups = {
  "pagerduty:getVendor": ({ name = "" }, options) => getVendorOutput({ name }, options).id,
};

export type PagerDutyEscalationArgs = DeclaredArgs<PagerDutyDeclaration>;

/** Who is called, in which order and how loud: people and schedules where this stack owns them, escalation policies, a service for
 * each destination and an integration for each vendor that sends there. Integrations' keys are secret, and no outputs. */
export class PagerDutyEscalation extends DeclaredResources<PagerDutyDeclaration> {
  /** The id of each escalation policy, by priority: `P0`. */
  readonly policyIds = this.outputsOf(EscalationPolicy, ({ id }) => id);
  /** The id of each service, by destination: `payments.P0`. */
  readonly serviceIds = this.outputsOf(Service, ({ id }) => id);

  constructor(name: string, args: PagerDutyEscalationArgs, options?: ComponentResourceOptions) {
    super(
      "PagerDutyEscalation",
      name,
      { constructors: pagerDutyConstructors, lookups: pagerDutyLookups },
      args,
      options,
    );
    this.registerOutputs({ policyIds: this.policyIds, serviceIds: this.serviceIds });
  }
}
