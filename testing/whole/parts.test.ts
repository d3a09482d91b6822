import { checkStack } from "../../infra/check-stack";
import { partNames, partOf, parts, type PartName } from "../../infra/parts";
import { planStack } from "../../infra/plan-stack";
import { partsAt, renderStack } from "../../infra/render-stack";
import { vendors } from "../../infra/vendors";
import { catalogue } from "../../monitors/catalogue";
import { keyOf } from "../../monitors/declaration/declaration";
import { policies } from "../../policies";
import { testDev, testProd, without } from "../environment";
import { dev, needsOf, prod } from "./declared-stack";

const planned = planStack(catalogue, policies, testProd);

const partOfKey = new Map(
  prod.parts.flatMap(({ name, declarations }) => declarations.map((each) => [keyOf(each), name] as const)),
);

/** Which other parts each part's declarations name. */
const named = (name: PartName): readonly string[] => {
  const own = prod.parts.find((each) => each.name === name)?.declarations ?? [];
  return [...new Set(own.flatMap(needsOf).map((key) => partOfKey.get(key) ?? `no part for ${key}`))].filter(
    (each) => each !== name,
  );
};

describe("the table of parts", () => {
  it("makes the whole stack: prod has something of every part, and each resource is of one", () => {
    expect(prod.parts.filter(({ declarations }) => declarations.length > 0).map(({ name }) => name)).toEqual(partNames);
    expect(prod.parts.flatMap(({ declarations }) => declarations)).toEqual(prod.declarations);
    expect(partOfKey.size).toBe(prod.declarations.length);
  });

  it.each(partNames)("says of %s, and of nothing more, whose resources it names", (name) => {
    expect([...partOf(name).order].toSorted()).toEqual(named(name).toSorted());
  });

  it("has each part after those", () => {
    for (const [index, name] of partNames.entries())
      for (const before of partOf(name).order) expect(partNames.indexOf(before as PartName)).toBeLessThan(index);
  });

  it("has one row for each vendor that evaluates, one check for each system, and one price for each item", () => {
    expect(vendors.map(({ name }) => name).toSorted()).toEqual([
      "cloudwatch",
      "datadog",
      "elastic",
      "newrelic",
      "prometheus",
      "sentry",
    ]);
    const checking = partNames.filter((name) => partOf(name).check !== undefined).map((name) => parts[name].at);
    expect(checking.toSorted()).toEqual([...new Set(partNames.map((name) => parts[name].at))].toSorted());
    const items = partNames.flatMap((name) => Object.keys(partOf(name).costs?.prices ?? {}));
    expect(new Set(items).size).toBe(items.length);
  });

  it("leaves out what a system that is off would hold", () => {
    const { parts: left } = renderStack(planStack(catalogue, policies, without(testProd, "elastic")));
    const names = left.map(({ name }) => name);
    for (const gone of ["connectors", "logStore", "elastic"]) expect(names).not.toContain(gone);
    expect(names).toContain("datadog");
  });
});

describe("a stage by itself", () => {
  it("renders the one vendor that is asked for, as the whole stack does, and PagerDuty", () => {
    const { parts: rendered, outcomes } = renderStack(planned, partsAt(["newrelic"]));
    expect(rendered.map(({ name }) => name)).toEqual(["pagerduty", "logrocket", "newrelic"]);
    expect(new Set(outcomes.map(({ watch }) => watch.source.vendor))).toEqual(new Set(["newrelic"]));
    expect(rendered.at(-1)).toEqual(prod.parts.find(({ name }) => name === "newrelic"));
  });

  it.each(vendors.map(({ name }) => name))("proves %s alone without missing the others", (name) => {
    const checked = checkStack(planned, renderStack(planned, partsAt([name])));
    expect(checked.diagnostics).toEqual([]);
    expect(new Set(checked.proofs.map(({ vendor }) => vendor))).toEqual(new Set([name]));
    const whole = prod.proofs.filter(({ vendor }) => vendor === name);
    expect(checked.proofs.map((each) => each.timeline())).toEqual(whole.map((each) => each.timeline()));
  });

  it("has one plan, whose routes are the environment's own", () => {
    const { plan, wantedRoutes } = planStack(catalogue, policies, without(testProd, "pagerduty"));
    expect(plan.routes.P0.pages).toBe(false);
    expect(wantedRoutes.P0.pages).toBe(true);
    expect(planned.plan.routes).toBe(planned.wantedRoutes);
    expect(planStack(catalogue, policies, testDev).plan).toEqual(dev.plan);
  });
});
