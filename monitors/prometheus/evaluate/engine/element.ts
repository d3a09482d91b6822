import { assertNever } from "../../../model/assert-never";
import { isComparison, type Operator } from "./expression";

/** What an operator makes of two numbers: prometheus/prometheus promql/engine.go, scalarBinop and vectorElemBinop. */

/** A comparison passes or not, and gives its left side. */
export const passes = (operator: Operator, a: number, b: number): boolean => {
  switch (operator) {
    case "==":
      return a === b;
    case "!=":
      return a !== b;
    case ">":
      return a > b;
    case "<":
      return a < b;
    case ">=":
      return a >= b;
    case "<=":
      return a <= b;
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
    case "^":
      return true;
    default:
      return assertNever(operator);
  }
};

export const calculate = (operator: Operator, a: number, b: number): number => {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "^":
      return power(a, b);
    case "==":
    case "!=":
    case ">":
    case "<":
    case ">=":
    case "<=":
      return a;
    default:
      return assertNever(operator);
  }
};

/** As Go's math.Pow: 1 to any power is 1, and so is −1 to an infinite one, where JavaScript has NaN. */
const power = (a: number, b: number): number =>
  a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY) ? 1 : a ** b;

/** Of scalars a comparison is always 0 or 1. */
export const operateScalars = (operator: Operator, a: number, b: number): number =>
  isComparison(operator) ? Number(passes(operator, a, b)) : calculate(operator, a, b);
