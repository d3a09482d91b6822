import type { Environment } from "../../monitors/model/environment";
import { listWords } from "../../monitors/model/list-words";
import type { MissingData } from "../../monitors/model/missing-data";
import type { Priority } from "../../monitors/model/priority";
import { rings } from "../../monitors/model/route";
import { heartbeatOf, type Source, type VendorName } from "../../monitors/model/sources/source";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { MonitoringPlan, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import { isSeen, isOn } from "../environment/switched-off";

/**
 * Is it still measured? That nobody is told is good news only while somebody would be: because missing data are told, or because
 * another vendor hears that this one's alerts still leave (A63). A backstop's heartbeat counts, for it rings in its place.
 */
export type StillMeasured = ReadonlyMap<string, readonly string[]>;

/** By measure, and by an objective's id, what would tell: `missing data: notify`, `monitoring.heartbeat.datadog`. */
export const provesMeasured = (plan: MonitoringPlan, environment: Environment): StillMeasured => {
  const heartbeats = heartbeatsOf(plan, environment);
  const scrape = scrapeOf(plan, environment);
  return new Map([
    ...plan.signals.flatMap(({ measures }) =>
      measures.map((measure) => [measure.name, answersOf(measure, heartbeats, scrape, environment)] as const),
    ),
    // The parts of a tier show OK without data: its vendor's heartbeat alone can tell.
    ...plan.objectives.map(
      ({ id, source: { vendor } }) =>
        [id, isOn(environment, vendor) ? [heartbeats.get(vendor) ?? []].flat() : []] as const,
    ),
  ]);
};

const heartbeatsOf = (plan: MonitoringPlan, environment: Environment): ReadonlyMap<VendorName, string> =>
  new Map(
    plan.signals.flatMap(({ stage, measures }) =>
      measures.flatMap(({ name, source }) => {
        const vendor = heartbeatOf(source);
        return vendor === undefined || stage === "draft" || !isSeen(environment, source)
          ? []
          : [[vendor, name] as const];
      }),
    ),
  );

/** The live measure that tells when Supabase's metrics are no longer scraped. */
const scrapeOf = ({ signals }: MonitoringPlan, environment: Environment): string | undefined =>
  signals
    .filter(({ stage }) => stage === "live")
    .flatMap(({ measures }) => measures)
    .find(({ source }) => source.type === "scrape" && isSeen(environment, source))?.name;

/** Of these a rule tells of missing data only while scrapes succeed (`monitors/prometheus/scrape.ts`). */
const isScraped = ({ vendor, type }: Source): boolean =>
  vendor === "prometheus" && type !== "sql" && type !== "heartbeat" && type !== "scrape";

const TELLING: ReadonlySet<MissingData> = new Set<MissingData>(["notify", "breach"]);

const answersOf = (
  { source, backstop, missingData }: PlannedMeasure,
  heartbeats: ReadonlyMap<VendorName, string>,
  scrape: string | undefined,
  environment: Environment,
): readonly string[] => [
  ...(TELLING.has(missingData) && isSeen(environment, source) ? tellingOf(missingData, source, scrape) : []),
  ...[source, ...(backstop === undefined ? [] : [backstop])]
    .filter(({ vendor }) => isOn(environment, vendor))
    .flatMap(({ vendor }) => heartbeats.get(vendor) ?? []),
];

const tellingOf = (missingData: MissingData, source: Source, scrape: string | undefined): readonly string[] => {
  const own = `missing data: ${missingData}`;
  if (!isScraped(source)) return [own];
  return scrape === undefined ? [] : [own, scrape];
};

const URGENT: ReadonlySet<Priority> = new Set<Priority>(["P0", "P1"]);

const isUrgent = ({ priority }: { readonly priority: Priority }): boolean => URGENT.has(priority);

/** Whether it wakes somebody, where people are paged. */
export const pages = ({ stage }: PlannedSignal, { levels }: PlannedMeasure): boolean =>
  stage === "live" && levels.some(({ priority }) => URGENT.has(priority));

export const checkMeasured = (
  plan: MonitoringPlan,
  measured: StillMeasured,
  environment: Environment,
): readonly Diagnostic[] => [
  ...checkScraped(plan, environment),
  ...plan.signals.flatMap((signal) =>
    signal.measures
      .filter((measure) => isSeen(environment, measure.source) && pages(signal, measure))
      .filter(({ name }) => measured.get(name)?.length === 0)
      .map(({ name, source: { vendor }, missingData, levels }): Diagnostic => ({
        severity: levels.some(({ priority }) => URGENT.has(priority) && rings(plan.routes[priority]))
          ? "error"
          : "warning",
        where: `${name} (${environment.name})`,
        what: `nobody would know that it is measured no more: missing data are ${missingData}, and nobody listens for ${vendor}'s heartbeat`,
        rule: "what wakes somebody tells of missing data, or its vendor's heartbeat is heard by another",
        remedy:
          'set missingData: "notify", or give monitoring.heartbeat a measure of the vendor in monitors/catalogue/monitoring.ts',
      })),
  ),
  ...plan.objectives
    .filter(({ source, tiers }) => isOn(environment, source.vendor) && tiers.some(isUrgent))
    .filter(({ id }) => measured.get(id)?.length === 0)
    .map(({ id, source: { vendor }, tiers }): Diagnostic => ({
      severity: tiers.some((tier) => isUrgent(tier) && rings(plan.routes[tier.priority])) ? "error" : "warning",
      where: `${id} (${environment.name})`,
      what: `nobody would know that it is measured no more: nobody listens for ${vendor}'s heartbeat`,
      rule: "what wakes somebody tells of missing data, or its vendor's heartbeat is heard by another",
      remedy: "give monitoring.heartbeat a measure of the vendor in monitors/catalogue/monitoring.ts",
    })),
];

/** One end of the scrape is one alert, and so somebody must write its row. */
const checkScraped = (plan: MonitoringPlan, environment: Environment): readonly Diagnostic[] => {
  if (scrapeOf(plan, environment) !== undefined) return [];
  const quiet = plan.signals.flatMap((signal) =>
    signal.measures
      .filter(({ source, missingData }) => isScraped(source) && TELLING.has(missingData) && isSeen(environment, source))
      .map((measure) => ({ signal, measure })),
  );
  const isPaged = quiet.some(
    ({ signal, measure }) =>
      signal.stage === "live" && measure.levels.some((level) => isUrgent(level) && rings(plan.routes[level.priority])),
  );
  return quiet.length === 0
    ? []
    : [
        {
          severity: isPaged ? "error" : "warning",
          where: `monitoring.heartbeat (${environment.name})`,
          what: `nothing tells when Supabase's metrics are no longer scraped: ${listWords(quiet.map(({ measure }) => measure.name))} then say nothing of missing data`,
          rule: "a row over scraped metrics tells of missing data only while scrapes succeed, so that one cause is one alert",
          remedy:
            "give monitoring.heartbeat a live measure with source: prometheus.scrape() (monitors/catalogue/monitoring.ts)",
        },
      ];
};
