import { keyOf } from "../declaration/declaration";
import type { Sooner } from "../model/level";
import { inCanonicalUnit, inSeconds, isDuration } from "../model/quantity";
import type {
  CloudWatchSource,
  EventShareSource,
  EventsSource,
  NoEventsSource,
  UndeliveredSource,
} from "../model/sources/cloudwatch";
import { stripeRow, type StripeEvents } from "../model/sources/stripe";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { renderAlarm, renderEither, type Comparison } from "./alarm";
import { compareWithBand } from "./anomaly";
import type { AlarmDeclaration, CompositeDeclaration } from "./declaration";
import { termOf, type MetricQuery } from "./metric-query";
import { physicalName } from "./names";

/**
 * Alarms on Stripe's events, which `infra/integrations/stripe` counts. Each looks at one period that is as long as the window: an
 * alarm's window slides with every evaluation, which is each minute, also where the period is longer.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html (SlidingWindow is the default)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html ("evaluates the alarm every minute even if
 *   the period for the alarm is longer than one minute")
 */
export type StripeSource = EventsSource | EventShareSource | NoEventsSource | UndeliveredSource;

export const STRIPE_NAMESPACE = "Driplo/Stripe";

/** What is made of a sort of events, in this declaration's own world. */
export const eventsName = (events: StripeEvents): string => `stripe.${events}`;

/** As AWS knows it: rule, log group, metric, and the rule that tells objects apart. */
export const physicalEvents = (environment: string, events: StripeEvents): string =>
  physicalName(environment, eventsName(events));

/** A queue's name takes letters, digits, hyphens and underscores. */
export const undeliveredQueue = (environment: string): string => physicalName(environment, "stripe-undelivered");

/** Metrics are counted in whole minutes. */
export const EVENT_PERIOD_SECONDS = 60;

/** Of a backstop, so much longer than its primary: that one's incident is open first, and a phone rings once. */
const HOLD_OFF_SECONDS = 180;

export const renderStripe = (
  watch: Watch<CloudWatchSource>,
  source: StripeSource,
  context: RenderContext,
): readonly (AlarmDeclaration | CompositeDeclaration)[] =>
  watch.measure.levels.flatMap((level): readonly (AlarmDeclaration | CompositeDeclaration)[] =>
    level.sooner === undefined
      ? [renderOne(watch, source, level, context)]
      : renderTwo(watch, source, level, level.sooner, context),
  );

const renderTwo = (
  watch: Watch<CloudWatchSource>,
  source: StripeSource,
  level: PlannedLevel,
  sooner: Sooner,
  context: RenderContext,
): readonly (AlarmDeclaration | CompositeDeclaration)[] => {
  const shorter = { ...watch, measure: { ...watch.measure, ...sooner } };
  const comparisons = {
    condition: compare(watch, source, level, context),
    sooner: compare(shorter, source, level, context),
  };
  return renderEither(watch, level, "regional", comparisons, context).map((each) =>
    each.type === "aws:cloudwatch/metricAlarm:MetricAlarm" ? { ...each, ...comesAfter(source) } : each,
  );
};

const renderOne = (
  watch: Watch<CloudWatchSource>,
  source: StripeSource,
  level: PlannedLevel,
  context: RenderContext,
): AlarmDeclaration => ({
  // Nothing tried is a quiet night, and nothing measured is for the first source to tell.
  ...renderAlarm(
    source.type === "no events" ? { ...watch, measure: { ...watch.measure, missingData: "ok" } } : watch,
    level,
    "regional",
    compare(watch, source, level, context),
    context,
  ),
  ...comesAfter(source),
});

/** The rules that an expression names must be there. */
const comesAfter = (source: StripeSource): Pick<AlarmDeclaration, "after"> =>
  source.type === "share of events" && stripeRow(source.part).count === "objects"
    ? {
        after: [source.part, source.whole].map((events) =>
          keyOf({ type: "aws:cloudwatch/contributorInsightRule:ContributorInsightRule", name: eventsName(events) }),
        ),
      }
    : {};

const once = { evaluationPeriods: 1, datapointsToAlarm: 1 } as const;

const above = (threshold: number) => ({ comparisonOperator: "GreaterThanThreshold", threshold }) as const;

const compare = (
  { measure, role }: Watch,
  source: StripeSource,
  level: PlannedLevel,
  context: RenderContext,
): Comparison => {
  const { environment } = context;
  const period = inSeconds(measure.window);
  switch (source.type) {
    case "events": {
      const queries = orNone(source.events, period, measure, environment.name);
      return measure.kind === "anomaly"
        ? { ...compareWithBand(queries, level), ...once }
        : { ...above(thresholdOf(level)), ...once, metricQueries: queries };
    }
    case "share of events":
      return { ...above(thresholdOf(level)), ...once, metricQueries: shareOf(source, measure, environment.name) };
    case "no events": {
      const holdOff = role === "backstop" ? HOLD_OFF_SECONDS : 0;
      return { ...above(0), ...once, metricQueries: silenceOf(source, spanOf(level) + holdOff, measure, context) };
    }
    case "undelivered events":
      return {
        ...above(0),
        ...once,
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: undeliveredQueue(environment.name) },
        period,
        statistic: "Maximum",
      };
  }
};

/** How long the silence may last. */
export const spanOf = ({ threshold: { at } }: PlannedLevel): number =>
  at !== undefined && isDuration(at) ? inSeconds(at) : 0;

const thresholdOf = ({ threshold }: PlannedLevel): number =>
  threshold.at === undefined ? 0 : inCanonicalUnit(threshold.at);

const countOf = (events: StripeEvents, environment: string) => ({
  namespace: STRIPE_NAMESPACE,
  metricName: physicalEvents(environment, events),
});

const countTerm = (id: string, events: StripeEvents, period: number, environment: string): MetricQuery => ({
  id,
  metric: { ...countOf(events, environment), period, stat: "Sum" },
  returnData: false,
});

/**
 * Without an event there is no point; that there were none is a number as well, and can be far from the usual. A number it must be
 * also for a plain count: an alarm whose newest period is empty takes an older one in its place ("the necessary extra data points from
 * farther back in the evaluation range"), so that one burst would be told of twice. FILL's own trap, a newest minute that is filled
 * because its points are late, is none here: a period is an hour and more, and its other minutes are counted.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html (FILL)
 */
const orNone = (
  events: StripeEvents,
  period: number,
  { name }: PlannedMeasure,
  environment: string,
): readonly MetricQuery[] => [
  countTerm("counted", events, period, environment),
  { id: "value", expression: "FILL(counted, 0)", label: name, returnData: true },
];

/**
 * Log lines alone would count an intent that is tried three times as three failures. Contributor Insights tells the intents apart,
 * and alarms may ask it how many there were.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-GraphReportData.html (UniqueContributors:
 *   "the number of unique contributors for each data point"; "you can set alarms")
 */
const distinctTerm = (id: string, events: StripeEvents, period: number, environment: string): MetricQuery => ({
  id,
  expression: `INSIGHT_RULE_METRIC("${physicalEvents(environment, events)}", "UniqueContributors")`,
  label: eventsName(events),
  period,
  returnData: false,
});

const shareOf = (
  { part, whole, leastPart }: EventShareSource,
  { name, window, minimumTraffic }: PlannedMeasure,
  environment: string,
): readonly MetricQuery[] => {
  const period = inSeconds(window);
  const termOfRow = stripeRow(part).count === "objects" ? distinctTerm : countTerm;
  const enough = [
    ...(minimumTraffic === undefined ? [] : [`FILL(whole, 0) >= ${inCanonicalUnit(minimumTraffic)}`]),
    ...(leastPart === undefined ? [] : [`FILL(part, 0) >= ${inCanonicalUnit(leastPart)}`]),
  ];
  return [
    termOfRow("part", part, period, environment),
    termOfRow("whole", whole, period, environment),
    {
      id: "share",
      expression: `IF(${enough.join(" AND ")}, 100 * FILL(part, 0) / whole, 0)`,
      label: name,
      returnData: true,
    },
  ];
};

/** By this id `follow.ts` knows an alarm that waits as long as it looks back. */
export const SILENT = "silent";

/** 1 while there was none of the events and there should have been. */
const silenceOf = (
  { events, while: expected }: NoEventsSource,
  period: number,
  { name, minimumTraffic }: PlannedMeasure,
  { environment }: RenderContext,
): readonly MetricQuery[] => {
  const least = minimumTraffic === undefined ? 1 : inCanonicalUnit(minimumTraffic);
  return [
    termOf("expected", expected, "Sum", environment, period),
    countTerm("seen", events, period, environment.name),
    {
      id: SILENT,
      expression: `IF(FILL(expected, 0) >= ${least} AND FILL(seen, 0) == 0, 1, 0)`,
      label: name,
      returnData: true,
    },
  ];
};
