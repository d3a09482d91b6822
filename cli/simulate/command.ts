import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import type { DeclaredStack } from "../../infra/declare";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { Evaluator, Inputs, Span } from "../../monitors/plan/evaluate";
import type { VendorName } from "../../monitors/model/sources/source";
import type { MonitoringPlan, PlannedMeasure, PlannedObjective, PlannedSignal } from "../../monitors/plan/plan";
import { namesIn, nearestWords } from "../shared/nearest";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { stackToJudge } from "../shared/load";
import { paintFor, printable } from "../shared/paint";
import { drawSimulation } from "./chart";
import { spanOf } from "../series/span";
import { SeriesFault } from "../series/fault";
import { secondsOf } from "../series/moment";
import { progressOn } from "../series/progress";
import { readSeries } from "../series/read";
import { printResult } from "../shared/print";
import { shown } from "../shared/shown";
import { writeWhole } from "../shared/write-whole";
import { invent, type Shape } from "./shapes";
import { burnOf, type BurnRate } from "./burn-rate";
import { simulate, type Simulation } from "./simulate";
import { judgesOfTiers, backstopsOf, judgesOf, type Judge } from "./judge";
import type { Judged } from "./judge-types";
import { clock, toSimulationText } from "./text";

export interface SimulateOptions {
  readonly environment: EnvironmentName;
  readonly format: "text" | "json";
  readonly series?: string;
  readonly shape?: Shape;
  readonly seed: number;
  readonly svg?: string;
  readonly all?: true;
  /** Moments as series have them. */
  readonly from?: string;
  readonly to?: string;
}

/** Monday 2 November 2026, 00:00 UTC: an invented day. */
const INVENTED_DAY = Date.UTC(2026, 10, 2) / 1_000;
const DAY = 86_400;
const MINUTE = 60;

/** Prints what a signal's or an objective's alerts would have done over a series. */
export const simulateCommand = (id: string, options: SimulateOptions, command: Command): void => {
  const declared = stackToJudge(repositoryRoot(), options.environment, (plan) => vendorsOf(findIn(plan, id)));
  const { signal, measure, judges } = find(declared, id, command);
  if (judges.length === 0)
    return command.error(
      `error: ${measure.name}: nothing here evaluates what ${measure.source.vendor} is asked (docs/simulate.md says what is)`,
    );
  if ((options.series === undefined) === (options.shape === undefined))
    return command.error("error: give a series or a shape: --series <file> or --shape <name>");
  if (options.svg === "") return command.error("error: --svg wants a file to write: --svg day.svg");
  const progress = progressOn(process.stderr);
  progress(`reading ${options.series ?? options.shape ?? ""} …`);
  const { inputs, span } = inputsOf(measure, judges, options);
  const part = partOf(span, options);
  const simulation = simulate(declared, { signal, measure, judges }, inputs, span, { part, progress });
  progress("");
  print(simulation, measure, options);
};

/** The picture first: where it cannot be written, nothing is. */
const print = (simulation: Simulation, measure: Found["measure"], options: SimulateOptions): void => {
  const { svg, format } = options;
  if (svg !== undefined) writeWhole("--svg", svg, drawSimulation(simulation, measure));
  const printed =
    format === "json"
      ? `${stringify(toSimulationJson(simulation, options), undefined, 2)}\n`
      : toSimulationText(simulation, paintFor(process.stdout), options.all);
  printResult(printable(printed));
  if (svg !== undefined) process.stderr.write(`${svg}\n`);
};

/** Times in seconds since 1970. `version` changes when the shape breaks. */
const toSimulationJson = (simulation: Simulation, { environment, shape, seed }: SimulateOptions) => ({
  version: 1,
  environment,
  invented: shape === undefined ? null : { shape, seed },
  ...simulation,
  inputs: Object.keys(simulation.inputs),
});

/** What of the span is told, on whole minutes. */
const partOf = (span: Span, { from, to, series, shape }: SimulateOptions): Span => {
  const of = series ?? shape ?? "-";
  const [first, last] = [momentOf("--from", from) ?? span.from, momentOf("--to", to) ?? span.to];
  const part = { from: Math.max(span.from, first - (first % MINUTE)), to: Math.min(span.to, last - (last % MINUTE)) };
  if (part.from < part.to) return part;
  throw new SeriesFault(
    `nothing of ${of} lies between --from and --to: it has ${clock(span.from)} to ${clock(span.to)} UTC`,
  );
};

const momentOf = (option: string, word: string | undefined): number | undefined => {
  if (word === undefined) return undefined;
  const at = secondsOf(word);
  if (at === undefined)
    throw new SeriesFault(
      `${option} is ${shown(word)}, which is no time; write 2026-11-23T10:00:00Z, with its zone, or seconds since 1970`,
    );
  return at;
};

interface Found {
  /** Its id, or the objective's. */
  readonly signal: string;
  readonly measure: PlannedMeasure | BurnRate;
  readonly judges: readonly Judge<Judged>[];
}

type Wanted = PlannedObjective | { readonly signal: PlannedSignal; readonly measure: PlannedMeasure };

/** An objective, a measure by its own name, or a signal's only measure or its main one. */
const findIn = ({ signals, objectives }: MonitoringPlan, id: string): Wanted | undefined => {
  const all = signals.flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })));
  return (
    objectives.find((each) => each.id === id) ??
    all.find(({ measure }) => measure.name === id) ??
    all.find(({ signal }) => signal.id === id)
  );
};

const vendorsOf = (wanted: Wanted | undefined): readonly VendorName[] => {
  if (wanted === undefined) return [];
  const { source, backstop } = "measure" in wanted ? wanted.measure : { source: wanted.source, backstop: undefined };
  return backstop === undefined ? [source.vendor] : [source.vendor, backstop.vendor];
};

const find = (declared: DeclaredStack, id: string, command: Command): Found => {
  const { plan } = declared;
  const wanted = findIn(plan, id);
  if (wanted === undefined) {
    const all = plan.signals.flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })));
    const known = [...namesIn(all), ...plan.objectives.map((each) => each.id)];
    return command.error(`error: there is no signal ${JSON.stringify(id)}${nearestWords(id, known)}`);
  }
  if (!("measure" in wanted)) {
    const measure = burnOf(wanted);
    return { signal: id, measure, judges: judgesOfTiers(declared, measure) };
  }
  const { signal, measure } = wanted;
  const judges = [...judgesOf(declared, signal.id, measure), ...backstopsOf(declared, signal.id, measure)];
  return { signal: signal.id, measure, judges };
};

/** What the first vendor reads, and what a backstop reads besides: levels of one vendor read the same. */
const inventFor = (judges: readonly Judge<Judged>[], inventBy: (evaluator: Evaluator) => Inputs): Inputs =>
  judges.reduceRight<Inputs>((inputs, { evaluator }) => ({ ...inputs, ...inventBy(evaluator) }), {});

const inputsOf = (
  measure: Found["measure"],
  judges: Found["judges"],
  { series, shape, seed }: SimulateOptions,
): { readonly inputs: Inputs; readonly span: Span } => {
  if (shape !== undefined)
    return {
      inputs: inventFor(judges, (evaluator) => invent(shape, measure, evaluator, INVENTED_DAY, seed)),
      span: { from: INVENTED_DAY, to: INVENTED_DAY + DAY },
    };
  const inputs = readSeries(series ?? "-");
  const span = spanOf(inputs);
  if (span === undefined) throw new SeriesFault(`${series ?? "-"}: no column has a sample`);
  return { inputs, span };
};
