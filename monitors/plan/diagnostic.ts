import { visible } from "../model/visible";
import { compareText } from "../model/compare-text";

/**
 * What is wrong, as a person can act on it: where, what, by which rule, and how to mend it. Diagnostics are collected,
 * never thrown one at a time; an `error` fails the command once all are known.
 */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** `api.response_time.critical (prod)`, or a configuration key's path. */
  readonly where: string;
  readonly what: string;
  readonly rule: string;
  readonly remedy: string;
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");

const indent = "       ";

/** Four short lines in two: the fault beside its place, then the rule and the remedy below. What they quote is shown whole. */
export const formatDiagnostic = ({ severity, where, what, rule, remedy }: Diagnostic): string =>
  [`${severity.padEnd(indent.length - 1)} ${where}  ${what}`, rule, `fix: ${remedy}`].map(visible).join(`\n${indent}`);

/** Errors first, then by place; the order does not depend on who found them. */
export const sortDiagnostics = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const rank = ({ severity, where, what }: Diagnostic): string => `${severity}\u0000${where}\u0000${what}`;
  return diagnostics.toSorted((a, b) => compareText(rank(a), rank(b)));
};
