import { inCanonicalUnit, inSeconds } from "../../../monitors/model/quantity";
import type { PlannedMeasure } from "../../../monitors/plan/plan";
import { businessNumber, type Gives } from "../../../monitors/model/sources/business";
import { judgingOf } from "../../../monitors/plan/alerts-from";
import { fallenFrom, multiplesOf, WEEK_SECONDS, WEEKS, type Counted } from "../../../monitors/plan/usual";
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

/** Of the longer windows those that this shop's nights take. */
const MOST_WINDOWS = 4;

/** Of those who could take the next step, so many usually do. */
const NEXT_STEP = 0.35;

/** An order's worth in cents, and how far orders differ. */
const ORDER = { mean: 4_000, spread: 0.8 } as const;

export const sampleWeeks = (round: Round): Sampled => {
  const { truth, measure } = round;
  const window = inSeconds(measure.window);
  const windows = measure.kind === "change" ? 1 : MOST_WINDOWS;
  const resolution = window > 6 * 3_600 ? 300 : 60;
  const buckets = bucketsOf(round, windows * window + 3_600, resolution);
  const weeksBack = measure.kind === "change" ? 1 : WEEKS.most;
  const weeks = Array.from({ length: weeksBack + 1 }, (_, ago) => summed(countWeek(round, buckets, ago)));
  const judge = measure.kind === "change" ? moved : distance;
  const points = buckets.flatMap(({ seen }, index): Point[] =>
    seen < truth.span.from - 3_600
      ? []
      : [
          [
            seen,
            judge(round, (times) =>
              weeks.map((week) => between(week, index, Math.max(1, Math.round((times * window) / resolution)))),
            ),
          ],
        ],
  );
  const trulyMoved = buckets.map((each) => ({ ...each, truly: 100 * movementAt(round, each.from) }));
  return { inputs: { answer: toSeries(points) }, milder: milderIn(round, trulyMoved, firstNumberOf(measure)) };
};

interface Sums {
  readonly part: number;
  readonly whole: number;
}

const countWeek = (round: Round, buckets: readonly Bucket[], ago: number): readonly Sums[] => {
  const { truth, measure, level, chance } = round;
  const day = daysOf(chance);
  const episodes = ago === 0 ? truth.episodes : [];
  const isShare = isShareOf(measure);
  const falls = level.breach === "below" ? -1 : 1;
  return buckets.map((bucket) => {
    const minutes = (bucket.to - bucket.from) / 60;
    const usual =
      truth.traffic(bucket.from) * day(bucket.from - ago * WEEK_SECONDS) * wobble(chance, noise.minute * truth.noise);
    const factor = meanOver(bucket, episodes, (at) =>
      measure.kind === "change" ? 1 + falls * (ago === 0 ? movementAt(round, at) : 0) : factorAt(episodes, at),
    );
    if (isShare) {
      const whole = chance.poisson(usual * minutes);
      return { whole, part: chance.binomial(whole, Math.min(0.98, NEXT_STEP * factor)) };
    }
    const whole = chance.poisson(usual * factor * minutes);
    return { whole, part: givesOf(measure) === "worth" ? worthOf(whole, round) : whole };
  });
};

const givesOf = ({ source }: PlannedMeasure): Gives | undefined =>
  source.type === "sql" ? businessNumber(source.number).gives : undefined;

const worthOf = (orders: number, { chance }: Round): number =>
  Math.max(0, ORDER.mean * (orders + ORDER.spread * Math.sqrt(orders) * chance.normal()));

/** Of each bucket what there was up to its end, so that any window is one difference. */
const summed = (counted: readonly Sums[]): readonly Sums[] => {
  let [part, whole] = [0, 0];
  return counted.map((each) => {
    part += each.part;
    whole += each.whole;
    return { part, whole };
  });
};

const between = (upTo: readonly Sums[], index: number, many: number): Sums => {
  const [end, start] = [upTo[index], upTo[index - many]];
  return { part: (end?.part ?? 0) - (start?.part ?? 0), whole: (end?.whole ?? 0) - (start?.whole ?? 0) };
};

type Asked = (times: number) => readonly Sums[];

const moved = (round: Round, asked: Asked): number => {
  const [present, earlier] = asked(1).map((sums) => valueOf(sums, round.measure));
  if (present === undefined || earlier === undefined || earlier === 0) return 0;
  return (100 * towards(round, earlier - present)) / earlier;
};

const valueOf = ({ part, whole }: Sums, measure: PlannedMeasure): number | undefined => {
  if (!isShareOf(measure)) return part;
  return whole >= leastOf(measure) ? (100 * part) / whole : undefined;
};

const distance = (round: Round, asked: Asked): number => {
  const { measure, level } = round;
  if (measure.source.type !== "sql") return 0;
  const judging = judgingOf(measure, measure.source, level);
  const multiples = multiplesOf(inSeconds(measure.window), judging.tellsOfFall);
  const fallen = fallenFrom(
    multiples.filter((times) => times <= MOST_WINDOWS),
    (times) => {
      const [present, ...earlier] = asked(times).map((sums) => countedOf(sums, measure));
      return { present, earlier };
    },
    judging,
  );
  return towards(round, fallen);
};

const countedOf = ({ part, whole }: Sums, measure: PlannedMeasure): Counted | undefined => {
  if (isShareOf(measure)) return whole >= leastOf(measure) ? { value: part, events: whole } : undefined;
  const each = givesOf(measure) === "worth" ? ORDER.mean ** 2 * (1 + ORDER.spread ** 2) : 1;
  return { value: part, events: whole, squares: whole * each };
};

const isShareOf = (measure: PlannedMeasure): boolean => givesOf(measure)?.endsWith("share") === true;

const leastOf = ({ minimumTraffic }: PlannedMeasure): number =>
  minimumTraffic === undefined ? 1 : inCanonicalUnit(minimumTraffic);

/** What has fallen, counted on the bad side. */
const towards = ({ level }: Round, fallen: number): number => {
  if (level.breach === "both") return Math.abs(fallen);
  return level.breach === "below" ? fallen : -fallen;
};
