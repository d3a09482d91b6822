import type { Dashboard } from "../../dashboards/grafana/model";
import { drawPicture } from "../../dashboards/grafana/picture";
import { toFile } from "../../dashboards/grafana/resources";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { folderOf, writeInto } from "../shared/write-whole";

export interface DashboardsOptions {
  readonly environment: EnvironmentName;
  readonly out: string;
  readonly pictures?: true;
}

/** Writes a file for each board, and none of a plan with errors. */
export const dashboardsCommand = ({ environment, out, pictures }: DashboardsOptions): void => {
  const { dashboards } = stackFor(repositoryRoot(), environment, "sound");
  const files = dashboards.flatMap((dashboard) => filesOf(dashboard, pictures === true));
  writeInto("--out", folderOf("--out", out), new Map(files));
};

const filesOf = (dashboard: Dashboard, pictures: boolean): readonly (readonly [string, string])[] => [
  [`${dashboard.uid}.json`, toFile(dashboard)],
  ...(pictures ? [[`${dashboard.uid}.svg`, drawPicture(dashboard)] as const] : []),
];
