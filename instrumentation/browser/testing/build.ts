import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build as bundle, type Plugin } from "esbuild";
import { compile } from "svelte/compiler";

/** The example, built as a shop's bundler would: minified, each SDK in a chunk of its own. */

const FOLDER = join(__dirname, "..");

/** Svelte's own compiler, and stand-ins for what SvelteKit provides: variables and a navigation that the page has on its window. */
const svelteKit: Plugin = {
  name: "sveltekit",
  setup: (build) => {
    build.onResolve({ filter: /^\$(?:env|app)\// }, ({ path }) => ({ path, namespace: "sveltekit" }));
    build.onLoad({ filter: /./, namespace: "sveltekit" }, () => ({
      contents:
        "export const { env, version } = window.kit; export const afterNavigate = (tell) => { window.kit.navigated = tell; };",
    }));
    build.onLoad({ filter: /\.svelte$/ }, ({ path }) => ({
      contents: compile(readFileSync(path, "utf8"), { generate: "client", filename: path }).js.code,
    }));
  },
};

/** Files by their path below the page's address. */
export const buildPage = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const { outputFiles } = await bundle({
    entryPoints: [join(FOLDER, "testing/page.ts")],
    outdir: "/",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    conditions: ["svelte", "browser", "production"],
    target: "es2022",
    // The package's own name is its source here.
    tsconfig: join(FOLDER, "tsconfig.json"),
    write: false,
    plugins: [svelteKit],
  });
  return new Map(outputFiles.map(({ path, contents }) => [path, contents]));
};
