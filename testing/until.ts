/** Waiting for what another program does. */

const EVERY_MS = 20;

/** As long as a page is waited for, on the slowest machine: what never comes is told by its name. */
const PATIENCE_MS = 600_000;

/** Reads until there is something. @throws Error that names what never came */
export const until = async <T>(what: string, read: () => T | undefined | false): Promise<T> => {
  for (const start = performance.now(); performance.now() - start < PATIENCE_MS;) {
    const found = read();
    if (found !== undefined && found !== false) return found;
    await pause(EVERY_MS);
  }
  throw new Error(`it never came: ${what}`);
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
