import { assertNever } from "../../../model/assert-never";
import { NAME } from "./column";
import {
  isComparison,
  isScalar,
  type Aggregate,
  type Binary,
  type Expression,
  type LabelReplace,
  type Matching,
  type SetOperation,
} from "./expression";
import { patternOf } from "./pattern";
import { CURRENT } from "./release";

/** What Prometheus refuses to load though it is grammar: prometheus/prometheus promql/parser/parse.go, checkAST. */
export const isSound = (expression: Expression): boolean => {
  switch (expression.kind) {
    case "number":
      return true;
    case "selector":
      return isSoundSelector(expression);
    case "negated":
      return isSound(expression.of);
    case "absent":
      return isVector(expression.of);
    case "aggregate":
      return isVector(expression.of) && (!isByName(expression) || keepsName(expression.of));
    case "label_replace":
      return isVector(expression.of) && isSoundReplacement(expression);
    case "ranged": {
      const { of, seconds, step } = expression.range;
      return isVector(of) && seconds > 0 && (step === undefined || step > 0);
    }
    case "set":
      return isVector(expression.left) && isVector(expression.right) && isSoundMatching(expression);
    case "binary":
      return isSoundBinary(expression);
    default:
      return assertNever(expression);
  }
};

const isVector = (expression: Expression): boolean => !isScalar(expression) && isSound(expression);

const isByName = ({ without, labels }: Aggregate): boolean => !without && labels.includes(NAME);

/**
 * Whether its series have their names yet. Who reads names that are gone would read them on a server that drops them later, by the feature
 * promql-delayed-name-removal: https://prometheus.io/docs/prometheus/latest/feature_flags/#delay-__name__-label-removal-for-promql-engine
 */
const keepsName = (expression: Expression): boolean => {
  switch (expression.kind) {
    case "selector":
      return true;
    case "label_replace":
      return keepsName(expression.of);
    case "aggregate":
      return isByName(expression);
    case "set":
      return keepsName(expression.left) && keepsName(expression.right);
    case "binary":
      return (
        isComparison(expression.operator) &&
        !expression.asBool &&
        [expression.left, expression.right].every((each) => isScalar(each) || keepsName(each))
      );
    case "number":
    case "negated":
    case "absent":
    case "ranged":
      return false;
    default:
      return assertNever(expression);
  }
};

/** Labels that the feature type-and-unit-labels adds, and takes with a metric's name. */
export const METADATA: readonly string[] = ["__type__", "__unit__"];

/** It names its metric once, does not find just any series, and its patterns are Go's. */
const isSoundSelector = ({ matchers }: Extract<Expression, { kind: "selector" }>): boolean => {
  const [first, ...others] = matchers;
  const isNamed = first?.label === NAME && first.operator === "=";
  if (isNamed && others.some(({ label }) => label === NAME)) return false;
  if (matchers.some(({ label }) => METADATA.includes(label))) return false;
  const takesNone = matchers.map(({ operator, value }) => {
    const pattern = operator === "=~" || operator === "!~" ? patternOf(value, CURRENT) : undefined;
    if (operator === "=" || operator === "!=") return (value === "") === (operator === "=");
    return pattern === undefined ? undefined : pattern.test("") === (operator === "=~");
  });
  return !takesNone.includes(undefined) && takesNone.includes(false);
};

/** Names in other letters than these are Prometheus 3's alone. */
const isSoundReplacement = ({ of, source, target, pattern }: LabelReplace): boolean =>
  /^[A-Za-z_]\w*$/.test(target) && patternOf(pattern, CURRENT) !== undefined && (source !== NAME || keepsName(of));

const isSoundBinary = (expression: Binary): boolean => {
  const { operator, asBool, left, right, matching } = expression;
  const compares = isComparison(operator);
  const scalars = [left, right].filter(isScalar).length;
  if (!isSound(left) || !isSound(right) || (asBool && !compares)) return false;
  if (scalars === 2 && compares && !asBool) return false;
  return scalars > 0 ? !isSaid(matching) : isSoundMatching(expression);
};

/** No label is both matched by and taken over, sets have no groups, and no name is read that is gone. */
const isSoundMatching = ({ kind, left, right, matching }: Binary | SetOperation): boolean => {
  const { on, labels, group, include } = matching;
  if (kind === "set" && group !== undefined) return false;
  if (on && include.some((label) => labels.includes(label))) return false;
  const readsName = (on && labels.includes(NAME)) || include.includes(NAME);
  return !readsName || (keepsName(left) && keepsName(right));
};

const isSaid = ({ on, labels, group }: Matching): boolean => on || labels.length > 0 || group !== undefined;
