import { execFile } from "node:child_process";
import { bundledCli } from "./bundled-cli";
import { ROOT } from "./stack-configuration";

export interface Ran {
  /** NaN of a program that was ended from outside. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program run to its end, on no terminal. */
export const runToEnd = (
  program: string,
  args: readonly string[],
  { cwd = ROOT, variables = {} }: { readonly cwd?: string; readonly variables?: Readonly<Record<string, string>> } = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...variables } };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : Number.NaN;
      resolve({ code, stdout, stderr });
    });
  });

/** What starts a source of ours under plain Node. */
export const BY_LOADER = ["--require", "./infra/loader.cjs"] as const;

/** The command in a tree. */
export const runCommand = (
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  /** Another program than the command line. */
  program?: string,
): Promise<Ran> =>
  runToEnd(process.execPath, [...(program === undefined ? [bundledCli(root)] : [...BY_LOADER, program]), ...args], {
    cwd: root,
    variables,
  });
