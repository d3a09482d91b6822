import type { MonitoringPlan } from "../../monitors/plan/plan";
import { environmentNames } from "../../monitors/model/environment-name";
import { sayAlarm } from "./cloudwatch-row";
import { sayQuery } from "./datadog-row";
import type { Known, Said } from "./said";
import type { Existing } from "./watcher";

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
