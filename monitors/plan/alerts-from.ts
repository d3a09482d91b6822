import { count, formatQuantity, inCanonicalUnit, inSeconds, seconds, type Quantity } from "../model/quantity";
import { businessNumber, type BusinessSource } from "../model/sources/business";
import type { PlannedLevel, PlannedMeasure } from "./plan";
import { multiplesOf, rarestNone, surenessOf, WEEKS, type Judging } from "./usual";

/** How the shop's database is asked to judge a level by the usual. */
export const judgingOf = (
  { minimumTraffic }: Pick<PlannedMeasure, "minimumTraffic">,
  { number }: BusinessSource,
  { breach, threshold: { at } }: Pick<PlannedLevel, "breach" | "threshold">,
): Judging => ({
  gives: businessNumber(number).gives.endsWith("share") ? "share" : "amount",
  least: minimumTraffic === undefined ? 1 : inCanonicalUnit(minimumTraffic),
  deviations: at === undefined ? Number.POSITIVE_INFINITY : inCanonicalUnit(at),
  tellsOfFall: breach === "below" || breach === "both",
});

/** From which usual traffic on a level can tell of a fall at all, were all of it gone and the weeks before alike. */
export interface AlertsFrom {
  /** So many usual events, equal ones where their worth counts; of a share those that are part of it. */
  readonly usual: Quantity<"count">;
  /** Of a share, and of so many at least. */
  readonly of: Quantity<"count"> | undefined;
  /** The row's window, where they come in it. */
  readonly within: Quantity<"duration">;
  /** The longest that is looked at for them. */
  readonly atMost: Quantity<"duration">;
}

/** Undefined where it is no business number's usual, or no fall: Datadog and CloudWatch publish no model of theirs. */
export const alertsFrom = (measure: PlannedMeasure, level: PlannedLevel): AlertsFrom | undefined => {
  const { kind, source, window } = measure;
  if (kind !== "anomaly" || source.type !== "sql") return undefined;
  const { gives, least, deviations, tellsOfFall } = judgingOf(measure, source, level);
  if (!tellsOfFall) return undefined;
  const rarest = Math.floor(rarestNone(gives, deviations) / surenessOf(gives, WEEKS.most)) + 1;
  return {
    usual: count(gives === "share" ? rarest : Math.max(rarest, least)),
    of: gives === "share" ? count(least) : undefined,
    within: window,
    atMost: seconds(inSeconds(window) * Math.max(...multiplesOf(inSeconds(window), true))),
  };
};

/** "can alert on a fall from 16 usual events in 1 h; where fewer come, in up to 7 days" */
export const wordAlertsFrom = ({ usual, of, within, atMost }: AlertsFrom): string => {
  const events = of === undefined ? formatQuantity(usual) : `${formatQuantity(usual)} of ${formatQuantity(of)}`;
  return `can alert on a fall from ${events} usual events in ${formatQuantity(within)}; where fewer come, in up to ${formatQuantity(atMost)}`;
};
