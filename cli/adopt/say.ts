import type { NativeUnit } from "../../monitors/model/sources/datadog";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { environmentNames } from "../../monitors/model/environment";
import { sayAlarm } from "./cloudwatch-row";
import { sayQuery } from "./datadog-row";
import type { Measured } from "./row";
import type { Existing } from "./watcher";

/** What a row would say of a condition, or why none can. */
export type Said = Sayable | { readonly not: string };

export interface Sayable {
  readonly seconds: number;
  /** The row's number for one of the export's. */
  readonly amountOf: (amount: number) => number;
  readonly measured: Measured;
  /** What was guessed. */
  readonly checks: readonly string[];
}

/** What is known beside an export. */
export interface Known {
  readonly environment: string;
  readonly environments: readonly string[];
  /** Units of Datadog's metrics that rows of the catalogue read. */
  readonly units: ReadonlyMap<string, NativeUnit>;
}

export const knownFrom = ({ environment, signals }: MonitoringPlan): Known => ({
  environment,
  environments: environmentNames,
  units: new Map(
    signals.flatMap(({ measures }) =>
      measures.flatMap(({ source }) =>
        source.vendor === "datadog" && source.type === "metric" ? [[source.metric, source.unit] as const] : [],
      ),
    ),
  ),
});

export const say = ({ asks, state, threshold }: Existing, known: Known): Said => {
  if ("not" in asks) return asks;
  const said = asks.of === "datadog" ? sayQuery(asks.type, asks.condition, known) : sayAlarm(asks);
  if ("not" in said) return said;
  if (threshold === undefined) return { not: "it names no number" };
  return state === "live" || state === "tells nobody" ? said : { not: `it is ${state}: no row says that` };
};
