import type { Command } from "commander";
import { shiftsOn } from "../../policies/pagerduty/on-call";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { environmentsOf, stackFor } from "../shared/load";
import { toReport } from "./document";
import { printResult } from "../shared/print";
import { writeWhole } from "../shared/write-whole";

export interface ReportCommandOptions {
  readonly environment: string;
  readonly out?: string;
  readonly day?: string;
}

/** Writes the page, to a file or to stdout; of a plan with errors too, which then stand at its top. */
export const reportCommand = ({ environment, out, day = today() }: ReportCommandOptions, command: Command): void => {
  if (shiftsOn([], day) === undefined)
    command.error(`error: ${JSON.stringify(day)} is no day; a day is written like 2026-12-25`);
  const root = repositoryRoot();
  for (const name of environmentsOf(environment)) {
    const { environment: known, ...declared } = stackFor(root, name, "readable");
    const sites = { runbookSite: known.runbookSite, grafanaSite: known.grafana.url };
    write(toReport(declared, declared.rows.policies, { root, ...sites, day }), out);
  }
};

const today = (): string => new Date().toISOString().slice(0, 10);

const write = (page: string, out: string | undefined): void => {
  if (out === undefined || out === "-") printResult(page);
  else writeWhole("--out", out, page);
};
