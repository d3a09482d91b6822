import { EventEmitter } from "node:events";
import { runInThisContext } from "node:vm";

/**
 * Pulumi's runtime leaves the promise of a failed resource unhandled on purpose: while a program runs it listens for
 * `unhandledRejection` and so learns that the program failed. Jest gives each test file a copy of `process` on which nothing is
 * ever emitted, and takes every rejection for a fault of the test. So for a while the real process's rejections are handed to
 * the copy, where Pulumi listens, and only those nobody waits for are given back.
 */
export const catchProgramRejections = (): ProgramRejections => {
  const real = realProcess();
  const strays: unknown[] = [];
  // Not in Jest: Pulumi listens where it should.
  if (real === process) return { release: () => undefined, throwStray: () => undefined };
  // @types/node has them as bare functions.
  const others = real.rawListeners(EVENT) as Listener[];
  const hand: Listener = (reason: unknown, promise: Promise<unknown>) => {
    if (!process.emit(EVENT, reason, promise)) strays.push(reason);
  };
  real.removeAllListeners(EVENT).on(EVENT, hand);
  return {
    release: () => {
      real.off(EVENT, hand);
      for (const other of others) real.on(EVENT, other);
    },
    throwStray: () => {
      if (strays.length > 0) throw strays[0];
    },
  };
};

export interface ProgramRejections {
  readonly release: () => void;
  /** A rejection that no program waited for is a fault of the test, as Jest has it. */
  readonly throwStray: () => void;
}

const EVENT = "unhandledRejection";

type Listener = Parameters<EventEmitter["on"]>[1];

/** The one outside Jest's sandbox; without Jest, the only one. */
const realProcess = (): EventEmitter => {
  const found: unknown = runInThisContext("process");
  if (!isEventEmitter(found)) throw new Error("process is no EventEmitter");
  return found;
};

const isEventEmitter = (value: unknown): value is EventEmitter => value instanceof EventEmitter;
