import type { ReportArgs } from "@pulumiverse/grafana/enterprise/report";
import type { DashboardArgs } from "@pulumiverse/grafana/oss/dashboard";
import type { FolderArgs } from "@pulumiverse/grafana/oss/folder";
import type { Declaration, DeclarationsOf, Unwrap } from "../../monitors/declaration/declaration";

/** Grafana's resources for boards, by Pulumi's type token. The provider is that of the rules. */
export interface DashboardResources {
  readonly "grafana:oss/folder:Folder": FolderArgs;
  readonly "grafana:oss/dashboard:Dashboard": DashboardArgs;
  readonly "grafana:enterprise/report:Report": ReportArgs;
}

export type DashboardDeclaration = DeclarationsOf<DashboardResources>;

export type BoardDeclaration = Declaration<"grafana:oss/dashboard:Dashboard", Unwrap<DashboardArgs>>;
