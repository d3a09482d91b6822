import { ApiKey } from "@pulumi/datadog/apiKey";
import { IntegrationEventBridge } from "@pulumi/datadog/aws/integrationEventBridge";
import { DowntimeSchedule } from "@pulumi/datadog/downtimeSchedule";
import { LogsMetric } from "@pulumi/datadog/logsMetric";
import { Monitor } from "@pulumi/datadog/monitor";
import { MonitorNotificationRule } from "@pulumi/datadog/monitorNotificationRule";
import { ServiceObject } from "@pulumi/datadog/pagerduty/serviceObject";
import { RumMetric } from "@pulumi/datadog/rumMetric";
import { SecurityMonitoringRule } from "@pulumi/datadog/securityMonitoringRule";
import { SecurityNotificationRule } from "@pulumi/datadog/securityNotificationRule";
import { ServiceLevelObjective } from "@pulumi/datadog/serviceLevelObjective";
import { Channel } from "@pulumi/datadog/slack/channel";
import { SpansMetric } from "@pulumi/datadog/spansMetric";
import { SyntheticsTest } from "@pulumi/datadog/syntheticsTest";
import type { ConstructorsOf } from "../declaration/component";
import type { DatadogResources } from "./declaration";

/** Datadog's classes, each imported alone: the whole SDK would cost a second at every start. */
export const datadogConstructors: ConstructorsOf<DatadogResources> = {
  "datadog:index/monitor:Monitor": Monitor,
  "datadog:index/syntheticsTest:SyntheticsTest": SyntheticsTest,
  "datadog:index/spansMetric:SpansMetric": SpansMetric,
  "datadog:index/rumMetric:RumMetric": RumMetric,
  "datadog:index/logsMetric:LogsMetric": LogsMetric,
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": ServiceLevelObjective,
  "datadog:index/monitorNotificationRule:MonitorNotificationRule": MonitorNotificationRule,
  "datadog:index/securityMonitoringRule:SecurityMonitoringRule": SecurityMonitoringRule,
  "datadog:index/securityNotificationRule:SecurityNotificationRule": SecurityNotificationRule,
  "datadog:pagerduty/serviceObject:ServiceObject": ServiceObject,
  "datadog:slack/channel:Channel": Channel,
  "datadog:aws/integrationEventBridge:IntegrationEventBridge": IntegrationEventBridge,
  "datadog:index/apiKey:ApiKey": ApiKey,
  "datadog:index/downtimeSchedule:DowntimeSchedule": DowntimeSchedule,
};
