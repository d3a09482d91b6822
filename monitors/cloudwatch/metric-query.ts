import type { Environment } from "../model/environment";
import type { Statistic } from "../model/signal-kind";
import { cloudWatchMetric, type CloudWatchMetricName } from "../model/sources/cloudwatch";
import type { AlarmDeclaration } from "./declaration";

/** A metric's words in an alarm: which one, of what, over how long, and which statistic of it. */

export type MetricQuery = NonNullable<AlarmDeclaration["args"]["metricQueries"]>[number] & {
  /** By which an expression names it. */
  readonly id: string;
};

type Named = Pick<Environment, "name" | "identities" | "aws">;

export const metricOf = (name: CloudWatchMetricName, { name: environment, identities, aws }: Named) => {
  const row = cloudWatchMetric(name);
  const ours = Object.entries(row.identity).map(([dimension, role]) => [dimension, identities[role]] as const);
  const arn = `arn:aws:cloudfront::${aws.accountId}:distribution/${identities.cdnDistribution}`;
  return {
    namespace: row.namespace,
    metricName: row.name,
    period: row.resolutionSeconds,
    dimensions: {
      ...Object.fromEntries(ours),
      ...row.fixed,
      ...(row.distributionArn === undefined ? {} : { [row.distributionArn]: arn }),
      ...(row.environment === undefined ? {} : { [row.environment]: environment }),
    },
  };
};

const statistics: Readonly<Record<Exclude<Statistic, `p${number}`>, string>> = {
  mean: "Average",
  max: "Maximum",
  min: "Minimum",
};

/**
 * Without a statistic of the row's: things are added up, anything else is averaged. A ratio arrives as a rate already, and its mean
 * over the period is the rate of the period.
 */
export const statOf = (statistic: Statistic | undefined, name: CloudWatchMetricName): string => {
  if (statistic !== undefined) return isPercentile(statistic) ? statistic : statistics[statistic];
  const { unit } = cloudWatchMetric(name);
  return unit === "count" || unit === "bytes" ? "Sum" : unit === "indicator" ? "Maximum" : "Average";
};

export const isPercentile = (statistic: Statistic): statistic is Extract<Statistic, `p${number}`> =>
  statistic.startsWith("p");

/** One metric as a term of an expression. @param period of a point. @default the metric's own */
export const termOf = (
  id: string,
  name: CloudWatchMetricName,
  stat: string,
  environment: Named,
  period: number = cloudWatchMetric(name).resolutionSeconds,
): MetricQuery => ({ id, metric: { ...metricOf(name, environment), period, stat }, returnData: false });
