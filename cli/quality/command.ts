import type { Command } from "commander";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { stringify } from "safe-stable-stringify";
import { inCanonicalUnit, inSeconds } from "../../monitors/model/quantity";
import { qualityTargets } from "../../policies/targets";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackFor } from "../shared/load";
import { readDocument } from "../shared/document";
import { collectIncidents } from "./collect";
import { readIncidents } from "./incidents";
import { readLabels } from "./labels";
import { isZone } from "./moment";
import { toPoints } from "./points";
import { measureQuality, verdictsOf, type QualityReport } from "./quality";
import { pushPoints, slackHook, tellSlack } from "./send";
import { toSummary } from "./summary";
import { toQualityText } from "./text";
import { printResult } from "../shared/print";
import { refuseInput } from "../shared/word-faults";

export interface QualityOptions {
  readonly environment: EnvironmentName;
  readonly incidents?: string;
  readonly days?: number;
  readonly labels?: string;
  readonly timeZone: string;
  readonly push?: true;
  readonly slack?: true;
  readonly format: "text" | "json";
}

const DAY = 86_400_000;

/** Prints how good the alerting was, and sends it where it was asked to; every fault of both files at once, and then nothing else. */
export const qualityCommand = async (options: QualityOptions, command: Command): Promise<void> => {
  const { labels, timeZone, days, format, push, slack } = options;
  checkUsage(options, command);
  const { plan, environment } = stackFor(repositoryRoot(), options.environment, "readable");
  const hook = slack === true ? slackHook(process.env) : undefined;
  const until = Date.now();
  const since = until - (days ?? 0) * DAY;
  const document =
    options.incidents === undefined
      ? await collectIncidents(environment, since, until, process.env)
      : readDocument(options.incidents);
  const exported = readIncidents(document, timeZone);
  const ids = new Set(plan.signals.map(({ id }) => id));
  const known = exported.faults.length === 0 ? exported.rows : undefined;
  const judged =
    labels === undefined
      ? { rows: [], faults: [] }
      : readLabels(readDocument(labels), known, ids, timeZone, days === undefined ? undefined : { since });
  refuseInput([
    ...exported.faults.map((fault) => `${options.incidents ?? "PagerDuty"}: ${fault}`),
    ...judged.faults.map((fault) => `${labels ?? ""}: ${fault}`),
  ]);
  const report = measureQuality(plan, exported.rows, judged.rows);
  printResult(format === "json" ? `${stringify(toJson(report), null, 2)}\n` : toQualityText(report));
  if (push === true && days !== undefined)
    await pushPoints(toPoints(report, environment.name, days, until), environment, process.env);
  if (hook !== undefined) await tellSlack(toSummary(report, environment, { since, until }), hook);
};

const checkUsage = ({ incidents, days, push, slack, timeZone }: QualityOptions, command: Command): void => {
  if (!isZone(timeZone)) command.error(`error: ${JSON.stringify(timeZone)} is no time zone (Europe/Paris)`);
  if ((incidents === undefined) === (days === undefined))
    command.error("error: say either --incidents, an export, or --days, of which PagerDuty is asked");
  if (days === undefined && (push === true || slack === true))
    command.error("error: --push and --slack want --days: of an export nobody knows which span it is of");
};

/** Times in seconds, shares in per cent; `null` is unknown. */
const toJson = (report: QualityReport): object => {
  const { overall, signals, counts, unmatched, drills, elsewhere, open, merged, first, last } = report;
  const verdicts = verdictsOf(report);
  const { detection, resolution, accuracy, falsePositives } = qualityTargets;
  return {
    version: 1,
    opened: { first: momentOf(first), last: momentOf(last) },
    drills,
    elsewhere,
    counts,
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
