"use strict";
/**
 * Starts a TypeScript program under plain Node: `node --require ./infra/loader.cjs review/cli.ts plan`. The file that is
 * asked for is bundled with everything of ours that it imports, in one go by esbuild, and nothing is kept: a third of a
 * second, where transpiling file by file takes half of one and a type check ten. The types are checked apart (`npm run check`).
 */
const Module = require("node:module");
const { buildSync } = require("esbuild");

/**
 * Pulumi's SDK loads the TypeScript compiler and npm's dependency tree at every start (a third of a second) for one thing: to
 * pack a function of the program for a cloud. Ours has none, so both are loaded when they are first used, which is never.
 */
const PACKING = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, ...rest) {
  if (!PACKING.has(request)) return load.call(this, request, ...rest);
  // Said to be an ES module, it is handed on as it is (`__importStar`), and not copied, which would load it.
  return new Proxy({}, { get: (_, name) => name === "__esModule" || load.call(this, request, ...rest)[name] });
};

require.extensions[".ts"] = (module, filename) => {
  const { outputFiles } = buildSync({
    entryPoints: [filename],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: `node${process.versions.node}`,
    // `node --enable-source-maps` then shows an error's place in the source.
    sourcemap: "inline",
    write: false,
    logLevel: "error",
  });
  module._compile(outputFiles[0].text, filename);
};
