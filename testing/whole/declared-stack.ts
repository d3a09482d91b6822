import { keyOf } from "../../monitors/declaration/declaration";
import { isLate } from "../../monitors/model/late";
import { isObject } from "../../monitors/model/unknown-value";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { PlannedMeasure } from "../../monitors/plan/plan";
import { testDev, testProd } from "../environment";
import { declare, type DeclaredStack, type StackDeclaration } from "../stack";

/** The stack of each test environment, and how a test of a promise reads it. */

export const prod = declare(testProd);
export const dev = declare(testDev);

export const measuresOf = ({ plan }: DeclaredStack): readonly PlannedMeasure[] =>
  plan.signals.flatMap(({ measures }) => measures);

export const byKey = ({ declarations }: DeclaredStack): ReadonlyMap<string, StackDeclaration> =>
  new Map(declarations.map((declaration) => [keyOf(declaration), declaration]));

/** Every text and number of a value, by its path: `args.optionsList.tickEvery` → 30. */
export const leaves = (value: unknown, path = ""): readonly (readonly [string, string])[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, each]) => leaves(each, path === "" ? key : `${path}.${key}`))
    : [[path, String(value)]];

/** A warning that a vendor is off, for a reason that the configuration gives. */
export const isOfSwitchedOff = ({ severity, rule }: Diagnostic): boolean =>
  severity === "warning" && rule.startsWith("switched off: ");

export const unexpected = ({ diagnostics }: DeclaredStack): readonly Diagnostic[] =>
  diagnostics.filter((diagnostic) => !isOfSwitchedOff(diagnostic));

export const both = [testDev, testProd];

export const recipientsOf = ({ declarations }: DeclaredStack): readonly string[] =>
  declarations.flatMap((each) =>
    each.type === "datadog:index/monitorNotificationRule:MonitorNotificationRule"
      ? (each.args.recipients ?? []).map(String)
      : [],
  );

/** How topics tell people; a beat is told to a machine. */
export const protocolsOf = ({ declarations }: DeclaredStack): readonly string[] =>
  declarations.flatMap((each) =>
    each.type === "aws:sns/topicSubscription:TopicSubscription" && each.name !== "heartbeat"
      ? leaves(each.args.protocol).map(([, protocol]) => protocol)
      : [],
  );

/** Keys of the resources that a declaration needs, named in its arguments or in `after`. */
export const needsOf = ({ args, after = [] }: StackDeclaration): readonly string[] => [...after, ...references(args)];

export const references = (value: unknown): readonly string[] => {
  if (!isObject(value)) return [];
  if (isLate(value) && value.late === "reference") return [keyOf(value)];
  return Object.values(value).flatMap(references);
};

export const pointingAhead = ({ declarations }: DeclaredStack): readonly string[] => {
  const seen = new Set<string>();
  return declarations.flatMap((declaration) => {
    const ahead = needsOf(declaration).filter((key) => !seen.has(key));
    seen.add(keyOf(declaration));
    return ahead.map((key) => `${keyOf(declaration)} → ${key}`);
  });
};

export const wherever = (diagnostics: readonly Diagnostic[], severity: Diagnostic["severity"]): readonly string[] =>
  diagnostics.filter((each) => each.severity === severity).map(({ where }) => where);
