import { visible } from "../../monitors/model/visible";

/** What is wrong with a file that was handed over: one line that says where, what and what to do. */
export class SeriesFault extends Error {}

/** Of what was handed over, not of how the command was written: its help would be of no use. */
const BAD_INPUT = 2;

/** @throws whatever is no SeriesFault */
export const sayFault = (error: unknown): void => {
  if (!(error instanceof SeriesFault)) throw error;
  process.stderr.write(`error: ${visible(error.message)}\n`);
  process.exitCode = BAD_INPUT;
};
