import type { DeclaredStack } from "../../infra/declare";
import type { StackDeclaration } from "../../infra/vendors";
import { inCanonicalUnit } from "../../monitors/model/quantity";
import type { Input } from "../../monitors/plan/evaluate";
import { textOf } from "../../monitors/plan/following";
import type { PlannedMeasure } from "../../monitors/plan/plan";
import { judgesOf, type Judge } from "../simulate/judge";

/** What a vendor is asked for one column of a series, read from what is declared for it. */
export type Question =
  | { readonly vendor: "datadog"; readonly query: string }
  | {
      readonly vendor: "cloudwatch";
      readonly region: string;
      readonly namespace: string;
      readonly metricName: string;
      readonly dimensions: Readonly<Record<string, string>>;
      readonly statistic: string;
    }
  | { readonly vendor: "prometheus"; readonly selector: string };

export type Asked = Question["vendor"];

export interface Column {
  readonly name: string;
  readonly question: Question;
  /** From the vendor's unit into the catalogue's, by which files are written. */
  readonly scale: number;
}

/** A series file that can be fetched, or why it cannot. */
export interface Wanted {
  readonly measure: string;
  readonly columns: readonly [Column, ...Column[]];
}

export interface NotWanted {
  readonly measure: string;
  readonly why: string;
}

export const questionsOf = (declared: DeclaredStack, signal: string, measure: PlannedMeasure): Wanted | NotWanted => {
  const { name } = measure;
  const { vendor } = measure.source;
  if (vendor !== "datadog" && vendor !== "cloudwatch" && vendor !== "prometheus")
    return { measure: name, why: `${vendor} is not asked; export its history by hand` };
  const judges = judgesOf(declared, signal, measure);
  if (judges.length === 0) return { measure: name, why: `nothing here evaluates what ${vendor} is asked` };
  const columns = new Map<string, Column>();
  for (const judge of judges)
    for (const input of judge.evaluator.inputs) {
      if (columns.has(input.name)) continue;
      const question = questionOf(vendor, input, alarmOf(declared, judge));
      if (typeof question === "string") return { measure: name, why: question };
      columns.set(input.name, { name: input.name, question, scale: scaleOf(judge, input) });
    }
  const [first, ...others] = columns.values();
  return first === undefined
    ? { measure: name, why: "its alert reads no series" }
    : { measure: name, columns: [first, ...others] };
};

/** The other way round than `scaled`, which replays what is written here. */
const scaleOf = ({ level, evaluator: { compares } }: Judge, { name }: Input): number => {
  const { at } = level.threshold;
  if (name !== "value" || at === undefined || compares === undefined || compares === 0) return 1;
  return inCanonicalUnit(at) / compares;
};

type Alarm = Extract<StackDeclaration, { type: "aws:cloudwatch/metricAlarm:MetricAlarm" }>;

const alarmOf = ({ declarations }: DeclaredStack, { level }: Judge): Alarm | undefined =>
  declarations.find(
    (each): each is Alarm => each.type === "aws:cloudwatch/metricAlarm:MetricAlarm" && each.name === level.name,
  );

const questionOf = (vendor: Asked, input: Input, alarm: Alarm | undefined): Question | string => {
  switch (vendor) {
    case "datadog":
      return askDatadog(input);
    case "cloudwatch":
      return alarm === undefined ? "it is no alarm on a metric" : askCloudWatch(input, alarm);
    case "prometheus":
      return input.unit === "answer" || input.unit === "rows"
        ? "its database is asked in SQL, which keeps no history"
        : { vendor, selector: input.asks };
  }
};

/**
 * By the minute. A count is added up and anything else is averaged, as its own aggregation has it; a distribution takes no word:
 * https://docs.datadoghq.com/dashboards/functions/rollup/
 */
const askDatadog = ({ asks }: Input): Question | string => {
  const [, over = ""] = /^(\w+):[\w.]+\{[^}]*\}/.exec(asks) ?? [];
  if (over === "") return "Datadog is asked of logs, events or runs, and no metric; export its history by hand";
  const words = asks.endsWith(".as_count()") ? "sum, " : /^p\d+$/.test(over) ? "" : `${means[over] ?? "avg"}, `;
  return { vendor: "datadog", query: `${asks}.rollup(${words}60)` };
};

const means: Readonly<Record<string, string>> = { max: "max", min: "min", count: "sum" };

const askCloudWatch = ({ name }: Input, { args }: Alarm): Question | string => {
  const query = args.metricQueries?.find(({ id }) => textOf(id) === name);
  const metric =
    args.metricQueries === undefined ? { ...args, stat: args.statistic ?? args.extendedStatistic } : query?.metric;
  if (metric === undefined)
    return "a Contributor Insights rule counts it, and no metric; its history is not kept as one";
  const dimensions = Object.entries(metric.dimensions ?? {}).map(([key, value]) => [key, textOf(value)] as const);
  const late = dimensions.find(([, value]) => value === "");
  if (late !== undefined) return `its ${late[0]} is known once it is deployed`;
  return {
    vendor: "cloudwatch",
    region: textOf(args.region),
    namespace: textOf(metric.namespace),
    metricName: textOf(metric.metricName),
    dimensions: Object.fromEntries(dimensions),
    statistic: textOf(metric.stat),
  };
};
