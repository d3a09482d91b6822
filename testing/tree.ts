import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./stack-configuration";

/** Copies of the working tree that a test may break. */

const LEFT_OUT = new Set(["node_modules", ".git", ".cache"]);

export const copyTree = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "tree-"));
  const names = readdirSync(ROOT).filter((name) => !LEFT_OUT.has(name));
  // Node's own copy takes twice the time.
  execFileSync("cp", ["-a", ...names, folder], { cwd: ROOT });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
};

export const edit = (root: string, path: string, change: (text: string) => string): void => {
  const file = join(root, path);
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`nothing changes in ${path}`);
  writeFileSync(file, after);
};
