import type { MonitoringPlan, PlannedLevel, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import { pagingServiceName } from "../../monitors/plan/destination";
import { wordLevel, wordMeasure } from "../../monitors/plan/wording";
import { DRILL_MARK } from "../drill/requests";
import type { Incident } from "./incidents";

/** What an incident is of: a signal, and the level where that can be told. */
export interface Match {
  readonly signal: string;
  /** Logical name: `api.error_rate.critical`. */
  readonly level: string | undefined;
}

export const isDrill = ({ title }: Incident): boolean => title.includes(DRILL_MARK);

/**
 * Ties an incident to its signal, by what our resources are called at every vendor: a level's logical name (CloudWatch's alarms), the
 * tag `signal:` in the details, or the words at the head of a title. Thresholds stand behind these and may have changed since.
 */
export const matcherOf = (plan: MonitoringPlan): ((incident: Incident) => Match | undefined) => {
  const all = plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure) => measure.levels.map((level) => ({ signal, measure, level }))),
  );
  const byName = new Map(all.map((each) => [each.level.name, each]));
  const signals = new Map(plan.signals.map((signal) => [signal.id, signal]));
  const heads = headsOf(all, plan);
  return (incident) => {
    const text = `${incident.title} ${incident.details}`;
    const named = namesIn(text).flatMap((name) => byName.get(name) ?? [])[0];
    if (named !== undefined) return { signal: named.signal.id, level: named.level.name };
    const head = heads.find(({ words }) => incident.title.includes(words));
    const tagged = signals.get(TAG.exec(text)?.[1] ?? "");
    if (tagged !== undefined && head?.signal !== tagged.id)
      return { signal: tagged.id, level: levelByService(tagged, incident, plan) };
    return head === undefined ? undefined : { signal: head.signal, level: head.level };
  };
};

/**
 * `payments.payout_failures.late.warning`, in front of it whatever a vendor's own name has. Begun at a word's first letter alone: of a long
 * word every other letter would be tried, too.
 */
const namesIn = (text: string): readonly string[] =>
  text.match(/(?<![a-z0-9_])[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+/g) ?? [];

/** As Datadog lists its tags (signal:api.cpu), and as JSON has them ("signal":"api.cpu"). */
const TAG = /\bsignal["']?\s*[:=]\s*["']?([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)/;

interface Planned {
  readonly signal: PlannedSignal;
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
}

interface Head extends Match {
  readonly words: string;
}

/** The longest first: one title may end with another. */
const headsOf = (all: readonly Planned[], { environment }: MonitoringPlan): readonly Head[] =>
  all
    .flatMap(({ signal, measure, level }): readonly Head[] => [
      { words: `${wordLevel(signal, measure, level)}:`, signal: signal.id, level: level.name },
      { words: wordMeasure(environment, signal, measure), signal: signal.id, level: undefined },
    ])
    .toSorted((a, b) => b.words.length - a.words.length);

/** The only level of the signal whose priority has the incident's service. */
const levelByService = (signal: PlannedSignal, { service }: Incident, plan: MonitoringPlan): string | undefined => {
  const levels = signal.measures
    .flatMap((measure) => measure.levels)
    .filter(({ priority }) => pagingServiceName(plan.environment, { service: signal.service, priority }) === service);
  return levels.length === 1 ? levels[0]?.name : undefined;
};
