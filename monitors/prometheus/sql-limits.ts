import { formatQuantity, inSeconds, isDuration } from "../model/quantity";
import { signalKinds } from "../model/signal-kind";
import { businessNumber, kindsOfNumber, type BusinessSource } from "../model/sources/business";
import type { Watch } from "../plan/watch";
import { WEEK_SECONDS, WEEKS } from "../plan/usual";
import type { Refusal } from "../plan/refusal";

/** What the shop's tables cannot tell, and what a question to them must not be. */
export const acceptsNumber = (watch: Watch<BusinessSource>): Refusal | undefined =>
  refuseKind(watch) ??
  refuseSeasonality(watch) ??
  refuseStatistic(watch) ??
  refuseTraffic(watch) ??
  refuseMissingData(watch) ??
  refuseWindow(watch) ??
  refuseEarlier(watch) ??
  refuseSilence(watch);

const refuseKind = ({ measure: { kind }, source: { number } }: Watch<BusinessSource>): Refusal | undefined => {
  const kinds = kindsOfNumber(number);
  return kinds.includes(kind)
    ? undefined
    : {
        what: `the business number ${number} cannot measure the kind ${kind}`,
        rule: `${number} (${businessNumber(number).means}) measures ${kinds.join(" or ")}; ${kind} is ${signalKinds[kind].means}`,
        remedy: "change the kind, or the number",
      };
};

const refuseSeasonality = ({ measure: { seasonality } }: Watch<BusinessSource>): Refusal | undefined =>
  seasonality === undefined || seasonality === "weekly"
    ? undefined
    : {
        what: `a usual by the ${seasonality} rhythm`,
        rule: "the SQL compares with the same hours of earlier weeks",
        remedy: 'set seasonality: "weekly"',
      };

const refuseStatistic = ({ measure: { statistic } }: Watch<BusinessSource>): Refusal | undefined =>
  statistic === undefined
    ? undefined
    : {
        what: `${statistic} of a business number`,
        rule: "a number is one count, sum or share of its span",
        remedy: "leave statistic out",
      };

const refuseTraffic = ({ measure, source: { number } }: Watch<BusinessSource>): Refusal | undefined =>
  measure.minimumTraffic === undefined && businessNumber(number).gives.endsWith("share")
    ? {
        what: `the share ${number} has no minimum of traffic`,
        rule: "a share says below how many events it keeps quiet: one of two is no trend",
        remedy: "set minimumTraffic",
      }
    : undefined;

const refuseMissingData = ({ measure: { missingData } }: Watch<BusinessSource>): Refusal | undefined =>
  missingData === "ok" || missingData === "notify"
    ? undefined
    : {
        what: `missingData is ${missingData}`,
        rule: "without an answer the question has failed, or nothing is recorded: neither is the breach",
        remedy: 'set missingData: "notify", or "ok"',
      };

/**
 * A rule is asked at most each minute. Longer spans than a week would overlap those they are compared with, and
 * monitoring.table_scans is kept for eight days.
 */
const WINDOWS = { shortest: 60, longest: 604_800 } as const;

const refuseWindow = ({ measure: { window } }: Watch<BusinessSource>): Refusal | undefined =>
  inSeconds(window) >= WINDOWS.shortest && inSeconds(window) <= WINDOWS.longest
    ? undefined
    : {
        what: `a window of ${inSeconds(window)} s for a business number`,
        rule: `a span of at least ${WINDOWS.shortest} s and at most ${WINDOWS.longest} s`,
        remedy: "change the window",
      };

/** The tables keep nine weeks (infra/integrations/business-metrics/schema.sql): eight, and the present one. */
const RECORD_SECONDS = WEEKS.most * WEEK_SECONDS;

const refuseEarlier = ({ measure: { against } }: Watch<BusinessSource>): Refusal | undefined =>
  against === undefined || inSeconds(against) <= RECORD_SECONDS
    ? undefined
    : {
        what: `a business number is compared with ${formatQuantity(against)} earlier`,
        rule: "the shop's tables keep nine weeks",
        remedy: "compare with at most 56 days earlier",
      };

/** Checkouts of the last three minutes do not count yet (successful-payments.sql). */
const UNDECIDED_SECONDS = 180;

const refuseSilence = ({ measure: { kind, levels } }: Watch<BusinessSource>): Refusal | undefined => {
  const hasty = levels.find(
    ({ threshold: { at } }) => at !== undefined && isDuration(at) && inSeconds(at) <= UNDECIDED_SECONDS,
  );
  return kind === "silence" && hasty !== undefined
    ? {
        what: `${hasty.name} is told after ${UNDECIDED_SECONDS} s or less`,
        rule: `a checkout takes up to ${UNDECIDED_SECONDS} s to be paid, and counts only after that`,
        remedy: "lengthen the threshold",
      }
    : undefined;
};
