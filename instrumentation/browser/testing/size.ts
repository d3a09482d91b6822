import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

/** What a page loads of it before anybody consents to anything. */
export const MOST_BYTES = 6000;

/**
 * Bytes, minified and gzipped, of all that the package exports: nothing of a vendor's is in it.
 * @param folder this one, `instrumentation/browser`
 */
export const packageBytes = (folder: string): number => bytesOf(`export * from "./index";`, folder);

/** The same of Google's library for web vitals, which is loaded after consent, as the SDKs are. */
export const webVitalsBytes = (folder: string): number =>
  bytesOf(`export { onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";`, folder);

const bytesOf = (contents: string, folder: string): number => {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).byteLength;
};
