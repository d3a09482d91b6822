import type { VendorName } from "../../monitors/model/sources/source";
import type { MonitoringPlan, PlannedSignal } from "../../monitors/plan/plan";
import { pagingServiceName } from "../../monitors/plan/destination";
import { objectiveTitle, wordLevel, wordMeasure } from "../../monitors/plan/wording";
import { DRILL_MARK } from "../drill/requests";
import type { Incident } from "./incidents";

/** What an incident is of: a signal or an objective, and the level where that can be told. */
export interface Match {
  readonly signal: string;
  /** Logical name: `api.error_rate.critical`, `api.availability_slo.one_hour`. */
  readonly level: string | undefined;
  /** Who opened it; undefined where its words do not say which measure it is of. */
  readonly vendor: VendorName | undefined;
}

export const isDrill = ({ title }: Incident): boolean => title.includes(DRILL_MARK);

/**
 * Ties an incident to its signal, by what our resources are called at every vendor: a level's logical name (CloudWatch's alarms), the
 * tag `signal:` in the details, or the words at the head of a title. Thresholds stand behind these and may have changed since.
 */
export const matcherOf = (plan: MonitoringPlan): ((incident: Incident) => Match | undefined) => {
  const all = plannedIn(plan);
  const byName = new Map(all.map((each) => [each.name, each]));
  const signals = new Map(plan.signals.map((signal) => [signal.id, signal]));
  const heads = headsOf(all);
  return (incident) => {
    const text = `${incident.title} ${incident.details}`;
    const named = namesIn(text).flatMap((name) => byName.get(name) ?? [])[0];
    if (named !== undefined) return matchOf(named, named.name, text);
    const head = heads.find(({ words }) => incident.title.includes(words));
    const tagged = signals.get(TAG.exec(text)?.[1] ?? "");
    if (tagged !== undefined && head?.planned.signal !== tagged.id) {
      const level = levelByService(tagged, incident, plan);
      const planned = byName.get(level ?? "");
      return planned === undefined
        ? { signal: tagged.id, level, vendor: onlyVendor(tagged) }
        : matchOf(planned, level, text);
    }
    return head === undefined ? undefined : matchOf(head.planned, head.level, text);
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

/** A level of a signal, or a tier of an objective, in the words that our resources have of it. */
interface Planned {
  /** Of the signal or the objective. */
  readonly signal: string;
  readonly name: string;
  /** The head of a title of this level. */
  readonly head: string;
  /** What stands for all levels of its measure; absent of an objective. */
  readonly whole?: string;
  readonly vendor: VendorName;
  readonly backstop: VendorName | undefined;
}

const plannedIn = (plan: MonitoringPlan): readonly Planned[] => [
  ...plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure) =>
      measure.levels.map((level) => ({
        signal: signal.id,
        name: level.name,
        head: `${wordLevel(signal, measure, level)}:`,
        whole: wordMeasure(plan.environment, signal, measure),
        vendor: measure.source.vendor,
        backstop: measure.backstop?.vendor,
      })),
    ),
  ),
  ...plan.objectives.flatMap((objective) =>
    objective.tiers.map((tier) => ({
      signal: objective.id,
      name: tier.name,
      head: objectiveTitle(plan.environment, objective, tier),
      vendor: objective.source.vendor,
      backstop: undefined,
    })),
  ),
];

/** As `role` has it in every vendor's titles and names. */
const matchOf = ({ signal, vendor, backstop }: Planned, level: string | undefined, text: string): Match => ({
  signal,
  level,
  vendor: backstop !== undefined && /\bbackstop\b/.test(text) ? backstop : vendor,
});

const onlyVendor = ({ measures }: PlannedSignal): VendorName | undefined => {
  const vendors = [...new Set(measures.map(({ source }) => source.vendor))];
  return vendors.length === 1 ? vendors[0] : undefined;
};

interface Head {
  readonly words: string;
  readonly planned: Planned;
  readonly level: string | undefined;
}

/** The longest first: one title may end with another. */
const headsOf = (all: readonly Planned[]): readonly Head[] =>
  all
    .flatMap((planned): readonly Head[] => [
      { words: planned.head, planned, level: planned.name },
      ...(planned.whole === undefined ? [] : [{ words: planned.whole, planned, level: undefined }]),
    ])
    .toSorted((a, b) => b.words.length - a.words.length);

/** The only level of the signal whose priority has the incident's service. */
const levelByService = (signal: PlannedSignal, { service }: Incident, plan: MonitoringPlan): string | undefined => {
  const levels = signal.measures
    .flatMap((measure) => measure.levels)
    .filter(({ priority }) => pagingServiceName(plan.environment, { service: signal.service, priority }) === service);
  return levels.length === 1 ? levels[0]?.name : undefined;
};
