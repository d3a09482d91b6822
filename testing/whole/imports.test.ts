import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { preProcessFile } from "typescript";
import { ROOT } from "../stack-configuration";

/** Folders of ours: a package's own files are its own affair, and nothing of ours stands in a hidden folder. */
const folders = readdirSync(ROOT).filter(
  (name) => !/^(\.|node_modules$|sdks$)/.test(name) && statSync(join(ROOT, name)).isDirectory(),
);

const files: ReadonlyMap<string, string> = new Map(
  folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((path) => /\.(ts|mjs|cjs)$/.test(path) && !/node_modules|\.svelte-kit|example\/build/.test(path))
    .map((path) => [path, readFileSync(join(ROOT, path), "utf8")]),
);

type Imports = ReadonlyMap<string, readonly string[]>;

/** What each file imports of ours, types among it. */
const importsOf = (all: ReadonlyMap<string, string>): Imports =>
  new Map(
    [...all].map(([path, text]) => [
      path,
      preProcessFile(text, true, true)
        .importedFiles.map(({ fileName }) => fileName)
        .filter((name) => name.startsWith("."))
        .flatMap((name) => {
          const at = normalize(join(dirname(path), name));
          return [at, `${at}.ts`, join(at, "index.ts")].find((each) => all.has(each)) ?? [];
        }),
    ]),
  );

/** One circle for each import that leads back to a file on the way to it. */
const circlesIn = (imports: Imports): readonly string[] => {
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (done.has(file) || way.includes(file)) return;
    for (const next of imports.get(file) ?? []) follow(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) follow(file, []);
  return found;
};

const imports = importsOf(files);

describe("imports", () => {
  it("are followed to files that are there", () => {
    expect(folders).toEqual(expect.arrayContaining(["bench", "cli", "dashboards", "infra", "monitors", "testing"]));
    expect(imports.get("cli/plan/json.ts")).toEqual(expect.arrayContaining(["infra/declare.ts"]));
    expect(imports.get("infra/plan-stack.ts")).toEqual(expect.arrayContaining(["monitors/plan/resolve.ts"]));
    expect([...imports.values()].flat().length).toBeGreaterThan(2_000);
    expect(files.size).toBeGreaterThan(700);
  });

  it("lead back to no file, types among them", () => {
    expect(circlesIn(imports)).toEqual([]);
  });

  it("are a circle where a type leads back", () => {
    const declaration = "monitors/declaration/declaration.ts";
    const late = "monitors/model/late.ts";
    expect(imports.get(declaration)).toContain(late);
    const made = new Map([
      ...files,
      [late, `import type { Declaration } from "../declaration/declaration";\n${files.get(late) ?? ""}`] as const,
    ]);
    expect(circlesIn(importsOf(made))).toContainEqual(expect.stringContaining(`${late} → ${declaration}`));
  });

  it.each([
    ["a type", 'import type { B } from "./b";'],
    ["a type within", 'type B = import("./b").B;'],
    ["what is exported further", 'export * from "./b";'],
    ["what is loaded late", 'const b = await import("./b");'],
    ["CommonJS", 'const b = require("./b");'],
  ])("are a circle by %s", (_by, line) => {
    const all = new Map([
      ["x/a.ts", line],
      ["x/b.ts", 'import { a } from "./c";'],
      ["x/c/index.ts", 'import { a } from "../a";'],
    ]);
    expect(circlesIn(importsOf(all))).toEqual(["x/a.ts → x/b.ts → x/c/index.ts → x/a.ts"]);
  });
});
