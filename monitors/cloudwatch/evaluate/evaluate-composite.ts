import jsep, { type Expression } from "jsep";
import type {
  AlertState,
  Evaluator,
  EvaluatorIn,
  Inputs,
  Known,
  Series,
  Share,
  StateChange,
} from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { countsOf } from "../../plan/share";
import type { AlarmDeclaration, CloudWatchDeclaration, CompositeDeclaration } from "../declaration";

/**
 * An alarm on alarms, from the states that its children have over their own series. It is evaluated whenever one of them changes, and
 * is in OK or ALARM by its rule alone: it has no data that could be missing.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html (ALARM, OK and INSUFFICIENT_DATA of an
 *   alarm, TRUE, FALSE, and AND, OR, NOT; awsdocs/amazon-cloudwatch-user-guide, doc_source/Create_Composite_Alarm.md at b355497)
 */
export const compositeOf = (
  composite: CompositeDeclaration,
  declarations: readonly CloudWatchDeclaration[],
  evaluatorOf: ReturnType<EvaluatorIn<CloudWatchDeclaration>>,
): Evaluator => {
  const isTrue = compileRule(textOf(composite.args.alarmRule));
  const children = declarations.filter(isNamedIn(textOf(composite.args.alarmRule))).flatMap((alarm) => {
    const evaluator = evaluatorOf(alarm);
    return evaluator === undefined ? [] : [{ alarm, physical: textOf(alarm.args.name), evaluator }];
  });
  return {
    inputs: children.flatMap(({ alarm, evaluator }) =>
      evaluator.inputs.map((input) => ({ ...input, name: inputOf(alarm, input.name) })),
    ),
    every: Math.min(...children.map(({ evaluator }) => evaluator.every)),
    delay: 0,
    ...feedingOf(children),
    run: (inputs, span) =>
      follow(
        children.map(({ alarm, physical, evaluator }) => ({
          physical,
          changes: evaluator.run(ofChild(inputs, alarm), span),
        })),
        isTrue,
      ),
  };
};

interface Fed {
  readonly alarm: AlarmDeclaration;
  readonly evaluator: Evaluator;
}

/** Alarms on one share over several windows read its counts; any others read what each by itself breaches by. */
const feedingOf = (children: readonly Fed[]): Pick<Evaluator, "feeds" | "feedsShare"> => {
  const byChild = (seriesOf: (alarm: AlarmDeclaration, input: string) => Series): Inputs =>
    Object.fromEntries(
      children.flatMap(({ alarm, evaluator }) =>
        evaluator.inputs.map(({ name }) => [inputOf(alarm, name), seriesOf(alarm, name)]),
      ),
    );
  const feedsShare = ({ bad, all }: Share): Inputs => byChild((_, input) => (input === "part" ? bad : all));
  return children.every(({ evaluator }) => evaluator.inputs.every(({ name }) => name === "part" || name === "whole"))
    ? { feedsShare, feeds: (known) => feedsShare(countsOf(known, MANY)) }
    : { feeds: (known) => byChild((alarm, input) => fed(alarm, input, known)) };
};

const MANY = 1_000_000;

/** `edge.cdn_error_rate.critical.traffic` */
const inputOf = ({ name }: AlarmDeclaration, input: string): string => `${name}.${input}`;

const ofChild = (inputs: Inputs, alarm: AlarmDeclaration): Inputs =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([name, series]) =>
      name.startsWith(`${alarm.name}.`) ? [[name.slice(alarm.name.length + 1), series]] : [],
    ),
  );

const isNamedIn =
  (rule: string) =>
  (each: CloudWatchDeclaration): each is AlarmDeclaration =>
    each.type === "aws:cloudwatch/metricAlarm:MetricAlarm" && rule.includes(`"${textOf(each.args.name)}"`);

/** Where the composite's own value is above 0 its children breach, all of them, and have traffic. */
const fed = ({ args }: AlarmDeclaration, input: string, { value }: Known): Series => {
  const bound = Number(args.threshold);
  const [bad, good] = textOf(args.comparisonOperator).startsWith("Less") ? [bound / 2, bound * 2] : [2 * bound + 1, 0];
  return {
    ...value,
    values: value.values.map((each) => (input === "value" ? (each > 0 ? bad : good) : MANY)),
  };
};

type StateOf = (physical: string) => AlertState;
type Rule = (stateOf: StateOf) => boolean;

interface Child {
  readonly physical: string;
  readonly changes: readonly StateChange[];
}

/** Each child begins in `ok`, as every evaluator does. */
const follow = (children: readonly Child[], isTrue: Rule): readonly StateChange[] => {
  const states = new Map<string, AlertState>();
  const all = children
    .flatMap(({ physical, changes }) => changes.map((change) => ({ physical, ...change })))
    .toSorted((a, b) => a.at - b.at);
  const found: StateChange[] = [];
  let state: AlertState = "ok";
  for (const [index, { physical, at, to }] of all.entries()) {
    states.set(physical, to);
    // Those of one moment together.
    if (all[index + 1]?.at === at) continue;
    const next: AlertState = isTrue((name) => states.get(name) ?? "ok") ? "alert" : "ok";
    if (next !== state) found.push({ at, to: next });
    state = next;
  }
  return found;
};

jsep.addBinaryOp("AND", 2);
jsep.addBinaryOp("OR", 1);
jsep.addUnaryOp("NOT");

const functions: Readonly<Record<string, AlertState>> = { ALARM: "alert", OK: "ok", INSUFFICIENT_DATA: "no_data" };

/** @throws Error of one line where the rule uses something else */
export const compileRule = (rule: string): Rule => compileNode(jsep(rule), rule);

const isNode = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const compileNode = (node: unknown, rule: string): Rule => {
  if (!isNode(node)) throw unsupported(rule);
  if (node.type === "Identifier" && (node["name"] === "TRUE" || node["name"] === "FALSE"))
    return () => node["name"] === "TRUE";
  if (node.type === "UnaryExpression" && node["operator"] === "NOT") {
    const inner = compileNode(node["argument"], rule);
    return (stateOf) => !inner(stateOf);
  }
  if (node.type === "BinaryExpression" && (node["operator"] === "AND" || node["operator"] === "OR")) {
    const [left, right] = [compileNode(node["left"], rule), compileNode(node["right"], rule)];
    return node["operator"] === "AND"
      ? (stateOf) => left(stateOf) && right(stateOf)
      : (stateOf) => left(stateOf) || right(stateOf);
  }
  return node.type === "CallExpression" ? compileCall(node, rule) : fail(rule);
};

const compileCall = (node: Expression, rule: string): Rule => {
  const called = isNode(node["callee"]) ? node["callee"]["name"] : undefined;
  const state = typeof called === "string" ? functions[called] : undefined;
  const given: unknown = Array.isArray(node["arguments"]) ? node["arguments"][0] : undefined;
  const name = isNode(given) ? (given["value"] ?? given["name"]) : undefined;
  if (state === undefined || typeof name !== "string") throw unsupported(rule);
  return (stateOf) => stateOf(name) === state;
};

const fail = (rule: string): never => {
  throw unsupported(rule);
};

const unsupported = (rule: string): Error => new Error(`"${rule}" is no rule of alarms that is evaluated here`);
