import { readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import type { Variables } from "./settings";

/** What the process may use. */
export interface Limits {
  /** In bytes. */
  readonly memory: number;
  readonly cpus: number;
}

const MEGABYTE = 1024 * 1024;

/**
 * A function's memory is told by `AWS_LAMBDA_FUNCTION_MEMORY_SIZE`, "the amount of memory available to the function in MB"
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), which Vercel reserves for its own runtime
 * (https://vercel.com/docs/environment-variables/reserved-environment-variables). Not established: that an instance of Fluid
 * compute has it too, and how many CPUs it may use of those it sees; `DRIPLO_FUNCTION_MEMORY_MB` and `DRIPLO_FUNCTION_CPUS` say
 * so where the platform does not. A container's limits are its control group's, and without one the machine's.
 * @see https://docs.kernel.org/admin-guide/cgroup-v2.html (cpu.max)
 * @see https://nodejs.org/docs/latest-v20.x/api/process.html#processconstrainedmemory
 */
export const readLimits = (
  told: { readonly memoryMegabytes: number | undefined; readonly cpus: number | undefined },
  variables: Variables,
  machine: Machine = thisMachine,
): Limits => ({
  memory:
    inBytes(told.memoryMegabytes) ??
    inBytes(Number(variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"])) ??
    memoryOfGroup(machine) ??
    machine.totalMemory(),
  cpus: told.cpus ?? cpusOfGroup(machine) ?? machine.processors(),
});

/** What the operating system says; a test says it otherwise. */
export interface Machine {
  readonly constrainedMemory: () => number | undefined;
  readonly totalMemory: () => number;
  readonly processors: () => number;
  /** Text of `cpu.max`, or nothing where there is no such file. */
  readonly cpuMax: () => string | undefined;
}

const thisMachine: Machine = {
  constrainedMemory: () => process.constrainedMemory(),
  totalMemory: totalmem,
  processors: availableParallelism,
  cpuMax: () => {
    try {
      return readFileSync("/sys/fs/cgroup/cpu.max", "utf8");
    } catch {
      return undefined;
    }
  },
};

const inBytes = (megabytes: number | undefined): number | undefined =>
  megabytes !== undefined && megabytes > 0 ? megabytes * MEGABYTE : undefined;

/** Without a limit Node says nothing, 0, or a number that no machine has. */
const memoryOfGroup = ({ constrainedMemory, totalMemory }: Machine): number | undefined => {
  const limit = constrainedMemory() ?? 0;
  return limit > 0 && limit < totalMemory() ? limit : undefined;
};

/** `<quota> <period>` in microseconds, or `max <period>` without a limit. */
const cpusOfGroup = ({ cpuMax }: Machine): number | undefined => {
  const [, quota, period] = /^(\d+) (\d+)/.exec(cpuMax() ?? "") ?? [];
  return quota === undefined ? undefined : Number(quota) / Number(period) || undefined;
};
