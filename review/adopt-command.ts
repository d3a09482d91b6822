import { resolve } from "node:path";
import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import { loadEnvironment } from "../infra/environment";
import type { EnvironmentName } from "../monitors/model/environment";
import { readAlarms } from "./adopt/cloudwatch-export";
import { readMonitors } from "./adopt/datadog-export";
import { adopt, type AdoptReport } from "./adopt/report";
import { toModule } from "./adopt/rows";
import { toAdoptText } from "./adopt/text";
import type { Export } from "./adopt/watcher";
import { declareEnvironment, repositoryRoot } from "./load";
import { paintFor } from "./paint";
import { readDocument } from "./quality/document";
import { printResult } from "./shared/print";
import { writeInto } from "./shared/write-whole";

export interface AdoptOptions {
  readonly datadog?: string;
  readonly cloudwatch?: string;
  readonly environment: EnvironmentName;
  readonly format: "text" | "json";
  readonly out?: string;
}

/** Prints what exports have in common with the catalogue; 1 where an item of theirs could not be read. */
export const adoptCommand = async (options: AdoptOptions, command: Command): Promise<void> => {
  const { datadog, cloudwatch, environment: name, format, out } = options;
  if (datadog === undefined && cloudwatch === undefined)
    command.error("error: there is nothing to adopt: name an export with --datadog or --cloudwatch");
  const { environment, diagnostics } = loadEnvironment(repositoryRoot(), name);
  if (environment === undefined) command.error(`error: ${diagnostics[0]?.what ?? `${name} has no configuration`}`);
  const read = [
    ...(datadog === undefined ? [] : [{ file: datadog, ...readMonitors(readDocument(datadog)) }]),
    ...(cloudwatch === undefined ? [] : [{ file: cloudwatch, ...readAlarms(readDocument(cloudwatch)) }]),
  ];
  const unreadable = read.flatMap((each) =>
    "unreadable" in each ? each.unreadable.map((why) => `error: ${each.file}: ${why}`) : [],
  );
  if (unreadable.length > 0) command.error(unreadable.join("\n"));
  const exports = read.flatMap((each) => ("unreadable" in each ? [] : [inFile(each.file, each)]));
  const report = adopt(exports, declareEnvironment(repositoryRoot(), name), environment);
  // The files first: where they cannot be written, nothing is.
  if (out !== undefined) writeInto("--out", resolve(out), filesOf(report));
  printResult(
    format === "json" ? `${stringify(toJson(report), null, 2)}\n` : toAdoptText(report, paintFor(process.stdout)),
  );
  if (report.faults.length > 0) process.exitCode = 1;
};

const inFile = (file: string, { items, faults }: Export): Export => ({
  items,
  faults: faults.map((fault) => `${file}: ${fault}`),
});

const filesOf = (report: AdoptReport): ReadonlyMap<string, string> =>
  new Map([
    ["import.json", `${JSON.stringify(report.importFile, null, 2)}\n`],
    ["rows.ts", toModule(report.proposals)],
  ]);

const toJson = ({
  environment,
  matches,
  duplicates,
  near,
  proposals,
  importFile,
  counts,
  faults,
}: AdoptReport): object => ({
  version: 1,
  environment,
  counts,
  matches: matches.map(({ existing, declared, by, differences, notImported }) => ({
    ...wordExisting(existing),
    ...{ resource: { type: declared.type, name: declared.name }, by, differences },
    ...(notImported === undefined ? {} : { notImported }),
  })),
  duplicates: duplicates.map(({ existing, of }) => ({ ...wordExisting(existing), of: of.name })),
  near: near.map(({ existing, signals }) => ({ ...wordExisting(existing), signals })),
  lacking: proposals.rows,
  unsayable: proposals.unsayable.map(({ existing, why }) => ({ ...wordExisting(existing), why })),
  rows: toModule(proposals),
  import: importFile,
  faults,
});

const wordExisting = ({ vendor, form, id, name }: AdoptReport["near"][number]["existing"]) => ({
  vendor,
  form,
  id,
  name,
});
