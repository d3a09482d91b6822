import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { readAlarms } from "./cloudwatch-export";
import { readMonitors } from "./datadog-export";
import { adopt, type AdoptReport } from "./report";
import { toModule } from "./rows";
import { toAdoptText } from "./text";
import type { Export } from "./watcher";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { paintFor, printable } from "../shared/paint";
import { readDocument } from "../shared/document";
import { endLater } from "../shared/exit";
import { folderOf, writeInto } from "../shared/write-whole";
import { printResult } from "../shared/print";
import { refuseInput } from "../shared/word-faults";

export interface AdoptOptions {
  readonly datadog?: string;
  readonly cloudwatch?: string;
  readonly environment: EnvironmentName;
  readonly format: "text" | "json";
  readonly out?: string;
}

/** Prints what exports have in common with the catalogue; 1 where an item of theirs could not be read. */
export const adoptCommand = (options: AdoptOptions, command: Command): void => {
  const { datadog, cloudwatch, environment: name, format, out } = options;
  if (datadog === undefined && cloudwatch === undefined)
    command.error("error: there is nothing to adopt: name an export with --datadog or --cloudwatch");
  // Of a plan with errors a row that is refused would seem to be lacking, and be proposed again.
  const { environment, ...declared } = stackFor(repositoryRoot(), name, "sound");
  const read = [
    ...(datadog === undefined ? [] : [{ file: datadog, ...readMonitors(readDocument(datadog)) }]),
    ...(cloudwatch === undefined ? [] : [{ file: cloudwatch, ...readAlarms(readDocument(cloudwatch)) }]),
  ];
  const unreadable = read.flatMap((each) =>
    "unreadable" in each ? each.unreadable.map((why) => `${each.file}: ${why}`) : [],
  );
  refuseInput(unreadable);
  const exports = read.flatMap((each) => ("unreadable" in each ? [] : [inFile(each.file, each)]));
  const report = adopt(exports, declared, environment);
  // The files first: where they cannot be written, nothing is.
  if (out !== undefined) writeInto("--out", folderOf("--out", out), filesOf(report));
  const text =
    format === "json" ? `${stringify(toJson(report), null, 2)}\n` : toAdoptText(report, paintFor(process.stdout));
  printResult(printable(text));
  if (report.faults.length > 0) endLater("failed");
};

const inFile = (file: string, { items, faults }: Export): Export => ({
  items,
  faults: faults.map((fault) => `${file}: ${fault}`),
});

/** Nothing of what there is none of. */
const filesOf = ({ importFile, proposals }: AdoptReport): ReadonlyMap<string, string> =>
  new Map([
    ...(importFile.resources.length === 0
      ? []
      : [
          [
            "import.json",
            `${JSON.stringify(importFile, null, 2)}
`,
          ] as const,
        ]),
    ...(proposals.rows.length === 0 ? [] : [["rows.ts", toModule(proposals)] as const]),
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
