import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyTree } from "../../testing/tree";
import { chanceOf, type Chance } from "../alert-quality/random";
import { ROOT } from "../root";
import { argumentsOf } from "../scripts";
import { oneOf } from "./draw";
import { labelText, seriesTexts } from "./samples";
import { mutateBytes } from "./wrong-bytes";

/** Mutations tried through the real command line, in a copy of the working tree. */

/** A file of the tree that is made wrong, and the commands that read it. */
interface Target {
  readonly file: string;
  readonly lines: readonly (readonly string[])[];
}

const views = [
  ["plan"],
  ["plan", "--environment", "all", "--format", "json"],
  ["plan", "--routes"],
  ["rules"],
  ["runbooks", "--check"],
];

const sources = (): readonly Target[] => [
  ...readdirSync(join(ROOT, "monitors/catalogue"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => ({ file: join("monitors/catalogue", name), lines: views })),
  { file: "policies/routing.ts", lines: views },
];

const configurations: readonly Target[] = ["dev", "prod"].map((name) => ({
  file: `Pulumi.${name}.yaml`,
  lines: [...views, ["plan", "--environment", name], ["report", "--out", "out/page.html"]],
}));

const SERIES = "in/search.error_rate.csv";

const inputs: readonly Target[] = [
  {
    file: SERIES,
    lines: [
      ["backtest", "--series", "in"],
      ["simulate", "search.error_rate", "--series", SERIES],
    ],
  },
  { file: "labels/known.csv", lines: [["backtest", "--series", "in", "--labels", "labels/known.csv"]] },
  {
    file: "cli/quality/fixtures/incidents.csv",
    lines: [["quality", "--incidents", "cli/quality/fixtures/incidents.csv"]],
  },
  {
    file: "cli/quality/fixtures/incidents.json",
    lines: [["quality", "--incidents", "cli/quality/fixtures/incidents.json"]],
  },
  {
    file: "cli/adopt/fixtures/monitors.json",
    lines: [["adopt", "--datadog", "cli/adopt/fixtures/monitors.json", "--out", "out/adopt"]],
  },
  {
    file: "cli/adopt/fixtures/alarms.json",
    lines: [["adopt", "--cloudwatch", "cli/adopt/fixtures/alarms.json"]],
  },
  { file: "plans/base.json", lines: [["review", "--base-plan", "plans/base.json", "--head-plan", "plans/head.json"]] },
];

/** How one ended. */
export interface CommandTrial {
  readonly words: string;
  /** Undefined where it was ended from outside. */
  readonly code: number | undefined;
  readonly seconds: number;
  readonly mebibytes: number;
  /** The first line of a stack trace, where one was printed. */
  readonly trace: string | undefined;
  readonly said: string;
}

/** Six times what a command may take: whoever hangs longer is ended, and counted. */
const PATIENCE = 60_000;

interface Place {
  readonly root: string;
  readonly peaks: string;
}

/** @returns the folder, with inputs that are sound */
export const openPlace = async (): Promise<Place> => {
  const root = copyTree();
  const peaks = join(root, "peaks");
  for (const name of ["peaks", "in", "labels", "plans", "out"]) mkdirSync(join(root, name));
  const [[, series] = ["", ""]] = seriesTexts();
  writeFileSync(join(root, SERIES), series);
  writeFileSync(join(root, "labels/known.csv"), labelText("search.error_rate"));
  const { stdout } = await run({ root, peaks }, ["plan", "--format", "json", "--declarations"]);
  for (const name of ["base", "head"]) writeFileSync(join(root, `plans/${name}.json`), stdout);
  return { root, peaks };
};

/** The copy is afterwards as it was before. */
export const tryCommand = async (place: Place, seed: number, number: number): Promise<CommandTrial> => {
  const chance = chanceOf(seed, "command", number);
  const { file, lines } = oneOf(chance, oneOf(chance, [sources(), configurations, inputs]));
  const line = oneOf(chance, lines);
  const path = join(place.root, file);
  const before = readFileSync(path);
  const words = overwrite(path, before, chance);
  const start = performance.now();
  const { code, stdout, stderr } = await run(place, line);
  const seconds = (performance.now() - start) / 1_000;
  writeFileSync(path, before);
  const trace = /^\s+at .+:\d+:\d+\)?$/m.exec(`${stderr}\n${stdout}`)?.[0].trim();
  const said = stderr.slice(0, 300);
  return { words: `${line.join(" ")} with ${file} ${words}`, code, seconds, mebibytes: peakOf(place), trace, said };
};

const overwrite = (path: string, before: Buffer, chance: Chance): string => {
  const { words, whole } = mutateBytes(before, chance);
  writeFileSync(path, whole);
  return words;
};

/** The largest process of a command, a loader's and a revision's plan among them. */
const peakOf = ({ peaks }: Place): number => {
  const found = readdirSync(peaks).map((name) => Number(readFileSync(join(peaks, name), "utf8")));
  for (const name of readdirSync(peaks)) rmSync(join(peaks, name));
  return Math.max(0, ...found);
};

interface Ran {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const run = ({ root, peaks }: Place, [command = "", ...rest]: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const peak = join(ROOT, "bench/mutations/peak.cjs");
    execFile(
      process.execPath,
      [...argumentsOf(command), ...rest],
      {
        cwd: root,
        timeout: PATIENCE,
        killSignal: "SIGKILL",
        maxBuffer: 256 * 1024 * 1024,
        env: { ...process.env, NODE_OPTIONS: `--require ${peak}`, DRIPLO_PEAK_FOLDER: peaks },
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
        resolve({ code, stdout, stderr });
      },
    );
  });
