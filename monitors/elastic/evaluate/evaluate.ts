import { z } from "zod";
import type { Evaluator, EvaluatorIn, Inputs, Span, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { MINUTE, minutesIn, overWindow } from "../../plan/window";
import { RULE, type ElasticDeclaration, type RuleDeclaration } from "../declaration";
import { RUN_SECONDS } from "../render";

/**
 * How Kibana would judge series by a query rule: at each run it counts what the window holds, nothing being 0. An alert opens with the run
 * that finds it for the `alertDelay`-th time in a row, and ends with the first that does not. Of groups the series is one client's.
 * @see https://www.elastic.co/docs/explore-analyze/alerting/alerts/rule-type-es-query
 */
export const evaluatorIn: EvaluatorIn<ElasticDeclaration> = () => (evaluating) => {
  if (evaluating.type !== RULE) return undefined;
  const params = counting.safeParse(JSON.parse(textOf(evaluating.args.params))).data;
  return params === undefined ? undefined : evaluatorOf(evaluating, params);
};

const counting = z.object({
  esQuery: z.string(),
  termField: z.string().optional(),
  aggType: z.literal("count"),
  thresholdComparator: z.literal(">"),
  threshold: z.tuple([z.number()]),
  timeWindowSize: z.number(),
  timeWindowUnit: z.literal("m"),
});

type Counting = z.infer<typeof counting>;

const evaluatorOf = ({ args }: RuleDeclaration, params: Counting): Evaluator => {
  const [moreThan] = params.threshold;
  const asks = params.termField === undefined ? params.esQuery : `${params.esQuery} by ${params.termField}`;
  const judged = { moreThan, seconds: params.timeWindowSize * MINUTE, runs: Number(args.alertDelay ?? 1) };
  return {
    inputs: [{ name: "value", asks, unit: "count" }],
    every: RUN_SECONDS,
    delay: 0,
    run: (inputs, span) => changesIn(judged, inputs, span),
  };
};

interface Judged {
  readonly moreThan: number;
  readonly seconds: number;
  readonly runs: number;
}

const changesIn = ({ moreThan, seconds, runs }: Judged, { value }: Inputs, span: Span): readonly StateChange[] => {
  if (value === undefined) return [];
  const counts = overWindow(value, "Sum", seconds, span.from, minutesIn(span));
  const found: StateChange[] = [];
  let [inARow, state]: [number, StateChange["to"]] = [0, "ok"];
  for (const [minute, count] of counts.entries()) {
    inARow = count > moreThan ? inARow + 1 : 0;
    // Found and not yet often enough, it stays as it is.
    const to: StateChange["to"] = inARow === 0 ? "ok" : inARow >= runs ? "alert" : state;
    if (to !== state) found.push({ at: span.from + minute * MINUTE, to });
    state = to;
  }
  return found;
};
