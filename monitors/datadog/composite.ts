import { ref, template, type Reference, type Template } from "../model/late";

/**
 * Expressions of composite monitors over the ids of others.
 *
 * How Datadog computes one (https://docs.datadoghq.com/monitors/types/composite/, "Computing trigger conditions"): Alert, Warn and
 * No Data count as true, OK as false; a true `&&` is the least grave of its parts and a true `||` the gravest, in the order Alert,
 * Warn, No Data; `!` of a true one is OK and of OK is Alert, but of No Data it is No Data. So `a && !b` without data for b is No
 * Data, which a composite that does not tell of missing data shows as its last state: b's silence would swallow the alert. Every
 * monitor that stands in an expression of ours is therefore one that shows OK while there is nothing to look at. `slo alert`
 * monitors cannot ("This option is not available for Service Check, Composite, or SLO monitors", @pulumi/datadog monitor.d.ts,
 * onMissingData), and whether one may be part of a composite is documented nowhere: burn rates are metric monitors.
 */
export type Expression =
  | Reference
  | { readonly not: Expression }
  | { readonly all: readonly [Expression, ...Expression[]] }
  | { readonly any: readonly [Expression, ...Expression[]] };

const MONITOR = "datadog:index/monitor:Monitor";

/** A monitor's id, as an expression names it. */
export const monitorId = (name: string): Reference => ref(MONITOR, name, "id");

/**
 * The id of the monitor that a synthetic test brings. It may stand in a composite:
 * DataDog/terraform-provider-datadog datadog/tests/resource_datadog_monitor_test.go, `… || ${datadog_synthetics_test.foo.monitor_id}`
 */
export const testMonitorId = (name: string): Reference =>
  ref("datadog:index/syntheticsTest:SyntheticsTest", name, "monitorId");

export const not = (expression: Expression): Expression => ({ not: expression });

export const all = (...expressions: readonly [Expression, ...Expression[]]): Expression => ({ all: expressions });

export const any = (...expressions: readonly [Expression, ...Expression[]]): Expression => ({ any: expressions });

/** `1 && 2 && !(3 && 4)`, with ids for numbers. */
export const spell = (expression: Expression): Template => template(...joined(parts(expression)));

type Part = Template["parts"][number];

const parts = (expression: Expression): readonly Part[] => {
  if ("late" in expression) return [expression];
  if ("not" in expression) return ["!", ...inner(expression.not)];
  const [sign, several] = "all" in expression ? [" && ", expression.all] : [" || ", expression.any];
  return several.flatMap((each, index) => [...(index === 0 ? [] : [sign]), ...inner(each)]);
};

/** What stands within another expression; a single id and a negation need no parentheses. */
const inner = (expression: Expression): readonly Part[] =>
  ("all" in expression && expression.all.length > 1) || ("any" in expression && expression.any.length > 1)
    ? ["(", ...parts(expression), ")"]
    : parts(expression);

/** Texts beside each other are one. */
const joined = (all: readonly Part[]): readonly Part[] =>
  all.reduce<readonly Part[]>((before, part) => {
    const last = before.at(-1);
    return typeof part === "string" && typeof last === "string"
      ? [...before.slice(0, -1), `${last}${part}`]
      : [...before, part];
  }, []);
