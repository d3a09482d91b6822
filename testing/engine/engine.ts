import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { getStack } from "@pulumi/pulumi";
import type { EngineEvent, ImportOptions } from "@pulumi/pulumi/automation";
import { withPlainStacks } from "./plain-stacks";
import { catchProgramRejections } from "./program-rejections";
import { AS_JSON, forgetUpProcess, kill, killableCli, upProcess } from "./pulumi-cli";
import { RunRecorder, type Run } from "./run";
import { startStandInVendor, type StandInVendor } from "./stand-in-vendor";
import type { State } from "./state";
import {
  BACKEND,
  createTemporaryStack,
  exportState,
  forget,
  runCli,
  savingEachStep,
  type StackOptions,
} from "./temporary-stack";
import type { Invokes } from "./vendor";

/**
 * The real Pulumi engine on a throw-away stack, with a stand-in for every vendor. The program is a plain function and runs in
 * this process; the engine is the `pulumi` CLI, a child of it.
 */
export interface Engine {
  readonly preview: (program: Program) => Promise<Run>;
  /** What `pulumi preview --refresh --json` prints, as the pipelines run it. */
  readonly previewJson: (program: Program) => Promise<string>;
  /** A preview that saves the engine's own plan file. */
  readonly savePlan: (program: Program, file: string) => Promise<Run>;
  readonly up: (program: Program, options?: UpOptions) => Promise<Run>;
  /** An `up` that must fail: what it got done, and what it said. */
  readonly failingUp: (program: Program, options?: UpOptions) => Promise<Run>;
  /** An `up` whose engine is killed (SIGKILL) when the moment comes. It may have finished before. */
  readonly killedUp: (program: Program, moment: Promise<unknown>) => Promise<"killed" | "finished before">;
  readonly refresh: () => Promise<Run>;
  /** Drops the pending creates that a killed engine left, which neither `up` nor a plain refresh does. */
  readonly clearPendingCreates: () => Promise<Run>;
  readonly destroy: () => Promise<Run>;
  /** Frees the stack of the lock that a killed engine left. */
  readonly cancel: () => Promise<void>;
  readonly exportState: () => Promise<State>;
  /** What `pulumi stack export --show-secrets` prints: all that whoever can decrypt the state can read. */
  readonly exportInClear: () => Promise<string>;
  /** Every file of the stack's folder, by its path there: state, history, backups, settings, and what the CLI keeps at home. */
  readonly files: () => ReadonlyMap<string, string>;
  /** What `pulumi import --file` does, without code and without protection. */
  readonly importResources: (file: Pick<ImportOptions, "nameTable" | "resources">) => Promise<void>;
  /** A command of the CLI that runs no program, as a person types it: `["state", "unprotect", …]`. */
  readonly cli: (...args: readonly string[]) => Promise<string>;
  /** Takes everything but the providers out of the state; the vendors keep what they have. */
  readonly forget: () => Promise<void>;
}

export type Program = () => Promise<void> | void;

/** The name of the stack whose program runs. */
export const runningStack = (): string => getStack();

export interface UpOptions {
  /** Reads every resource at its vendor first. @default false */
  readonly refresh?: boolean;
  /** The engine's own plan file, which it holds the run to. @default none */
  readonly plan?: string;
}

export interface EngineOptions extends StackOptions {
  /** The packages that the stand-in plays: `aws`, `datadog`, …, and `terraform-provider` for every parameterized one. */
  readonly packages: readonly string[];
  /** Answers to the packages' functions, by token. */
  readonly invokes?: Invokes;
}

export const withEngine = async (
  options: EngineOptions,
  body: (engine: Engine, vendor: StandInVendor) => Promise<void>,
): Promise<void> => {
  const opened = await openEngine(options);
  try {
    await body(opened.engine, opened.vendor);
  } finally {
    opened.close();
  }
};

/** For a suite that shares one. */
export interface OpenEngine {
  readonly engine: Engine;
  readonly vendor: StandInVendor;
  /** @returns what puts the state and the vendor back as they are now, without a run */
  readonly keep: () => () => void;
  readonly close: () => void;
}

export const openEngine = async (options: EngineOptions): Promise<OpenEngine> => {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const vendor = await startStandInVendor(options.invokes);
  const rejections = catchProgramRejections();
  const close = (): void => {
    rejections.release();
    vendor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return {
      engine: await createEngine(folder, vendor.port, options),
      vendor,
      keep: () => keep(folder, vendor),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
};

const keep = (folder: string, vendor: StandInVendor): (() => void) => {
  const [backend, kept] = [join(folder, BACKEND), mkdtempSync(join(folder, "kept-"))];
  cpSync(backend, kept, { recursive: true });
  const restore = vendor.keep();
  return () => {
    rmSync(backend, { recursive: true });
    cpSync(kept, backend, { recursive: true });
    restore();
  };
};

const createEngine = async (folder: string, port: number, options: EngineOptions): Promise<Engine> => {
  const providers = options.packages.map((each) => `${each}:${port}`).join(",");
  const stack = await createTemporaryStack(folder, options, await killableCli(folder), providers);
  const up = (program: Program, options: UpOptions = {}) =>
    record((onEvent) => stack.up({ program: inline(program), onEvent, ...options }));
  return {
    preview: async (program) =>
      succeeded(await record((onEvent) => stack.preview({ program: inline(program), onEvent }))),
    previewJson: async (program) => {
      stack.workspace.envVars = { ...stack.workspace.envVars, [AS_JSON]: "true" };
      try {
        return (await withPlainStacks(() => stack.preview({ program: inline(program), refresh: true }))).stdout;
      } finally {
        stack.workspace.envVars = { ...stack.workspace.envVars, [AS_JSON]: "" };
      }
    },
    savePlan: async (program, file) =>
      succeeded(await record((onEvent) => stack.preview({ program: inline(program), onEvent, plan: file }))),
    up: async (program, options) => succeeded(await up(program, options)),
    failingUp: async (program, options) => failed(await up(program, options)),
    killedUp: async (program, moment) => {
      forgetUpProcess(folder);
      const after = savingEachStep(stack.workspace);
      try {
        return await killWhen(moment, up(program), () => upProcess(folder));
      } finally {
        after();
      }
    },
    refresh: async () => succeeded(await record((onEvent) => stack.refresh({ onEvent }))),
    clearPendingCreates: async () =>
      succeeded(await record((onEvent) => stack.refresh({ clearPendingCreates: true, onEvent }))),
    destroy: async () => succeeded(await record((onEvent) => stack.destroy({ onEvent }))),
    cancel: () => stack.cancel(),
    exportState: () => exportState(stack),
    exportInClear: async () => JSON.stringify(await stack.exportStack()),
    files: () => filesIn(folder),
    importResources: async (file) => {
      await withPlainStacks(() => stack.import({ ...file, generateCode: false, protect: false }));
    },
    cli: (...args) => runCli(stack, args),
    forget: () => forget(stack),
  };
};

const filesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );

const inline = (program: Program) => async (): Promise<void> => {
  await program();
};

interface Outcome {
  readonly run: Run;
  readonly error: Error | undefined;
}

const record = async (operate: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<Outcome> => {
  const recorder = new RunRecorder();
  try {
    await withPlainStacks(() => operate(recorder.record));
    return { run: recorder.finish(), error: undefined };
  } catch (error) {
    return { run: recorder.finish(), error: error instanceof Error ? error : new Error(String(error)) };
  }
};

const succeeded = ({ run, error }: Outcome): Run => {
  if (error) throw error;
  return run;
};

const failed = ({ run, error }: Outcome): Run => {
  if (!error) throw new Error("the run was to fail, and succeeded");
  return run;
};

const killWhen = async (
  moment: Promise<unknown>,
  running: Promise<Outcome>,
  processId: () => Promise<number>,
): Promise<"killed" | "finished before"> => {
  const engine = await Promise.race([running.then(() => undefined), moment.then(processId)]);
  const killed = engine !== undefined && kill(engine);
  const { error } = await running;
  if (error && !killed) throw error;
  return error ? "killed" : "finished before";
};
