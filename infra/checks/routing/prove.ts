import type { Burned, Declaration, Watched } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import type { LevelName } from "../../../monitors/model/level";
import type { BurnTierName } from "../../../monitors/model/objective";
import type { Policies } from "../../../monitors/model/route";
import type { Source, VendorName } from "../../../monitors/model/sources/source";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import type { Ending, Followed } from "../../../monitors/plan/following";
import type {
  MonitoringPlan,
  PlannedLevel,
  PlannedObjective,
  PlannedSignal,
  PlannedTier,
} from "../../../monitors/plan/plan";
import { isPagerDuty } from "../../../policies/pagerduty/declaration";
import { followKeys, type Incident } from "../../../policies/pagerduty/follow";
import { vendors } from "../../vendors";
import { checkEvaluated, checkTwice, checkWay } from "./checks";
import type { RouteProof, RoutingProof, Telling, Way } from "./proof";
import { isOn } from "../../environment/switched-off";
import { checkPhones } from "./silence";
import { groupBy } from "../../../monitors/model/group-by";

/**
 * Follows every alert from the resource that evaluates to the people who hear of it, through the rendered declarations alone. The
 * plan is asked for two things only: which levels there should be, and how soon somebody must hear of each.
 */
export const proveRoutes = (
  plan: MonitoringPlan,
  declarations: readonly Declaration[],
  policies: Policies,
  environment: Environment,
  { refused = new Set(), judging = new Set(vendors.map(({ name }) => name)) }: Expected = {},
): RoutingProof => {
  const paging = declarations.filter(isPagerDuty);
  const ways = waysOf(plan, declarations, followKeys(paging));
  const rung = new Set([
    ...ways.filter(({ proof, incidents }) => proof.role === "first" && incidents.length > 0).map(({ level }) => level),
    // Whether a first source that nobody asked for rings is for its own proof to say; one that is switched off rings nobody.
    ...plan.signals.flatMap(({ measures }) =>
      measures
        .filter(({ source }) => !judging.has(source.vendor) && isOn(environment, source.vendor))
        .flatMap(({ levels }) => levels),
    ),
  ]);
  return {
    proofs: ways.map(({ proof }) => proof),
    diagnostics: [
      ...checkPhones(paging, environment),
      ...checkEvaluated(
        plan,
        ways,
        environment,
        (row, vendor) => judging.has(vendor) && !refused.has(`${row} ${vendor}`),
      ),
      ...folded(ways.flatMap((way) => checkWay(way, rung, policies, environment))),
      ...checkTwice(ways, environment),
    ],
  };
};

/** By whom a level is to be evaluated. */
interface Expected {
  /** `<measure or objective> <vendor>` of what a vendor has refused to watch. @default nothing */
  readonly refused?: ReadonlySet<string>;
  /** Vendors whose rows were to be rendered. @default all */
  readonly judging?: ReadonlySet<VendorName>;
}

/** One broken link breaks the way of many levels: it is said once, at the first of them. */
const folded = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...groupBy(found, ({ what, rule, remedy }) => JSON.stringify([what, rule, remedy])).values()].flatMap(
    ([first, ...others]) =>
      first === undefined
        ? []
        : [
            others.length === 0
              ? first
              : {
                  ...first,
                  what: `${first.what}, and so ${others.length} other ${others.length === 1 ? "level" : "levels"}`,
                },
          ],
  );

type Paging = Extract<Ending, { channel: "pagerduty" }>;

const isPaging = (ending: Ending): ending is Paging => ending.channel === "pagerduty";

const waysOf = (
  plan: MonitoringPlan,
  declarations: readonly Declaration[],
  incidentOf: (key: Paging["key"]) => Incident,
): readonly Way[] => {
  const plannedFor = plannedFinder(plan);
  return vendors.flatMap((vendor) => {
    const follow = vendor.follow(declarations);
    return declarations.flatMap((declaration): readonly Way[] => {
      if (declaration.vendor !== vendor.name) return [];
      const planned = plannedFor(declaration);
      const followed = planned === undefined ? undefined : follow(declaration);
      if (planned === undefined || followed === undefined) return [];
      const { source, level, of, ...ids } = planned;
      return [
        {
          followed,
          level,
          incidents: followed.endings.filter(isPaging).map(({ key }) => incidentOf(key)),
          proof: {
            ...ids,
            level: of,
            name: declaration.name,
            priority: level.priority,
            vendor: vendor.name,
            role: source.vendor === vendor.name ? "first" : "backstop",
            timeline: () => timelineOf(followed.endings, incidentOf),
            silence: () => timelineOf(hearingSilence(followed), incidentOf),
          },
        },
      ];
    });
  });
};

/** What a declaration evaluates, as the plan has it. */
type Planned = Pick<RouteProof, "signal" | "measure" | "stage"> & {
  readonly source: Source;
  readonly level: PlannedLevel | PlannedTier;
  readonly of: LevelName | BurnTierName;
};

const plannedFinder = ({ signals, objectives }: MonitoringPlan): ((from: Declaration) => Planned | undefined) => {
  const byId = new Map(signals.map((signal) => [signal.id, signal]));
  const objectiveById = new Map(objectives.map((objective) => [objective.id, objective]));
  return ({ watches, burns }) => {
    if (watches !== undefined) return findLevel(watches, byId.get(watches.signal));
    return burns === undefined ? undefined : findTier(burns, objectiveById.get(burns.objective));
  };
};

const findLevel = (watched: Watched, signal: PlannedSignal | undefined): Planned | undefined => {
  const measure = signal?.measures.find(({ key }) => key === watched.measure);
  const level = measure?.levels.find((each) => each.level === watched.level);
  return signal === undefined || measure === undefined || level === undefined
    ? undefined
    : { signal: signal.id, measure: measure.key, stage: signal.stage, source: measure.source, level, of: level.level };
};

const findTier = (burned: Burned, objective: PlannedObjective | undefined): Planned | undefined => {
  const level = objective?.tiers.find(({ tier }) => tier === burned.tier);
  return objective === undefined || level === undefined
    ? undefined
    : { signal: objective.id, measure: "burn_rate", stage: "live", source: objective.source, level, of: level.tier };
};

/** Who is told of missing data, by what says so and by the way that it takes. */
const hearingSilence = ({ says, silenceAlerts, endings }: Followed): readonly Ending[] => {
  if (silenceAlerts === true) return endings.filter(({ tells }) => tells.includes("alert"));
  return says.includes("no data") ? endings.filter(({ tells }) => tells.includes("no data")) : [];
};

/** In the order of time. */
const timelineOf = (endings: readonly Ending[], incidentOf: (key: Paging["key"]) => Incident): readonly Telling[] =>
  endings
    .flatMap((ending): readonly Telling[] =>
      isPaging(ending) ? ringing(ending, incidentOf(ending.key)) : [read(ending)],
    )
    .toSorted((a, b) => a.afterSeconds - b.afterSeconds);

const ringing = (ending: Paging, incident: Incident): readonly Telling[] =>
  incident.pages.map(({ channel, via, ...page }) => ({
    ...page,
    channel: channel === "app" ? "pagerduty" : channel,
    via: [...ending.via, ...incident.via, ...via],
  }));

/** What is read is there at once. */
const read = ({ channel, to, via, byHand }: Exclude<Ending, Paging>): Telling => ({
  afterSeconds: 0,
  channel,
  who: to,
  via,
  ...(byHand === undefined ? {} : { byHand }),
});
