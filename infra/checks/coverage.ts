import { paidFeatures, type Environment } from "../../monitors/model/environment";
import { listWords } from "../../monitors/model/list-words";
import type { Priority } from "../../monitors/model/priority";
import { rings, type Routes } from "../../monitors/model/route";
import { heartbeatOf, type VendorName } from "../../monitors/model/sources/source";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { MonitoringPlan, PlannedMeasure, PlannedObjective, PlannedSignal } from "../../monitors/plan/plan";
import { isOn, lacking } from "../environment/switched-off";

/** What a switched-off vendor leaves unwatched, and to whom; and a vendor that is neither switched off nor configured. */

/** What is not seen for want of something paid. A warning: the configuration says that it is meant. */
export const checkPaid = (plan: MonitoringPlan, environment: Environment): readonly Diagnostic[] =>
  plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure): readonly Diagnostic[] => {
      const feature = isOn(environment, measure.source.vendor) ? lacking(measure.source, environment) : undefined;
      return feature === undefined
        ? []
        : [
            {
              severity: "warning",
              where: `${measure.name} (${environment.name})`,
              what: `${paidFeatures[feature]}, is not paid for; ${signal.title.toLowerCase()} (${measure.key}) is seen by ${measure.backstop === undefined ? "nobody" : measure.backstop.vendor}`,
              rule: `aws.${feature} is false`,
              remedy: `subscribe to it and set aws.${feature} in Pulumi.${environment.name}.yaml`,
            },
          ];
    }),
  );

/** Nobody may be left without these in an environment that rings. */
const URGENT: ReadonlySet<Priority> = new Set<Priority>(["P0", "P1"]);

/** @param wanted the routes as the policies have them: without PagerDuty they are fewer in the plan */
export const checkCoverage = (plan: MonitoringPlan, wanted: Routes, environment: Environment): readonly Diagnostic[] =>
  Object.keys(environment.switchedOff).length === 0
    ? []
    : [
        ...plan.signals.flatMap((signal) =>
          signal.measures.flatMap((measure) => [
            ...checkBeat(measure, environment),
            ...checkMeasure(signal, measure, wanted, environment),
          ]),
        ),
        ...plan.objectives.flatMap((objective) => checkObjective(objective, wanted, environment)),
        ...checkPaging(wanted, environment),
      ];

const vendorsOf = ({ source, backstop }: PlannedMeasure): readonly VendorName[] =>
  backstop === undefined ? [source.vendor] : [source.vendor, backstop.vendor];

const checkMeasure = (
  signal: PlannedSignal,
  measure: PlannedMeasure,
  wanted: Routes,
  environment: Environment,
): readonly Diagnostic[] => {
  const vendors = vendorsOf(measure);
  const off = vendors.filter((vendor) => !isOn(environment, vendor));
  if (off.length === 0) return [];
  const left = vendors.filter((vendor) => isOn(environment, vendor));
  const urgent =
    signal.stage === "live" && measure.levels.some(({ priority }) => URGENT.has(priority) && rings(wanted[priority]));
  return [
    {
      severity: left.length === 0 && urgent ? "error" : "warning",
      where: `${measure.name} (${environment.name})`,
      what: `${listWords(off)} ${off.length === 1 ? "is" : "are"} switched off; ${signal.title.toLowerCase()} is left to ${left.length === 0 ? "nobody" : listWords(left)}`,
      rule: `switched off: ${off.map((vendor) => environment.switchedOff[vendor] ?? "").join("; ")}`,
      remedy: `take ${off.map((vendor) => `switchedOff.${vendor}`).join(" and ")} out of Pulumi.${environment.name}.yaml, or give the row a backstop`,
    },
  ];
};

/** Who is switched off is not silent, and nobody waits for its beat. */
const checkBeat = ({ name, source, backstop }: PlannedMeasure, environment: Environment): readonly Diagnostic[] =>
  [source, ...(backstop === undefined ? [] : [backstop])].flatMap((each) => {
    const beating = heartbeatOf(each);
    const reason = beating === undefined ? undefined : environment.switchedOff[beating];
    return beating === undefined || reason === undefined
      ? []
      : [
          {
            severity: "warning",
            where: `${name} (${environment.name})`,
            what: `${beating} is switched off, and there is no beat of it to listen for`,
            rule: `switched off: ${reason}`,
            remedy: `take switchedOff.${beating} out of Pulumi.${environment.name}.yaml`,
          },
        ];
  });
const checkObjective = (
  { id, title, tiers, source: { vendor } }: PlannedObjective,
  wanted: Routes,
  environment: Environment,
): readonly Diagnostic[] => {
  if (isOn(environment, vendor)) return [];
  const urgent = tiers.some(({ priority }) => URGENT.has(priority) && rings(wanted[priority]));
  return [
    {
      severity: urgent ? "error" : "warning",
      where: `${id} (${environment.name})`,
      what: `${vendor} is switched off; the budget of ${title} is watched by nobody`,
      rule: `switched off: ${environment.switchedOff[vendor] ?? ""}`,
      remedy: `take switchedOff.${vendor} out of Pulumi.${environment.name}.yaml`,
    },
  ];
};

/** Configuration that may be left out, and that rows of the plan need. */
export const checkConfigured = (plan: MonitoringPlan, environment: Environment): readonly Diagnostic[] => [
  ...checkLive(environment),
  ...(environment.newrelic === undefined
    ? checkReaders("newrelic", plan, environment, () => true, {
        what: (readers) => `${readers} from New Relic, and the configuration has no newrelic`,
        rule: "an environment says how to reach a vendor that its rows read from, or why it is switched off",
        remedy: `set newrelic in Pulumi.${environment.name}.yaml (docs/bootstrap.md), or switchedOff.newrelic with a reason`,
      })
    : []),
  ...(environment.sentry.pagerdutyIntegration === undefined
    ? checkReaders("sentry", plan, environment, (priority) => plan.routes[priority].pages, {
        what: (readers) => `${readers} from Sentry and page, and the configuration has no sentry.pagerdutyIntegration`,
        rule: "an environment that pages from Sentry names the PagerDuty app that is installed there",
        remedy: `set sentry.pagerdutyIntegration in Pulumi.${environment.name}.yaml (docs/bootstrap.md)`,
      })
    : []),
];

/** Nobody pays in Stripe's test mode: every alarm on payments would keep quiet for ever. */
const checkLive = ({ name, stripe }: Environment): readonly Diagnostic[] =>
  name === "prod"
    ? Object.entries(stripe)
        .filter(([, source]) => source.includes("/ed_test_"))
        .map(([key, source]) => ({
          severity: "error",
          where: `Pulumi.prod.yaml, stripe.${key}`,
          what: `${source} is of Stripe's test mode`,
          rule: "prod counts what buyers pay",
          remedy: "make the event destination in live mode, and set its source here (docs/bootstrap.md)",
        }))
    : [];

interface Missing {
  /** @param readers "api.response_time and api.error_rate read" */
  readonly what: (readers: string) => string;
  readonly rule: string;
  readonly remedy: string;
}

/** The rows that read from a vendor, at a priority that matters. */
const checkReaders = (
  vendor: "newrelic" | "sentry",
  plan: MonitoringPlan,
  environment: Environment,
  matters: (priority: Priority) => boolean,
  { what, rule, remedy }: Missing,
): readonly Diagnostic[] => {
  if (!isOn(environment, vendor)) return [];
  const readers = plan.signals.flatMap(({ measures }) =>
    measures
      .filter(
        (measure) => vendorsOf(measure).includes(vendor) && measure.levels.some(({ priority }) => matters(priority)),
      )
      .map(({ name }) => name),
  );
  return readers.length === 0
    ? []
    : [
        {
          severity: "error",
          where: `Pulumi.${environment.name}.yaml, ${vendor}`,
          what: what(`${listWords(readers)} ${readers.length === 1 ? "reads" : "read"}`),
          rule,
          remedy,
        },
      ];
};

const checkPaging = (routes: Routes, environment: Environment): readonly Diagnostic[] => {
  const reason = environment.switchedOff.pagerduty;
  if (reason === undefined) return [];
  return Object.entries(routes)
    .filter(([, route]) => route.pages)
    .map(([priority, route]) => ({
      severity: rings(route) ? "error" : "warning",
      where: `route ${priority} (${environment.name})`,
      what: "pagerduty is switched off; the route pages nobody",
      rule: `switched off: ${reason}`,
      remedy: `take switchedOff.pagerduty out of Pulumi.${environment.name}.yaml`,
    }));
};
