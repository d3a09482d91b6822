import { readLimits, type Machine } from "./limits";
import { MEASURE_EVERY, startMeter } from "./meter";

const GIGABYTE = 1_073_741_824;

const machine = (said: Partial<Machine> = {}): Machine => ({
  constrainedMemory: () => undefined,
  totalMemory: () => 8 * GIGABYTE,
  processors: () => 4,
  cpuMax: () => undefined,
  ...said,
});

const told = { memoryMegabytes: undefined, cpus: undefined };

describe("limits", () => {
  it.each([
    [
      "what the shop says, first",
      { memoryMegabytes: 4_096, cpus: 2 },
      { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "2048" },
      machine(),
      4,
      2,
    ],
    ["a function's, in Lambda's variable", told, { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "2048" }, machine(), 2, 4],
    [
      "a container's",
      told,
      {},
      machine({ constrainedMemory: () => GIGABYTE, cpuMax: () => "150000 100000\n" }),
      1,
      1.5,
    ],
    [
      "a container's without limits",
      told,
      {},
      machine({ constrainedMemory: () => 2 ** 63, cpuMax: () => "max 100000\n" }),
      8,
      4,
    ],
    ["the machine's", told, { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "many" }, machine({ constrainedMemory: () => 0 }), 8, 4],
  ])("%s", (_, said, variables, on, gigabytes, cpus) => {
    expect(readLimits(said, variables, on)).toEqual({ memory: gigabytes * GIGABYTE, cpus });
  });

  it("are numbers on the machine that this runs on", () => {
    const { memory, cpus } = readLimits(told, {});
    expect(memory).toBeGreaterThan(GIGABYTE / 10);
    expect(cpus).toBeGreaterThan(0);
  });
});

describe("the meter", () => {
  const start = () => {
    const usage = { memory: 0, cpu: 0, now: 0 };
    const read = startMeter(
      { memory: 1_000, cpus: 2 },
      { memory: () => usage.memory, cpu: () => usage.cpu, now: () => usage.now },
    );
    return { usage, read };
  };

  it("says nothing until ten seconds have passed, and then the most memory and the mean CPU of them", () => {
    const { usage, read } = start();
    Object.assign(usage, { now: 4_000, memory: 900, cpu: 1_000_000 });
    expect(read()).toBeUndefined();
    // 14 seconds of CPU in 10 seconds, of two CPUs.
    Object.assign(usage, { now: MEASURE_EVERY, memory: 500, cpu: 14_000_000 });
    expect(read()).toEqual({ memory: 90, cpu: 70 });
  });

  it("begins anew with each reading", () => {
    const { usage, read } = start();
    Object.assign(usage, { now: 10_000, memory: 900, cpu: 20_000_000 });
    read();
    Object.assign(usage, { now: 20_000, memory: 300, cpu: 21_000_000 });
    expect(read()).toEqual({ memory: 30, cpu: 5 });
  });

  it("counts the time that a function was frozen as time in which it wanted nothing", () => {
    const { usage, read } = start();
    Object.assign(usage, { now: 1_000_000, memory: 100, cpu: 1_000_000 });
    expect(read()).toEqual({ memory: 10, cpu: 0.05 });
  });

  it("begins anew where the clock was set back", () => {
    const { usage, read } = start();
    Object.assign(usage, { now: -60_000, memory: 100, cpu: 20_000_000 });
    expect(read()).toBeUndefined();
    Object.assign(usage, { now: -50_000, cpu: 21_000_000 });
    expect(read()).toEqual({ memory: 10, cpu: 5 });
  });
});
