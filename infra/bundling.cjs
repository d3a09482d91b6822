"use strict";

/** How a program of ours is bundled, its libraries left aside. @returns esbuild's options */
const bundling = (entry, sourcemap) => ({
  entryPoints: [entry],
  bundle: true,
  packages: "external",
  platform: "node",
  format: "cjs",
  target: `node${process.versions.node}`,
  // Four fifths of the text, so it is made where it is read.
  sourcemap: sourcemap ? "inline" : false,
  write: false,
  logLevel: "silent",
});

module.exports = { bundling };
