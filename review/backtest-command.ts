import { readdirSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import type { DeclaredStack } from "../infra/declare";
import type { EnvironmentName } from "../monitors/model/environment";
import { backtest, type Result } from "./backtest/backtest";
import { readStretches } from "./backtest/labels";
import type { Share, Stretch } from "./backtest/measure";
import { nearestWords } from "./drill/find";
import { declareEnvironment, repositoryRoot } from "./load";
import { SeriesFault } from "./series/fault";
import { readSeries } from "./series/read";
import { clock } from "./simulate/text";

export interface BacktestOptions {
  readonly environment: EnvironmentName;
  readonly format: "text" | "json";
  readonly series: string;
  readonly labels?: string;
  readonly recorded?: string;
  readonly maxFirings?: number;
  readonly minPrecision?: number;
}

/** How often each signal with a series would have fired, one signal in memory at a time; 1 where a gate asked for fails. */
export const backtestCommand = (options: BacktestOptions, command: Command): void => {
  const declared = declareEnvironment(repositoryRoot(), options.environment);
  try {
    const { signals } = declared.plan;
    const labels = readIfGiven(
      options.labels,
      "signal",
      signals.map(({ id }) => id),
    );
    const levels = signals.flatMap(({ measures }) => measures.flatMap((each) => each.levels.map(({ name }) => name)));
    const recorded = readIfGiven(options.recorded, "level", levels);
    const results = filesIn(options.series).flatMap((file) => {
      const watched = find(declared, file.replace(/\.(csv|json)$/, ""), file);
      return backtest(declared, watched, readSeries(join(options.series, file)), {
        incidents: labels === undefined ? undefined : (labels.get(watched.signal.id) ?? []),
        recorded,
      });
    });
    process.stdout.write(
      options.format === "json" ? `${stringify({ version: 1, results }, undefined, 2) ?? ""}\n` : toText(results),
    );
    const failed = results.flatMap((result) => gatesOf(result, options));
    if (failed.length === 0) return;
    process.stderr.write(`${failed.join("\n")}\n`);
    process.exitCode = 1;
  } catch (error) {
    if (error instanceof SeriesFault) return command.error(`error: ${error.message}`);
    throw error;
  }
};

const readIfGiven = (path: string | undefined, of: "signal" | "level", known: readonly string[]) =>
  path === undefined ? undefined : readStretches(path, of, new Set(known));

const filesIn = (folder: string): readonly string[] => {
  let files: readonly string[] = [];
  try {
    files = readdirSync(folder).filter((name) => /\.(csv|json)$/.test(name));
  } catch {
    throw new SeriesFault(`${folder}: no such folder`);
  }
  if (files.length === 0)
    throw new SeriesFault(`${folder}: no series; a file is named after its measure, as api.error_rate.csv`);
  return files.toSorted();
};

const find = ({ plan }: DeclaredStack, name: string, file: string) => {
  const all = plan.signals.flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })));
  const found = all.find(({ measure }) => measure.name === name);
  if (found === undefined)
    throw new SeriesFault(`${file}: there is no measure ${JSON.stringify(name)}${nearestWords(name, all)}`);
  return found;
};

const gatesOf = (
  { name, firings, quality }: Result,
  { maxFirings, minPrecision }: BacktestOptions,
): readonly string[] => [
  ...(maxFirings !== undefined && (firings?.length ?? 0) > maxFirings
    ? [`--max-firings ${String(maxFirings)}: ${name} fired ${String(firings?.length ?? 0)} times`]
    : []),
  ...(minPrecision !== undefined && quality?.precision !== undefined && 100 * quality.precision.share < minPrecision
    ? [`--min-precision ${String(minPrecision)}: ${name} has ${inPerCent(quality.precision)}`]
    : []),
];

const toText = (results: readonly Result[]): string => {
  const table = new Table({
    head: ["level", "fired", "in all", "first", "last", "precision", "recall", "detected after", "over after"],
    style: { head: [], border: [] },
  });
  for (const { name, priority, firings, quality } of results)
    table.push([
      `${name} (${priority})`,
      firings === undefined ? "no data of it" : String(firings.length),
      firings === undefined ? "" : minutes(firings.reduce((sum, { from, to }) => sum + to - from, 0)),
      at(firings?.[0]),
      at(firings?.at(-1)),
      inPerCent(quality?.precision),
      inPerCent(quality?.recall),
      minutes(quality?.detection),
      minutes(quality?.reset),
    ]);
  const missed = results.flatMap(({ name, quality }) =>
    (quality?.missed ?? []).map(({ from, to }) => `${name} did not announce ${clock(from)} to ${clock(to)}`),
  );
  return `${[table.toString(), ...missed, ...results.flatMap(fidelityLines)].join("\n")}\n`;
};

const fidelityLines = ({ name, fidelity }: Result): readonly string[] =>
  fidelity === undefined
    ? []
    : [
        `${name} agrees with the record in ${(100 * fidelity.agreement).toFixed(2)} % of the time`,
        ...fidelity.onlyReplayed.map(({ from, to }) => `  only the replay fires, ${clock(from)} to ${clock(to)}`),
        ...fidelity.onlyRecorded.map(({ from, to }) => `  only the record has ${clock(from)} to ${clock(to)}`),
      ];

const at = (firing: Stretch | undefined): string => (firing === undefined ? "" : clock(firing.from));

const minutes = (seconds: number | undefined): string =>
  seconds === undefined ? "" : `${String(Math.round(seconds / 6) / 10)} min`;

/** With its sample size and what it may be: `50 % of 4 (15–85)` */
const inPerCent = (share: Share | undefined): string => {
  if (share === undefined) return "";
  const [exact, low, high] = [share.share, share.low, share.high].map((each) => String(Math.round(100 * each)));
  return `${exact ?? ""} % of ${String(share.of)} (${low ?? ""}–${high ?? ""})`;
};
