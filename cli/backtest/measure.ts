import type { Span, StateChange } from "../../monitors/plan/evaluate";

/** How good an alert was, against incidents that people have written down. */

/** Seconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** From each alert to its end, or the span's. */
export const firingsOf = (changes: readonly StateChange[], span: Span): readonly Stretch[] =>
  changes.flatMap(({ at, to }, index) => (to === "alert" ? [{ from: at, to: changes[index + 1]?.at ?? span.to }] : []));

/** Of how many, and between which bounds it lies with 95 %. */
export interface Bounds {
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

export interface Share extends Bounds {
  readonly share: number;
}

/**
 * The four measures of https://sre.google/workbook/alerting-on-slos/: precision (of the firings, those of an incident), recall (of the
 * incidents, those that something announced), and the means of detection and reset time, in seconds. A firing is of an incident that it
 * overlaps. Undefined where there is nothing to take it of.
 */
export interface Quality {
  readonly precision: Share | undefined;
  readonly recall: Share | undefined;
  readonly detection: number | undefined;
  /** Where the mean detection time lies with 95 %; undefined of fewer than two. */
  readonly detectionWithin: Bounds | undefined;
  readonly reset: number | undefined;
  readonly missed: readonly Stretch[];
}

export const measureFirings = (firings: readonly Stretch[], incidents: readonly Stretch[]): Quality => {
  const touching = touchingIn(firings);
  const found = incidents.map((incident) => ({ incident, own: touching(incident) }));
  const announced = found.filter(({ own }) => own.length > 0);
  // One that was firing before the incident has told at once.
  const detections = announced.map(({ incident, own }) => Math.max(0, (own[0]?.from ?? incident.from) - incident.from));
  const meant = new Set(found.flatMap(({ own }) => own));
  return {
    precision: shareOf(meant.size, firings.length),
    recall: shareOf(announced.length, incidents.length),
    detection: mean(detections),
    detectionWithin: boundsOfMean(detections),
    reset: mean(announced.map(({ incident, own }) => Math.max(0, (own.at(-1)?.to ?? incident.to) - incident.to))),
    missed: found.filter(({ own }) => own.length === 0).map(({ incident }) => incident),
  };
};

/** Of the span's seconds, the share in which replay and record say the same; and what only one of them knows. */
export interface Fidelity {
  readonly agreement: number;
  readonly onlyReplayed: readonly Stretch[];
  readonly onlyRecorded: readonly Stretch[];
}

export const compareWithRecord = (
  replayed: readonly Stretch[],
  recorded: readonly Stretch[],
  { from, to }: Span,
): Fidelity => {
  const within = recorded
    .map((each) => ({ from: Math.max(from, each.from), to: Math.min(to, each.to) }))
    .filter((each) => each.to > each.from);
  const touching = touchingIn(replayed);
  const found = within.map((each) => ({ each, own: touching(each) }));
  const known = new Set(found.flatMap(({ own }) => own));
  const both = found
    .flatMap(({ each, own }) => own.map((firing) => Math.min(firing.to, each.to) - Math.max(firing.from, each.from)))
    .reduce((sum, each) => sum + each, 0);
  const differing = lengthOf(replayed) + lengthOf(within) - 2 * both;
  return {
    agreement: 1 - differing / (to - from),
    onlyReplayed: replayed.filter((firing) => !known.has(firing)),
    onlyRecorded: found.filter(({ own }) => own.length === 0).map(({ each }) => each),
  };
};

const lengthOf = (stretches: readonly Stretch[]): number => stretches.reduce((sum, { from, to }) => sum + to - from, 0);

export const overlap = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;

/** Of firings, which follow one another, those that overlap a stretch, in time that does not grow with how many there are. */
export const touchingIn = (firings: readonly Stretch[]): ((stretch: Stretch) => readonly Stretch[]) => {
  const firstWhere = (isBehind: (firing: Stretch) => boolean): number => {
    let [low, high] = [0, firings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const firing = firings[middle];
      if (firing !== undefined && isBehind(firing)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return ({ from, to }) =>
    firings.slice(
      firstWhere((firing) => firing.to > from),
      firstWhere((firing) => firing.from >= to),
    );
};

const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/**
 * Student's t for 95 % on both sides, by degrees of freedom from 1 on: https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
 * Detection times lean to the right, and of few the bounds are rough.
 */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

const boundsOfMean = (numbers: readonly number[]): Bounds | undefined => {
  const [of, middle] = [numbers.length, mean(numbers)];
  if (of < 2 || middle === undefined) return undefined;
  const variance = numbers.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (of - 1);
  const half = (STUDENT[of - 2] ?? 2.042) * Math.sqrt(variance / of);
  return { of, low: Math.max(0, middle - half), high: middle + half };
};

/** Of the normal distribution, 95 % lie within so many standard deviations. */
const Z = 1.959964;

/** Wilson's interval: https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval */
export const shareOf = (many: number, of: number): Share | undefined => {
  if (of === 0) return undefined;
  const share = many / of;
  const centre = (share + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return { share, of, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
};
