import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../monitors/catalogue";
import { ROOT } from "../infra/testing/stack-configuration";

const text = readFileSync(join(ROOT, "docs/coverage.md"), "utf8");

const rows = text
  .split("\n")
  .filter((line) => /^\| [A-Z]\d+ +\|/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, id = "", what = "", by = ""]) => ({ id, what, by }));

const numbered = (letter: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${String(index + 1)}`);

const signals = new Set(
  Object.entries(catalogue.services).flatMap(([service, { signals: rows }]) =>
    Object.keys(rows).map((key) => `${service}.${key}`),
  ),
);

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

  it("names only signals of the catalogue and paths that exist", () => {
    const all = namesIn(text).filter((name) => name !== "code" && name !== "not yet");
    expect(all.filter((name) => !signals.has(name) && !existsSync(join(ROOT, name)))).toEqual([]);
  });

  it("names for an A id its own signal, and for every signal an id", () => {
    const done = rows.filter(({ id, by }) => id.startsWith("A") && by !== "not yet");
    expect(done.filter(({ what, by }) => !namesIn(by).includes(what))).toEqual([]);
    expect(done.map(({ what }) => what).toSorted()).toEqual([...signals].toSorted());
  });
});
