import { readdirSync } from "node:fs";
import { join } from "node:path";
import { nearestWords } from "../shared/nearest";
import { SeriesFault } from "../series/fault";
import { readSeries } from "../series/read";
import { backtest, type Past, type Result } from "./backtest";
import type { JudgedLevels } from "./judged";

/** Series in a folder, a file for each measure: `api.error_rate.csv`. */

interface SeriesFile {
  readonly file: string;
  readonly measure: string;
}

/** @throws SeriesFault where there are none, or two of one measure */
export const seriesIn = (folder: string): readonly SeriesFile[] => {
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    throw new SeriesFault(`${folder}: no folder that can be read; name one with a file for each measure`);
  }
  const files = names
    .filter((name) => /\.(csv|json)$/.test(name))
    .toSorted()
    .map((file) => ({ file, measure: file.replace(/\.(csv|json)$/, "") }));
  if (files.length === 0)
    throw new SeriesFault(`${folder}: no series; a file is named after its measure, as api.error_rate.csv`);
  const twice = files.find(({ measure }, index) => files[index - 1]?.measure === measure);
  if (twice !== undefined) throw new SeriesFault(`${folder}: ${twice.measure} is there as CSV and as JSON; keep one`);
  return files;
};

export interface Revisions {
  readonly here: JudgedLevels;
  /** Empty where no base is asked for, or it cannot be replayed. */
  readonly base: JudgedLevels;
}

/** One signal in memory at a time. Every name is looked at before the first file is read. @throws SeriesFault */
export const backtestFolder = (
  folder: string,
  { here, base }: Revisions,
  past: Past,
  progress: (words: string) => void,
): readonly Result[] => {
  const files = seriesIn(folder);
  const known = new Set([...here.keys(), ...base.keys()]);
  for (const { file, measure } of files)
    if (!known.has(measure))
      throw new SeriesFault(`${file}: there is no measure ${JSON.stringify(measure)}${nearestWords(measure, known)}`);
  return files.flatMap(({ file, measure }, index) => {
    progress(`${index + 1} of ${files.length}: ${measure} …`);
    // A year's columns lie outside of V8's heap, which therefore is in no hurry to let go of those of the measure before.
    globalThis.gc?.();
    return backtest(here.get(measure) ?? [], base.get(measure) ?? [], readSeries(join(folder, file)), past);
  });
};

/** Measures with a series that nothing evaluates. */
export const notEvaluated = (folder: string, { here, base }: Revisions): readonly string[] =>
  seriesIn(folder)
    .map(({ measure }) => measure)
    .filter((measure) => (here.get(measure) ?? []).length + (base.get(measure) ?? []).length === 0);
