import { inCanonicalUnit, inSeconds } from "../../../monitors/model/quantity";
import type { PlannedMeasure } from "../../../monitors/plan/plan";
import { businessNumbers, type BusinessSource } from "../../../monitors/model/sources/business";
import { noise } from "../usual";
import { factorAt, movementAt } from "./course";
import {
  bucketsOf,
  daysOf,
  firstNumberOf,
  meanOver,
  milderIn,
  toSeries,
  wobble,
  type Bucket,
  type Point,
  type Round,
  type Sampled,
} from "./series";

/** What the shop's tables answer of a number held against the same hours of earlier weeks (`monitors/prometheus/sql.ts`). */

/** As many as that asks for. */
const WEEKS = 8;
const WEEK = 604_800;

/** Of those who could take the next step, so many usually do. */
const NEXT_STEP = 0.35;

/** An order's worth in cents, and how far orders differ. */
const ORDER = { mean: 4_000, spread: 0.8 } as const;

interface Answer {
  readonly value: number;
  readonly events: number;
}

export const sampleWeeks = (round: Round): Sampled => {
  const { truth, measure } = round;
  const window = inSeconds(measure.window);
  const buckets = bucketsOf(round, window + 3_600, window > 6 * 3_600 ? 300 : 60);
  const weeksBack = measure.kind === "change" ? 1 : WEEKS;
  const weeks = Array.from({ length: weeksBack + 1 }, (_, ago) => slide(countWeek(round, buckets, ago), window));
  const points = buckets.flatMap(({ seen }, index): Point[] => {
    if (seen < truth.span.from - 3_600) return [];
    const [present, ...earlier] = weeks.map((week) => answerOf(week[index], measure));
    return present === undefined
      ? []
      : [[seen, measure.kind === "change" ? moved(present, earlier[0], round) : distance(present, earlier, round)]];
  });
  const trulyMoved = buckets.map((each) => ({ ...each, truly: 100 * movementAt(round, each.from) }));
  return { inputs: { value: toSeries(points) }, milder: milderIn(round, trulyMoved, firstNumberOf(measure)) };
};

interface Sums {
  readonly part: number;
  readonly whole: number;
}

const countWeek = (round: Round, buckets: readonly Bucket[], ago: number): readonly Sums[] => {
  const { truth, measure, level, chance } = round;
  const day = daysOf(chance);
  const episodes = ago === 0 ? truth.episodes : [];
  const isShare = givesOf(measure) === "good share";
  const falls = level.breach === "below" ? -1 : 1;
  return buckets.map((bucket) => {
    const minutes = (bucket.to - bucket.from) / 60;
    const usual =
      truth.traffic(bucket.from) * day(bucket.from - ago * WEEK) * wobble(chance, noise.minute * truth.noise);
    const factor = meanOver(bucket, episodes, (at) =>
      measure.kind === "change" ? 1 + falls * (ago === 0 ? movementAt(round, at) : 0) : factorAt(episodes, at),
    );
    if (isShare) {
      const whole = chance.poisson(usual * minutes);
      return { whole, part: chance.binomial(whole, Math.min(0.98, NEXT_STEP * factor)) };
    }
    const whole = chance.poisson(usual * factor * minutes);
    return { whole, part: givesWorth(measure) ? worthOf(whole, round) : whole };
  });
};

const givesOf = ({ source }: PlannedMeasure): string | undefined =>
  source.type === "sql" ? businessNumbers[source.number].gives : undefined;

const givesWorth = ({ source }: PlannedMeasure): boolean => source.type === "sql" && isWorth(source);

const isWorth = ({ number }: BusinessSource): boolean => number === "revenue";

const worthOf = (orders: number, { chance }: Round): number =>
  Math.max(0, ORDER.mean * (orders + ORDER.spread * Math.sqrt(orders) * chance.normal()));

/** Sums over the window that ends with each bucket. */
const slide = (counted: readonly Sums[], window: number): readonly Sums[] => {
  const many = Math.max(1, Math.round(window / (counted.length > 1 && window > 6 * 3_600 ? 300 : 60)));
  let [part, whole] = [0, 0];
  return counted.map((each, index) => {
    part += each.part - (counted[index - many]?.part ?? 0);
    whole += each.whole - (counted[index - many]?.whole ?? 0);
    return { part, whole };
  });
};

const answerOf = (sums: Sums | undefined, measure: PlannedMeasure): Answer | undefined => {
  if (sums === undefined) return undefined;
  const { part, whole } = sums;
  if (givesOf(measure) === "amount") return { value: part, events: whole };
  return whole >= leastOf(measure) ? { value: (100 * part) / whole, events: whole } : undefined;
};

const leastOf = ({ minimumTraffic }: PlannedMeasure): number =>
  minimumTraffic === undefined ? 1 : inCanonicalUnit(minimumTraffic);

const towards = ({ level }: Round, then: number, now: number): number => {
  if (level.breach === "both") return Math.abs(then - now);
  return level.breach === "below" ? then - now : now - then;
};

const moved = (present: Answer, earlier: Answer | undefined, round: Round): number =>
  earlier === undefined || earlier.value === 0
    ? 0
    : (100 * towards(round, earlier.value, present.value)) / earlier.value;

const distance = (present: Answer, earlier: readonly (Answer | undefined)[], round: Round): number => {
  const known = earlier.filter((each) => each !== undefined);
  if (known.length < 4) return 0;
  const mean = meanOf(known.map(({ value }) => value));
  const events = Math.max(present.events, meanOf(known.map((each) => each.events)));
  if (events < leastOf(round.measure)) return 0;
  const deviation = Math.sqrt(known.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (known.length - 1));
  const least = Math.max(present.value, mean) / Math.sqrt(events);
  const spread = Math.max(deviation, least);
  return spread > 0 ? towards(round, mean, present.value) / spread : 0;
};

const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
