import { assertNever } from "../model/assert-never";
import { inCanonicalUnit } from "../model/quantity";
import type { Statistic } from "../model/signal-kind";
import { spanAttributes, type NewRelicSource } from "../model/sources/newrelic";
import type { PlannedMeasure } from "../plan/plan";

/**
 * NRQL of alert conditions: one aggregated value, and neither SINCE nor FACET, TIMESERIES, LIMIT or a subquery.
 * @see https://docs.newrelic.com/docs/alerts/create-alert/create-alert-condition/create-nrql-alert-conditions/
 */
export const queryOf = (measure: PlannedMeasure, source: NewRelicSource): string =>
  `SELECT ${guarded(measure, valueOf(measure, source))} FROM Span WHERE ${spansOf(source)}`;

const spansOf = ({ service, kind, filter }: NewRelicSource): string =>
  [
    `${spanAttributes.service} = ${quote(service)}`,
    `${spanAttributes.kind} = ${quote(kind)}`,
    ...(filter === "" ? [] : [`(${filter})`]),
  ].join(" AND ");

/** `percentage` gives 0 to 100, and 0 where there are spans and none is bad. */
const valueOf = (measure: PlannedMeasure, { bad }: NewRelicSource): string =>
  measure.statistic === undefined
    ? `percentage(count(*), WHERE ${bad})`
    : statisticOf(measure.statistic, spanAttributes.duration);

const statisticOf = (statistic: Statistic, attribute: string): string => {
  switch (statistic) {
    case "mean":
      return `average(${attribute})`;
    case "max":
    case "min":
      return `${statistic}(${attribute})`;
    case "p50":
    case "p75":
    case "p90":
    case "p95":
    case "p99":
      return `percentile(${attribute}, ${statistic.slice(1)})`;
    default:
      return assertNever(statistic);
  }
};

/**
 * Below the minimum of traffic the value is one that cannot breach: all kinds here are bad when above.
 * `if(condition, trueValue, falseValue)` is documented without an aggregation in its condition
 * (https://docs.newrelic.com/docs/nrql/nrql-syntax-clauses-functions/#func-if), and with one in the provider's own documents
 * (newrelic_scorecard_rule: `if(percentage(count(*), WHERE …) < 1.0, 1, 0)`). Not tried on an account.
 */
const guarded = ({ minimumTraffic }: PlannedMeasure, value: string): string =>
  minimumTraffic === undefined ? value : `if(count(*) >= ${inCanonicalUnit(minimumTraffic)}, ${value}, 0)`;

const quote = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
