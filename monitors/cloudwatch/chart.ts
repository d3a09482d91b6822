import { keyOf } from "../declaration/declaration";
import type { SignalKind } from "../model/signal-kind";
import { textOf } from "../plan/following";
import { unitOf, type ChartIn, type CloudWatchQuery, type Line } from "../plan/chart";
import type { AlarmDeclaration, CloudWatchDeclaration } from "./declaration";

/** An alarm asks for one metric, or for several and what is calculated of them. One on alarms has no data: those it names do. */
export const chartIn: ChartIn<CloudWatchDeclaration> = (declarations) => {
  const alarms = new Map(declarations.filter(isAlarm).map((alarm) => [keyOf(alarm), alarm]));
  return (evaluating, { measure }, level) => {
    if (!isAlarm(evaluating) && evaluating.type !== "aws:cloudwatch/compositeAlarm:CompositeAlarm") return undefined;
    const region = textOf(evaluating.args.region);
    if (evaluating.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm") {
      const queries = (evaluating.after ?? []).flatMap((key, index) => {
        const alarm = alarms.get(key);
        return alarm === undefined ? [] : apart(queriesOf(alarm), `of${index + 1}_`);
      });
      return {
        queries,
        unit: "short",
        line: undefined,
        shape: "series",
        page: pageOf(region, textOf(evaluating.args.alarmName)),
      };
    }
    const line = lineOf(evaluating, measure.kind);
    return {
      queries: queriesOf(evaluating),
      unit: unitOf(measure.kind, level, line),
      line,
      shape: "series",
      page: pageOf(region, textOf(evaluating.args.name)),
    };
  };
};

const pageOf = (region: string, alarm: string): string =>
  `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:alarm/${alarm}`;

/** Beside a band there is no number: it stands in the band's expression. Of a heartbeat it is the number of periods. */
const lineOf = ({ args: { threshold, comparisonOperator } }: AlarmDeclaration, kind: SignalKind): Line | undefined =>
  typeof threshold === "number" && kind !== "heartbeat" && kind !== "outage"
    ? { at: threshold, bad: textOf(comparisonOperator).startsWith("Less") ? "below" : "above" }
    : undefined;

const isAlarm = (each: CloudWatchDeclaration): each is AlarmDeclaration =>
  each.type === "aws:cloudwatch/metricAlarm:MetricAlarm";

const queriesOf = ({ args }: AlarmDeclaration): readonly CloudWatchQuery[] => {
  const region = textOf(args.region);
  if (args.metricQueries === undefined)
    return [
      {
        over: "cloudwatch",
        id: "value",
        region,
        hidden: false,
        asks: metricOf({ ...args, stat: args.statistic ?? args.extendedStatistic }),
      },
    ];
  return args.metricQueries.map(({ id, expression, metric, returnData }): CloudWatchQuery => ({
    over: "cloudwatch",
    id: textOf(id),
    region,
    hidden: returnData !== true,
    asks: metric === undefined ? { expression: textOf(expression) } : metricOf(metric),
  }));
};

type Metric = NonNullable<NonNullable<AlarmDeclaration["args"]["metricQueries"]>[number]["metric"]>;

const metricOf = ({
  namespace,
  metricName,
  dimensions,
  stat,
  period,
}: {
  readonly [Key in "namespace" | "metricName" | "dimensions" | "stat" | "period"]?: Metric[Key] | undefined;
}): CloudWatchQuery["asks"] => ({
  namespace: textOf(namespace),
  metricName: textOf(metricName),
  dimensions: dimensions ?? {},
  statistic: textOf(stat),
  period: Number(textOf(period)),
});

/** The same under other ids, so that several alarms stand in one panel. */
const apart = (queries: readonly CloudWatchQuery[], prefix: string): readonly CloudWatchQuery[] => {
  const ids = new Set(queries.map(({ id }) => id));
  return queries.map((query) => ({
    ...query,
    id: `${prefix}${query.id}`,
    asks:
      "expression" in query.asks
        ? {
            expression: query.asks.expression.replaceAll(/[a-z]\w*/g, (word) =>
              ids.has(word) ? `${prefix}${word}` : word,
            ),
          }
        : query.asks,
  }));
};
