import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { bundling } from "../infra/bundling.cjs";
import { ROOT } from "./stack-configuration";

/**
 * The command line as `infra/loader.cjs` bundles it, made once for a file of tests and not at each start, where it would be a third
 * of the time. For a tree whose sources are this one's; its other files may be edited.
 */
let text: string | undefined;

const written = new Map<string, string>();

afterAll(() => {
  for (const path of written.values()) rmSync(join(path, ".."), { recursive: true, force: true });
});

/** @returns what Node starts in place of `--require ./infra/loader.cjs cli/cli.ts` */
export const bundledCli = (root = ROOT): string => {
  const there = written.get(root);
  if (there !== undefined) return there;
  text ??= buildSync(bundling(join(ROOT, "cli/cli.ts"), false)).outputFiles?.[0]?.text;
  if (text === undefined) throw new Error("esbuild made nothing of cli/cli.ts");
  // Within the tree, because a program finds the tree by its own place.
  mkdirSync(join(root, ".cache"), { recursive: true });
  const path = join(mkdtempSync(join(root, ".cache/cli-")), "cli.cjs");
  writeFileSync(path, text);
  written.set(root, path);
  return path;
};
