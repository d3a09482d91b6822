import { broken, type Refusal } from "../../monitors/plan/refusal";
import type { PagerDutyDeclaration } from "./declaration";

/** The ladder of a policy: when each rule begins, and what is wrong with it as a ladder. */

type Policy = Extract<PagerDutyDeclaration, { type: "pagerduty:index/escalationPolicy:EscalationPolicy" }>;
type Schedule = Extract<PagerDutyDeclaration, { type: "pagerduty:index/schedule:Schedule" }>;

/** A rule waits so long before the next: the first is told at once. */
export const startsOf = ({ args: { rules } }: Policy): readonly number[] =>
  rules.map((_, index) =>
    rules.slice(0, index).reduce((sum, { escalationDelayInMinutes }) => sum + 60 * Number(escalationDelayInMinutes), 0),
  );

export const checkLadder = (policy: Policy, schedules: readonly Schedule[]): readonly Refusal[] => {
  const starts = startsOf(policy);
  const restrictedAll =
    schedules.length > 0 &&
    schedules.every(({ args }) => args.layers.every(({ restrictions }) => (restrictions ?? []).length > 0));
  return [
    ...(restrictedAll
      ? [
          broken(
            `every rung of policy ${policy.name} is restricted to hours of the day`,
            "at every hour somebody is on call",
            "take the hours off one rung in policies/on-call.ts",
          ),
        ]
      : []),
    ...starts.flatMap((start, index) =>
      index > 0 && start <= (starts[index - 1] ?? 0)
        ? [
            broken(
              `rule ${index + 1} of policy ${policy.name} comes no later than the one before`,
              "a ladder's times go up",
              "order the steps by time in policies/routing.ts",
            ),
          ]
        : [],
    ),
  ];
};
