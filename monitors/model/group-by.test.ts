import { groupBy, groupByEach, groupPairs } from "./group-by";

describe("grouping", () => {
  it("keeps keys and items in the order of their first appearance", () => {
    expect([...groupBy(["bb", "a", "cc", "d"], ({ length }) => length)]).toEqual([
      [2, ["bb", "cc"]],
      [1, ["a", "d"]],
    ]);
  });

  it("puts an item under each of its keys, and one without any under none", () => {
    expect([...groupByEach(["ab", "b", ""], (word) => word.split(""))]).toEqual([
      ["a", ["ab"]],
      ["b", ["ab", "b"]],
    ]);
  });

  it("puts the second of each pair under the first", () => {
    const pairs = [
      ["x", 1],
      ["y", 2],
      ["x", 3],
    ] as const;
    expect([...groupPairs<string, number>(pairs)]).toEqual([
      ["x", [1, 3]],
      ["y", [2]],
    ]);
  });
});
