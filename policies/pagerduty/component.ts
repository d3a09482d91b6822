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
import type { ConstructorsOf, Lookups } from "../../monitors/declaration/component";
import type { PagerDutyResources } from "./declaration";

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
