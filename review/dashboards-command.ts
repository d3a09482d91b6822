import { resolve } from "node:path";
import type { Dashboard } from "../dashboards/grafana/model";
import { drawPicture } from "../dashboards/grafana/picture";
import { toFile } from "../dashboards/grafana/resources";
import type { EnvironmentName } from "../monitors/model/environment";
import { formatDiagnostic, hasErrors } from "../monitors/plan/diagnostic";
import { declareEnvironment, repositoryRoot } from "./load";
import { writeInto } from "./shared/write-whole";

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
  const files = dashboards.flatMap((dashboard) => filesOf(dashboard, pictures === true));
  writeInto("--out", resolve(out), new Map(files));
};

const filesOf = (dashboard: Dashboard, pictures: boolean): readonly (readonly [string, string])[] => [
  [`${dashboard.uid}.json`, toFile(dashboard)],
  ...(pictures ? [[`${dashboard.uid}.svg`, drawPicture(dashboard)] as const] : []),
];
