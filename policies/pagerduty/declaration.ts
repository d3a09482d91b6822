import type { EscalationPolicyArgs } from "@pulumi/pagerduty/escalationPolicy";
import type { MaintenanceWindowArgs } from "@pulumi/pagerduty/maintenanceWindow";
import type { ScheduleArgs } from "@pulumi/pagerduty/schedule";
import type { ServiceArgs } from "@pulumi/pagerduty/service";
import type { ServiceIntegrationArgs } from "@pulumi/pagerduty/serviceIntegration";
import type { SlackConnectionArgs } from "@pulumi/pagerduty/slackConnection";
import type { UserArgs } from "@pulumi/pagerduty/user";
import type { UserContactMethodArgs } from "@pulumi/pagerduty/userContactMethod";
import type { UserNotificationRuleArgs } from "@pulumi/pagerduty/userNotificationRule";
import type { Declaration, DeclarationsOf } from "../../monitors/declaration/declaration";

/** PagerDuty's resources, by Pulumi's type token. `component.ts` has a class for each. */
export interface PagerDutyResources {
  readonly "pagerduty:index/user:User": UserArgs;
  readonly "pagerduty:index/userContactMethod:UserContactMethod": UserContactMethodArgs;
  readonly "pagerduty:index/userNotificationRule:UserNotificationRule": UserNotificationRuleArgs;
  readonly "pagerduty:index/schedule:Schedule": ScheduleArgs;
  readonly "pagerduty:index/escalationPolicy:EscalationPolicy": EscalationPolicyArgs;
  readonly "pagerduty:index/maintenanceWindow:MaintenanceWindow": MaintenanceWindowArgs;
  readonly "pagerduty:index/service:Service": ServiceArgs;
  readonly "pagerduty:index/serviceIntegration:ServiceIntegration": ServiceIntegrationArgs;
  readonly "pagerduty:index/slackConnection:SlackConnection": SlackConnectionArgs;
}

export type PagerDutyDeclaration = DeclarationsOf<PagerDutyResources>;

/** Of a stack's declarations: no other room declares any of PagerDuty's resources. */
export const isPagerDuty = (declaration: Declaration): declaration is PagerDutyDeclaration =>
  declaration.vendor === "pagerduty";
