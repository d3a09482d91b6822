import { formatMoment } from "../plan/quiet";
import type { RenderQuiet } from "../plan/vendor";
import { RULE, type ElasticDeclaration, type RuleDeclaration } from "./declaration";

/**
 * A maintenance window, of the alerts of these rules by name. It happens once: `recurring` must be there, and says how often.
 * @see https://www.elastic.co/docs/explore-analyze/alerting/alerts/maintenance-windows
 */
export const renderQuiet: RenderQuiet<ElasticDeclaration> = (
  { key, reason, owner, from, until },
  covered,
  { environment },
) => {
  const rules = covered.filter(isRule);
  return rules.length === 0
    ? []
    : [
        {
          vendor: "elastic",
          type: "elasticstack:index/kibanaMaintenanceWindow:KibanaMaintenanceWindow",
          name: key,
          keeps: key,
          args: {
            title: `driplo-${environment.name}-quiet-${key}: ${reason} (${owner})`,
            enabled: true,
            customSchedule: {
              start: formatMoment(from).replace("Z", ".000Z"),
              duration: `${(until - from) / MINUTE}m`,
              timezone: "UTC",
              recurring: { occurrences: 1 },
            },
            scope: { alerting: { kql: `kibana.alert.rule.name: (${rules.map(nameOf).join(" or ")})` } },
          },
        },
      ];
};

const MINUTE = 60_000;

const isRule = (each: ElasticDeclaration): each is RuleDeclaration => each.type === RULE;

const nameOf = ({ args }: RuleDeclaration): string => JSON.stringify(args.name);
