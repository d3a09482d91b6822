import { z } from "zod";
import { nearest } from "../../model/nearest";
import { formatQuantity, isQuantity } from "../../model/quantity";
import { isRecord, valueOn } from "../../model/unknown-value";

/** What is wrong with a row's form, in the words of a diagnostic. */
export interface FormFault {
  /** Keys from the row down to what is wrong, joined by dots: `warning.at`; empty for the row itself. */
  readonly path: string;
  readonly what: string;
  readonly rule: string;
  readonly remedy: string;
}

/** Everything about a value that its form does not allow. */
export const faultsOf = (value: unknown, form: z.ZodType): readonly FormFault[] => {
  const { error } = form.safeParse(value, { jitless: true });
  return error === undefined ? [] : error.issues.map((issue) => toFault(issue, value));
};

/** The same fault, seen from outside. */
export const within = (key: string, fault: FormFault): FormFault => ({
  ...fault,
  path: fault.path === "" ? key : `${key}.${fault.path}`,
});

const hints = z.object({ names: z.array(z.union([z.string(), z.number()])), unknown: z.boolean().optional() });

const toFault = (issue: z.core.$ZodIssue, row: unknown): FormFault => {
  const path = issue.path.map(String).join(".");
  const name = path === "" ? "it" : path;
  const value = valueOn(row, issue.path);
  const { names = [], unknown } = hints.safeParse("params" in issue ? issue.params : undefined).data ?? {};
  if (unknown === true) {
    const meant = nearest(String(issue.path.at(-1)), names.map(String));
    const what = `there is no key ${name}`;
    return {
      path,
      what: meant === undefined ? what : `${what}; did you mean ${meant}?`,
      rule: issue.message,
      remedy: meant === undefined ? "delete it" : `rename it to ${meant}`,
    };
  }
  const rule = `${name} must be ${issue.message}`;
  if (value === undefined && !isThere(issue.path, row))
    return { path, what: `${name} is missing`, rule, remedy: `add ${name}` };
  const meant = typeof value === "string" ? nearest(value, names.map(String)) : undefined;
  const what = `${name} is ${show(value)}`;
  return meant === undefined
    ? { path, what, rule, remedy: `mend ${name}` }
    : { path, what: `${what}; did you mean ${JSON.stringify(meant)}?`, rule, remedy: `write ${JSON.stringify(meant)}` };
};

/** A key with nothing in it is there: the name beside it is one that nobody knows. */
const isThere = (path: readonly PropertyKey[], row: unknown): boolean => {
  const last = path.at(-1);
  const parent = valueOn(row, path.slice(0, -1));
  return last !== undefined && isRecord(parent) && Object.hasOwn(parent, last);
};

const LONGEST = 60;

/** A value for people; what is long is cut. */
const show = (value: unknown): string => {
  if (isQuantity(value)) return formatQuantity(value);
  if (typeof value === "number") return `${value}, a bare number`;
  if (typeof value === "string") return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return "amount" in value ? "no finite number" : "an object";
  return typeof value === "function" ? "a function" : String(value);
};
