import fc from "fast-check";
import type { DeclaredStack } from "../../infra/declare";
import type { StackDeclaration } from "../../infra/vendors";
import { catalogue } from "../../monitors/catalogue";
import type { Environment } from "../../monitors/model/environment";
import { seconds } from "../../monitors/model/quantity";
import { heartbeatOf } from "../../monitors/model/sources/source";
import { anyCatalogue } from "../arbitrary";
import { testDev, testProd, without } from "../environment";
import { editMeasure } from "../rows";
import { both, byKey, dev, measuresOf, prod } from "./declared-stack";
import { committed, declare } from "../stack";

/** Sentry's name of an environment is a word that others use too: it is one where it stands alone. */
const identityIn = (role: string, value: string): string => (role === "sentryEnvironment" ? `"${value}"` : value);

/** The environment's own name, its identities and whom it tells, under the names that every environment shares. */
const normalise = ({ args }: StackDeclaration, { name, identities, aws }: Environment): string => {
  const told = { alarmActions: "told", okActions: "told", insufficientDataActions: "told" };
  const recipients = Object.fromEntries(Object.entries(told).filter(([key]) => key in args));
  const trusted = Object.entries(aws.trustedPrincipals).map(
    // A list within an event pattern, which is JSON within these arguments.
    ([of, principals]) => [`trusted ${of}`, JSON.stringify(JSON.stringify(principals)).slice(1, -1)] as const,
  );
  const searched = Object.entries(aws.trustedPrincipals).map(([of, principals]) => {
    const anyOf = principals.map((arn) => `"${arn}"`).join(" OR ");
    return [`trusted ${of}`, JSON.stringify(anyOf).slice(1, -1)] as const;
  });
  const ids = [...trusted, ...searched, ...Object.entries({ ...identities, account: aws.accountId })].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  // Maintenance is of one environment.
  const own: Readonly<Record<string, unknown>> = { actions: "told", muteTimings: undefined };
  const json = JSON.stringify({ ...args, ...recipients }, (key, value: unknown) => (key in own ? own[key] : value));
  return ids
    .reduce((text, [role, value]) => text.replaceAll(identityIn(role, value), `<${role}>`), json)
    .replaceAll(new RegExp(`\\b${name}\\b`, "g"), "<environment>");
};

/**
 * What evaluates, and what it reads, as one environment has it and without what is its own: of the vendors that are switched
 * off, with a reason, in none of those that are compared, and nothing that listens to one of them.
 */
const evaluating = (
  stack: DeclaredStack,
  environment: Environment,
  compared: readonly Environment[],
): readonly string[] => {
  const declared = byKey(stack);
  const off = new Set(compared.flatMap(({ switchedOff }) => Object.keys(switchedOff)));
  const unheard = new Set(
    measuresOf(stack)
      .filter(({ source, backstop }) =>
        [source, ...(backstop === undefined ? [] : [backstop])].some((each) => off.has(heartbeatOf(each) ?? "")),
      )
      .map(({ name }) => name),
  );
  return [...stack.resourcesOf].flatMap(([measure, keys]) =>
    keys.flatMap((key) => {
      if (unheard.has(measure)) return [];
      const declaration = declared.get(key);
      if (declaration === undefined) return [`${measure}: ${key} is not declared`];
      return off.has(declaration.vendor) ? [] : [`${measure}: ${key} ${normalise(declaration, environment)}`];
    }),
  );
};

describe("parity: every environment alerts alike, but for vendors that are switched off with a reason", () => {
  it("in signals, measures, levels, windows, thresholds and missing-data decisions", () => {
    expect(dev.plan.signals).toEqual(prod.plan.signals);
    expect(dev.plan.objectives).toEqual(prod.plan.objectives);
  });

  it("in what evaluates, to the argument", () => {
    const expected = evaluating(prod, testProd, both);
    expect(evaluating(dev, testDev, both)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(measuresOf(prod).length);
    expect(expected.filter((line) => line.includes("is not declared"))).toEqual([]);
  });

  it("with the committed configurations", () => {
    const [one, other] = [committed("dev"), committed("prod")];
    const compared = [one, other];
    expect(evaluating(declare(one), one, compared)).toEqual(evaluating(declare(other), other, compared));
    expect(compared.flatMap(({ switchedOff }) => Object.keys(switchedOff))).toEqual([]);
  });

  it("for any rows", () => {
    fc.assert(
      fc.property(anyCatalogue, (rows) => {
        const [here, there] = [declare(testProd, rows), declare(testDev, rows)];
        expect(there.plan.signals).toEqual(here.plan.signals);
        expect(there.plan.objectives).toEqual(here.plan.objectives);
        expect(evaluating(there, testDev, both)).toEqual(evaluating(here, testProd, both));
      }),
    );
  });

  it("could fail: another window in one of them is seen", () => {
    const longer = editMeasure(catalogue, "api.cpu", "main", (row) =>
      row.kind === "utilisation" ? { ...row, window: seconds(600) } : row,
    );
    expect(evaluating(declare(testDev, longer), testDev, both)).not.toEqual(evaluating(prod, testProd, both));
  });

  it("could fail: a vendor that is missing without a reason is seen", () => {
    const off = declare(without(testDev, "newrelic"));
    expect(evaluating(off, testDev, both)).not.toEqual(evaluating(prod, testProd, both));
  });
});
