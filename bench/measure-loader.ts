import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../monitors/model/configuration/table";
import type { Figure } from "./figure";
import { runOnMocks } from "./measure-program";
import { median, repeat, type Variables } from "./run";
import { programArguments } from "./scripts";

/**
 * Our loader against Pulumi's default, a type-checking ts-node. Both under Pulumi's own runner, which the CLI's Node host
 * starts with these arguments and which registers ts-node by itself.
 */
const RUNNER = [
  "node_modules/@pulumi/pulumi/cmd/run",
  ...["--project", PROJECT, "--stack", "prod", "--monitor", "mock", "--pwd", ".", "--root-directory", "."],
  "program.ts",
];

/** ts-node 7, which Pulumi brings, keeps what it compiled and does not check it again: a CI job starts with nothing kept. */
const defaultLoader = (cache: string): Variables => ({
  PULUMI_NODEJS_TYPESCRIPT: "true",
  // The repository's own settings emit what only a bundler resolves; these differ in that alone.
  PULUMI_NODEJS_TSCONFIG_PATH: "bench/tsconfig.default-loader.json",
  TS_NODE_CACHE_DIRECTORY: cache,
});

interface Round {
  readonly ours: number;
  readonly checked: number;
  readonly kept: number;
}

const measureRound = (): Round => {
  const cache = mkdtempSync(join(tmpdir(), "bench-ts-node-"));
  try {
    return {
      ours: runOnMocks(programArguments(), RUNNER).seconds,
      checked: runOnMocks([], RUNNER, defaultLoader(cache)).seconds,
      kept: runOnMocks([], RUNNER, defaultLoader(cache)).seconds,
    };
  } finally {
    rmSync(cache, { recursive: true });
  }
};

type Measured = { readonly rounds: readonly Round[] } | { readonly notMeasured: string };

/** The default loader refuses the program for any type error, and then says nothing of its speed. */
const measureRounds = (): Measured => {
  try {
    return { rounds: repeat(5, measureRound) };
  } catch (error) {
    return { notMeasured: error instanceof Error ? error.message : String(error) };
  }
};

export const measureLoader = (): readonly Figure[] => {
  const measured = measureRounds();
  const ratio = (to: "checked" | "kept") =>
    "rounds" in measured
      ? { value: median(measured.rounds.map(({ ours }) => ours)) / median(measured.rounds.map((round) => round[to])) }
      : measured;
  return [
    {
      name: "program's start, against Pulumi's default loader",
      how: "under Pulumi's own runner on mocks, to the last registration: our loader's time by that of ts-node with type check and an empty cache; medians of 5",
      unit: "times",
      atMost: 1 / 3,
      ...ratio("checked"),
    },
    {
      name: "the same, when ts-node has kept every file",
      how: "the default loader run again with no file changed: it checks no types then",
      unit: "times",
      atMost: undefined,
      ...ratio("kept"),
    },
  ];
};
