"use strict";
/**
 * Finds a source that nests so deeply that esbuild's parser and V8's would end by their stacks: esbuild's is a gigabyte, which it
 * fills first, and neither says where. Looked for before esbuild reads anything.
 */
const { readFileSync, statSync } = require("node:fs");
const { dirname, relative, resolve } = require("node:path");

/** As of YAML (infra/environment/read-yaml.ts). */
const DEEPEST = 500;

/** A file of ours that is named in another: `from "./rows"`, `import("./on-call")`. */
const NAMED = /\b(?:from|import|require)\s*\(?\s*["'](\.[^"'\n]*)["']/g;

/** @returns the first of the program's own sources that nests too deeply, as esbuild words a fault of a source */
const findNested = (entry) => {
  const named = new Set([entry]);
  // What is added meanwhile is visited too.
  for (const path of named) {
    const file = fileOf(path);
    if (file === undefined) continue;
    const text = readFileSync(file, "utf8");
    const at = tooDeep(text);
    if (at !== undefined) return toMessage(file, text, at);
    for (const [, name] of text.matchAll(NAMED)) named.add(resolve(dirname(file), name));
  }
  return undefined;
};

const fileOf = (path) =>
  (/\.[cm]?[jt]s(on)?$/.test(path) ? [path] : [`${path}.ts`, `${path}/index.ts`]).find((each) =>
    statSync(each, { throwIfNoEntry: false })?.isFile(),
  );

const [PAREN, LIST, BRACE] = [0x28, 0x5b, 0x7b];
const [PAREN_END, LIST_END, BRACE_END] = [0x29, 0x5d, 0x7d];

/** By its brackets, quoted ones among them: a source with so many that are not closed is none that people write. */
const tooDeep = (text) => {
  // Nearly every source has fewer brackets in all, and to count them takes a seventh of the time that it takes to follow them.
  if ((text.match(/[([{]/g)?.length ?? 0) <= DEEPEST) return undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === PAREN || sign === LIST || sign === BRACE) depth += 1;
    else if (depth > 0 && (sign === PAREN_END || sign === LIST_END || sign === BRACE_END)) depth -= 1;
    if (depth > DEEPEST) return at;
  }
  return undefined;
};

const toMessage = (file, text, at) => {
  const before = text.slice(0, at).split("\n");
  const line = before.length;
  return {
    text: `is nested more than ${DEEPEST} deep`,
    location: {
      file: relative(process.cwd(), file),
      ...{ line, column: before.at(-1).length, lineText: text.split("\n")[line - 1] },
    },
  };
};

module.exports = { findNested };
