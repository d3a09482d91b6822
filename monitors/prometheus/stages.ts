import { z } from "zod";
import { textOf } from "../plan/following";
import type { RuleGroupDeclaration } from "./declaration";

/** What a declared rule asks and compares, read from the stages that Grafana is handed. */
export interface Stages {
  readonly question: { readonly language: "promql" | "sql"; readonly text: string };
  readonly passes: (value: number) => boolean;
  readonly than: number;
}

type Rule = RuleGroupDeclaration["args"]["rules"][number];

const threshold = z.object({
  type: z.literal("threshold"),
  expression: z.string(),
  conditions: z.tuple([
    z.object({ evaluator: z.object({ type: z.enum(["gt", "lt"]), params: z.tuple([z.number()]) }) }),
  ]),
});

/** Of a series of one point its last is itself. */
const reduce = z.object({ type: z.literal("reduce"), reducer: z.literal("last"), expression: z.string() });

const promql = z.object({ expr: z.string(), instant: z.literal(true) });
const sql = z.object({ rawSql: z.string() });

/** Undefined of other stages than the threshold of a question's only value. */
export const stagesOf = (rule: Rule): Stages | undefined => {
  const models = new Map(rule.datas.map(({ refId, model }) => [textOf(refId), parsed(textOf(model))]));
  const last = threshold.safeParse(models.get(textOf(rule.condition))).data;
  if (last === undefined) return undefined;
  const source = models.get(last.expression);
  const question = questionOf(models.get(reduce.safeParse(source).data?.expression ?? "") ?? source);
  const { type, params } = last.conditions[0].evaluator;
  const [than] = params;
  // What is no number passes neither.
  return question && { question, than, passes: type === "gt" ? (value) => value > than : (value) => value < than };
};

const parsed = (model: string): unknown => {
  try {
    return JSON.parse(model);
  } catch {
    return undefined;
  }
};

const questionOf = (model: unknown): Stages["question"] | undefined => {
  const query = promql.safeParse(model).data;
  if (query !== undefined) return { language: "promql", text: query.expr };
  const question = sql.safeParse(model).data;
  return question && { language: "sql", text: question.rawSql };
};
