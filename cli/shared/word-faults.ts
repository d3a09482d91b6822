import { withShownAddresses } from "./address";
import { CommandError } from "./exit";

/** A file of a million faulty rows has a million faults, and a row may be a megabyte. */
const MOST = 200;
const LONGEST = 2_000;

/** @throws CommandError of what is wrong with the input, where anything is */
export const refuseInput = (faults: readonly string[]): void => {
  const left = faults.length - MOST;
  const [first, ...others] = [
    ...faults.slice(0, MOST),
    ...(left > 0 ? [`and ${left.toLocaleString("en")} more like these`] : []),
  ];
  if (first !== undefined) throw new CommandError("usage", first, ...others);
};

/** Each line as stderr may have it: no longer than somebody reads, and its addresses without what may be a key. */
export const shownLines = (text: string): string => text.split("\n").map(shownLine).join("\n");

const shownLine = (line: string): string => {
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return withShownAddresses(cut);
};
