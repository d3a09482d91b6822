import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { IncidentNotificationRule } from "@pulumi/datadog/incidentNotificationRule";
import { IncidentNotificationTemplate } from "@pulumi/datadog/incidentNotificationTemplate";
import { IncidentPostmortemTemplate } from "@pulumi/datadog/incidentPostmortemTemplate";
import { IncidentType } from "@pulumi/datadog/incidentType";
import { StatusPage as Page } from "@pulumi/datadog/statusPage";
import { StatusPageComponent } from "@pulumi/datadog/statusPageComponent";
import { StatusPageDegradationTemplate } from "@pulumi/datadog/statusPageDegradationTemplate";
import { StatusPageMaintenanceTemplate } from "@pulumi/datadog/statusPageMaintenanceTemplate";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../../monitors/declaration/component";
import type { IncidentDeclaration, IncidentResources } from "./declaration";

/** Datadog's classes for incidents and the status page. */
export const incidentConstructors: ConstructorsOf<IncidentResources> = {
  "datadog:index/incidentType:IncidentType": IncidentType,
  "datadog:index/incidentNotificationTemplate:IncidentNotificationTemplate": IncidentNotificationTemplate,
  "datadog:index/incidentNotificationRule:IncidentNotificationRule": IncidentNotificationRule,
  "datadog:index/incidentPostmortemTemplate:IncidentPostmortemTemplate": IncidentPostmortemTemplate,
  "datadog:index/statusPage:StatusPage": Page,
  "datadog:index/statusPageComponent:StatusPageComponent": StatusPageComponent,
  "datadog:index/statusPageDegradationTemplate:StatusPageDegradationTemplate": StatusPageDegradationTemplate,
  "datadog:index/statusPageMaintenanceTemplate:StatusPageMaintenanceTemplate": StatusPageMaintenanceTemplate,
};

export type IncidentResponseArgs = DeclaredArgs<IncidentDeclaration>;

/** What people do together at Datadog: the type of an incident, who is told that one is declared, its analysis. */
export class IncidentResponse extends DeclaredResources<IncidentDeclaration> {
  /** Datadog's id of each type of incident. */
  readonly typeIds = this.outputsOf(IncidentType, ({ id }) => id);

  constructor(name: string, args: IncidentResponseArgs, options?: ComponentResourceOptions) {
    super("IncidentResponse", name, { constructors: incidentConstructors }, args, options);
    this.registerOutputs({ typeIds: this.typeIds });
  }
}

export type StatusPageArgs = DeclaredArgs<IncidentDeclaration>;

/** The page that customers read: its parts, and the words for each state of them. */
export class StatusPage extends DeclaredResources<IncidentDeclaration> {
  /** Datadog's id of the page. */
  readonly pageIds = this.outputsOf(Page, ({ id }) => id);
  /** The id of each part: `search`. */
  readonly componentIds = this.outputsOf(StatusPageComponent, ({ id }) => id);

  constructor(name: string, args: StatusPageArgs, options?: ComponentResourceOptions) {
    super("StatusPage", name, { constructors: incidentConstructors }, args, options);
    this.registerOutputs({ pageIds: this.pageIds, componentIds: this.componentIds });
  }
}
