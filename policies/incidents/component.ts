import { IncidentNotificationRule } from "@pulumi/datadog/incidentNotificationRule";
import { IncidentNotificationTemplate } from "@pulumi/datadog/incidentNotificationTemplate";
import { IncidentPostmortemTemplate } from "@pulumi/datadog/incidentPostmortemTemplate";
import { IncidentType } from "@pulumi/datadog/incidentType";
import { StatusPage } from "@pulumi/datadog/statusPage";
import { StatusPageComponent } from "@pulumi/datadog/statusPageComponent";
import { StatusPageDegradationTemplate } from "@pulumi/datadog/statusPageDegradationTemplate";
import { StatusPageMaintenanceTemplate } from "@pulumi/datadog/statusPageMaintenanceTemplate";
import type { ConstructorsOf } from "../../monitors/declaration/component";
import type { IncidentResources } from "./declaration";

/** Datadog's classes for incidents and the status page. */
export const incidentConstructors: ConstructorsOf<IncidentResources> = {
  "datadog:index/incidentType:IncidentType": IncidentType,
  "datadog:index/incidentNotificationTemplate:IncidentNotificationTemplate": IncidentNotificationTemplate,
  "datadog:index/incidentNotificationRule:IncidentNotificationRule": IncidentNotificationRule,
  "datadog:index/incidentPostmortemTemplate:IncidentPostmortemTemplate": IncidentPostmortemTemplate,
  "datadog:index/statusPage:StatusPage": StatusPage,
  "datadog:index/statusPageComponent:StatusPageComponent": StatusPageComponent,
  "datadog:index/statusPageDegradationTemplate:StatusPageDegradationTemplate": StatusPageDegradationTemplate,
  "datadog:index/statusPageMaintenanceTemplate:StatusPageMaintenanceTemplate": StatusPageMaintenanceTemplate,
};
