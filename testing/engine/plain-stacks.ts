import { Resource } from "@pulumi/pulumi";

/**
 * Pulumi reads a stack trace for each promise, and for each resource one as deep as it goes, to know its line in the program. Jest's
 * traces are a hundred frames deep, and it puts each through its source maps: of a big program that is half the time. While the work
 * runs, traces are three frames, in the lines of the transpiled code, and no resource has a line.
 */
export const withPlainStacks = async <T>(work: () => Promise<T>): Promise<T> => {
  const restore = [
    exchange(Error, "prepareStackTrace", plain),
    exchange(Error, "stackTraceLimit", FRAMES),
    exchange(Resource, "callsites", () => []),
  ];
  try {
    return await work();
  } finally {
    for (const each of restore) each();
  }
};

const FRAMES = 3;

const exchange = (holder: object, key: string, value: unknown): (() => void) => {
  const before: unknown = Reflect.get(holder, key);
  Reflect.set(holder, key, value);
  return () => {
    Reflect.set(holder, key, before);
  };
};

const plain = (error: Error, frames: readonly Frame[]): string =>
  [String(error), ...frames.slice(0, FRAMES).map((frame) => `    at ${frame.toString()}`)].join("\n");

/** A NodeJS.CallSite, whose type leaves out that it prints itself. */
interface Frame {
  readonly toString: () => string;
}
