import { relative } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

/** What a page loads of it before anybody consents to anything. */
export const MOST_BYTES = 6000;

/** What the masks add to the first SDK that is loaded after consent. */
export const MOST_BYTES_OF_MASKS = 3500;

/**
 * Bytes, minified and gzipped, of all that the package exports, without the masks, which are a chunk of their own: nothing of a
 * vendor's is in it.
 * @param folder this one, `instrumentation/browser`, or that of the package
 * @param what a page imports of it
 */
export const packageBytes = (folder: string, what = "*"): number => bytesOf(`export ${what} from "./index";`, folder);

/** The same of the masks. */
export const maskBytes = (folder: string): number => bytesOf(`export * from "./mask";`, folder);

/** The same of Google's library for web vitals, which is loaded after consent, as the SDKs are. */
export const webVitalsBytes = (folder: string): number =>
  bytesOf(`export { onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";`, folder);

/** Of the first file, and of what it imports before it runs. */
const bytesOf = (contents: string, folder: string): number => {
  const { outputFiles, metafile } = buildSync({
    stdin: { contents, resolveDir: folder, loader: "ts" },
    bundle: true,
    // As a shop's bundler does it: what is imported on demand is a file of its own.
    splitting: true,
    outdir: folder,
    absWorkingDir: folder,
    metafile: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const atOnce = new Set(["stdin.js"]);
  // A set goes through what is added to it on the way.
  for (const name of atOnce)
    for (const { path, kind } of metafile.outputs[name]?.imports ?? [])
      if (kind === "import-statement") atOnce.add(path);
  return outputFiles
    .filter(({ path }) => atOnce.has(relative(folder, path)))
    .reduce((sum, { contents: each }) => sum + gzipSync(each, { level: 9 }).byteLength, 0);
};
