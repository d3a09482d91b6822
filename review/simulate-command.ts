import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import type { DeclaredStack } from "../infra/declare";
import type { EnvironmentName } from "../monitors/model/environment";
import type { Inputs, Span } from "../monitors/plan/evaluate";
import type { PlannedMeasure, PlannedSignal } from "../monitors/plan/plan";
import { nearestWords } from "./drill/find";
import { declareEnvironment, repositoryRoot } from "./load";
import { paintFor } from "./paint";
import { drawSimulation } from "./simulate/chart";
import { readSeries, SeriesFault } from "./simulate/series";
import { invent, type Shape } from "./simulate/shapes";
import { judgesOf, simulate, type Judge } from "./simulate/simulate";
import { toSimulationText } from "./simulate/text";

export interface SimulateOptions {
  readonly environment: EnvironmentName;
  readonly format: "text" | "json";
  readonly series?: string;
  readonly shape?: Shape;
  readonly seed: number;
  readonly svg?: string;
}

/** Monday 2 November 2026, 00:00 UTC: an invented day. */
const INVENTED_DAY = Date.UTC(2026, 10, 2) / 1_000;
const DAY = 86_400;

/** Prints what a signal's alerts would have done over a series. */
export const simulateCommand = (id: string, options: SimulateOptions, command: Command): void => {
  const declared = declareEnvironment(repositoryRoot(), options.environment);
  const { signal, measure } = find(declared, id, command);
  const judges = judgesOf(declared, signal.id, measure);
  if (judges.length === 0)
    return command.error(
      `error: ${measure.name}: nothing here evaluates what ${measure.source.vendor} is asked; CloudWatch's metric alarms, Datadog's monitors and Grafana's rules are evaluated`,
    );
  const { inputs, span } = inputsOf(measure, judges, options, command);
  const simulation = simulate(declared, signal.id, measure, judges, inputs, span);
  const printed = { ...simulation, inputs: Object.keys(inputs) };
  process.stdout.write(
    options.format === "json"
      ? `${stringify(printed, undefined, 2)}\n`
      : toSimulationText(simulation, paintFor(process.stdout)),
  );
  if (options.svg === undefined) return;
  writeFileSync(options.svg, drawSimulation(simulation, measure));
  process.stderr.write(`${options.svg}\n`);
};

/** A signal's only measure or its main one, or a measure by its own name. */
const find = (
  { plan }: DeclaredStack,
  id: string,
  command: Command,
): { readonly signal: PlannedSignal; readonly measure: PlannedMeasure } => {
  const all = plan.signals.flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })));
  const found = all.find(({ measure }) => measure.name === id) ?? all.find(({ signal }) => signal.id === id);
  return found ?? command.error(`error: there is no signal ${JSON.stringify(id)}${nearestWords(id, all)}`);
};

const inputsOf = (
  measure: PlannedMeasure,
  judges: readonly Judge[],
  { series, shape, seed }: SimulateOptions,
  command: Command,
): { readonly inputs: Inputs; readonly span: Span } => {
  const [first] = judges;
  if ((series === undefined) === (shape === undefined) || first === undefined)
    return command.error("error: give a series or a shape: --series <file> or --shape <name>");
  if (shape !== undefined)
    return {
      inputs: invent(shape, measure, first.evaluator, INVENTED_DAY, seed),
      span: { from: INVENTED_DAY, to: INVENTED_DAY + DAY },
    };
  try {
    const inputs = readSeries(series ?? "-");
    const times = Object.values(inputs).flatMap((each) => [each.times[0] ?? [], each.times.at(-1) ?? []].flat());
    if (times.length === 0) throw new SeriesFault(`${series ?? ""}: no samples`);
    const from = Math.floor(Math.min(...times) / 60) * 60;
    return { inputs, span: { from, to: Math.floor(Math.max(...times) / 60) * 60 + 60 } };
  } catch (error) {
    if (error instanceof SeriesFault) return command.error(`error: ${error.message}`);
    throw error;
  }
};
