import type { Environment, OnCall } from "../monitors/model/environment";
import { compareQuantities, formatQuantity } from "../monitors/model/quantity";
import { priorities, type Priority } from "../monitors/model/priority";
import { pagingChannels, rungNumbers, type Policies, type Step } from "../monitors/model/route";
import type { Diagnostic } from "../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../monitors/plan/plan";
import { refuseText } from "../monitors/plan/vendor-text";

/** The priorities of which somebody is to hear. */
export const usedPriorities = (plan: MonitoringPlan): ReadonlySet<Priority> =>
  new Set([
    ...plan.signals
      .filter(({ stage }) => stage === "live")
      .flatMap(({ measures }) => measures.flatMap(({ levels }) => levels.map(({ priority }) => priority))),
    ...plan.objectives.flatMap(({ tiers }) => tiers.map(({ priority }) => priority)),
  ]);

/** Whether the routes of an environment reach somebody, for the priorities in use. */
export const checkRoutes = <Name extends string>(
  policies: Policies<NoInfer<Name>>,
  environment: Environment<Name>,
  used: ReadonlySet<Priority>,
): readonly Diagnostic[] => [
  ...checkWords(policies, environment),
  ...priorities
    .filter((priority) => used.has(priority))
    .flatMap((priority) => {
      const { steps } = policies.routes[environment.name][priority];
      return [
        ...checkFirstContact(priority, steps, policies, environment),
        ...checkStepOrder(priority, steps, environment),
        ...steps.flatMap((step) => checkSomebody(priority, step, environment)),
      ];
    }),
];

/** Who a rung is names PagerDuty's schedules and policies, and stands in the plan and its pages. */
const checkWords = ({ rungs }: Policies, environment: Environment): readonly Diagnostic[] =>
  rungNumbers.flatMap((rung) =>
    refuseText("who", rungs[rung].who).map(({ remedy, ...refusal }) => ({
      severity: "error",
      where: `rung ${rung} (${environment.name})`,
      ...refusal,
      remedy: `${remedy} in policies/on-call.ts`,
    })),
  );

const error = (
  environment: Environment,
  priority: Priority,
  fault: Omit<Diagnostic, "severity" | "where">,
): Diagnostic => ({
  severity: "error",
  where: `route ${priority} (${environment.name})`,
  ...fault,
});

const checkFirstContact = (
  priority: Priority,
  steps: readonly Step[],
  { respondWithin }: Policies,
  environment: Environment,
): readonly Diagnostic[] => {
  const first = steps[0];
  return first !== undefined && compareQuantities(first.after, respondWithin[priority]) > 0
    ? [
        error(environment, priority, {
          what: `the first to hear is told after ${formatQuantity(first.after)}`,
          rule: `a person must react to ${priority} within ${formatQuantity(respondWithin[priority])}`,
          remedy: "tell rung 1 earlier in policies/routing.ts",
        }),
      ]
    : [];
};

const checkStepOrder = (priority: Priority, steps: readonly Step[], environment: Environment): readonly Diagnostic[] =>
  steps.flatMap((step, index) => {
    const before = steps[index - 1];
    return before !== undefined && compareQuantities(step.after, before.after) < 0
      ? [
          error(environment, priority, {
            what: `rung ${step.rung} is told after ${formatQuantity(step.after)}, before rung ${before.rung} at ${formatQuantity(before.after)}`,
            rule: "a ladder's times never go down",
            remedy: "order the steps by time in policies/routing.ts",
          }),
        ]
      : [];
  });

/** A step that pages needs people on its rung, and a number for each where it phones. */
const checkSomebody = (priority: Priority, step: Step, environment: Environment): readonly Diagnostic[] => {
  if (!step.channels.some((channel) => pagingChannels.has(channel))) return [];
  const rung = `rung ${step.rung}`;
  if (environment.pagerduty === undefined && environment.switchedOff.pagerduty === undefined)
    return [
      error(environment, priority, {
        what: `${rung} pages, and the configuration has no pagerduty`,
        rule: "an environment that pages says how to reach PagerDuty, or why it is switched off",
        remedy: `set pagerduty in Pulumi.${environment.name}.yaml (docs/bootstrap.md)`,
      }),
    ];
  if (membersOf(environment.onCall, step).length === 0)
    return [
      error(environment, priority, {
        what: `${rung} pages and nobody is on it`,
        rule: "a page has a person behind it",
        remedy: `add ${environment.onCall.declaredHere ? "roles to rotations" : "ids to schedules"}.${step.rung} in Pulumi.${environment.name}.yaml`,
      }),
    ];
  return step.channels.some((channel) => channel === "phone" || channel === "sms")
    ? withoutPhone(environment.onCall, step).map((role) =>
        error(environment, priority, {
          what: `${rung} phones, and ${role} has no phone`,
          rule: "whoever is phoned has a number",
          remedy: environment.ownsAccount
            ? `set people.${role}.phone in Pulumi.${environment.name}.yaml (docs/bootstrap.md)`
            : `set schedules in Pulumi.${environment.name}.yaml: without them a drill's user is on call`,
        }),
      )
    : [];
};

const membersOf = (onCall: OnCall, { rung }: Step): readonly string[] =>
  onCall.declaredHere ? onCall.rotations[rung] : onCall.schedules[rung];

/** Of schedules read by id nobody here knows the people. */
const withoutPhone = (onCall: OnCall, step: Step): readonly string[] =>
  onCall.declaredHere ? onCall.rotations[step.rung].filter((role) => onCall.people[role]?.phone === undefined) : [];
