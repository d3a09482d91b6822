import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import { declareEnvironment, repositoryRoot } from "./load";
import { readIncidents, readLabels, type Read } from "./quality/incidents";
import { kept, measureQuality } from "./quality/quality";
import { toQualityText } from "./quality/text";

export interface QualityOptions {
  readonly incidents: string;
  readonly labels?: string;
  readonly format: "text" | "json";
}

/** Prints how good the alerting was; every fault of the files at once, and then nothing else. */
export const qualityCommand = ({ incidents, labels, format }: QualityOptions, command: Command): void => {
  const exported = readFile(incidents, readIncidents);
  const judged = labels === undefined ? { rows: [], faults: [] } : readFile(labels, readLabels);
  const faults = [
    ...exported.faults.map((each) => `${incidents}: ${each}`),
    ...judged.faults.map((each) => `${labels ?? "labels"}: ${each}`),
  ];
  if (faults.length > 0) command.error(faults.map((each) => `error: ${each}`).join("\n"));
  const report = measureQuality(declareEnvironment(repositoryRoot(), "prod").plan, exported.rows, judged.rows);
  process.stdout.write(
    format === "json"
      ? `${stringify({ version: 1, ...report, kept: kept(report) }, null, 2) ?? ""}\n`
      : toQualityText(report),
  );
};

const readFile = <T>(path: string, read: (content: string) => Read<T>): Read<T> => {
  try {
    return read(readFileSync(path, "utf8"));
  } catch {
    return { rows: [], faults: ["there is no such file, or it cannot be read"] };
  }
};
