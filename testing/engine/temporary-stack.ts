import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { LocalWorkspace, Stack, type ConfigMap, type PulumiCommand } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { parseState, type State } from "./state";

export interface StackOptions {
  /** @default "test" */
  readonly stack?: string;
  /** @default "engine" */
  readonly project?: string;
  /** Keys with their namespace; objects as JSON. @default none */
  readonly config?: ConfigMap;
  /** When the state is saved: once is faster. A run that is to be killed saves at each step: nothing would be left of it. @default "each step" */
  readonly saves?: "each step" | "at the end";
}

/** A stack in a folder of its own, home and backend included: nothing of the user's is read or written. */
export const createTemporaryStack = async (
  folder: string,
  { stack: name = "test", project = "engine", config = {}, saves = "each step" }: StackOptions,
  cli: PulumiCommand,
  /** As PULUMI_DEBUG_PROVIDERS has them. */
  providers: string,
): Promise<Stack> => {
  const inFolder = (part: string): string => {
    mkdirSync(join(folder, part));
    return join(folder, part);
  };
  const workspace = await LocalWorkspace.create({
    workDir: inFolder("project"),
    pulumiHome: inFolder("home"),
    pulumiCommand: cli,
    projectSettings: { name: project, runtime: "nodejs" },
    envVars: {
      // Without `metadata=skip` a second file goes beside the state file, not atomically, and an engine killed just then leaves a
      // state that no engine can read: "failed to load checkpoint: EOF".
      PULUMI_BACKEND_URL: `file://${inFolder(BACKEND)}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE: "stand-in",
      PULUMI_DEBUG_PROVIDERS: providers,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...(saves === "at the end" ? AT_THE_END : {}),
      // The stand-in of a language host is beside the CLI's script; the Automation API brings its own for everything but imports.
      PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
      // A package that the stand-in does not play is an error, not a download.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  });
  const stack = await Stack.create(name, workspace);
  if (Object.keys(config).length > 0) await stack.setAllConfig(config);
  return stack;
};

/** The backend's folder within the stack's. */
export const BACKEND = "backend";

const AT_THE_END = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** @returns what makes it save again as it did before */
export const savingEachStep = (workspace: Stack["workspace"]): (() => void) => {
  const before = workspace.envVars;
  const own = Object.entries(before).filter(([name]) => !(name in AT_THE_END));
  workspace.envVars = Object.fromEntries(own);
  return () => {
    workspace.envVars = before;
  };
};

const exported = z.object({
  version: z.number(),
  deployment: z.looseObject({ resources: z.array(z.looseObject({ type: z.string() })) }),
});

export const forget = async (stack: Stack): Promise<void> => {
  const { version, deployment } = exported.parse(await stack.exportStack());
  const resources = deployment.resources.filter(({ type }) => type.startsWith("pulumi:"));
  await stack.importStack({ version, deployment: { ...deployment, resources } });
};

/** Secrets stay encrypted, as in the backend. (`stack.exportStack()` passes --show-secrets.) */
export const exportState = async (stack: Stack): Promise<State> =>
  parseState(JSON.parse(await runCli(stack, ["stack", "export", "--stack", stack.name, "--non-interactive"])));

/** A command of the CLI as a person types it, in the stack's own folder; what it printed. */
export const runCli = async ({ workspace }: Stack, args: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)("pulumi", args, {
    cwd: workspace.workDir,
    env: { ...process.env, ...workspace.envVars, PULUMI_HOME: workspace.pulumiHome },
    maxBuffer: 100_000_000,
  });
  return stdout;
};
