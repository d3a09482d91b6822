import { formatQuantity, inDays, inMinutes } from "../model/quantity";
import { kindRow } from "../model/signal-kind";
import type { DatadogSource } from "../model/sources/datadog";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import { judgedOver } from "./comparison";

/** What Datadog cannot hold against the usual, or against what was. */
export const refuseComparison = (watch: Watch<DatadogSource>): Refusal | undefined =>
  kindRow(watch.measure.kind).comparedWith === undefined
    ? undefined
    : (refuseStatistic(watch) ?? refuseSide(watch) ?? refuseBand(watch) ?? refuseEarlier(watch));

/** Of spans both are there: durations, and how many. */
const refuseStatistic = ({ measure: { statistic }, source }: Watch<DatadogSource>): Refusal | undefined => {
  const counts = source.type === "rum count" || source.type === "logs";
  return source.type === "spans" || counts === (statistic === undefined)
    ? undefined
    : {
        what: statistic === undefined ? `no statistic of ${source.type}` : `${statistic} of a count`,
        rule: "values are compared by a statistic of them, events by their count",
        remedy: statistic === undefined ? "set statistic" : "leave statistic out",
      };
};

/** One comparison has one sign. A band has two sides, and takes `direction='both'`. */
const refuseSide = ({ measure: { kind, levels } }: Watch<DatadogSource>): Refusal | undefined =>
  kind === "change" && levels.some(({ breach }) => breach === "both")
    ? {
        what: "a change both ways",
        rule: "a Datadog change alert compares with one threshold, above it or below",
        remedy: "make two measures, one for each side",
      }
    : undefined;

/** https://docs.datadoghq.com/monitors/types/anomaly/ (trigger window: "between 15 minutes and 2 weeks"). */
const BAND = { shortest: 15, longest: 20_160 } as const;

const refuseBand = ({ measure }: Watch<DatadogSource>): Refusal | undefined => {
  const span = inMinutes(judgedOver(measure));
  return measure.kind !== "anomaly" || (span >= BAND.shortest && span <= BAND.longest)
    ? undefined
    : {
        what: `an anomaly over five windows of ${formatQuantity(measure.window)}`,
        rule: "Datadog judges an anomaly over 15 minutes to 2 weeks, and we over five windows",
        remedy: "set the window to 3 minutes to 2 days",
      };
};

/** https://docs.datadoghq.com/monitors/types/change-alert/: shifted by minutes, hours, days, weeks, "at most one month". */
const refuseEarlier = ({ measure: { against } }: Watch<DatadogSource>): Refusal | undefined =>
  against === undefined || (Number.isInteger(inMinutes(against)) && inDays(against) <= 31)
    ? undefined
    : {
        what: `a comparison with ${formatQuantity(against)} earlier`,
        rule: "Datadog compares with whole minutes ago, at most a month",
        remedy: "change against",
      };
