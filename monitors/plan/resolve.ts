import type { Environment } from "../model/environment";
import { levelNames } from "../model/level";
import { minutes, type Quantity } from "../model/quantity";
import type { Policies } from "../model/route";
import type { Catalogue, MeasureDefinition, ServiceDefinition, SignalDefinition } from "../model/signal";
import { kindRow, type Breach } from "../model/signal-kind";
import { PERIOD, resolveTiers } from "./burn-rate";
import { effectiveRoutes } from "./effective-routes";
import type { MonitoringPlan, PlannedLevel, PlannedMeasure, PlannedObjective, PlannedSignal } from "./plan";
import { workingOn } from "./working-on";

/** The plan of record: "windows are 5 minutes unless said". */
const DEFAULT_WINDOW = minutes(5);

/** An outage is judged over the very span it may last, and a silence: the first level's. */
const defaultWindow = (measure: MeasureDefinition): Quantity<"duration"> =>
  measure.kind === "outage" || measure.kind === "silence" || measure.kind === "heartbeat"
    ? (measure.warning ?? measure.critical).at
    : DEFAULT_WINDOW;

const breachOf = ({ kind, side }: MeasureDefinition): Breach => {
  const { breach } = kindRow(kind);
  if (breach !== "chosen") return breach;
  if (side === undefined) throw new Error(`a row of the kind ${kind} has no side: its type wants one`);
  return side;
};

/** The key of a measure that is written inline, or is the signal itself beside others; left out of logical names. */
const MAIN = "main";

/** The catalogue as one environment has it. Pure, linear, and the only place where defaults are filled in. */
export const resolvePlan = <Name extends string>(
  catalogue: Catalogue,
  policies: Policies<NoInfer<Name>>,
  environment: Environment<Name>,
): MonitoringPlan => ({
  environment: environment.name,
  signals: Object.entries(catalogue.services).flatMap(([key, service]) => resolveService(key, service)),
  objectives: Object.entries(catalogue.services).flatMap(([key, service]) => resolveObjectives(key, service)),
  routes: effectiveRoutes(policies.routes[environment.name], environment),
});

const resolveObjectives = (
  service: string,
  { title: serviceTitle, owner, objectives = {} }: ServiceDefinition,
): readonly PlannedObjective[] =>
  Object.entries(objectives).map(([key, objective]) => {
    const id = `${service}.${key}`;
    const { title, impact, firstAction, good, target, source, runbook } = objective;
    return {
      ...{ id, service, serviceTitle, owner, title, impact, firstAction, good, target, source, runbook },
      period: PERIOD,
      ...workingOn(id, () => resolveTiers(id, objective)),
    };
  });

const resolveService = (service: string, definition: ServiceDefinition): readonly PlannedSignal[] =>
  Object.entries(definition.signals).map(([key, signal]) =>
    workingOn(`${service}.${key}`, () => resolveSignal(service, definition, key, signal)),
  );

const resolveSignal = (
  service: string,
  { title: serviceTitle, owner }: ServiceDefinition,
  key: string,
  signal: SignalDefinition,
): PlannedSignal => {
  const id = `${service}.${key}`;
  const { title, impact, runbook, stage = "live", suppressedBy = [] } = signal;
  const measures = resolveMeasures(id, signal);
  return { id, service, serviceTitle, owner, title, impact, runbook, stage, suppressedBy, measures };
};

const resolveMeasures = (id: string, signal: SignalDefinition): readonly PlannedMeasure[] =>
  signal.measures === undefined
    ? [resolveMeasure(MAIN, id, signal, signal)]
    : Object.entries(signal.measures).map(([key, measure]) =>
        resolveMeasure(key, key === MAIN ? id : `${id}.${key}`, measure, signal),
      );

const resolveMeasure = (
  key: string,
  name: string,
  measure: MeasureDefinition,
  { firstAction }: Pick<SignalDefinition, "firstAction">,
): PlannedMeasure => ({
  key,
  name,
  kind: measure.kind,
  statistic: measure.statistic,
  window: measure.window ?? defaultWindow(measure),
  breach: breachOf(measure),
  seasonality: measure.seasonality,
  against: measure.against,
  minimumTraffic: measure.minimumTraffic,
  missingData: measure.missingData,
  firstAction: measure.firstAction ?? firstAction,
  source: measure.source,
  backstop: measure.backstop,
  levels: levelNames.flatMap((level): readonly PlannedLevel[] => {
    const row = measure[level];
    if (row === undefined) return [];
    const threshold = "at" in row ? { at: row.at } : { event: row.event };
    const breach = ("side" in row ? row.side : undefined) ?? breachOf(measure);
    const sooner = "sooner" in row ? { sooner: row.sooner } : {};
    return [{ level, threshold, breach, ...sooner, priority: row.priority, name: `${name}.${level}` }];
  }),
});
