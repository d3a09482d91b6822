import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredStack } from "../../infra/declare";
import { readAlarms } from "../../cli/adopt/cloudwatch-export";
import { readMonitors } from "../../cli/adopt/datadog-export";
import { adopt } from "../../cli/adopt/report";
import { toModule } from "../../cli/adopt/rows";
import { toAdoptText } from "../../cli/adopt/text";
import { backtest } from "../../cli/backtest/backtest";
import { toBacktestJson } from "../../cli/backtest/json";
import { levelsHere } from "../../cli/backtest/judged";
import { readStretches } from "../../cli/backtest/labels";
import { spanOf } from "../../cli/series/span";
import { toBacktestText } from "../../cli/backtest/text";
import { toMarkdown } from "../../cli/review/markdown";
import { planFromFile } from "../../cli/review/plan-file";
import { reviewPlans } from "../../cli/review/review";
import { toText } from "../../cli/review/text";
import { paintFor } from "../../cli/shared/paint";
import { readDocument } from "../../cli/shared/document";
import { readIncidents } from "../../cli/quality/incidents";
import { readLabels } from "../../cli/quality/labels";
import { measureQuality } from "../../cli/quality/quality";
import { toQualityText } from "../../cli/quality/text";
import { readSeries } from "../../cli/series/read";
import { CommandError } from "../../cli/shared/exit";
import { drawSimulation } from "../../cli/simulate/chart";
import { simulate } from "../../cli/simulate/simulate";
import { backstopsOf, judgesOf } from "../../cli/simulate/judge";
import { toSimulationText } from "../../cli/simulate/text";
import type { Environment } from "../../monitors/model/environment";
import { ROOT } from "../root";
import { labelText, planText, recordText, seriesTexts } from "./samples";
import type { Ended, Subject } from "./trial";
import { mutateBytes } from "./wrong-bytes";
import { mutateTree, treeOf, valuesFor, withDepth } from "./wrong-values";

const fixture = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** An input by the name of its file, and what a command does with it. */
interface Input {
  readonly file: string;
  readonly share: number;
  readonly text: string;
  readonly read: (path: string) => Ended | Promise<Ended>;
}

/** As bytes; of JSON every other one as values. */
const subjectOf = (folder: string, { file, share, text, read }: Input): Subject => {
  const path = join(folder, file);
  const tree = file.endsWith(".json") ? treeOf<unknown>(JSON.parse(text)) : undefined;
  return {
    name: file,
    share,
    mutate: (chance) => {
      const asValues = tree !== undefined && chance.uniform() < 0.5;
      const { words, whole } = asValues
        ? mutateTree(tree, chance, valuesFor.files)
        : mutateBytes(Buffer.from(text), chance);
      const run = (): Ended | Promise<Ended> => {
        writeFileSync(path, Buffer.isBuffer(whole) ? whole : withDepth(JSON.stringify(whole), chance));
        return read(path);
      };
      return { words, run };
    },
  };
};

/** Files that people hand over, read by the functions of `backtest`, `simulate`, `quality`, `adopt` and `review`. */
export const inputSubjects = (folder: string, declared: DeclaredStack, environment: Environment): readonly Subject[] =>
  [
    ...seriesInputs(declared),
    ...stretchInputs(declared),
    ...qualityInputs(declared),
    ...adoptInputs(declared, environment),
    ...planInputs(folder, declared),
  ].map((input) => subjectOf(folder, input));

const MEASURE = "search.error_rate";

const seriesInputs = (declared: DeclaredStack): readonly Input[] => {
  const levels = levelsHere(declared).get(MEASURE) ?? [];
  const found = declared.plan.signals
    .flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })))
    .find(({ measure }) => measure.name === MEASURE);
  if (found === undefined || levels.length === 0) throw new Error(`nothing evaluates ${MEASURE}`);
  const { signal, measure } = found;
  const judges = [...judgesOf(declared, signal.id, measure), ...backstopsOf(declared, signal.id, measure)];
  const read = (path: string): Ended => {
    const inputs = readSeries(path);
    const results = backtest(levels, [], inputs, { incidents: new Map(), recorded: undefined });
    toBacktestText({ results, base: undefined, unjudged: new Set(), labelled: true });
    toBacktestJson(results, declared.plan.environment, undefined);
    const span = spanOf(inputs);
    if (span === undefined) return 0;
    const simulation = simulate(declared, { signal: signal.id, measure, judges }, inputs, span);
    toSimulationText(simulation, paintFor({}));
    drawSimulation(simulation, measure);
    return 0;
  };
  return seriesTexts().map(([file, text]) => ({ file, share: 45, text, read }));
};

const stretchInputs = ({ plan }: DeclaredStack): readonly Input[] => {
  const signals = new Set(plan.signals.map(({ id }) => id));
  const levels = new Set(
    plan.signals.flatMap(({ measures }) => measures.flatMap((measure) => measure.levels.map(({ name }) => name))),
  );
  const reading =
    (of: "signal" | "level", known: ReadonlySet<string>) =>
    (path: string): Ended => {
      readStretches(path, of, known);
      return 0;
    };
  return [
    { file: "stretches.csv", share: 40, text: labelText(MEASURE), read: reading("signal", signals) },
    { file: "recorded.csv", share: 20, text: recordText(`${MEASURE}.critical`), read: reading("level", levels) },
  ];
};

const qualityInputs = ({ plan }: DeclaredStack): readonly Input[] => {
  const ids = new Set(plan.signals.map(({ id }) => id));
  const good = join(ROOT, "cli/quality/fixtures/incidents.csv");
  const measured = (incidents: string, labels?: string): Ended => {
    const exported = readIncidents(readDocument(incidents), "Europe/Paris");
    const judged =
      labels === undefined
        ? { rows: [], faults: [] }
        : readLabels(readDocument(labels), exported.faults.length === 0 ? exported.rows : undefined, ids);
    const [fault] = [...exported.faults, ...judged.faults];
    if (fault !== undefined) throw new CommandError("usage", fault);
    toQualityText(measureQuality(plan, exported.rows, judged.rows));
    return 0;
  };
  const at = "cli/quality/fixtures";
  return [
    { file: "incidents.csv", share: 45, text: fixture(`${at}/incidents.csv`), read: (path) => measured(path) },
    { file: "incidents.json", share: 45, text: fixture(`${at}/incidents.json`), read: (path) => measured(path) },
    { file: "labels.csv", share: 40, text: fixture(`${at}/labels.csv`), read: (path) => measured(good, path) },
    {
      file: "labels.json",
      share: 20,
      text: JSON.stringify([{ incident: "Q1", started_at: "2026-11-02T03:01:00Z", real: "yes", note: "n" }]),
      read: (path) => measured(good, path),
    },
  ];
};

const adoptInputs = (declared: DeclaredStack, environment: Environment): readonly Input[] => {
  const reading =
    (readExport: typeof readMonitors) =>
    (path: string): Ended => {
      const read = readExport(readDocument(path));
      if ("unreadable" in read) throw new CommandError("usage", read.unreadable[0] ?? "");
      const report = adopt([read], declared, environment);
      toAdoptText(report, paintFor({}));
      toModule(report.proposals);
      return report.faults.length > 0 ? 1 : 0;
    };
  const at = "cli/adopt/fixtures";
  return [
    { file: "monitors.json", share: 60, text: fixture(`${at}/monitors.json`), read: reading(readMonitors) },
    { file: "alarms.json", share: 60, text: fixture(`${at}/alarms.json`), read: reading(readAlarms) },
  ];
};

const planInputs = (folder: string, declared: DeclaredStack): readonly Input[] => {
  const text = planText(declared);
  const good = join(folder, "head-plan.json");
  writeFileSync(good, text);
  const head = planFromFile(good, "head");
  const read = (path: string): Ended => {
    const base = planFromFile(path, "base");
    for (const [one, other] of [
      [base, head],
      [head, base],
    ] as const) {
      const review = reviewPlans(one.revision, other.revision, one.plans, other.plans);
      toText(review, paintFor({}));
      toMarkdown(review, undefined);
      JSON.stringify({ ...review, resources: Object.fromEntries(review.resources) });
    }
    return 0;
  };
  return [{ file: "plan.json", share: 90, text, read }];
};
