import { linkSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declareStack } from "../infra/declare";
import { testProd } from "../testing/environment";
import { catalogue } from "../monitors/catalogue";
import { policies } from "../policies";
import { backtestFolder } from "../cli/backtest/folder";
import { levelsHere, type JudgedLevel, type JudgedLevels } from "../cli/backtest/judged";
import { generateCatalogue } from "./generate";

/** Replays a year of minutes for so many measures, as the command does, and prints how long it took and the most memory that it had. */

const [many = "", written = ""] = process.argv.slice(2);

const YEAR = 525_600;
const START = Date.UTC(2025, 0, 1) / 1_000;

/** So many measures that something evaluates, of real rows over and over. */
const levelsOf = (wanted: number): JudgedLevels => {
  const rows = generateCatalogue(catalogue, 2 * wanted);
  const judged = [...levelsHere(declareStack(rows, policies, testProd))].filter(([, levels]) => levels.length > 0);
  return new Map(judged.slice(0, wanted));
};

const columnsOf = (levels: readonly JudgedLevel[]): readonly string[] => [
  ...new Set(levels.flatMap(({ evaluator }) => evaluator.inputs.map(({ name }) => name))),
];

/** Numbers with two places that rise and fall by the day; the same for each measure with such columns. */
const yearOf = (columns: readonly string[]): string => {
  const quoted = columns.map((name) => `"${name.replaceAll('"', '""')}"`);
  const rows = Array.from({ length: YEAR }, (_, minute) => {
    const moment = new Date((START + minute * 60) * 1_000).toISOString().replace(".000", "");
    // Of a share there is more than its part.
    const cells = columns.map((name, index) =>
      (
        (name === "all" || name === "whole" ? 150 : 50) +
        40 * Math.sin(minute / 230) +
        ((minute * 7_919 + index) % 1_000) / 100
      ).toFixed(2),
    );
    return `${moment},${cells.join(",")}\n`;
  });
  return `time,${quoted.join(",")}\n${rows.join("")}`;
};

const write = (folder: string, judged: JudgedLevels): void => {
  const files = new Map<string, string>();
  for (const [measure, levels] of judged) {
    const columns = columnsOf(levels);
    const path = join(folder, `${measure}.csv`);
    const same = files.get(columns.join());
    if (same === undefined) {
      writeFileSync(path, yearOf(columns));
      files.set(columns.join(), path);
    } else linkSync(same, path);
  }
};

const judged = levelsOf(Number(many));
if (written === "") {
  const folder = mkdtempSync(join(tmpdir(), "backtest-bench-"));
  try {
    write(folder, judged);
    process.stdout.write(folder);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
} else {
  const start = performance.now();
  const results = backtestFolder(
    written,
    { here: judged, base: new Map() },
    { incidents: undefined, recorded: undefined },
    () => undefined,
  );
  const seconds = (performance.now() - start) / 1_000;
  process.stdout.write(
    JSON.stringify({
      seconds,
      measures: judged.size,
      levels: results.filter(({ here }) => here?.firings !== undefined).length,
      // Kilobytes, as Linux counts them; of the whole process, its start included.
      mebibytes: process.resourceUsage().maxRSS / 1_024,
    }),
  );
}
