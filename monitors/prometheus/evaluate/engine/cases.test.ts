import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { readScript, samplesOf, valueOf, type Question } from "../../../../testing/promql-script";
import { at, EvaluationFault, keyOf } from "./column";
import { evaluateOver } from "./evaluate";
import { secondsOf } from "./literals";
import { selectFrom } from "./match";
import { aggregations, arithmetic, comparisons, rangeFunctions, setOperators } from "./expression";
import { readExpression } from "./read";
import { CURRENT } from "./release";
import { evaluatedNodes } from "./tree";

/** Cases of `cases/` by our engine; `cases.promtool.test.ts` asks Prometheus's own the same. */

const folder = join(__dirname, "cases");

const files = readdirSync(folder).map((file): readonly [string, readonly Question[]] => [
  file,
  readScript(readFileSync(join(folder, file), "utf8")),
]);

/** Answers as text, for a fault is read by a person. */
const answered = (question: Question): string | readonly string[] => {
  const expression = readExpression(question.query);
  if (expression === undefined) return "not evaluated";
  const steps = { from: secondsOf(question.at) ?? Number(question.at), every: 60, count: 1 };
  try {
    return evaluateOver(expression, selectFrom(samplesOf(question), CURRENT), steps, CURRENT)
      .filter(({ there }) => there[0] === 1)
      .map(({ labels, values }) => `${keyOf(labels)} ${rounded(at(values, 0))}`)
      .toSorted();
  } catch (error) {
    if (error instanceof EvaluationFault) return "fail";
    throw error;
  }
};

const expectedOf = ({ expected }: Question): string | readonly string[] =>
  typeof expected === "string"
    ? expected
    : expected.map(({ labels, values: [value = ""] }) => `${keyOf(labels)} ${rounded(valueOf(value))}`).toSorted();

/** Sums may be rounded otherwise than Go does. */
const rounded = (value: number): string => (value === 0 ? "0" : value.toPrecision(12));

describe.each(files)("%s", (_, questions) => {
  it.each(questions.map((each): readonly [string, Question] => [`${each.line}: ${each.query}`, each]))(
    "line %s",
    (_line, question) => {
      expect(answered(question)).toEqual(expectedOf(question));
    },
  );
});

/** Names of the nodes that a query is parsed to. */
const nodesOf = (query: string): ReadonlySet<string> => {
  const names = new Set<string>();
  parser.parse(query).iterate({ enter: ({ type: { name } }) => void names.add(name) });
  return names;
};

/** Where its nodes end. */
const endsIn = (query: string): readonly number[] => {
  const ends = new Set<number>();
  parser.parse(query).iterate({ enter: ({ to }) => void ends.add(to) });
  return [...ends];
};

/** The top of another grammar, of names alone, and what Prometheus passes over too. */
const others: readonly string[] = ["MetricName", "LineComment"];

describe("the grammar", () => {
  const questions = files.flatMap(([, each]) => each).map((each) => ({ ...each, nodes: nodesOf(each.query) }));
  const answers = questions.filter(({ expected }) => typeof expected !== "string" && expected.length > 0);

  it.each(
    parser.nodeSet.types.map(({ name }) => name).filter((name) => !["", "⚠"].includes(name) && !others.includes(name)),
  )("has %s, which a case answers, or which no case with it does", (name) => {
    const having = questions.filter(({ nodes }) => nodes.has(name));
    expect(having).not.toEqual([]);
    if (evaluatedNodes.some((each) => each === name)) expect(answers.some(({ nodes }) => nodes.has(name))).toBe(true);
    else
      expect(having.filter(({ query }) => readExpression(query) !== undefined).map(({ query }) => query)).toEqual([]);
  });

  it("has no more functions and operators claimed than cases answer", () => {
    const words = [...rangeFunctions, ...aggregations, ...arithmetic, ...comparisons, ...setOperators];
    const asked = answers.map(({ query }) => query.toLowerCase());
    expect(words.filter((word) => !asked.some((query) => query.includes(word)))).toEqual([]);
  });

  it.each([
    ["offset 1m", "OffsetExpr"],
    ["@ start()", "StepInvariantExpr"],
    ["fill(1)", "FillClause"],
    ["fill_left(1) fill_right(2)", "FillLeftClause"],
    ["anchored", "AnchoredExpr"],
    ["smoothed", "SmoothedExpr"],
    ["atan2 1", "Atan2"],
  ])("has %s in no place where it is passed over", (modifier, node) => {
    const grown = answers
      .flatMap(({ query }) => endsIn(query).map((end) => `${query.slice(0, end)} ${modifier} ${query.slice(end)}`))
      .filter((query) => nodesOf(query).has(node) && !nodesOf(query).has("⚠"));
    expect(grown.length).toBeGreaterThan(50);
    expect(grown.filter((query) => readExpression(query) !== undefined)).toEqual([]);
  });
});
