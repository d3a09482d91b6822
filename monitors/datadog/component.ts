import type { ComponentResourceOptions } from "@pulumi/pulumi";
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
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../declaration/component";
import type { DatadogDeclaration, DatadogResources } from "./declaration";

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

export type DatadogMonitorsArgs = DeclaredArgs<DatadogDeclaration>;

/** Datadog's monitors with what they read and share: metrics made of spans and events, synthetic tests, objectives, notification
 * rules, downtimes. */
export class DatadogMonitors extends DeclaredResources<DatadogDeclaration> {
  /** Datadog's id of each monitor, by logical name: `api.response_time.critical`. */
  readonly monitorIds = this.outputsOf(Monitor, ({ id }) => id);
  /** The id of each objective: `api.availability_slo`. */
  readonly objectiveIds = this.outputsOf(ServiceLevelObjective, ({ id }) => id);

  constructor(name: string, args: DatadogMonitorsArgs, options?: ComponentResourceOptions) {
    super("DatadogMonitors", name, { constructors: datadogConstructors }, args, options);
    this.registerOutputs({ monitorIds: this.monitorIds, objectiveIds: this.objectiveIds });
  }
}
