import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { runCommand, runToEnd } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { npm } from "../../testing/tools/describe-with-example";
import { until } from "../../testing/until";

/** The shop of `instrumentation/example`, as somebody who has no checkout of ours installs, builds and starts it. */

/** The tarball that `npm pack` makes of the package, below a folder. @returns its path */
export const packPackage = async (folder: string): Promise<string> => {
  const out = join(folder, "package");
  const { code, stderr } = await runCommand(ROOT, ["package", "--out", out]);
  if (code !== 0) throw new Error(stderr);
  orThrow(npm(folder, "pack", out));
  const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  return join(folder, tarball);
};

/** From the tarball, beside what the lockfile has; what does not fit its peers is an error. */
export const installPackage = (folder: string, tarball: string): void => {
  orThrow(npm(folder, "install", "--prefer-offline", "--strict-peer-deps", tarball));
};

export const buildShop = async (folder: string): Promise<void> => {
  const { code, stdout, stderr } = await runToEnd(process.execPath, ["node_modules/vite/bin/vite.js", "build"], {
    cwd: folder,
    // jest's own is "test".
    variables: { NODE_ENV: "production" },
  });
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
};

const orThrow = ({ status, stdout, stderr }: ReturnType<typeof npm>): void => {
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
};

export interface RunningShop {
  readonly address: string;
  /** What it has written so far, by lines: those of JSON are read. */
  readonly written: () => readonly unknown[];
  readonly warned: () => string;
  readonly close: () => Promise<void>;
}

/**
 * The built server, as adapter-node starts it. It listens on a socket of the folder, so that no port has to be free when it starts: a door
 * of ours is on a port that the system gave it.
 */
export const startShop = async (
  folder: string,
  name: string,
  variables: Readonly<Record<string, string>>,
): Promise<RunningShop> => {
  const socket = join(folder, `${name}.sock`);
  const door = createServer((from) => {
    const to = connect(socket);
    for (const each of [from, to]) each.on("error", () => [from, to].map((end) => end.destroy()));
    from.pipe(to).pipe(from);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const bound = door.address();
  const address = `http://127.0.0.1:${String(typeof bound === "object" && bound !== null ? bound.port : 0)}`;
  const child = spawn(process.execPath, ["build"], {
    cwd: folder,
    env: {
      ...{ PATH: process.env["PATH"], NODE_ENV: "production" },
      // https://svelte.dev/docs/kit/adapter-node#Environment-variables
      ...{ SOCKET_PATH: socket, ORIGIN: address, ADDRESS_HEADER: "x-forwarded-for" },
      ...variables,
    },
  });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
    });
  const ended = new Promise<void>((resolve) => child.on("exit", resolve));
  await until("the server", () => {
    if (child.exitCode !== null) throw new Error(said.stderr);
    return said.stdout.includes("Listening on");
  });
  return {
    address,
    written: () =>
      said.stdout
        .split("\n")
        // What has no end yet.
        .slice(0, -1)
        .filter((line) => line.startsWith("{"))
        .map((line): unknown => JSON.parse(line)),
    warned: () => said.stderr,
    close: async () => {
      child.kill("SIGKILL");
      door.close();
      await ended;
    },
  };
};
