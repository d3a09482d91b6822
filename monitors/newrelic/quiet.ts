import { formatMoment } from "../plan/quiet";
import type { RenderQuiet } from "../plan/vendor";
import type { ConditionDeclaration, NewRelicDeclaration } from "./declaration";

/** One muting rule, of the conditions by name. An issue that is still open at the end is closed, so that it opens anew and is told. */
export const renderQuiet: RenderQuiet<NewRelicDeclaration> = (
  { key, reason, owner, from, until },
  covered,
  { environment },
) => {
  const conditions = covered.filter(isCondition);
  return conditions.length === 0
    ? []
    : [
        {
          vendor: "newrelic",
          type: "newrelic:index/alertMutingRule:AlertMutingRule",
          name: key,
          keeps: key,
          args: {
            name: `driplo-${environment.name}-quiet-${key}`,
            description: `${reason} (${owner})`,
            enabled: true,
            condition: {
              operator: "AND",
              conditions: [
                {
                  attribute: "conditionName",
                  operator: "IN",
                  values: conditions.flatMap(({ args }) => args.name ?? []),
                },
              ],
            },
            schedule: { startTime: local(from), endTime: local(until), timeZone: "UTC" },
            actionOnMutingRuleWindowEnded: "CLOSE_ISSUES_ON_INACTIVE",
          },
        },
      ];
};

const isCondition = (each: NewRelicDeclaration): each is ConditionDeclaration =>
  each.type === "newrelic:index/nrqlAlertCondition:NrqlAlertCondition";

/** "Local ISO 8601 format without an offset" (alertMutingRule.d.ts, schedule). */
const local = (moment: number): string => formatMoment(moment).replace("Z", "");
