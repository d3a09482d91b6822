import { spawn } from "node:child_process";
import { bundledCli } from "../bundled-cli";
import { ROOT } from "../stack-configuration";

/** A command against a server that stands for GitHub. */
export const runAgainst = (url: string, args: readonly string[], token = "t0ken") =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [bundledCli(), ...args], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...{ GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql`, GITHUB_REPOSITORY: "o/r", GITHUB_TOKEN: token },
      },
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
    child.on("close", (code) => {
      resolve({ code, ...said });
    });
  });
