"use strict";
/**
 * Starts a TypeScript program under plain Node: `node --require ./infra/loader.cjs cli/cli.ts plan`. The file that is
 * asked for is bundled with everything of ours that it imports, in one go by esbuild, and kept while no source changes
 * (`kept-bundle.cjs`). The types are checked apart (`npm run check`).
 */
const childProcess = require("node:child_process");
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { relative, resolve } = require("node:path");
const { bundling } = require("./bundling.cjs");
const { keep, readKept } = require("./kept-bundle.cjs");
const { findNested } = require("./nested-sources.cjs");

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

/** A command's modules are loaded when it is asked for, by this function of esbuild's. `cli/shared/program.ts` says what they throw. */
const IN_LOADING = /^ +at __init \(/m;

require.extensions[".ts"] = (module, filename) => {
  const text = readKept(optionsOf(filename)) ?? build(module, filename);
  if (module === process.mainModule)
    globalThis[Symbol.for("driplo.load-fault")] = (error) =>
      IN_LOADING.test(error.stack) ? describe(thrownAt(error, filename)) : undefined;
  try {
    module._compile(text, filename);
  } catch (error) {
    // Pulumi's way to end a program with a message: the program has run, or a file that it loads has been stopped below.
    if (error?.__pulumiRunError === true && module !== process.mainModule) throw error;
    stop(module, error?.__pulumiRunError === true ? error.message : describe(thrownAt(error, filename)));
  }
};

/** @returns the bundle's text, and keeps it where nothing was found */
const build = (module, filename) => {
  const began = Date.now();
  const nested = findNested(filename);
  if (nested !== undefined) return stop(module, describe(nested));
  const { errors, warnings, outputFiles, metafile } = bundle(filename);
  const { missing, others } = withoutMissing([...errors, ...warnings]);
  const faults = [...missing, ...others.filter((each) => errors.includes(each))];
  if (faults.length > 0) return stop(module, faults.map(describe).join("\n"));
  found.push(...warnings.filter(({ id }) => id === "duplicate-object-key"));
  const [{ text }] = outputFiles;
  if (warnings.length === 0) keep(optionsOf(filename), Object.keys(metafile.inputs), began, text);
  return text;
};

/** The map is read by `node --enable-source-maps`, and by `thrownAt`. */
const optionsOf = (filename, sourcemap = process.sourceMapsEnabled === true) => bundling(filename, sourcemap);

const bundle = (filename, sourcemap) => {
  try {
    return quietly((buildSync) => buildSync({ ...optionsOf(filename, sourcemap), metafile: true }));
  } catch (error) {
    if (Array.isArray(error?.errors)) return error;
    const [why = "it said nothing"] = /^fatal error: .*$/m.exec(String(error?.stderr)) ?? [];
    const text = `esbuild, which reads the sources, has died: ${why}`;
    return {
      errors: [{ text, location: null, fix: "look at what was changed last: git diff shows it" }],
      warnings: [],
    };
  }
};

const MOST_OUTPUT = 256 * 1024 * 1024;

/** It lives for half a second: to collect its garbage would be a third of that. */
const UNCOLLECTED = { GOGC: "off", GOMEMLIMIT: "512MiB" };

/** What esbuild's process prints when it dies is a stack of thousands of lines: it goes to the exception, and to nobody's screen. */
const quietly = (work) => {
  const { execFileSync } = childProcess;
  childProcess.execFileSync = (file, args, options) =>
    execFileSync(file, args, {
      ...options,
      stdio: "pipe",
      maxBuffer: MOST_OUTPUT,
      env: { ...process.env, ...UNCOLLECTED },
    });
  try {
    // Else esbuild's process is the child of a thread, hands its stderr on, and prints its stack there when it dies.
    process.env.ESBUILD_WORKER_THREADS = "0";
    const { buildSync } = require("esbuild");
    delete process.env.ESBUILD_WORKER_THREADS;
    return work(buildSync);
  } finally {
    childProcess.execFileSync = execFileSync;
  }
};

/**
 * What a file imports and another does not export: esbuild's error where the other exports something, and its warning where it
 * exports nothing, which bundles `undefined`.
 */
const MISSING = [
  /^No matching export in "(?<file>.+)" for import "(?<name>.+)"$/,
  /^Import "(?<name>.+)" will always be undefined because (?:the file|there is no matching export in) "(?<file>.+?)"/,
];

/** One message for each file that lacks exports, however many others import them; and the messages about other things. */
const withoutMissing = (messages) => {
  const lacking = new Map();
  const others = messages.filter(({ text, location }) => {
    const { file, name } = MISSING.map((form) => form.exec(text)?.groups).find((groups) => groups) ?? {};
    if (file === undefined) return true;
    const { names, places } = lacking.get(file) ?? { names: new Set(), places: new Map() };
    lacking.set(file, { names: names.add(name), places: places.set(location.file, location) });
    return false;
  });
  return { missing: Array.from(lacking, ([file, lack]) => wordMissing(file, lack)), others };
};

const wordMissing = (file, { names, places }) => {
  const [[first, { line }]] = places;
  const more = places.size === 1 ? "" : places.size === 2 ? " and another file" : ` and ${places.size - 1} other files`;
  const text = `does not export ${listed(Array.from(names))}, which ${first}:${line}${more} import${more === "" ? "s" : ""}`;
  return { text, location: { file }, fix: "export it there, or mend the name where it is imported" };
};

/** What a module has thrown while it was loaded, where its source has it. With no stack traces nobody knows where. */
const thrownAt = (error, filename) => {
  const text = String(error instanceof Error ? error.message : error).split("\n")[0];
  const frame = String(error?.stack)
    .split("\n")
    .find((line) => line.includes(`${filename}:`));
  const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame ?? "") ?? [];
  if (line === undefined) return { text, location: null };
  const [{ text: withMap }] = bundle(filename, true).outputFiles;
  const [, map] = withMap.split("//# sourceMappingURL=data:application/json;base64,");
  const entry = new Module.SourceMap(JSON.parse(Buffer.from(map, "base64"))).findEntry(line - 1, column - 1);
  // Node has mapped the trace already, where it was asked to.
  if (entry.originalSource === undefined) return { text, location: null };
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

const MOST_NAMES = 5;

const listed = (names) =>
  [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? [`and ${names.length - MOST_NAMES} more`] : [])].join(
    ", ",
  );

const MEND = "mend the line; npm run check:types says what else is wrong";

const describe = ({ text, location, fix = location === null ? "npm run plan says where" : MEND }) =>
  [
    `error  ${placeOf(location)}  ${escaped(text)}`,
    ...(location?.line === undefined ? [] : frameOf(location)),
    "       a source file that cannot be loaded hides all its rows: nothing was looked at",
    `       fix: ${fix}`,
  ].join("\n");

/** A whole file has no line. */
const placeOf = (location) => {
  if (location === null) return "the program's source";
  return location.line === undefined ? location.file : `${location.file}:${location.line}:${location.column + 1}`;
};

/** Says what is wrong and ends the command; within Pulumi's own program its engine says it and fails. Nobody sees a stack. */
const stop = (module, text) => {
  if (module === process.mainModule) {
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
  throw Object.assign(new Error(text), { stack: text, __pulumiRunError: true });
};
