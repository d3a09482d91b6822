import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Option } from "commander";
import { stackFor } from "../../cli/shared/load";
import { endLater } from "../../cli/shared/exit";
import { createProgram, runProgram } from "../../cli/shared/program";
import { figuresOf, verdictsOf, type Figures } from "./figures";
import { keepsAll, toPage } from "./page";
import { play, type Unjudged } from "./play";
import { scenarios } from "./scenarios";
import { seeds } from "./seeds";
import { ROOT } from "../root";

const PAGE = "docs/alert-quality.md";

interface Options {
  readonly seeds: "both" | "known";
}

/** One line that is written over, on a terminal only. */
const showProgress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

const benchQuality = async ({ seeds: which }: Options): Promise<void> => {
  // An ES module.
  const { markdownTable } = await import("markdown-table");
  const declared = stackFor(ROOT, "prod", "sound");
  const measure = (name: keyof typeof seeds): { readonly figures: Figures; readonly unjudged: readonly Unjudged[] } => {
    const { played, unjudged } = play(declared, scenarios, seeds[name], (level, done, of) => {
      showProgress(`${name} seeds, ${done + 1} of ${of}: ${level} …`);
    });
    showProgress("");
    return { figures: figuresOf(played), unjudged };
  };
  const known = measure("known");
  // While the catalogue is being tuned: nothing is written, and the unseen seeds stay unseen.
  if (which === "known") {
    print("known", known.figures);
    return;
  }
  const measured = { known: known.figures, unseen: measure("unseen").figures, unjudged: known.unjudged };
  writeFileSync(join(ROOT, PAGE), toPage(measured, scenarios, markdownTable));
  print("known", measured.known);
  print("unseen", measured.unseen);
  process.stderr.write(`${PAGE}\n`);
  if (!keepsAll(measured)) endLater("failed");
};

const print = (name: string, figures: Figures): void => {
  for (const { promise, figure, target, kept } of verdictsOf(figures))
    process.stdout.write(`${name} seeds: ${promise} ${figure}, ${target}: ${kept ? "kept" : "broken"}\n`);
  for (const { played, detection, keepsBudget } of figures.levels)
    if (!played.isFast && !keepsBudget)
      process.stdout.write(
        `  ${played.level.name}: ${detection === undefined ? "told of nothing" : `${detection.mean.toFixed(0)} s`}, budget ${played.budget} s\n`,
      );
};

runProgram(
  createProgram("bench:quality")
    .description(`plays labelled scenarios with every level of prod, and writes ${PAGE}; takes some minutes`)
    .addOption(
      new Option("--seeds <which>", "known: print the verdicts of the known seeds and write nothing")
        .choices(["both", "known"])
        .default("both"),
    )
    .action(benchQuality),
);
