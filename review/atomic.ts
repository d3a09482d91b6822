import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Whole or not at all: whoever interrupts the writing leaves what was there before. */
export const writeWhole = (path: string, text: string): void => {
  const beside = `${path}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};
