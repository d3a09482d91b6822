import Table from "cli-table3";
import { formatBound, formatValue, formatVerdict, isBroken, type Figure } from "./figure";
import type { Machine } from "./machine";

/** The figures as a table for a terminal, as a page, and as data. */

const header = ["figure", "measured", "bound", "verdict"];

const cellsOf = (figure: Figure): readonly string[] => [
  figure.name,
  formatValue(figure),
  formatBound(figure),
  formatVerdict(figure),
];

export const toText = (figures: readonly Figure[]): string => {
  const table = new Table({
    head: header,
    style: { head: [], border: [] },
    colAligns: ["left", "right", "right", "left"],
  });
  table.push(...figures.map((figure) => [...cellsOf(figure)]));
  return table.toString();
};

export const toJson = (figures: readonly Figure[], machine: Machine): string =>
  JSON.stringify(
    { version: 1, machine, figures: figures.map((figure) => ({ ...figure, broken: isBroken(figure) })) },
    null,
    2,
  );

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

export const toPage = (figures: readonly Figure[], machine: Machine): string =>
  [
    "# Benchmarks",
    "",
    "Written by `npm run bench`, which fails when a bound is broken. A figure is of one machine on one day; a bound is ours.",
    "",
    `${machine.date}, commit ${machine.commit}: ${machine.processor}, ${machine.cores} cores, ${machine.memory}, Node ${machine.node}.`,
    "",
    row([...header, "how"]),
    row(["---", "---:", "---:", "---", "---"]),
    ...figures.map((figure) => row([...cellsOf(figure), figure.how])),
    "",
  ].join("\n");
