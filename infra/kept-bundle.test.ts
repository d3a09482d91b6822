import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../testing/stack-configuration";

const LOADER = ["loader.cjs", "bundling.cjs", "nested-sources.cjs", "kept-bundle.cjs"];

let tree: string;

/** An hour old, as a source is that nobody edits. */
const write = (path: string, text: string): void => {
  writeFileSync(join(tree, path), text);
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(join(tree, path), hourAgo, hourAgo);
};

beforeEach(() => {
  tree = mkdtempSync(join(realpathSync(tmpdir()), "kept-"));
  for (const folder of ["infra", "rows/search"]) mkdirSync(join(tree, folder), { recursive: true });
  for (const file of LOADER) copyFileSync(join(ROOT, "infra", file), join(tree, "infra", file));
  symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
  write("rows/search/index.ts", `export const name: string = "search";`);
  write(
    "main.ts",
    `import { name } from "./rows/search";
     console.log(name, Object.keys(require.cache).some((file) => file.includes("/esbuild/")) ? "bundled" : "kept");`,
  );
});

afterEach(() => {
  rmSync(tree, { recursive: true });
});

const run = (): string =>
  execFileSync(process.execPath, ["--require", "./infra/loader.cjs", "main.ts"], {
    cwd: tree,
    encoding: "utf8",
  }).trim();

const kept = (): readonly string[] =>
  readdirSync(join(tree, ".cache/bundles")).map((name) => join(tree, ".cache/bundles", name));

describe("a bundle", () => {
  it("is kept for the next start, in one file", () => {
    expect([run(), run(), run()]).toEqual(["search bundled", "search kept", "search kept"]);
    expect(kept()).toHaveLength(1);
  });

  it.each<readonly [string, () => void, string]>([
    [
      "a source that it imports is another",
      () => {
        write("rows/search/index.ts", `export const name = "orders";`);
      },
      "orders",
    ],
    [
      "a file stands where a folder was meant",
      () => {
        write("rows/search.ts", `export const name = "nearer";`);
      },
      "nearer",
    ],
    [
      "a folder says otherwise what its files are",
      () => {
        write("rows/search/package.json", `{"sideEffects":false}`);
      },
      "search",
    ],
    [
      "the loader is another",
      () => {
        appendFileSync(join(tree, "infra/bundling.cjs"), "// another");
      },
      "search",
    ],
    [
      "a part of it is lost",
      () => {
        for (const file of kept()) writeFileSync(file, readFileSync(file, "utf8").slice(0, -20));
      },
      "search",
    ],
    [
      "it is no bundle",
      () => {
        for (const file of kept()) writeFileSync(file, "null\n");
      },
      "search",
    ],
  ])("is made anew where %s", (_, change, name) => {
    run();
    expect(run()).toBe("search kept");
    change();
    expect([run(), run()]).toEqual([`${name} bundled`, `${name} kept`]);
  });

  it.each<readonly [string, () => void]>([
    [
      "a key stands twice in an object, which each start must say",
      () => {
        write("rows/search/index.ts", `export const name = { a: "search", a: "search" }.a;`);
      },
    ],
    [
      "a source was written while it was made",
      () => {
        utimesSync(join(tree, "main.ts"), Date.now() / 1000 + 60, Date.now() / 1000 + 60);
      },
    ],
    [
      "its folder cannot be made",
      () => {
        write(".cache", "");
      },
    ],
    [
      "a source stands elsewhere",
      () => {
        const away = mkdtempSync(join(realpathSync(tmpdir()), "away-"));
        writeFileSync(join(away, "index.ts"), `export const name = "search";`);
        rmSync(join(tree, "rows/search"), { recursive: true });
        symlinkSync(away, join(tree, "rows/search"));
      },
    ],
  ])("is not kept where %s", (_, change) => {
    change();
    expect([run(), run()]).toEqual(["search bundled", "search bundled"]);
  });
});
