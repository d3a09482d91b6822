import type { Limits } from "./limits";

/** Shares of the limits, in percent, since the reading before. */
export interface Reading {
  /** The most that was held at the end of any request. */
  readonly memory: number;
  readonly cpu: number;
}

/** What the process has used; a test says it otherwise. */
export interface Usage {
  /** Resident memory, in bytes: what a function is killed for, but for processes that it starts. */
  readonly memory: () => number;
  /** In microseconds, of all threads together. */
  readonly cpu: () => number;
  /** In milliseconds. */
  readonly now: () => number;
}

const ownUsage: Usage = {
  memory: () => process.memoryUsage.rss(),
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  // Of the wall and not of the process: time that a function was frozen is time in which it wanted no CPU.
  now: () => Date.now(),
};

/**
 * Often enough for a window of five minutes, seldom enough to cost nothing, and long enough that starting up, which takes all of a
 * CPU for a second, is no alert.
 */
export const MEASURE_EVERY = 10_000;

/**
 * Looked at after each request, because timers of a function do not run while it is frozen; a reading comes out every ten seconds at
 * most. A function that nobody asks says nothing, and one that lives for less than ten seconds neither.
 */
export const startMeter = (limits: Limits, usage: Usage = ownUsage): (() => Reading | undefined) => {
  let since = { at: usage.now(), cpu: usage.cpu(), peak: 0 };
  return () => {
    const now = usage.now();
    const peak = Math.max(since.peak, usage.memory());
    const wall = now - since.at;
    if (wall < 0) since = { at: now, cpu: usage.cpu(), peak };
    else if (wall < MEASURE_EVERY) since = { ...since, peak };
    else {
      const cpu = usage.cpu();
      const spent = (cpu - since.cpu) / 1_000;
      since = { at: now, cpu, peak: 0 };
      return { memory: (100 * peak) / limits.memory, cpu: (100 * spent) / (wall * limits.cpus) };
    }
    return undefined;
  };
};
