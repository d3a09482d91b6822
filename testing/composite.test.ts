import { template } from "../monitors/model/late";
import { computeStatus, shownState, type Status } from "./composite";

/** Datadog's own table, copied by hand: A, B, the condition, whether missing data is told, what the composite shows. */
const documented: readonly (readonly [Status, Status, "&&" | "||", boolean | undefined, Status | "Last known"])[] = [
  ["Alert", "Warn", "&&", undefined, "Warn"],
  ["Alert", "Warn", "||", undefined, "Alert"],
  ["Alert", "OK", "&&", undefined, "OK"],
  ["Alert", "OK", "||", undefined, "Alert"],
  ["Warn", "OK", "&&", undefined, "OK"],
  ["Warn", "OK", "||", undefined, "Warn"],
  ["No Data", "Warn", "&&", true, "No Data"],
  ["No Data", "Warn", "||", true, "Warn"],
  ["No Data", "Warn", "&&", false, "Last known"],
  ["No Data", "Warn", "||", false, "Warn"],
  ["No Data", "OK", "&&", false, "OK"],
  ["No Data", "OK", "||", false, "Last known"],
  ["No Data", "OK", "&&", true, "OK"],
  ["No Data", "OK", "||", true, "No Data"],
  ["No Data", "No Data", "&&", true, "No Data"],
  ["No Data", "No Data", "||", true, "No Data"],
];

const compute = (text: string, states: Readonly<Record<string, Status>>): Status =>
  computeStatus(template(text), (name) => states[name] ?? "No Data");

describe("the evaluator of composites that tests use", () => {
  it.each(documented)("%s and %s by %s, told of missing data: %s, is %s", (a, b, operator, told, expected) => {
    const computed = compute(`a ${operator} b`, { a, b });
    for (const last of ["OK", "Alert"] as const)
      expect(shownState(computed, told ?? false, last)).toBe(expected === "Last known" ? last : expected);
  });

  it.each([
    ["Alert", "OK"],
    ["Warn", "OK"],
    ["OK", "Alert"],
    ["No Data", "No Data"],
  ] as const)("negates %s to %s", (status, expected) => {
    expect(compute("!a", { a: status })).toBe(expected);
  });

  it("binds ! closest, then &&, then ||, and minds parentheses", () => {
    expect(compute("a || b && !c", { a: "OK", b: "Alert", c: "OK" })).toBe("Alert");
    expect(compute("!(a && b)", { a: "Alert", b: "OK" })).toBe("Alert");
    expect(compute("(a || b) && (c || d)", { a: "Alert", b: "OK", c: "OK", d: "OK" })).toBe("OK");
    expect(() => compute("(a", { a: "OK" })).toThrow("a parenthesis is not closed");
    expect(() => compute("a b", { a: "OK" })).toThrow("b is left over");
  });
});
