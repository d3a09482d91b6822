import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PulumiCommand } from "@pulumi/pulumi/automation";

/** The Pulumi CLI, which is the engine: found on PATH, and started so that a test can kill it. */

export const NO_CLI = "pulumi CLI not on PATH";

/** Undefined when there is no `pulumi` on PATH that runs. */
export const pulumiCliVersion = (): string | undefined => {
  const { status, stdout } = spawnSync("pulumi", ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return status === 0 ? stdout.trim() : undefined;
};

/**
 * The CLI behind a script that notes the process id of `pulumi up` and then becomes it. The Automation API keeps its child
 * process to itself and can only interrupt it, which the engine answers by tidying up: not what a killed CI job does.
 */
export const killableCli = async (folder: string): Promise<PulumiCommand> => {
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin", "pulumi"), script(pathOfPulumi(), upProcessFile(folder)), { mode: 0o755 });
  writeFileSync(join(folder, "bin", "pulumi-language-nodejs"), LANGUAGE_HOST, { mode: 0o755 });
  return PulumiCommand.get({ root: folder });
};

/** The process id of the latest `pulumi up`; waits for the script to note it. */
export const upProcess = async (folder: string): Promise<number> => {
  const file = upProcessFile(folder);
  while (!existsSync(file)) await sleep(5, undefined, { ref: false });
  return Number(readFileSync(file, "utf8"));
};

export const forgetUpProcess = (folder: string): void => {
  rmSync(upProcessFile(folder), { force: true });
};

/** False when it has ended already. */
export const kill = (processId: number): boolean => {
  try {
    return process.kill(processId, "SIGKILL");
  } catch {
    return false;
  }
};

/** Set while a preview is to print JSON, which the Automation API has no option for. */
export const AS_JSON = "ENGINE_PREVIEW_AS_JSON";

const upProcessFile = (folder: string): string => join(folder, "up.pid");

const LANGUAGE_HOST = `#!/bin/sh
exec '${process.execPath}' '${join(__dirname, "language-host.cjs")}'
`;

/**
 * The process id is noted by renaming: half of one would be another's. After each run the Automation API asks for the stack's
 * outputs, twice, and its history, which takes longer than the run and which nobody here reads: they are answered empty.
 */
const script = (pulumi: string, file: string): string => `#!/bin/sh
case "$1 $2" in
  "stack output") echo '{}'; exit ;;
  "stack history") echo '[]'; exit ;;
  "preview "*) [ -z "$${AS_JSON}" ] || set -- "$@" --json ;;
  "up "*) echo $$ > '${file}.new' && mv '${file}.new' '${file}' ;;
esac
exec '${pulumi}' "$@"
`;

const pathOfPulumi = (): string => {
  const candidates = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "pulumi"));
  const found = candidates.find(isExecutable);
  if (found === undefined) throw new Error(NO_CLI);
  return found;
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
