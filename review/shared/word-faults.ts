import { withShownAddresses } from "./address";

/** Of one fault, and of one command: a file of a million faulty rows has a million faults, and a row may be a megabyte. */
const LONGEST = 2_000;
const MOST = 200;

/** What stderr says of them, a line each. An address in them is said without what may be a key. */
export const wordFaults = (faults: readonly string[]): string => {
  const left = faults.length - MOST;
  const lines = faults.slice(0, MOST).map((fault) => `error: ${cut(withShownAddresses(fault))}\n`);
  return [...lines, ...(left > 0 ? [`error: and ${left.toLocaleString("en")} more like these\n`] : [])].join("");
};

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
