import type { ApiKeyArgs } from "@pulumi/datadog/apiKey";
import type { IntegrationEventBridgeArgs } from "@pulumi/datadog/aws/integrationEventBridge";
import type { DowntimeScheduleArgs } from "@pulumi/datadog/downtimeSchedule";
import type { MonitorArgs } from "@pulumi/datadog/monitor";
import type { MonitorNotificationRuleArgs } from "@pulumi/datadog/monitorNotificationRule";
import type { ServiceLevelObjectiveArgs } from "@pulumi/datadog/serviceLevelObjective";
import type { ServiceObjectArgs } from "@pulumi/datadog/pagerduty/serviceObject";
import type { RumMetricArgs } from "@pulumi/datadog/rumMetric";
import type { LogsMetricArgs } from "@pulumi/datadog/logsMetric";
import type { ChannelArgs } from "@pulumi/datadog/slack/channel";
import type { SecurityMonitoringRuleArgs } from "@pulumi/datadog/securityMonitoringRule";
import type { SecurityNotificationRuleArgs } from "@pulumi/datadog/securityNotificationRule";
import type { SpansMetricArgs } from "@pulumi/datadog/spansMetric";
import type { SyntheticsTestArgs } from "@pulumi/datadog/syntheticsTest";
import type { Declaration, DeclarationsOf, Unwrap } from "../declaration/declaration";

/** Datadog's resources, by Pulumi's type token. `component.ts` has a class for each. */
export interface DatadogResources {
  readonly "datadog:index/monitor:Monitor": MonitorArgs;
  readonly "datadog:index/syntheticsTest:SyntheticsTest": SyntheticsTestArgs;
  readonly "datadog:index/spansMetric:SpansMetric": SpansMetricArgs;
  readonly "datadog:index/rumMetric:RumMetric": RumMetricArgs;
  readonly "datadog:index/logsMetric:LogsMetric": LogsMetricArgs;
  readonly "datadog:index/serviceLevelObjective:ServiceLevelObjective": ServiceLevelObjectiveArgs;
  readonly "datadog:index/monitorNotificationRule:MonitorNotificationRule": MonitorNotificationRuleArgs;
  readonly "datadog:index/securityMonitoringRule:SecurityMonitoringRule": SecurityMonitoringRuleArgs;
  readonly "datadog:index/securityNotificationRule:SecurityNotificationRule": SecurityNotificationRuleArgs;
  readonly "datadog:pagerduty/serviceObject:ServiceObject": ServiceObjectArgs;
  readonly "datadog:slack/channel:Channel": ChannelArgs;
  readonly "datadog:aws/integrationEventBridge:IntegrationEventBridge": IntegrationEventBridgeArgs;
  readonly "datadog:index/apiKey:ApiKey": ApiKeyArgs;
  readonly "datadog:index/downtimeSchedule:DowntimeSchedule": DowntimeScheduleArgs;
}

export type DatadogDeclaration = DeclarationsOf<DatadogResources>;

export type SecurityRuleDeclaration = Declaration<
  "datadog:index/securityMonitoringRule:SecurityMonitoringRule",
  Unwrap<SecurityMonitoringRuleArgs>
>;

export type MonitorDeclaration = Declaration<"datadog:index/monitor:Monitor", Unwrap<MonitorArgs>>;

export type SyntheticsDeclaration = Declaration<
  "datadog:index/syntheticsTest:SyntheticsTest",
  Unwrap<SyntheticsTestArgs>
>;

export type ObjectiveDeclaration = Declaration<
  "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  Unwrap<ServiceLevelObjectiveArgs>
>;
