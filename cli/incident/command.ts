import { repositoryRoot } from "../../infra/environment/repository-root";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { openPagerDuty } from "../pagerduty/pagerduty";
import { openGrafana } from "../mail/grafana";
import { stackFor } from "../shared/load";
import { folderOf, writeInto } from "../shared/write-whole";
import { chartsOf } from "./charts";
import { documentTitle, toDocument } from "./document";
import { draftOf } from "./draft";
import { readAlerts, readKnown, readLog, type Known } from "./read";

export interface IncidentOptions {
  readonly environment: EnvironmentName;
  readonly days: number;
  readonly out: string;
}

export type IncidentAction = "draft" | "document";

const DAY = 86_400_000;

/** Writes a file for each issue to open: its first line is the title. None where nothing is to be told. */
export const incidentCommand = async (action: IncidentAction, options: IncidentOptions): Promise<void> => {
  const { environment: name, days, out } = options;
  const stack = stackFor(repositoryRoot(), name, "readable");
  const { plan, environment, dashboards } = stack;
  const folder = folderOf("--out", out);
  const pagerDuty = openPagerDuty(process.env, environment);
  const since = Date.now() - days * DAY;
  if (action === "draft") {
    const open = await readKnown(pagerDuty, plan, since, ["triggered", "acknowledged"]);
    const drafts = open
      .filter(({ priority }) => priority === "P0")
      .flatMap((known) => {
        const draft = draftOf(known, plan, environment);
        return draft === undefined ? [] : [[fileOf("status-page", known), `${draft.title}\n\n${draft.body}`] as const];
      });
    writeInto("--out", folder, new Map(drafts));
    return;
  }
  const grafana = openGrafana(process.env, environment);
  const ended = (await readKnown(pagerDuty, plan, since, ["resolved"])).filter(isAnalysed);
  const files = new Map<string, string>();
  for (const known of ended) {
    const { id } = known.incident;
    const log = await readLog(pagerDuty, id);
    const alerts = await readAlerts(pagerDuty, id);
    const charts = await chartsOf(known, plan, dashboards, environment, grafana);
    const text = toDocument(known, { log, alerts, charts }, plan, environment);
    files.set(fileOf("post-incident", known), `${documentTitle(known)}\n\n${text}`);
  }
  writeInto("--out", folder, files);
};

/** docs/on-call.md: of P0 and P1, within five working days. What was merged is told of with what it was merged into. */
const isAnalysed = ({ priority, incident: { merged } }: Known): boolean => !merged && ["P0", "P1"].includes(priority);

/** The kind is the label. */
const fileOf = (kind: string, { incident }: Known): string =>
  `${kind}-${(incident.number ?? incident.id).replaceAll(/\W/g, "")}.md`;
