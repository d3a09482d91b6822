import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import type { DeclaredStack } from "../../infra/declare";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { VendorName } from "../../monitors/model/sources/source";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { readBase, type Base } from "./base";
import type { Result } from "./backtest";
import { backtestFolder, notEvaluated, seriesIn } from "./folder";
import { failedGates, type Gates } from "./gates";
import { toBacktestJson } from "./json";
import { levelsHere } from "./judged";
import { readStretches } from "./labels";
import { toBacktestText } from "./text";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackToJudge } from "../shared/load";
import { progressOn } from "../series/progress";
import { endLater } from "../shared/exit";
import { printResult } from "../shared/print";

export interface BacktestOptions extends Gates {
  readonly environment: EnvironmentName;
  readonly format: "text" | "json";
  readonly series: string;
  readonly base?: string;
  readonly labels?: string;
  readonly recorded?: string;
  readonly fetch?: true;
  readonly days?: number;
  readonly signal?: string;
  readonly datadogEndpoint?: string;
}

/** How often each signal with a series would have fired, one signal in memory at a time; 1 where a gate asked for fails, or a base cannot be replayed. */
export const backtestCommand = async (options: BacktestOptions, command: Command): Promise<void> => {
  if (options.minPrecision !== undefined && options.labels === undefined)
    return command.error("error: --min-precision is of known incidents; name them with --labels <file>");
  if (options.signal !== undefined && options.fetch === undefined)
    return command.error("error: --signal is of what to fetch; write --fetch, or leave its file alone in a folder");
  if (options.days !== undefined && options.fetch === undefined)
    return command.error("error: --days is of what to fetch; write --fetch, or cut the files of the folder");
  const declared = stackToJudge(repositoryRoot(), options.environment, (plan) => judging(plan, options));
  // Before anything is fetched: a base that is not there is wrong usage.
  const base =
    options.base === undefined
      ? undefined
      : await readBase(repositoryRoot(), options.base, options.environment, progressOn(process.stderr));
  if (options.fetch === true) await fetchFirst(declared, options);
  const results = runBacktest(declared, options, base);
  if (base?.revision.unplanned !== undefined) endLater("failed");
  const failed = failedGates(results, options);
  if (failed.length === 0) return;
  process.stderr.write(`${failed.join("\n")}\n`);
  endLater("failed");
};

/** The vendors of the measures that have a series, or are to get one. What a series has no name for is said once it is read. */
const judging = (
  { signals, objectives }: MonitoringPlan,
  { series, fetch }: BacktestOptions,
): readonly VendorName[] => {
  const measures = [
    ...signals.flatMap((signal) => signal.measures),
    ...objectives.map(({ id, source }) => ({ name: id, source })),
  ];
  const there = fetch === true ? undefined : new Set(seriesIn(series).map(({ measure }) => measure));
  return [...new Set(measures.filter(({ name }) => there?.has(name) ?? true).map(({ source }) => source.vendor))];
};

const fetchFirst = async (declared: DeclaredStack, options: BacktestOptions): Promise<void> => {
  const { series: folder, days = 30, signal, datadogEndpoint } = options;
  const [{ fetchSeries }, { openSource }] = await Promise.all([import("../fetch/fetch"), import("../fetch/open")]);
  const progress = progressOn(process.stderr);
  const say = (line: string): void => {
    progress("");
    process.stderr.write(`${line}\n`);
  };
  const now = Date.now() / 1_000;
  await fetchSeries(declared, openSource(process.env, progress, datadogEndpoint), {
    ...{ folder, days, signal, now, progress, say },
  });
};

const runBacktest = (declared: DeclaredStack, options: BacktestOptions, base: Base | undefined): readonly Result[] => {
  const { environment, series, labels, recorded, format } = options;
  const progress = progressOn(process.stderr);
  const incidents = labels === undefined ? undefined : readStretches(labels, "signal", signalsIn(declared));
  const record = recorded === undefined ? undefined : readStretches(recorded, "level", levelsIn(declared));
  const revisions = { here: levelsHere(declared), base: base?.levels ?? new Map<string, never>() };
  const results = backtestFolder(series, revisions, { incidents, recorded: record }, progress);
  progress("");
  printResult(
    format === "json"
      ? `${stringify(toBacktestJson(results, environment, base), undefined, 2)}\n`
      : toBacktestText({
          results,
          base: base?.revision.unplanned === undefined ? base?.revision.name : undefined,
          unjudged: base?.unjudged ?? new Set(),
          labelled: labels !== undefined,
        }),
  );
  const said = [
    ...(base?.revision.unplanned === undefined
      ? []
      : [`${base.revision.name} cannot be replayed: ${base.revision.unplanned}`]),
    ...notEvaluated(series, revisions).map((measure) => `${measure}: nothing here evaluates it`),
    ...[...(incidents?.keys() ?? [])]
      .filter((signal) => !results.some((each) => each.signal === signal))
      .map((signal) => `${signal}: incidents are known, and there is no series of it`),
  ];
  if (said.length > 0) process.stderr.write(`${said.join("\n")}\n`);
  return results;
};

const signalsIn = ({ plan }: DeclaredStack): ReadonlySet<string> =>
  new Set([...plan.signals, ...plan.objectives].map(({ id }) => id));

const levelsIn = ({ plan }: DeclaredStack): ReadonlySet<string> =>
  new Set([
    ...plan.signals.flatMap(({ measures }) => measures.flatMap(({ levels }) => levels.map(({ name }) => name))),
    ...plan.objectives.flatMap(({ tiers }) => tiers.map(({ name }) => name)),
  ]);
