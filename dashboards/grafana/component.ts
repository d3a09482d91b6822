import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Report } from "@pulumiverse/grafana/enterprise/report";
import { Dashboard } from "@pulumiverse/grafana/oss/dashboard";
import { Folder } from "@pulumiverse/grafana/oss/folder";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../../monitors/declaration/component";
import type { DashboardDeclaration, DashboardResources } from "./declaration";

/** Grafana's classes for boards. */
export const dashboardConstructors: ConstructorsOf<DashboardResources> = {
  "grafana:oss/folder:Folder": Folder,
  "grafana:oss/dashboard:Dashboard": Dashboard,
  "grafana:enterprise/report:Report": Report,
};

export type GrafanaDashboardsArgs = DeclaredArgs<DashboardDeclaration>;

/** The boards, their folder, and the report that is mailed each week. */
export class GrafanaDashboards extends DeclaredResources<DashboardDeclaration> {
  /** The address of each board, by logical name: `board.executive`. */
  readonly urls = this.outputsOf(Dashboard, ({ url }) => url);

  constructor(name: string, args: GrafanaDashboardsArgs, options?: ComponentResourceOptions) {
    super("GrafanaDashboards", name, { constructors: dashboardConstructors }, args, options);
    this.registerOutputs({ urls: this.urls });
  }
}
