import Table from "cli-table3";
import { clock, lasting } from "../simulate/text";
import { unannounced, type Outcome, type Result } from "./backtest";
import type { Bounds, Share, Stretch } from "./measure";

/** A backtest for people. */

export interface Shown {
  readonly results: readonly Result[];
  /** The base's name where it was replayed. */
  readonly base: string | undefined;
  /** Its levels that today's evaluators do not judge. */
  readonly unjudged: ReadonlySet<string>;
  readonly labelled: boolean;
}

export const toBacktestText = (shown: Shown): string => {
  const { results, base, unjudged, labelled } = shown;
  const table = new Table({
    head: [
      "level",
      ...(base === undefined ? [] : ["by"]),
      ...["threshold", "fired", "in all", "first", "last"],
      ...(labelled ? ["precision", "recall", "detected after", "over after", "near misses"] : []),
    ],
    style: { head: [], border: [] },
  });
  for (const { name, here, base: before } of results) {
    const old = before === undefined && unjudged.has(name) ? "not judged" : "not there";
    const now = cellsOf(here, "not there", labelled);
    const rows = base === undefined ? [now] : [cellsOf(before, old, labelled), now];
    const by = base === undefined ? [] : [`${base}\nhere`];
    const columns = (rows[0] ?? []).map((_, index) => rows.map((row) => row[index] ?? "").join("\n"));
    table.push([`${name} (${priorityOf(here, before)})`, ...by, ...columns]);
  }
  return [table.toString(), ...linesOf(results), ""].join("\n");
};

const priorityOf = (here: Outcome | undefined, before: Outcome | undefined): string => {
  const [now, was] = [here?.priority, before?.priority];
  return now === undefined || was === undefined || now === was ? (now ?? was ?? "") : `${was} → ${now}`;
};

const cellsOf = (outcome: Outcome | undefined, absent: string, labelled: boolean): readonly string[] => {
  if (outcome === undefined) return [absent, ...Array.from({ length: labelled ? 9 : 4 }, () => "")];
  const { threshold, firings, quality, nearMisses } = outcome;
  return [
    threshold,
    ...(firings === undefined
      ? ["no data of it", "", "", ""]
      : [String(firings.length), lasting(lengthOf(firings)), at(firings[0]), at(firings.at(-1))]),
    ...(labelled
      ? [
          inPerCent(quality?.precision),
          inPerCent(quality?.recall),
          `${minutes(quality?.detection)}${within(quality?.detectionWithin)}`,
          quality?.reset === undefined ? "" : lasting(quality.reset),
          nearMisses === undefined ? "" : String(nearMisses.length),
        ]
      : []),
  ];
};

const linesOf = (results: readonly Result[]): readonly string[] => [
  ...results.flatMap(({ name, here }) =>
    here?.firings === undefined && here !== undefined
      ? [`${name} is not judged: no data of ${here.noDataOf.join(", ")}`]
      : [],
  ),
  ...[...unannounced(results)].flatMap(([signal, missed]) =>
    stretchLines(missed, (each) => `nothing of ${signal} announced ${each}`),
  ),
  ...results.flatMap(({ name, here }) =>
    stretchLines(here?.nearMisses ?? [], (each) => `${name} nearly fired, ${each}`),
  ),
  ...results.flatMap(fidelityLines),
];

const fidelityLines = ({ name, fidelity }: Result): readonly string[] =>
  fidelity === undefined
    ? []
    : [
        `${name} agrees with the record in ${(100 * fidelity.agreement).toFixed(2)} % of the time`,
        ...stretchLines(fidelity.onlyReplayed, (each) => `  only the replay fires, ${each}`),
        ...stretchLines(fidelity.onlyRecorded, (each) => `  only the record has ${each}`),
      ];

/** Of one sort of one level, as many as are read. */
const MOST = 20;

const stretchLines = (stretches: readonly Stretch[], words: (stretch: string) => string): readonly string[] => [
  ...stretches.slice(0, MOST).map((each) => words(stretch(each))),
  ...(stretches.length <= MOST
    ? []
    : [words(`and ${(stretches.length - MOST).toLocaleString("en")} times more (--format json has them all)`)]),
];

const stretch = ({ from, to }: Stretch): string => `${clock(from)} to ${clock(to)}`;

const at = (firing: Stretch | undefined): string => (firing === undefined ? "" : clock(firing.from));

export const lengthOf = (firings: readonly Stretch[]): number =>
  firings.reduce((sum, { from, to }) => sum + to - from, 0);

const inMinutes = (seconds: number): string => String(Math.round(seconds / 6) / 10);

const minutes = (seconds: number | undefined): string => (seconds === undefined ? "" : `${inMinutes(seconds)} min`);

/** ` of 4 (2–5)` */
const within = (bounds: Bounds | undefined): string =>
  bounds === undefined ? "" : ` of ${bounds.of} (${inMinutes(bounds.low)}–${inMinutes(bounds.high)})`;

/** With its sample size and what it may be: `50 % of 4 (15–85)` */
const inPerCent = (share: Share | undefined): string => {
  if (share === undefined) return "";
  const [exact, low, high] = [share.share, share.low, share.high].map((each) => String(Math.round(100 * each)));
  return `${exact ?? ""} % of ${share.of} (${low ?? ""}–${high ?? ""})`;
};
