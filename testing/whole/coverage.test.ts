import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { objectiveIds, signalIds } from "../catalogue-ids";
import { ROOT } from "../stack-configuration";

const text = readFileSync(join(ROOT, "docs/coverage.md"), "utf8");

const rows = text
  .split("\n")
  .filter((line) => /^\| [A-Z]\d+ +\|/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, id = "", what = "", by = ""]) => ({ id, what, by }));

const numbered = (letter: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);

const namesIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

describe("docs/coverage.md", () => {
  it("lists every id of the requirements once, in order", () => {
    expect(rows.map(({ id }) => id)).toEqual([
      ...numbered("A", 63),
      ...numbered("R", 8),
      ...numbered("O", 4),
      ...numbered("D", 13),
    ]);
  });

  it("says of each what implements it, or not yet", () => {
    expect(rows.filter(({ by }) => namesIn(by).length === 0 && by !== "not yet")).toEqual([]);
  });

  it("names only rows of the catalogue and paths that exist", () => {
    const all = namesIn(text).filter((name) => name !== "code" && name !== "not yet");
    const known = new Set([...signalIds, ...objectiveIds]);
    expect(all.filter((name) => !known.has(name) && !existsSync(join(ROOT, name)))).toEqual([]);
  });

  it("names for an O id its own objective, and for every objective an id", () => {
    const named = rows.filter(({ id }) => id.startsWith("O"));
    expect(named.map(({ what }) => what).toSorted()).toEqual([...objectiveIds].toSorted());
    expect(named.filter(({ what, by }) => !namesIn(by).includes(what))).toEqual([]);
  });

  it("names for an A id its own signal, and for every signal an id", () => {
    const done = rows.filter(({ id, by }) => id.startsWith("A") && by !== "not yet");
    expect(done.filter(({ what, by }) => !namesIn(by).includes(what))).toEqual([]);
    expect(done.map(({ what }) => what).toSorted()).toEqual([...signalIds].toSorted());
  });
});
