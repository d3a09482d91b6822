import { environmentNames } from "../../monitors/model/environment-name";
import { dev, prod, unexpected } from "./declared-stack";
import { committed, declare } from "../stack";

describe("the declared stack", () => {
  it.each(environmentNames)("of %s has no diagnostic but of what is switched off", (name) => {
    expect(unexpected(declare(committed(name)))).toEqual([]);
  });

  it.each([
    ["prod", prod],
    ["dev", dev],
  ])("of the test's %s has no diagnostic either", (_name, stack) => {
    expect(unexpected(stack)).toEqual([]);
  });

  it("of prod has none at all: nothing is switched off where people are paged", () => {
    expect(prod.diagnostics).toEqual([]);
    expect(declare(committed("prod")).diagnostics).toEqual([]);
  });
});
