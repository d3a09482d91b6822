import { Report } from "@pulumiverse/grafana/enterprise/report";
import { Dashboard } from "@pulumiverse/grafana/oss/dashboard";
import { Folder } from "@pulumiverse/grafana/oss/folder";
import type { ConstructorsOf } from "../../monitors/declaration/component";
import type { DashboardResources } from "./declaration";

/** Grafana's classes for boards. */
export const dashboardConstructors: ConstructorsOf<DashboardResources> = {
  "grafana:oss/folder:Folder": Folder,
  "grafana:oss/dashboard:Dashboard": Dashboard,
  "grafana:enterprise/report:Report": Report,
};
