import type { DeclaredStack } from "../../infra/declare";
import { nearestWords } from "../shared/nearest";
import { SeriesFault } from "../series/fault";
import type { Ending } from "../shared/exit";
import { Cache } from "./cache";
import type { Progress } from "./http";
import { questionsOf, type Asked, type Column, type Question, type Wanted } from "./question";
import { writeSeries, type Fetched } from "./series-file";
import { NoKeys, VendorFault, type Samples, type Source } from "./source";

export interface FetchOptions {
  readonly folder: string;
  readonly days: number;
  /** A signal's id or a measure's name; all where it is left out. */
  readonly signal: string | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  readonly progress: Progress;
  /** A line for people to keep. */
  readonly say: (line: string) => void;
}

/** Opens a vendor's history, with the keys of the environment. @throws VendorFault where there are none */
export type OpenSource = (vendor: Asked) => Promise<Source>;

const DAY = 86_400;

/**
 * Writes a series file for each measure whose vendor keeps its history. What is refused is said, and does not keep the rest from being
 * fetched.
 *
 * @throws SeriesFault where something was refused, and the next run goes on from there, or nothing was fetched
 */
export const fetchSeries = async (declared: DeclaredStack, open: OpenSource, options: FetchOptions): Promise<void> => {
  const wanted = wantedOf(declared, options);
  let written = 0;
  const failed: Ending[] = [];
  for (const vendor of new Set(wanted.map(vendorOf))) {
    const own = wanted.filter((each) => vendorOf(each) === vendor);
    const outcome = await fetchFrom(vendor, own, open, options);
    written += outcome.written;
    failed.push(...outcome.failed);
  }
  options.progress("");
  if (failed.length > 0)
    throw new SeriesFault(
      "not all was fetched; what is there is kept, and the next run goes on from it",
      failed.includes("vendor") ? "vendor" : "usage",
    );
  if (written === 0) throw new SeriesFault("nothing was fetched");
};

const vendorOf = ({ columns: [first] }: Wanted): Asked => first.question.vendor;

interface Outcome {
  readonly written: number;
  /** How each measure that is not there has failed. */
  readonly failed: readonly Ending[];
}

const fetchFrom = async (
  vendor: Asked,
  wanted: readonly Wanted[],
  open: OpenSource,
  options: FetchOptions,
): Promise<Outcome> => {
  const { folder, say } = options;
  const cache = new Cache(folder);
  let [written, source]: [number, Source | undefined] = [0, undefined];
  const failed: Ending[] = [];
  for (const [index, { measure, columns }] of wanted.entries())
    try {
      source ??= await openFor(vendor, open, options);
      const fetched: Fetched[] = [];
      for (const column of columns) fetched.push(await fetchColumn(measure, column, source, cache, options));
      writeSeries(folder, measure, fetched);
      written += 1;
      if (fetched.every(({ samples }) => samples.length === 0)) say(`${measure}: ${vendor} has no data of it`);
    } catch (error) {
      if (!(error instanceof SeriesFault)) throw error;
      say(`${measure}: ${error.message}`);
      // What a vendor says of one question, too: it could not be asked that.
      if (!(error instanceof NoKeys)) failed.push(error instanceof VendorFault ? error.ending : "vendor");
      if (!(error instanceof VendorFault)) continue;
      const left = wanted.length - index - 1;
      if (left > 0) say(`${vendor}: ${left} more are not asked for`);
      break;
    }
  return { written, failed };
};

const openFor = async (vendor: Asked, open: OpenSource, { days, say }: FetchOptions): Promise<Source> => {
  const source = await open(vendor);
  if (source.keeps < days * DAY)
    say(`${vendor} keeps minutes for ${source.keeps / DAY} days, and no more is asked for`);
  return source;
};

/** What can be fetched; of anything else the reason is said. */
const wantedOf = (declared: DeclaredStack, { signal, say }: FetchOptions): readonly Wanted[] => {
  const all = declared.plan.signals.flatMap(({ id, measures }) => measures.map((measure) => ({ id, measure })));
  const asked = all.filter(({ id, measure }) => signal === undefined || signal === id || signal === measure.name);
  if (asked.length === 0)
    throw new SeriesFault(
      `there is no signal ${JSON.stringify(signal)}${nearestWords(
        signal ?? "",
        all.flatMap(({ id, measure }) => [id, measure.name]),
      )}`,
    );
  return asked.flatMap(({ id, measure }) => {
    const found = questionsOf(declared, id, measure);
    if ("columns" in found) return [found];
    say(`${found.measure} is not fetched: ${found.why}`);
    return [];
  });
};

/** At once. More would only be told to wait. */
const AT_ONCE = 4;

const fetchColumn = async (
  measure: string,
  { name, question, scale }: Column,
  source: Source,
  cache: Cache,
  { days, now, progress }: FetchOptions,
): Promise<Fetched> => {
  const to = Math.floor(now / 60) * 60;
  const from = Math.max(to - days * DAY, to - source.keeps);
  const starts = daysFrom(from, to);
  const found: Samples[] = [];
  for (let done = 0; done < starts.length; done += AT_ONCE) {
    progress(`${measure} ${name}: day ${done + 1} of ${starts.length} …`);
    const some = starts.slice(done, done + AT_ONCE);
    // What was answered is kept before a refusal beside it ends the run.
    const answers = await Promise.allSettled(some.map((day) => samplesOf(question, { day, from, to }, source, cache)));
    for (const answer of answers) {
      if (answer.status === "rejected") throw answer.reason;
      found.push(answer.value);
    }
  }
  return { name, scale, samples: found.flat() };
};

/** Midnights, UTC. */
const daysFrom = (from: number, to: number): readonly number[] => {
  const first = Math.floor(from / DAY) * DAY;
  return Array.from({ length: Math.ceil((to - first) / DAY) }, (_, index) => first + index * DAY);
};

/** A day that is over is asked for whole, and kept. */
const samplesOf = async (
  question: Question,
  { day, from, to }: Readonly<Record<"day" | "from" | "to", number>>,
  source: Source,
  cache: Cache,
): Promise<Samples> => {
  const isWhole = day >= to - source.keeps && day + DAY <= to;
  const within = (samples: Samples): Samples => samples.filter(([at]) => at >= from && at < to);
  if (!isWhole) return source.ask(question, Math.max(day, from), Math.min(day + DAY, to));
  const there = cache.read(question, day);
  if (there !== undefined) return within(there);
  const samples = await source.ask(question, day, day + DAY);
  cache.write(question, day, samples);
  return within(samples);
};
