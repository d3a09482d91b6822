"use strict";
/**
 * Starts a TypeScript program under plain Node: `node --require ./infra/loader.cjs cli/cli.ts plan`. The file that is
 * asked for is bundled with everything of ours that it imports, in one go by esbuild, and nothing is kept: a third of a
 * second, where transpiling file by file takes half of one and a type check ten. The types are checked apart (`npm run check`).
 */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { relative, resolve } = require("node:path");
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

/** What a source says that cannot be meant, in all that is loaded. `infra/checks/source-faults.ts` makes diagnostics of it. */
const found = (globalThis[Symbol.for("driplo.source-faults")] ??= []);

require.extensions[".ts"] = (module, filename) => {
  const built = build(module, filename);
  found.push(...built.warnings.filter(({ id }) => id === "duplicate-object-key"));
  const [{ text }] = built.outputFiles;
  try {
    module._compile(text, filename);
  } catch (error) {
    // Pulumi's way to end a program with a message: the program has run, or a file that it loads has been stopped below.
    if (error?.__pulumiRunError === true && module !== process.mainModule) throw error;
    stop(module, error?.__pulumiRunError === true ? error.message : describe(thrownAt(error, text, filename)));
  }
};

const build = (module, filename) => {
  try {
    return buildSync({
      entryPoints: [filename],
      bundle: true,
      packages: "external",
      platform: "node",
      format: "cjs",
      target: `node${process.versions.node}`,
      // `node --enable-source-maps` then shows an error's place in the source.
      sourcemap: "inline",
      write: false,
      logLevel: "silent",
    });
  } catch (error) {
    if (!Array.isArray(error?.errors)) throw error;
    return stop(module, error.errors.map(describe).join("\n"));
  }
};

/** What a module has thrown while it was loaded, where its source has it. With no stack traces nobody knows where. */
const thrownAt = (error, bundle, filename) => {
  const text = String(error instanceof Error ? error.message : error).split("\n")[0];
  const frame = String(error?.stack)
    .split("\n")
    .find((line) => line.includes(`${filename}:`));
  const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame ?? "") ?? [];
  if (line === undefined) return { text, location: null };
  const [, map] = bundle.split("//# sourceMappingURL=data:application/json;base64,");
  const entry = new Module.SourceMap(JSON.parse(Buffer.from(map, "base64"))).findEntry(line - 1, column - 1);
  const file = relative(process.cwd(), resolve(entry.originalSource));
  const lineText = readFileSync(resolve(entry.originalSource), "utf8").split("\n")[entry.originalLine] ?? "";
  return { text, location: { file, line: entry.originalLine + 1, column: entry.originalColumn, lineText } };
};

/** Control characters and those that turn the direction of writing, as they are written in a source. */
const escaped = (text) =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const WIDTH = 100;

/** The line, and a mark below its fault; of a long line what is around it. */
const frameOf = ({ line, column, lineText }) => {
  const from = column > WIDTH ? column - WIDTH / 2 : 0;
  const gutter = " ".repeat(String(line).length);
  const mark = escaped(lineText.slice(from, column).replaceAll("\t", " ")).length;
  return [
    `       ${String(line)} │ ${escaped(lineText.slice(from, from + WIDTH).replaceAll("\t", " "))}`,
    `       ${gutter} ╵ ${" ".repeat(mark)}^`,
  ];
};

const describe = ({ text, location }) =>
  [
    location === null
      ? `error  the program's source  ${escaped(text)}`
      : `error  ${location.file}:${location.line}:${location.column + 1}  ${escaped(text)}`,
    ...(location === null ? [] : frameOf(location)),
    "       a source file that cannot be loaded hides all its rows: nothing was looked at",
    `       fix: ${location === null ? "npm run plan says where" : "mend the line; npm run check:types says what else is wrong"}`,
  ].join("\n");

/** Says what is wrong and ends the command; within Pulumi's own program its engine says it and fails. Nobody sees a stack. */
const stop = (module, text) => {
  if (module === process.mainModule) {
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
  throw Object.assign(new Error(text), { stack: text, __pulumiRunError: true });
};
