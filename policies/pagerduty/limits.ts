import { tooLong } from "../../monitors/plan/limits";
import type { Refusal } from "../../monitors/plan/refusal";
import type { PagerDutyDeclaration } from "./declaration";

/** PagerDuty's limits, so that a pull request fails and not `pulumi up`. */

/**
 * At most 20 rules; at least a minute before the next rule, five where a rule has several targets; at most ten targets a rule.
 * https://support.pagerduty.com/main/docs/escalation-policies (the API does not enforce the minimum for several targets)
 */
const LIMITS = { rules: 20, targets: 10, delay: 1, delayOfSeveral: 5, name: 255 } as const;

type PolicyDeclaration = Extract<PagerDutyDeclaration, { type: "pagerduty:index/escalationPolicy:EscalationPolicy" }>;

export const check = (declaration: PagerDutyDeclaration): readonly Refusal[] => [
  ...("name" in declaration.args
    ? tooLong("the name", declaration.args.name, LIMITS.name, "PagerDuty's names", "shorten the service's key")
    : []),
  ...(declaration.type === "pagerduty:index/escalationPolicy:EscalationPolicy" ? checkPolicy(declaration) : []),
];

const checkPolicy = ({ args: { rules } }: PolicyDeclaration): readonly Refusal[] => [
  ...(rules.length > LIMITS.rules
    ? [
        {
          what: `${rules.length} rules`,
          rule: `a policy has at most ${LIMITS.rules} rules`,
          remedy: "shorten the ladder in policies/routing.ts",
        },
      ]
    : []),
  ...rules.flatMap(({ targets, escalationDelayInMinutes }, index) => [
    ...checkTargets(targets.length, index),
    ...checkDelay(Number(escalationDelayInMinutes), targets.length, index),
  ]),
];

const checkTargets = (targets: number, index: number): readonly Refusal[] =>
  targets >= 1 && targets <= LIMITS.targets
    ? []
    : [
        {
          what: `rule ${index + 1} has ${targets} targets`,
          rule: `a rule has 1 to ${LIMITS.targets} targets`,
          remedy: "mend the rotation of that rung in the stack's configuration",
        },
      ];

/** `escalation_delay_in_minutes` is an integer: https://developer.pagerduty.com/api-reference/ (create an escalation policy). */
const checkDelay = (delay: number, targets: number, index: number): readonly Refusal[] => {
  if (!Number.isInteger(delay))
    return [
      {
        what: `rule ${index + 1} waits ${delay} min before the next`,
        rule: "PagerDuty's delays are whole minutes (escalation_delay_in_minutes is an integer)",
        remedy: "tell the next rung at a whole minute in policies/routing.ts",
      },
    ];
  const atLeast = targets > 1 ? LIMITS.delayOfSeveral : LIMITS.delay;
  return delay >= atLeast
    ? []
    : [
        {
          what: `rule ${index + 1} waits ${delay} min before the next`,
          rule: `PagerDuty waits at least ${atLeast} min after a rule of ${targets} ${targets === 1 ? "target" : "targets"}`,
          remedy: "tell the next rung later in policies/routing.ts",
        },
      ];
};
