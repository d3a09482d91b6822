import type { DatadogSource } from "../model/sources/datadog";
import { textOf } from "../plan/following";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import type { MonitorDeclaration, SyntheticsDeclaration } from "./declaration";

/** What Datadog cannot do where nothing is measured. */

/**
 * A query with `default_zero` always has data, and Datadog then refuses all but "default", which takes nothing for 0
 * (DataDog/terraform-provider-datadog issue 2815; https://docs.datadoghq.com/monitors/guide/on_missing_data/).
 */
export const fillsZero = (query: string): boolean => query.includes("default_zero(");

/** Tests pass or fail: they have no missing data. */
export const isSynthetic = ({ type }: DatadogSource): boolean =>
  type === "http" || type === "dns" || type === "certificate";

export const refuseMissingData = ({ measure, source }: Watch<DatadogSource>): Refusal | undefined => {
  if (measure.missingData === "notify" && source.type === "log outcomes")
    return {
      what: "missingData is notify, of outcomes in logs",
      rule: "their query takes nothing for 0 (default_zero), so that Datadog never finds it without data",
      remedy: 'set missingData: "ok"',
    };
  return measure.missingData === "breach" && !isSynthetic(source) && source.type !== "heartbeat"
    ? {
        what: "missingData is breach",
        rule: "a Datadog monitor cannot take missing data for a breach; it can tell of it, or not (monitor configuration, no data)",
        remedy: 'set missingData: "notify"',
      }
    : undefined;
};

/** "Invalid on_missing_data value: resolve; valid value is: default": the answer of /api/v1/monitor/validate in issue 2815. */
export const checkMissingData = ({ args }: MonitorDeclaration | SyntheticsDeclaration): readonly Refusal[] => {
  if (!("query" in args) || args.onMissingData === undefined || args.onMissingData === "default") return [];
  return fillsZero(textOf(args.query))
    ? [
        {
          what: `the query has default_zero, and on_missing_data is ${textOf(args.onMissingData)}`,
          rule: "beside default_zero Datadog takes default alone (DataDog/terraform-provider-datadog issue 2815)",
          remedy: "mend how it is rendered in monitors/datadog",
        },
      ]
    : [];
};
