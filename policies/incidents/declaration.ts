import type { IncidentNotificationRuleArgs } from "@pulumi/datadog/incidentNotificationRule";
import type { IncidentNotificationTemplateArgs } from "@pulumi/datadog/incidentNotificationTemplate";
import type { IncidentPostmortemTemplateArgs } from "@pulumi/datadog/incidentPostmortemTemplate";
import type { IncidentTypeArgs } from "@pulumi/datadog/incidentType";
import type { StatusPageArgs } from "@pulumi/datadog/statusPage";
import type { StatusPageComponentArgs } from "@pulumi/datadog/statusPageComponent";
import type { StatusPageDegradationTemplateArgs } from "@pulumi/datadog/statusPageDegradationTemplate";
import type { StatusPageMaintenanceTemplateArgs } from "@pulumi/datadog/statusPageMaintenanceTemplate";
import type { DeclarationsOf } from "../../monitors/declaration/declaration";

/** Datadog's resources for incidents and for the status page, by Pulumi's type token. */
export interface IncidentResources {
  readonly "datadog:index/incidentType:IncidentType": IncidentTypeArgs;
  readonly "datadog:index/incidentNotificationTemplate:IncidentNotificationTemplate": IncidentNotificationTemplateArgs;
  readonly "datadog:index/incidentNotificationRule:IncidentNotificationRule": IncidentNotificationRuleArgs;
  readonly "datadog:index/incidentPostmortemTemplate:IncidentPostmortemTemplate": IncidentPostmortemTemplateArgs;
  readonly "datadog:index/statusPage:StatusPage": StatusPageArgs;
  readonly "datadog:index/statusPageComponent:StatusPageComponent": StatusPageComponentArgs;
  readonly "datadog:index/statusPageDegradationTemplate:StatusPageDegradationTemplate": StatusPageDegradationTemplateArgs;
  readonly "datadog:index/statusPageMaintenanceTemplate:StatusPageMaintenanceTemplate": StatusPageMaintenanceTemplateArgs;
}

export type IncidentDeclaration = DeclarationsOf<IncidentResources>;
