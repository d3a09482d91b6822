import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./stack-configuration";

/** Copies of the working tree that a test may break, and the command line in them. */

const LEFT_OUT = new Set(["node_modules", ".git", ".cache"]);

export const copyTree = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "tree-"));
  cpSync(ROOT, folder, { recursive: true, filter: (path) => !LEFT_OUT.has(path.slice(ROOT.length + 1)) });
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

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as its npm script starts it, on no terminal. */
export const runCommand = (
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  program = "cli/cli.ts",
): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--require", "./infra/loader.cjs", program, ...args],
      { cwd: root, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...variables } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
