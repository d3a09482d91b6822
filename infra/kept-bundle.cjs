"use strict";
/**
 * Keeps what the loader has bundled, for the next start: a third of a second, where it takes twenty milliseconds to read it again.
 * A bundle is used while every source that it was made of, the names beside each source, and the tools are what they were, by
 * their content. In doubt nothing is kept and nothing is used: a bundle without a fault, of sources within the repository, that
 * were not written while it was made. `.cache/bundles` may be deleted at any time.
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join, relative, resolve } = require("node:path");

const ROOT = dirname(__dirname);
const FOLDER = join(ROOT, ".cache", "bundles");

/** What makes a bundle of the sources: another version may make another. */
const TOOLS = ["esbuild/package.json", "./loader.cjs", "./bundling.cjs", "./nested-sources.cjs", "./kept-bundle.cjs"];

const digest = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
};

const pathOf = (options) => join(FOLDER, `${digest(process.version, JSON.stringify(options))}.cjs`);

/** What an import may mean, and what may change how: a file that appears beside a source counts too. */
const MODULE = /\.([cm]?[jt]sx?|json)$/;
const SETTINGS = new Set(["package.json", "tsconfig.json"]);

/** Each folder from a source up to the repository's root: a file beside a folder is nearer than the folder's index. */
const foldersOf = (sources) => {
  const folders = new Set([ROOT]);
  for (const source of sources)
    for (let folder = dirname(source); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  return folders;
};

const digestOf = (sources) => {
  const hash = createHash("sha256");
  const add = (file) => hash.update(readFileSync(file)).update("\0");
  for (const tool of TOOLS) add(require.resolve(tool));
  for (const folder of foldersOf(sources)) {
    const names = readdirSync(folder).filter((name) => MODULE.test(name));
    hash.update([folder, ...names, ""].join("\0"));
    for (const name of names) if (SETTINGS.has(name)) add(join(folder, name));
  }
  for (const source of sources) add(source);
  return hash.digest("hex");
};

/** @returns the text that was kept for these options of esbuild's, or undefined where there is none that is surely the same */
const readKept = (options) => {
  try {
    const kept = readFileSync(pathOf(options), "utf8");
    const end = kept.indexOf("\n");
    const { sources, made, text: expected } = JSON.parse(kept.slice(0, end));
    const text = kept.slice(end + 1);
    return digest(text) === expected && digestOf(sources.map((source) => join(ROOT, source))) === made
      ? text
      : undefined;
  } catch {
    return undefined;
  }
};

/** A clock of the file system ticks in steps of up to ten milliseconds. */
const TICK_MS = 20;

/**
 * @param options esbuild's @param inputs esbuild's list of what it read, relative to the working directory
 * @param began milliseconds since 1970: when esbuild was started @param text the bundle
 */
const keep = (options, inputs, began, text) => {
  const sources = inputs.map((input) => resolve(input));
  const away = (source) => relative(ROOT, source).startsWith("..");
  const written = `${pathOf(options)}.${process.pid}`;
  try {
    if (sources.some((source) => away(source) || statSync(source).mtimeMs > began - TICK_MS)) return;
    const head = {
      sources: sources.map((source) => relative(ROOT, source)),
      made: digestOf(sources),
      text: digest(text),
    };
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(written, `${JSON.stringify(head)}\n${text}`);
    renameSync(written, pathOf(options));
  } catch {
    // A folder that cannot be written to is no fault of whoever wants a plan: the next start bundles again.
    discard(written);
  }
};

const discard = (file) => {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never written.
  }
};

module.exports = { keep, readKept };
