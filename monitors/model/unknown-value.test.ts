import { fieldOf, isObject, isRecord, valueOn } from "./unknown-value";

describe("a value that no schema has read", () => {
  it.each([
    [{ a: 1 }, true, true],
    [[1], true, false],
    [null, false, false],
    ["a", false, false],
    [undefined, false, false],
    [() => 1, false, false],
  ])("%j is an object: %s, a record: %s", (value, object, record) => {
    expect(isObject(value)).toBe(object);
    expect(isRecord(value)).toBe(record);
  });

  it("has its own fields alone", () => {
    expect(fieldOf({ a: 1 }, "a")).toBe(1);
    expect(fieldOf(["x", "y"], "1")).toBe("y");
    expect(fieldOf({}, "constructor")).toBeUndefined();
    expect(fieldOf("text", "length")).toBeUndefined();
    expect(valueOn({ a: [{ b: 2 }] }, ["a", 0, "b"])).toBe(2);
    expect(valueOn({ a: 1 }, ["a", "b"])).toBeUndefined();
  });
});
