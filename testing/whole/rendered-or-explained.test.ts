import fc from "fast-check";
import type { DeclaredStack } from "../../infra/declare";
import { switchableVendors } from "../../monitors/model/environment";
import { anyCatalogue } from "../arbitrary";
import { testDev, testProd } from "../environment";
import { dev, prod } from "./declared-stack";
import { declare } from "../stack";

/** Levels that a vendor was asked for, that nothing evaluates and of which no diagnostic says why. */
const lost = (stack: DeclaredStack): readonly string[] => {
  const watched = new Set(
    stack.declarations.flatMap(({ vendor, watches }) =>
      watches === undefined ? [] : [`${vendor} ${watches.signal} ${watches.measure} ${watches.level}`],
    ),
  );
  const explained = (name: string): boolean =>
    stack.diagnostics.some(({ where }) => where === `${name} (${stack.plan.environment})`);
  const burning = new Set(stack.declarations.flatMap(({ name, burns }) => (burns === undefined ? [] : [name])));
  const tiers = stack.plan.objectives.flatMap(({ id, tiers }) =>
    tiers.map(({ name }) => name).filter((name) => !burning.has(name) && !explained(id)),
  );
  const levels = stack.plan.signals.flatMap((signal) =>
    signal.measures.flatMap(({ key, name, source, backstop, levels }) =>
      [source, ...(backstop === undefined ? [] : [backstop])].flatMap(({ vendor }) =>
        levels
          .map(({ level }) => `${vendor} ${signal.id} ${key} ${level}`)
          .filter((level) => !watched.has(level) && !explained(name)),
      ),
    ),
  );
  return [...levels, ...tiers];
};

describe("every measure is rendered or explained", () => {
  it("in the catalogue: rendered, by its source and by its backstop", () => {
    expect(prod.diagnostics).toEqual([]);
    expect(lost(prod)).toEqual([]);
    expect(lost(dev)).toEqual([]);
  });

  it("for any rows, with any vendors switched off", () => {
    const off = fc
      .oneof(fc.constant([]), fc.subarray([...switchableVendors]))
      .map((vendors) => Object.fromEntries(vendors.map((vendor) => [vendor, "the trial is over"])));
    fc.assert(
      fc.property(anyCatalogue, off, fc.constantFrom(testProd, testDev), (rows, switchedOff, environment) => {
        expect(lost(declare({ ...environment, switchedOff }, rows))).toEqual([]);
      }),
    );
  });

  it("could fail: a monitor taken out is missed", () => {
    const declarations = prod.declarations.filter(({ name }) => name !== "api.response_time.critical");
    expect(lost({ ...prod, declarations })).toEqual([
      "datadog api.response_time main critical",
      "newrelic api.response_time main critical",
    ]);
    const budget = prod.declarations.filter(({ name }) => name !== "api.availability_slo.one_day");
    expect(lost({ ...prod, declarations: budget })).toEqual(["api.availability_slo.one_day"]);
  });
});
