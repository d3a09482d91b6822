import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { Option } from "commander";
import { endLater } from "../cli/shared/exit";
import { createProgram, runProgram } from "../cli/shared/program";
import { isBroken, type Figure } from "./figure";
import { describeMachine } from "./machine";
import { measureBacktest } from "./measure-backtest";
import { measureBrowser } from "./measure-browser";
import { measurePlan, measureTypeCheck } from "./measure-commands";
import { measureDeclare } from "./measure-declare";
import { measureEvaluators } from "./measure-evaluators";
import { measureLoader } from "./measure-loader";
import { measureMutations } from "./measure-mutations";
import { measureProgram } from "./measure-program";
import { measureQuestions } from "./measure-questions";
import { measureReport } from "./measure-report";
import { measureReview } from "./measure-review";
import { measureSimulate } from "./measure-simulate";
import { toJson, toPage, toText } from "./report";
import { ROOT } from "./root";

interface BenchOptions {
  readonly format: "text" | "json";
}

const measures: readonly (readonly [string, () => readonly Figure[]])[] = [
  ["the plan", measurePlan],
  ["large catalogues", measureDeclare],
  ["the review", measureReview],
  ["the report", measureReport],
  ["the backtest", measureBacktest],
  ["a simulation", measureSimulate],
  ["the boards' questions", measureQuestions],
  ["the evaluators", measureEvaluators],
  ["the Pulumi program", measureProgram],
  ["Pulumi's default loader", measureLoader],
  ["mutations", measureMutations],
  ["the type check", measureTypeCheck],
  ["the shop's bundle", measureBrowser],
];

/** One line that is written over, on a terminal only. */
const showProgress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};

/** What else runs takes its share of the cores: on two busy ones every time here doubles. */
const warnIfBusy = (): void => {
  const [load = 0] = loadavg();
  const cores = cpus().length;
  if (load > cores / 2)
    process.stderr.write(`the machine is busy (load ${load.toFixed(1)} on ${cores} cores): times will be too long\n`);
};

const bench = ({ format }: BenchOptions): void => {
  warnIfBusy();
  const figures = measures.flatMap(([what, measure], index) => {
    showProgress(`${index + 1} of ${measures.length}: measuring ${what} …`);
    return measure();
  });
  showProgress("");
  const machine = describeMachine();
  process.stdout.write(`${format === "json" ? toJson(figures, machine) : toText(figures)}\n`);
  writeFileSync(join(ROOT, "docs/benchmarks.md"), toPage(figures, machine));
  if (figures.some(isBroken)) endLater("failed");
};

runProgram(
  createProgram("bench")
    .description("measures what the project promises to be fast at, and writes docs/benchmarks.md; takes some minutes")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .action(bench),
);
