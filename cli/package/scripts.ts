import { relative } from "node:path";
import { build, type BuildOptions, type Metafile } from "esbuild";

/** The two sides of the shop: each is a folder of `instrumentation/` and an entry of the package. */
export const sides = ["browser", "server"] as const;

export type Side = (typeof sides)[number];

/** Other people's packages that a script imports: at once, or when it needs them. */
export interface Imports {
  readonly atOnce: ReadonlySet<string>;
  readonly onDemand: ReadonlySet<string>;
}

/** Node 20.19 is the lowest that package.json admits. What browsers run is the shop's bundler's affair: it goes over it once more. */
const targets: Readonly<Record<Side, BuildOptions>> = {
  browser: { platform: "browser", target: "es2022" },
  server: { platform: "node", target: "node20.19" },
};

/**
 * ES modules with the catalogue's names in them, readable and not minified. What is imported on demand stays a file of its own (the
 * masks), and a vendor's SDK stays outside.
 * @returns texts by their paths in the package
 */
export const bundleScripts = async (root: string) => {
  const built = await Promise.all(sides.map((side) => bundleSide(root, side)));
  return {
    texts: new Map(
      built.flatMap(({ outputFiles }) => outputFiles.map(({ path, text }) => [relative(root, path), text])),
    ),
    imports: importsOf(built.map(({ metafile }) => metafile)),
  };
};

const bundleSide = (root: string, side: Side) =>
  build({
    ...targets[side],
    absWorkingDir: root,
    entryPoints: { index: `instrumentation/${side}/index.ts` },
    // Of the package, and not of the tree: nothing is written.
    outdir: side,
    bundle: true,
    splitting: true,
    format: "esm",
    packages: "external",
    charset: "utf8",
    metafile: true,
    write: false,
    logLevel: "silent",
  });

const importsOf = (metafiles: readonly Metafile[]): Imports => {
  const outside = metafiles
    .flatMap(({ outputs }) => Object.values(outputs).flatMap(({ imports }) => imports))
    .filter(({ path, external }) => external === true && !path.startsWith("node:"));
  const namesOf = (kind: string): ReadonlySet<string> =>
    new Set(outside.filter((each) => each.kind === kind).map(({ path }) => path));
  return { atOnce: namesOf("import-statement"), onDemand: namesOf("dynamic-import") };
};
