/**
 * Pulumi reads a stack trace for each resource and each call, as deep as it goes, and Jest puts each frame through its source
 * maps: of a big program that is half the time. While the work runs, traces are ten frames, in the lines of the transpiled code.
 */
export const withPlainStacks = async <T>(work: () => Promise<T>): Promise<T> => {
  const mapped: unknown = Reflect.get(Error, PREPARE);
  Reflect.set(Error, PREPARE, plain);
  try {
    return await work();
  } finally {
    Reflect.set(Error, PREPARE, mapped);
  }
};

const PREPARE = "prepareStackTrace";

const plain = (error: Error, frames: readonly Frame[]): string =>
  [String(error), ...frames.slice(0, 10).map((frame) => `    at ${frame.toString()}`)].join("\n");

/** A NodeJS.CallSite, whose type leaves out that it prints itself. */
interface Frame {
  readonly toString: () => string;
}
