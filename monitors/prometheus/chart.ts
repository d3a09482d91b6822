import type { SignalKind } from "../model/signal-kind";
import { unitOf, type Chart, type ChartIn, type Line } from "../plan/chart";
import { textOf } from "../plan/following";
import type { PrometheusDeclaration } from "./declaration";
import type { Environment } from "../model/environment";
import { businessNumber } from "../model/sources/business";
import type { Source } from "../model/sources/source";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import { historyQueryOf } from "./sql";
import { fieldOf } from "../model/unknown-value";
import { withoutGuard } from "./scrape";

/** The rule's first stage asks; the comparison behind it has the number. */
export const chartIn: ChartIn<PrometheusDeclaration> =
  (_declarations, { environment }) =>
  (evaluating, { measure, source }, level) => {
    if (evaluating.type !== "grafana:alerting/ruleGroup:RuleGroup") return undefined;
    const stages = evaluating.args.rules.flatMap(({ datas }) => datas.map(({ model }): unknown => modelOf(model)));
    const line = inQuestion.has(measure.kind) ? undefined : stages.map(numberIn).find((found) => found !== undefined);
    const page = `${environment.grafana.url}/alerting/grafana/${textOf(evaluating.args.rules[0]?.uid)}/view`;
    return stages.flatMap((stage): readonly Chart[] => {
      if (typeof stage !== "object" || stage === null) return [];
      const unit = unitOf(measure.kind, level, line);
      if ("expr" in stage && typeof stage.expr === "string")
        return [
          { queries: [{ over: "prometheus", expr: withoutGuard(stage.expr) }], unit, line, shape: "series", page },
        ];
      // The alert asks the shop's tables about now; the board asks them about its span besides.
      return "rawSql" in stage && typeof stage.rawSql === "string"
        ? [
            {
              queries: [{ over: "postgres", rawSql: stage.rawSql }],
              unit,
              line,
              shape: "now",
              page,
              ...historyOf(measure, source, level, environment, line),
            },
          ]
        : [];
    })[0];
  };

const historyOf = (
  measure: PlannedMeasure,
  source: Source,
  level: PlannedLevel,
  { businessQueries }: Environment,
  line: Line | undefined,
): Pick<Chart, "history"> => {
  const file = source.type === "sql" ? businessQueries[source.number] : undefined;
  if (source.type !== "sql" || file === undefined) return {};
  const rawSql = historyQueryOf(measure, source, level, file);
  if (rawSql === undefined) return {};
  // A deviation, or a change, is no number of the same sort.
  const isCompared = measure.kind === "anomaly" || measure.kind === "change";
  const { gives } = businessNumber(source.number);
  const unit = gives === "good share" || gives === "bad share" ? "percent" : "short";
  return { history: { queries: [{ over: "postgres", rawSql }], unit, line: isCompared ? undefined : line } };
};

/** Of these the comparison only reads 0 or 1: the row's own number is how long, or how far ahead. */
const inQuestion: ReadonlySet<SignalKind> = new Set(["outage", "forecast", "silence", "heartbeat"]);

const modelOf = (model: unknown): unknown => (typeof model === "string" ? JSON.parse(model) : undefined);

/** `conditions: [{ evaluator: { params: [95], type: "lt" } }]` */
const numberIn = (stage: unknown): Line | undefined => {
  const evaluator = fieldOf(fieldOf(fieldOf(stage, "conditions"), "0"), "evaluator");
  const number = fieldOf(fieldOf(evaluator, "params"), "0");
  return typeof number === "number"
    ? { at: number, bad: fieldOf(evaluator, "type") === "lt" ? "below" : "above" }
    : undefined;
};
