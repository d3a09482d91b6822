import type { DeclaredStack } from "../../infra/declare";
import type { QuietReport } from "../../infra/assembly/quiet";
import { emitterOf, type Emission } from "../../monitors/model/emission";
import { formatWindow, inCanonicalUnit, inDays, isDuration } from "../../monitors/model/quantity";
import { kindRow } from "../../monitors/model/signal-kind";
import type { Stage } from "../../monitors/model/stage";
import type { Policies } from "../../monitors/model/route";
import { alertsFrom, wordAlertsFrom, type AlertsFrom } from "../../monitors/plan/alerts-from";
import { formatMoment } from "../../monitors/plan/quiet";
import type { PlannedLevel, PlannedMeasure, PlannedObjective, PlannedSignal } from "../../monitors/plan/plan";
import { wordBudget } from "../../monitors/plan/wording";
import { compareText } from "../../monitors/model/compare-text";
import type { PlanJson } from "./shape";

/**
 * The plan as data, in the public shape of `shape.ts`. `version` changes when the shape breaks.
 *
 * @param whole with the arguments of every resource; what only a running engine knows, secrets among it, stands in them by name
 */
export const toPlanJson = (
  declared: DeclaredStack,
  policies: Policies,
  emission: Emission,
  whole = false,
): PlanJson => {
  const printing = { declared, policies, emission };
  const { plan, declarations, diagnostics, quiet } = declared;
  return {
    ...(whole
      ? { declarations: declarations.map(({ vendor, type, name, args }) => ({ vendor, type, name, args })) }
      : {}),
    version: 1,
    environment: plan.environment,
    signals: plan.signals.map((signal) => toSignal(signal, printing)),
    objectives: plan.objectives.map((objective) => toObjective(objective, printing)),
    quiet: quiet.map(toQuiet),
    resources: declarations
      .map(({ vendor, type, name }) => ({ vendor, type, name }))
      .toSorted((a, b) => compareText(`${a.type} ${a.name}`, `${b.type} ${b.name}`)),
    diagnostics,
  };
};

/** What the parts of one plan are printed from. */
interface Printing {
  readonly declared: DeclaredStack;
  readonly policies: Policies;
  readonly emission: Emission;
}

type Signal = PlanJson["signals"][number];
type Measure = Signal["measures"][number];
type Level = NonNullable<Measure["levels"]["critical"]>;
type Step = NonNullable<Measure["routes"]["critical"]>[number];
type Objective = PlanJson["objectives"][number];

const toSignal = (
  { id, service, owner, title, runbook, stage, suppressedBy, measures }: PlannedSignal,
  printing: Printing,
): Signal => ({
  id,
  service,
  owner,
  title,
  runbook,
  stage,
  ...(suppressedBy.length === 0 ? {} : { suppressedBy }),
  measures: measures.map((measure) => toMeasure(measure, stage, printing)),
});

const toMeasure = (measure: PlannedMeasure, stage: Stage, printing: Printing): Measure => ({
  key: measure.key,
  kind: measure.kind,
  ...(measure.statistic === undefined ? {} : { statistic: measure.statistic }),
  ...(measure.minimumTraffic === undefined ? {} : { minimumTraffic: inCanonicalUnit(measure.minimumTraffic) }),
  window: formatWindow(measure.window),
  breach: measure.breach,
  ...(measure.seasonality === undefined ? {} : { seasonality: measure.seasonality }),
  ...(measure.against === undefined ? {} : { against: formatWindow(measure.against) }),
  vendor: measure.source.vendor,
  ...(measure.backstop === undefined ? {} : { backstop: measure.backstop.vendor }),
  missingData: measure.missingData,
  emitters: [...measure.source.reads, ...(measure.backstop?.reads ?? [])].map((feed) =>
    toEmitter(feed, printing.emission),
  ),
  levels: Object.fromEntries(measure.levels.map((level) => [level.level, toLevel(measure, level)])),
  routes: Object.fromEntries(
    measure.levels.map((level) => [level.level, stage === "draft" ? [] : toRoute(level, printing)]),
  ),
  stillMeasured: [...(printing.declared.stillMeasured.get(measure.name) ?? [])],
  resources: (printing.declared.resourcesOf.get(measure.name) ?? []).toSorted(compareText),
});

/** Times in UTC. `loud`: what cannot be kept quiet, and still tells. */
const toQuiet = ({
  quiet: { key, reason, owner, from, until, signals },
  loud,
  resources,
}: QuietReport): PlanJson["quiet"][number] => ({
  key,
  reason,
  owner,
  from: formatMoment(from),
  until: formatMoment(until),
  signals: [...signals],
  loud: loud.map(({ vendor, signals: told }) => ({ vendor, signals: [...told] })),
  resources: resources.toSorted(compareText),
});

const toObjective = (
  { id, service, owner, title, good, runbook, target, period, source, tiers, switchedOff }: PlannedObjective,
  printing: Printing,
): Objective => {
  const { resourcesOf, stillMeasured } = printing.declared;
  const resources = (resourcesOf.get(id) ?? []).toSorted(compareText);
  return {
    ...{ id, service, owner, title, good, runbook },
    target: inCanonicalUnit(target),
    period: formatWindow(period),
    vendor: source.vendor,
    emitters: source.reads.map((feed) => toEmitter(feed, printing.emission)),
    tiers: tiers.map((tier, index) => ({
      ...{ tier: tier.tier, burnRate: tier.burnRate, priority: tier.priority },
      longWindow: formatWindow(tier.longWindow),
      shortWindow: formatWindow(tier.shortWindow),
      minimumBadEvents: inCanonicalUnit(tier.minimumBadEvents),
      message: wordBudget(tier),
      // Whatever else is made for it has the tier's name before its own.
      resources: resources.filter((key) => key.endsWith(` ${tier.name}`) || key.includes(` ${tier.name}.`)),
      suppressedBy: tiers.slice(0, index).map((faster) => faster.tier),
      route: toRoute(tier, printing),
    })),
    switchedOff: switchedOff.map(({ tier, reason }) => ({ tier, reason })),
    stillMeasured: [...(stillMeasured.get(id) ?? [])],
    resources,
  };
};

const toEmitter = (
  feed: PlannedMeasure["source"]["reads"][number],
  emission: Emission,
): Measure["emitters"][number] => {
  const emitter = emitterOf(emission, feed);
  return emitter === undefined
    ? { feed, status: "missing" }
    : { feed, by: emitter.by, who: emitter.who, status: emitter.status };
};

/** A level says its side where it is narrower than its measure's. */
const toLevel = (measure: PlannedMeasure, level: PlannedLevel): Level => ({
  threshold: toThreshold(measure, level),
  priority: level.priority,
  ...(level.breach === measure.breach ? {} : { breach: level.breach }),
  ...(level.sooner === undefined
    ? {}
    : {
        sooner: {
          window: formatWindow(level.sooner.window),
          minimumTraffic: inCanonicalUnit(level.sooner.minimumTraffic),
        },
      }),
  ...toAlertsFrom(alertsFrom(measure, level)),
});

const toAlertsFrom = (from: AlertsFrom | undefined): Pick<Level, "alertsFrom"> =>
  from === undefined
    ? {}
    : {
        alertsFrom: {
          usualEvents: inCanonicalUnit(from.usual),
          ...(from.of === undefined ? {} : { ofEvents: inCanonicalUnit(from.of) }),
          window: formatWindow(from.within),
          longestWindow: formatWindow(from.atMost),
          message: wordAlertsFrom(from),
        },
      };

export const toThreshold = ({ kind }: PlannedMeasure, { threshold }: PlannedLevel): Level["threshold"] => {
  if (threshold.at === undefined) return { event: threshold.event };
  const { unit } = kindRow(kind);
  if (unit === "none") throw new Error(`a ${kind} has no number: its row's form refuses one`);
  return {
    value: unit === "days" && isDuration(threshold.at) ? inDays(threshold.at) : inCanonicalUnit(threshold.at),
    unit,
  };
};

const toRoute = ({ priority }: Pick<PlannedLevel, "priority">, { declared, policies }: Printing): readonly Step[] =>
  declared.plan.routes[priority].steps.map(({ after, rung, channels }) => ({
    after: formatWindow(after),
    rung,
    who: policies.rungs[rung].who,
    channels: [...channels],
  }));
