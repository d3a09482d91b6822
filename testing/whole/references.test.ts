import fc from "fast-check";
import type { DeclaredStack } from "../../infra/declare";
import { anyCatalogue } from "../arbitrary";
import { testDev, testProd, without } from "../environment";
import { dev, needsOf, pointingAhead, prod } from "./declared-stack";
import { declare } from "../stack";

describe("references and `after` point to an earlier declaration", () => {
  it.each<readonly [string, DeclaredStack]>([
    ["prod", prod],
    ["dev", dev],
    ["prod without datadog", declare(without(testProd, "datadog"))],
    ["prod without cloudwatch", declare(without(testProd, "cloudwatch"))],
    ["prod without pagerduty", declare(without(testProd, "pagerduty"))],
    ["prod without sentry", declare(without(testProd, "sentry"))],
  ])("in %s", (_name, stack) => {
    expect(pointingAhead(stack)).toEqual([]);
    expect(stack.declarations.flatMap(needsOf).length).toBeGreaterThan(0);
  });

  it("for any rows", () => {
    fc.assert(
      fc.property(anyCatalogue, fc.constantFrom(testProd, testDev), (rows, environment) => {
        expect(pointingAhead(declare(environment, rows))).toEqual([]);
      }),
    );
  });

  it("could fail: a declaration taken out is missed", () => {
    const declarations = prod.declarations.filter(({ type }) => type !== "aws:sns/topic:Topic");
    expect(pointingAhead({ ...prod, declarations }).length).toBeGreaterThan(0);
  });
});
