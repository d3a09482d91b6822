import type { Environment } from "../model/environment";
import { levelNames } from "../model/level";
import { minutes, type Quantity } from "../model/quantity";
import type { Policies } from "../model/route";
import type { Catalogue, MeasureDefinition, ServiceDefinition, SignalDefinition } from "../model/signal";
import type { MonitoringPlan, PlannedLevel, PlannedMeasure, PlannedSignal } from "./plan";

/** The plan of record: "windows are 5 minutes unless said". */
const DEFAULT_WINDOW = minutes(5);

/** An outage is judged over the very span it may last: its first level's. */
const defaultWindow = (measure: MeasureDefinition): Quantity<"duration"> =>
  measure.kind === "outage" ? (measure.warning ?? measure.critical).at : DEFAULT_WINDOW;

/** The key of a measure that is written inline; left out of logical names. */
const ONLY_MEASURE = "main";

/** The catalogue as one environment has it. Pure, linear, and the only place where defaults are filled in. */
export const resolvePlan = (catalogue: Catalogue, policies: Policies, environment: Environment): MonitoringPlan => ({
  environment: environment.name,
  signals: Object.entries(catalogue.services).flatMap(([key, service]) => resolveService(key, service)),
  routes: policies.routes[environment.name],
});

const resolveService = (service: string, definition: ServiceDefinition): readonly PlannedSignal[] =>
  Object.entries(definition.signals).map(([key, signal]) => resolveSignal(service, definition, key, signal));

const resolveSignal = (
  service: string,
  { title: serviceTitle, owner }: ServiceDefinition,
  key: string,
  signal: SignalDefinition,
): PlannedSignal => {
  const id = `${service}.${key}`;
  const { title, impact, runbook, stage = "live" } = signal;
  return { id, service, serviceTitle, owner, title, impact, runbook, stage, measures: resolveMeasures(id, signal) };
};

const resolveMeasures = (id: string, signal: SignalDefinition): readonly PlannedMeasure[] =>
  signal.measures === undefined
    ? [resolveMeasure(ONLY_MEASURE, id, signal)]
    : Object.entries(signal.measures).map(([key, measure]) => resolveMeasure(key, `${id}.${key}`, measure));

const resolveMeasure = (key: string, name: string, measure: MeasureDefinition): PlannedMeasure => ({
  key,
  name,
  kind: measure.kind,
  statistic: measure.statistic,
  window: measure.window ?? defaultWindow(measure),
  minimumTraffic: measure.minimumTraffic,
  missingData: measure.missingData,
  source: measure.source,
  backstop: measure.backstop,
  levels: levelNames.flatMap((level): readonly PlannedLevel[] => {
    const row = measure[level];
    if (row === undefined) return [];
    const threshold = "at" in row ? { at: row.at } : { event: row.event };
    return [{ level, threshold, priority: row.priority, name: `${name}.${level}` }];
  }),
});
