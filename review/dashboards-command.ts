import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Dashboard } from "../dashboards/grafana/model";
import { drawPicture } from "../dashboards/grafana/picture";
import { toFile } from "../dashboards/grafana/resources";
import type { EnvironmentName } from "../monitors/model/environment";
import { repositoryRoot, stackFor } from "./load";

export interface DashboardsOptions {
  readonly environment: EnvironmentName;
  readonly out: string;
  readonly pictures?: true;
}

/** Writes a file for each board, and none of a plan with errors. */
export const dashboardsCommand = ({ environment, out, pictures }: DashboardsOptions): void => {
  const { dashboards } = stackFor(repositoryRoot(), environment, "sound");
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  for (const dashboard of dashboards)
    for (const [name, content] of filesOf(dashboard, pictures === true)) {
      writeFileSync(join(folder, name), content);
      process.stderr.write(`${join(folder, name)}\n`);
    }
};

const filesOf = (dashboard: Dashboard, pictures: boolean): readonly (readonly [string, string])[] => [
  [`${dashboard.uid}.json`, toFile(dashboard)],
  ...(pictures ? [[`${dashboard.uid}.svg`, drawPicture(dashboard)] as const] : []),
];
