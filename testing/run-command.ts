import { execFile } from "node:child_process";
import { bundledCli } from "./bundled-cli";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in a tree, on no terminal. */
export const runCommand = (
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  /** Another program than the command line. */
  program?: string,
): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [...(program === undefined ? [bundledCli(root)] : ["--require", "./infra/loader.cjs", program]), ...args],
      { cwd: root, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...variables } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
