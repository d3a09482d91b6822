import { inSeconds } from "../model/quantity";
import type { EventShareSource } from "../model/sources/cloudwatch";
import { stripeRow } from "../model/sources/stripe";
import type { PlannedMeasure } from "../plan/plan";
import type { Refusal } from "../plan/refusal";
import { EVENT_PERIOD_SECONDS, spanOf, type StripeSource } from "./stripe";
import { refuseGuardedBand, refuseWindowOf } from "./window-limits";

const refuseShorter = ({ levels }: PlannedMeasure): Refusal | undefined =>
  levels
    .flatMap(({ sooner }) => sooner ?? [])
    .map(({ window }) => refuseWindowOf(inSeconds(window), EVENT_PERIOD_SECONDS, "the count of Stripe's events"))
    .find((refusal) => refusal !== undefined);

/** What a window of Stripe's events can be: whole minutes. The silence's is its threshold. */
export const refuseStripe = (measure: PlannedMeasure, source: StripeSource): Refusal | undefined =>
  (measure.statistic === undefined
    ? undefined
    : {
        what: `the statistic ${measure.statistic} of events`,
        rule: "events are counted",
        remedy: "leave the statistic out",
      }) ??
  refuseGuardedBand(measure) ??
  refuseShorter(measure) ??
  (source.type === "share of events" ? refuseShare(source) : undefined) ??
  (source.type === "events" ? refuseShort(inSeconds(measure.window)) : undefined) ??
  (measure.kind === "silence"
    ? measure.levels
        .map((level) => refuseWindowOf(spanOf(level), EVENT_PERIOD_SECONDS, "the count of Stripe's events"))
        .find((refusal) => refusal !== undefined)
    : refuseWindowOf(inSeconds(measure.window), EVENT_PERIOD_SECONDS, "the count of Stripe's events"));

/** An event takes a minute or two from Stripe to its point: `monitors/cloudwatch/delay.ts`. */
const SHORTEST_COUNT_SECONDS = 300;

const refuseShort = (window: number): Refusal | undefined =>
  window >= SHORTEST_COUNT_SECONDS
    ? undefined
    : {
        what: `a count of events over ${window} s`,
        rule: "minutes without an event count as 0, and events are a minute or two late: of so short a window all would",
        remedy: `make the window ${SHORTEST_COUNT_SECONDS} s at least`,
      };

const refuseShare = ({ part, whole }: EventShareSource): Refusal | undefined =>
  stripeRow(part).count === stripeRow(whole).count
    ? undefined
    : {
        what: `${part} counts ${stripeRow(part).count}, ${whole} counts ${stripeRow(whole).count}`,
        rule: "a share is of its like: an object that is told of thrice is one object and three events",
        remedy: "name rows of monitors/model/sources/stripe.ts that count the same",
      };
