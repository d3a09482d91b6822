import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { catalogue } from "../../monitors/catalogue";
import { objectiveIds, signalIds } from "../catalogue-ids";
import { ROOT } from "../stack-configuration";

const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "instrumentation/README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))).scripts;

const ids = new Set([
  // An event of the server's own, and no signal.
  "security.event",
  ...signalIds,
  ...objectiveIds,
]);

/** What a page writes as code, in a line or in a block. */
const codeIn = (text: string): readonly string[] => [
  ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code),
  ...text.split("\n").filter((line) => line.startsWith("    ")),
];

const scriptsIn = (code: string): readonly string[] =>
  [...code.matchAll(/\bnpm run (?:-s )?([a-z][\w:]*)/g)].map(([, name = ""]) => name);

/** A path of the repository, with nothing left open in it. */
const pathsIn = (code: string): readonly string[] =>
  [
    ...code.matchAll(
      /^(?:infra|dashboards|monitors|policies|cli|bench|testing|instrumentation|runbooks|docs)\/[\w./-]+$/g,
    ),
  ].map(([path]) => path);

/** `api.error_rate`, `api.error_rate.critical`: the signal of a level or measure is its first two words. */
const idsIn = (code: string): readonly string[] =>
  [...code.matchAll(/^([a-z]+)\.([a-z][a-z0-9_]*)(?:\.[a-z0-9_]+)*$/g)]
    .filter(([, service = "", key = ""]) => service in catalogue.services && !/^(md|ts|csv|json|test)$/.test(key))
    .map(([, service = "", key = ""]) => `${service}.${key}`);

describe.each(pages)("%s", (page) => {
  const code = codeIn(readFileSync(join(ROOT, page), "utf8"));

  it("names commands that package.json has", () => {
    expect(code.flatMap(scriptsIn).filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names paths that exist", () => {
    expect(code.flatMap(pathsIn).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("names signals and objectives that the catalogue has", () => {
    expect(code.flatMap(idsIn).filter((id) => !ids.has(id))).toEqual([]);
  });
});

it("finds a command, a path and a signal that are not there", () => {
  const code = codeIn("`npm run nothing`, `docs/nothing.md`, `api.nothing.critical`\n\n    npm run none -- --out x\n");
  expect(code.flatMap(scriptsIn)).toEqual(["nothing", "none"]);
  expect(code.flatMap(pathsIn)).toEqual(["docs/nothing.md"]);
  expect(code.flatMap(idsIn)).toEqual(["api.nothing"]);
});
