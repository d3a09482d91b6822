import { textOf } from "../../plan/following";
import { MINUTE } from "../../plan/window";
import type { AlarmDeclaration } from "../declaration";

/** One metric of an alarm. */
export interface Term {
  /** By which expressions know it. */
  readonly id: string;
  /** Of the input: its id among several, and `value` where it is the only one. */
  readonly name: string;
  readonly asks: string;
  /** `Sum`, `Average`, `Maximum`, `Minimum`, `p95`. */
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
}

const INSIGHT = /^INSIGHT_RULE_METRIC\("(.+)", "(\w+)"\)$/;

export const termsOf = (alarm: AlarmDeclaration): readonly Term[] => {
  const terms = queriedBy(alarm);
  return terms.map((term) => ({ ...term, name: terms.length === 1 ? "value" : term.id }));
};

const queriedBy = ({ args }: AlarmDeclaration): readonly Omit<Term, "name">[] =>
  args.metricQueries === undefined
    ? [
        {
          id: "value",
          asks: `${textOf(args.namespace)} ${textOf(args.metricName)}`,
          statistic: textOf(args.statistic ?? args.extendedStatistic),
          period: Number(args.period ?? MINUTE),
        },
      ]
    : args.metricQueries.flatMap(({ id, metric, expression, period }) => {
        if (metric !== undefined)
          return [
            {
              id: textOf(id),
              asks: `${textOf(metric.namespace)} ${textOf(metric.metricName)}`,
              statistic: textOf(metric.stat),
              period: Number(metric.period),
            },
          ];
        const [, rule, kind] = INSIGHT.exec(textOf(expression)) ?? [];
        // Distinct contributors of a window, as if none came in two of its minutes.
        return rule === undefined
          ? []
          : [{ id: textOf(id), asks: `${rule} ${kind ?? ""}`, statistic: "Sum", period: Number(period ?? MINUTE) }];
      });

export const periodOf = (terms: readonly Term[]): number => Math.max(...terms.map(({ period }) => period));
