import { inCanonicalUnit, inSeconds } from "../../monitors/model/quantity";
import { environmentNames } from "../../monitors/model/environment-name";
import type { VendorName } from "../../monitors/model/sources/source";
import { isServiceOf } from "../../monitors/plan/destination";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { fastSignals, qualityTargets } from "../../policies/targets";
import { groupBy } from "../../monitors/model/group-by";
import type { Incident } from "./incidents";
import { countsOf, type VendorCount } from "./counts";
import type { Label } from "./labels";
import { isDrill, matcherOf } from "./match";
import { compareText } from "../../monitors/model/compare-text";

/**
 * How good the alerting was (R7). Every figure is of what is known, with the number that it is of:
 * - detection: from the true start to the first notification, of incidents judged real whose start is on record. "How long it takes
 *   to send notifications" (SRE workbook, ch. 5, "Alerting Considerations": https://sre.google/workbook/alerting-on-slos/).
 * - acknowledgement and resolution: from the page, as PagerDuty counts them (`seconds_to_first_ack`, `seconds_to_resolve`). What was
 *   merged into another incident has no resolution of its own: it ends when that does, which counts once.
 * - false positives: judged not real / judged. The workbook's precision is what is left of it to one.
 * - accuracy: real / (real + not real + missed), where the records name a breach that nothing told of. Of quiet hours that were
 *   rightly quiet there is no count, so this is what forecasters call the threat score, and not a share of all decisions.
 */
export interface Figures {
  readonly incidents: number;
  readonly detection: Times;
  readonly acknowledgement: Times;
  readonly resolution: Times;
  readonly falsePositives: Share;
  readonly accuracy: Share;
  /** Breaches on record that nothing told of. */
  readonly missed: number;
}

/** In seconds, of so many; null where nobody knows. */
export interface Times {
  readonly mean: number | null;
  readonly median: number | null;
  readonly of: number;
}

/** In per cent, of so many that somebody judged; null where nobody did. */
export interface Share {
  readonly percent: number | null;
  readonly of: number;
}

export interface SignalFigures extends Figures {
  readonly signal: string;
}

export interface QualityReport {
  /** Detection is over the fast ones alone. */
  readonly overall: Figures;
  /** What is noisy first: by false positives, then by number. */
  readonly signals: readonly SignalFigures[];
  /** Incidents that no name, tag or title of the catalogue explains; they count overall. */
  readonly unmatched: readonly Incident[];
  /** By who opened it and how urgent it is, of every vendor; what is of no signal is of nobody. */
  readonly counts: readonly VendorCount[];
  /** Left out of every figure: drills, and what is of another environment's services. */
  readonly drills: number;
  readonly elsewhere: number;
  readonly open: number;
  /** Into another incident. */
  readonly merged: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

interface Judged extends Incident {
  readonly signal: string | undefined;
  readonly level: string | undefined;
  readonly vendor: VendorName | undefined;
  readonly label: Label | undefined;
}

export const measureQuality = (
  plan: MonitoringPlan,
  exported: readonly Incident[],
  labels: readonly Label[],
): QualityReport => {
  const match = matcherOf(plan);
  const byId = new Map(labels.flatMap((label) => (label.incident === undefined ? [] : [[label.incident.id, label]])));
  const here = exported.filter(({ service }) => !isElsewhere(service, plan.environment));
  const judged = here
    .filter((incident) => !isDrill(incident))
    .map((incident): Judged => {
      const { signal, level, vendor } = match(incident) ?? {};
      return { ...incident, signal, level, vendor, label: byId.get(incident.id) };
    });
  const missed = labels.flatMap(({ signal }) => signal ?? []);
  const opened = judged.map(({ openedAt }) => openedAt).toSorted((a, b) => a - b);
  return {
    overall: { ...figuresOf(judged, missed.length), detection: detectionOf(judged.filter(isFast)) },
    signals: bySignal(judged, missed).toSorted(
      (a, b) => falseOnes(b) - falseOnes(a) || b.incidents - a.incidents || compareText(a.signal, b.signal),
    ),
    unmatched: judged.filter(({ signal }) => signal === undefined),
    counts: countsOf(plan, judged),
    drills: here.length - judged.length,
    elsewhere: exported.length - here.length,
    open: judged.filter(({ resolvedAt, merged }) => resolvedAt === undefined && !merged).length,
    merged: judged.filter(({ merged }) => merged).length,
    first: opened[0],
    last: opened.at(-1),
  };
};

/** An account holds the incidents of every environment. */
const isElsewhere = (service: string, environment: string): boolean =>
  environmentNames.some((name) => name !== environment && isServiceOf(name, service));

const bySignal = (judged: readonly Judged[], missed: readonly string[]): readonly SignalFigures[] => {
  const groups = groupBy(judged, ({ signal }) => signal);
  const ids = new Set([...groups.keys(), ...missed].filter((id) => id !== undefined));
  return [...ids].map((signal) => ({
    signal,
    ...figuresOf(groups.get(signal) ?? [], missed.filter((id) => id === signal).length),
  }));
};

const falseOnes = ({ falsePositives: { percent, of } }: Figures): number => ((percent ?? 0) * of) / 100;

/** R7 means the promise over the critical level of these; a level that cannot be told is taken for it. */
const isFast = ({ signal, level }: Judged): boolean =>
  fastSignals.some((id) => id === signal) && (level === undefined || level.endsWith(".critical"));

const figuresOf = (judged: readonly Judged[], missed: number): Figures => {
  const real = judged.filter(({ label }) => label?.real === true).length;
  const wrong = judged.filter(({ label }) => label?.real === false).length;
  return {
    incidents: judged.length,
    detection: detectionOf(judged),
    acknowledgement: timesOf(judged.map(({ openedAt, acknowledgedAt }) => between(openedAt, acknowledgedAt))),
    // What was nothing needed no mending. What nobody judged did ring, and counts.
    resolution: timesOf(
      judged
        .filter(({ label }) => label?.real !== false)
        .map(({ openedAt, resolvedAt }) => between(openedAt, resolvedAt)),
    ),
    falsePositives: shareOf(wrong, real + wrong),
    accuracy: shareOf(real, real + wrong + missed),
    missed,
  };
};

const detectionOf = (judged: readonly Judged[]): Times =>
  timesOf(
    judged
      .filter(({ label }) => label?.real === true)
      .map(({ label, notifiedAt, openedAt }) => between(label?.startedAt, notifiedAt ?? openedAt)),
  );

const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : (to - from) / 1_000;

const timesOf = (all: readonly (number | undefined)[]): Times => {
  const known = all.filter((each) => each !== undefined).toSorted((a, b) => a - b);
  const [low, high] = [known[Math.ceil(known.length / 2) - 1], known[Math.floor(known.length / 2)]];
  return low === undefined || high === undefined
    ? { mean: null, median: null, of: 0 }
    : { mean: known.reduce((sum, each) => sum + each, 0) / known.length, median: (low + high) / 2, of: known.length };
};

const shareOf = (part: number, whole: number): Share => ({
  percent: whole === 0 ? null : (100 * part) / whole,
  of: whole,
});

/** Whether a promise is kept; `unknown` where the figure is, or of one alone: by chance it is on either side. */
export type Verdict = "kept" | "broken" | "unknown";

export const verdictsOf = ({ overall }: QualityReport): Readonly<Record<keyof typeof qualityTargets, Verdict>> => ({
  detection: verdict(ofTimes(overall.detection), (mean) => mean < inSeconds(qualityTargets.detection)),
  resolution: verdict(ofTimes(overall.resolution), (mean) => mean < inSeconds(qualityTargets.resolution)),
  accuracy: verdict(ofShare(overall.accuracy), (percent) => percent > inCanonicalUnit(qualityTargets.accuracy)),
  falsePositives: verdict(
    ofShare(overall.falsePositives),
    (percent) => percent < inCanonicalUnit(qualityTargets.falsePositives),
  ),
});

/** Undefined where it says nothing. */
const ofTimes = ({ mean, of }: Times): number | undefined => (mean === null || of < 2 ? undefined : mean);

const ofShare = ({ percent, of }: Share): number | undefined => (percent === null || of < 2 ? undefined : percent);

const verdict = (figure: number | undefined, keeps: (figure: number) => boolean): Verdict =>
  figure === undefined ? "unknown" : keeps(figure) ? "kept" : "broken";

/**
 * How many judged incidents a promise on a share takes. When none of n was false, the true share is below 3/n with 95 % confidence
 * (the rule of three: Hanley and Lippman-Hand, JAMA 1983), so "under 5 %" can be shown by 60 and not by fewer.
 */
export const ENOUGH_JUDGED = (3 * 100) / inCanonicalUnit(qualityTargets.falsePositives);

/** Of fewer times one long night decides the mean. Ours: no figure of the field was found. */
export const ENOUGH_TIMES = 10;
