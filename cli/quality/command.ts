import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import { inCanonicalUnit, inSeconds } from "../../monitors/model/quantity";
import { qualityTargets } from "../../policies/targets";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { readDocument } from "../shared/document";
import { readIncidents } from "./incidents";
import { readLabels } from "./labels";
import { isZone } from "./moment";
import { measureQuality, verdictsOf, type QualityReport } from "./quality";
import { toQualityText } from "./text";
import { printResult } from "../shared/print";
import { refuseInput } from "../shared/word-faults";

export interface QualityOptions {
  readonly incidents: string;
  readonly labels?: string;
  readonly timeZone: string;
  readonly format: "text" | "json";
}

/** Prints how good the alerting was; every fault of both files at once, and then nothing else. */
export const qualityCommand = (options: QualityOptions, command: Command): void => {
  const { incidents, labels, timeZone, format } = options;
  if (!isZone(timeZone)) command.error(`error: ${JSON.stringify(timeZone)} is no time zone (Europe/Paris)`);
  // Of dev nobody is paged, so that an export is of prod.
  const { plan } = stackFor(repositoryRoot(), "prod", "readable");
  const exported = readIncidents(readDocument(incidents), timeZone);
  const ids = new Set(plan.signals.map(({ id }) => id));
  const judged =
    labels === undefined
      ? { rows: [], faults: [] }
      : readLabels(readDocument(labels), exported.faults.length === 0 ? exported.rows : undefined, ids, timeZone);
  const faults = [
    ...exported.faults.map((fault) => `${incidents}: ${fault}`),
    ...judged.faults.map((fault) => `${labels ?? ""}: ${fault}`),
  ];
  refuseInput(faults);
  const report = measureQuality(plan, exported.rows, judged.rows);
  printResult(format === "json" ? `${stringify(toJson(report), null, 2)}\n` : toQualityText(report));
};

/** Times in seconds, shares in per cent; `null` is unknown. */
const toJson = (report: QualityReport): object => {
  const { overall, signals, unmatched, drills, open, merged, first, last } = report;
  const verdicts = verdictsOf(report);
  const { detection, resolution, accuracy, falsePositives } = qualityTargets;
  return {
    version: 1,
    opened: { first: momentOf(first), last: momentOf(last) },
    drills,
    open,
    merged,
    overall,
    promises: {
      detection: { under: inSeconds(detection), verdict: verdicts.detection },
      resolution: { under: inSeconds(resolution), verdict: verdicts.resolution },
      accuracy: { over: inCanonicalUnit(accuracy), verdict: verdicts.accuracy },
      falsePositives: { under: inCanonicalUnit(falsePositives), verdict: verdicts.falsePositives },
    },
    signals,
    unmatched: unmatched.map(({ id, number, service, title }) => ({ id, number: number ?? null, service, title })),
  };
};

const momentOf = (moment: number | undefined): string | null =>
  moment === undefined ? null : new Date(moment).toISOString();
