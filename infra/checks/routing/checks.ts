import type { Environment } from "../../../monitors/model/environment";
import { listWords } from "../../../monitors/model/list-words";
import type { Priority } from "../../../monitors/model/priority";
import { formatQuantity, inSeconds, seconds } from "../../../monitors/model/quantity";
import type { Policies } from "../../../monitors/model/route";
import type { Source, VendorName } from "../../../monitors/model/sources/source";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import type { Followed } from "../../../monitors/plan/following";
import type { MonitoringPlan } from "../../../monitors/plan/plan";
import type { Refusal } from "../../../monitors/plan/refusal";
import { isSeen, isOn } from "../../environment/switched-off";
import { isSilent } from "../../environment/drill-on-call";
import type { Way } from "./proof";
import { checkSilent, SILENCE } from "./silence";
import { groupBy } from "../../../monitors/model/group-by";

/** What would wake nobody, somebody too late, or somebody twice. */

const fault = (name: string, environment: Environment, refusal: Refusal): Diagnostic => ({
  severity: "error",
  where: `${name} (${environment.name})`,
  ...refusal,
});

/** R3: SMS and phone for P0 and P1, and for nothing else. */
const LOUD: ReadonlySet<Priority> = new Set<Priority>(["P0", "P1"]);

/** Without PagerDuty, which the plan reports, nobody can be rung. */
const mustRing = (environment: Environment): boolean =>
  !isSilent(environment) && isOn(environment, "pagerduty") && environment.pagerduty !== undefined;

/** @param rung levels that a first source rings for */
export const checkWay = (
  way: Way,
  rung: ReadonlySet<Way["level"]>,
  policies: Policies,
  environment: Environment,
): readonly Diagnostic[] => {
  const say = (refusal: Refusal): Diagnostic => fault(way.proof.name, environment, refusal);
  if (way.proof.stage === "draft") return checkDraft(way).map(say);
  return [
    ...way.followed.broken,
    ...way.incidents.flatMap((incident) => incident.broken),
    ...checkSomebody(way),
    ...(isReadBeside(way, rung) ? [] : checkSoonEnough(way, policies, environment)),
    ...checkUrgency(way, environment),
    ...(isSilent(environment) ? checkSilent(way) : checkClimbs(way)),
    ...checkSamePlace(way),
    ...checkOnce(way),
  ].map(say);
};

const checkDraft = ({ proof: { vendor, timeline }, followed: { endings, broken } }: Way): readonly Refusal[] =>
  endings.length === 0
    ? broken
    : [
        ...broken,
        {
          what: `a draft, and ${vendor} tells ${timeline()[0]?.who ?? ""}`,
          rule: "a draft is watched and told to nobody",
          remedy: `mend the routing of drafts in monitors/${vendor}`,
        },
      ];

const checkSomebody = ({ proof: { vendor }, followed, incidents }: Way): readonly Refusal[] =>
  isRead(followed) || incidents.some(({ pages }) => pages.length > 0) || followed.broken.length > 0
    ? []
    : [
        {
          what: `${vendor} tells nobody of it`,
          rule: "a level reaches a person",
          remedy: "give its priority a channel that this vendor sends to (policies/routing.ts)",
        },
      ];

/** Somebody reads of it at once, without being rung. */
const isRead = ({ endings }: Followed): boolean => endings.some(({ channel }) => channel !== "pagerduty");

/** When the first person hears. A phone must ring for what is urgent: that somebody may read it in Slack is not enough. */
const firstHeard = (
  { proof: { priority }, followed, incidents }: Way,
  environment: Environment,
): number | undefined => {
  if ((!LOUD.has(priority) || isSilent(environment)) && isRead(followed)) return 0;
  const rings = incidents.flatMap(({ pages }) => pages.map(({ afterSeconds }) => afterSeconds));
  return rings.length === 0 ? undefined : Math.min(...rings);
};

/** A backstop that cannot let its primary go first is read while the primary rings; alone it would have to ring itself. */
const isReadBeside = ({ proof, followed, level }: Way, rung: ReadonlySet<Way["level"]>): boolean =>
  proof.role === "backstop" && followed.cannotWait === true && rung.has(level) && isRead(followed);

const checkSoonEnough = (way: Way, { respondWithin }: Policies, environment: Environment): readonly Refusal[] => {
  const { priority, timeline } = way.proof;
  const first = firstHeard(way, environment);
  if (first === undefined)
    return isRead(way.followed) && way.followed.broken.length === 0 && mustRing(environment)
      ? [
          {
            what: `${priority} rings no phone; it is told to ${listWords([...new Set(timeline().map(({ who }) => who))])}`,
            rule: "P0 and P1 ring, and nothing else does",
            remedy: "page rung 1 in policies/routing.ts",
          },
        ]
      : [];
  return first <= inSeconds(respondWithin[priority])
    ? []
    : [
        {
          what: `the first to hear is told after ${formatQuantity(seconds(first))}`,
          rule: `a person must react to ${priority} within ${formatQuantity(respondWithin[priority])}`,
          remedy: "tell rung 1 earlier in policies/routing.ts",
        },
      ];
};

const checkUrgency = ({ proof: { priority }, incidents }: Way, environment: Environment): readonly Refusal[] =>
  incidents.flatMap(({ urgency, service }) => {
    const wanted = LOUD.has(priority) && !isSilent(environment) ? "high" : "low";
    return urgency === undefined || urgency === wanted
      ? []
      : [
          {
            what: `${priority} opens an incident of ${urgency} urgency at ${service ?? "PagerDuty"}`,
            rule: isSilent(environment) ? SILENCE : "P0 and P1 ring, and nothing else does",
            remedy: "mend the urgency of its route in policies/routing.ts",
          },
        ];
  });

/** In dev a drill raises the urgency of its own incident, and so climbs the ladder that no alert climbs. */
const checkClimbs = ({ incidents }: Way): readonly Refusal[] =>
  incidents.flatMap(({ urgency, ladder, service }) =>
    urgency === "low" && ladder !== undefined && ladder.rules > 1
      ? [
          {
            what: `policy ${ladder.policy} has ${ladder.rules} rules, and service ${service ?? "?"} low urgency`,
            rule: "PagerDuty never escalates an incident of low urgency",
            remedy: "let the other rungs be told by Slack and e-mail in policies/routing.ts",
          },
        ]
      : [],
  );

/** Recovery and missing data go where the alert went; who is told of one and not of the other has an incident open for ever. */
const checkSamePlace = ({ followed: { endings, says } }: Way): readonly Refusal[] =>
  endings.flatMap((ending) => {
    const missing = says.filter((transition) => !ending.tells.includes(transition));
    return missing.length === 0
      ? []
      : [
          {
            what: `${ending.channel} hears of ${ending.tells.length === 0 ? "nothing" : ending.tells.join(" and ")}, and not of ${missing.join(" and ")} (${ending.via.join(" → ")})`,
            rule: "recovery and missing data go where the alert went",
            remedy: "send all of it to the same recipients",
          },
        ];
  });

/** Two ways of one alert to one service would ring twice: their integrations do not know of each other. */
const checkOnce = ({ incidents, proof: { vendor } }: Way): readonly Refusal[] =>
  incidents.length <= 1
    ? []
    : [
        {
          what: `${vendor} opens ${incidents.length} incidents for one alert (${incidents.map(({ service }) => service ?? "?").join(", ")})`,
          rule: "a phone rings once",
          remedy: "let one rule match it",
        },
      ];

/** Each level is evaluated by the vendor of its source and by that of its backstop, and each tier by its objective's. */
export const checkEvaluated = (
  plan: MonitoringPlan,
  ways: readonly Way[],
  environment: Environment,
  isExpected: (row: string, vendor: VendorName) => boolean,
): readonly Diagnostic[] => {
  const seen = groupBy(ways, ({ level }) => level);
  const unseen = (row: string, level: Way["level"], sources: readonly Source[]): readonly Diagnostic[] =>
    sources
      .filter((source) => isSeen(environment, source) && isExpected(row, source.vendor))
      .filter(({ vendor }) => seen.get(level)?.some(({ proof }) => proof.vendor === vendor) !== true)
      .map(({ vendor }) =>
        fault(level.name, environment, {
          what: `nothing at ${vendor} evaluates it`,
          rule: "each level has a resource that evaluates it",
          remedy: `mend the row, or monitors/${vendor}`,
        }),
      );
  const measures = plan.signals.flatMap((signal) => signal.measures);
  return [
    ...measures.flatMap(({ name, levels, source, backstop }) =>
      levels.flatMap((level) => unseen(name, level, backstop === undefined ? [source] : [source, backstop])),
    ),
    ...plan.objectives.flatMap(({ id, tiers, source }) => tiers.flatMap((tier) => unseen(id, tier, [source]))),
  ];
};

/** So much longer than its primary a backstop waits, that the primary's incident is open (ARCHITECTURE.md). */
const HEAD_START_SECONDS = 180;

export const checkTwice = (ways: readonly Way[], environment: Environment): readonly Diagnostic[] => {
  const firsts = new Map(ways.filter(({ proof }) => proof.role === "first").map((way) => [way.level, way]));
  return ways
    .filter(({ proof }) => proof.role === "backstop" && proof.stage === "live")
    .flatMap((way) => {
      const first = firsts.get(way.level);
      if (first === undefined) return [];
      const shared = way.incidents.filter(({ service }) =>
        first.incidents.some((other) => service !== undefined && other.service === service),
      );
      const waits = way.followed.holdsSeconds - first.followed.holdsSeconds;
      return waits >= HEAD_START_SECONDS
        ? []
        : shared
            .filter(({ groupsByTime }) => !groupsByTime)
            .map(({ service }) =>
              fault(way.proof.name, environment, {
                what: `${way.proof.vendor} tells ${formatQuantity(seconds(Math.max(waits, 0)))} after ${first.proof.vendor}, both of them ${service ?? ""}: one cause may ring twice`,
                rule: `a backstop waits ${formatQuantity(seconds(HEAD_START_SECONDS))} longer than its primary, or the service groups alerts by time`,
                remedy: "let the backstop hold off longer",
              }),
            );
    });
};
