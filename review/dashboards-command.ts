import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Dashboard } from "../dashboards/grafana/model";
import { drawPicture } from "../dashboards/grafana/picture";
import { toFile } from "../dashboards/grafana/resources";
import type { EnvironmentName } from "../monitors/model/environment";
import { formatDiagnostic, hasErrors } from "../monitors/plan/diagnostic";
import { declareEnvironment, repositoryRoot } from "./load";

export interface DashboardsOptions {
  readonly environment: EnvironmentName;
  readonly out: string;
  readonly pictures?: true;
}

/** Writes a file for each board, and none of a plan with errors: 1 where it has any. */
export const dashboardsCommand = ({ environment, out, pictures }: DashboardsOptions): void => {
  const { dashboards, diagnostics } = declareEnvironment(repositoryRoot(), environment);
  if (hasErrors(diagnostics)) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    process.stderr.write(`${errors.map(formatDiagnostic).join("\n")}\n`);
    process.exitCode = 1;
    return;
  }
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
