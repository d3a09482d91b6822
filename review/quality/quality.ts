import { inCanonicalUnit, inSeconds } from "../../monitors/model/quantity";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { fastSignals, qualityTargets } from "../../policies/targets";
import type { Incident, Label } from "./incidents";

/**
 * How good the alerting was. Definitions: the SRE workbook, "Alerting on SLOs" (precision, detection time) and Google's incident
 * terms: detection is from the true start to the page, acknowledgement and resolution from the page. Accuracy is the share of
 * judged incidents in which something was wrong (the workbook's precision); a false positive is one in which nothing was.
 */
export interface Quality {
  /** A signal's id; `other` for incidents that no title of ours explains. */
  readonly signal: string;
  readonly incidents: number;
  readonly detection: Mean;
  readonly acknowledgement: Mean;
  readonly resolution: Mean;
  readonly accuracy: Share;
  readonly falsePositives: Share;
}

/** In seconds, of so many; undefined where nobody knows. */
export interface Mean {
  readonly seconds: number | undefined;
  readonly of: number;
}

/** In per cent, of so many that somebody judged. */
export interface Share {
  readonly percent: number | undefined;
  readonly of: number;
}

export interface QualityReport {
  readonly overall: Quality;
  /** What is noisy first: by false positives, then by number. */
  readonly signals: readonly Quality[];
  readonly unmatched: readonly Incident[];
  /** Labels of incidents that the export does not have. */
  readonly unused: readonly Label[];
}

export const OTHER = "other";

export const measureQuality = (
  plan: MonitoringPlan,
  incidents: readonly Incident[],
  labels: readonly Label[],
): QualityReport => {
  const signalOf = signalFinder(plan);
  const judged = new Map(labels.map((label) => [label.id, label]));
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const signal = signalOf(incident);
    groups.set(signal, [...(groups.get(signal) ?? []), incident]);
  }
  const ids = new Set(incidents.map(({ id }) => id));
  return {
    overall: {
      ...measure("all", incidents, judged),
      // R7 means it over the fast ones alone.
      detection: measure(
        "fast",
        fastSignals.flatMap((id) => groups.get(id) ?? []),
        judged,
      ).detection,
    },
    signals: [...groups]
      .map(([signal, own]) => measure(signal, own, judged))
      .toSorted(
        (a, b) => (b.falsePositives.percent ?? -1) - (a.falsePositives.percent ?? -1) || b.incidents - a.incidents,
      ),
    unmatched: groups.get(OTHER) ?? [],
    unused: labels.filter(({ id }) => !ids.has(id)),
  };
};

/** By the words that every vendor puts at the head of a page (`wordTitle`), or by the logical name that CloudWatch's have. */
const signalFinder = ({ signals }: MonitoringPlan): ((incident: Incident) => string) => {
  const heads = signals.flatMap((signal) =>
    signal.measures.flatMap((measure) =>
      measure.levels.flatMap(({ level, name }) => [
        { head: `${signal.title}${measure.key === "main" ? "" : ` (${measure.key})`} ${level}:`, id: signal.id },
        { head: name, id: signal.id },
      ]),
    ),
  );
  // The longest first: one title may begin another.
  const ordered = heads.toSorted((a, b) => b.head.length - a.head.length);
  return ({ title }) => ordered.find(({ head }) => title.includes(head))?.id ?? OTHER;
};

const measure = (signal: string, incidents: readonly Incident[], labels: ReadonlyMap<string, Label>): Quality => {
  const real = incidents.filter(({ id }) => labels.get(id)?.real !== false);
  const judged = incidents.filter(({ id }) => labels.get(id)?.real !== undefined);
  const truly = judged.filter(({ id }) => labels.get(id)?.real === true);
  return {
    signal,
    incidents: incidents.length,
    detection: mean(truly.map(({ id, createdAt }) => since(labels.get(id)?.startedAt, createdAt))),
    acknowledgement: mean(incidents.map(({ acknowledgedAfter }) => acknowledgedAfter)),
    resolution: mean(real.map(({ resolvedAfter }) => resolvedAfter)),
    accuracy: share(truly.length, judged.length),
    falsePositives: share(judged.length - truly.length, judged.length),
  };
};

const since = (start: number | undefined, end: number): number | undefined =>
  start === undefined ? undefined : (end - start) / 1_000;

const mean = (numbers: readonly (number | undefined)[]): Mean => {
  const known = numbers.filter((each) => each !== undefined);
  return {
    of: known.length,
    seconds: known.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0) / known.length,
  };
};

const share = (part: number, whole: number): Share => ({
  of: whole,
  percent: whole === 0 ? undefined : (100 * part) / whole,
});

/** Whether a promise is kept; undefined where the figure is not known. */
export const kept = ({
  overall,
}: QualityReport): Readonly<Record<keyof typeof qualityTargets, boolean | undefined>> => {
  const below = (value: number | undefined, limit: number): boolean | undefined =>
    value === undefined ? undefined : value < limit;
  const { detection, resolution, accuracy, falsePositives } = qualityTargets;
  return {
    detection: below(overall.detection.seconds, inSeconds(detection)),
    resolution: below(overall.resolution.seconds, inSeconds(resolution)),
    accuracy: overall.accuracy.percent === undefined ? undefined : overall.accuracy.percent > inCanonicalUnit(accuracy),
    falsePositives: below(overall.falsePositives.percent, inCanonicalUnit(falsePositives)),
  };
};
