import { EventEmitter } from "node:events";
import { runInThisContext } from "node:vm";

/**
 * Pulumi's runtime leaves the promise of a failed resource unhandled on purpose: while a program runs it listens for
 * `unhandledRejection` and so learns that the program failed. Jest gives each test file a copy of `process` on which nothing is
 * ever emitted, and takes every rejection for a fault of the test. So until released the real process tells the copy first, and
 * its own listeners, which are Jest's, only of a rejection that no program waits for.
 */
export const catchProgramRejections = (): { readonly release: () => void } => {
  const real = realProcess();
  const copy: NodeJS.EventEmitter = process;
  // Not in Jest: Pulumi listens where it should.
  if (real === copy) return { release: () => undefined };
  const before: unknown = Reflect.get(real, "emit");
  const emit = real.emit.bind(real);
  const emitToCopyFirst = (event: string | symbol, ...details: readonly unknown[]): boolean =>
    (event === "unhandledRejection" && copy.emit(event, ...details)) || emit(event, ...details);
  Reflect.set(real, "emit", emitToCopyFirst);
  return {
    release: () => {
      Reflect.set(real, "emit", before);
    },
  };
};

/** The one outside Jest's sandbox; without Jest, the only one. */
const realProcess = (): EventEmitter => {
  const found: unknown = runInThisContext("process");
  if (!isEventEmitter(found)) throw new Error("process is no EventEmitter");
  return found;
};

const isEventEmitter = (value: unknown): value is EventEmitter => value instanceof EventEmitter;
