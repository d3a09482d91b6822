import Table from "cli-table3";
import { formatQuantity } from "../../monitors/model/quantity";
import { qualityTargets } from "../../policies/targets";
import { counted, noBorders, trimLines } from "../plan/text";
import {
  ENOUGH_JUDGED,
  ENOUGH_TIMES,
  verdictsOf,
  type QualityReport,
  type Share,
  type SignalFigures,
  type Times,
} from "./quality";

/** For people; what nobody knows is `unknown`, and never a guess. */
export const toQualityText = (report: QualityReport): string =>
  [
    headLine(report),
    "",
    promiseTable(report),
    ...fewLines(report),
    "",
    ...signalLines(report),
    ...unmatchedLines(report),
    "",
  ].join("\n");

const headLine = ({ overall, drills, elsewhere, open, merged, first, last }: QualityReport): string =>
  [
    counted(overall.incidents, "incident"),
    ...(first === undefined || last === undefined ? [] : [`opened ${dayOf(first)} to ${dayOf(last)}`]),
    ...(open === 0 ? [] : [`${open} still open`]),
    ...(merged === 0 ? [] : [`${merged} merged into another`]),
    ...(overall.missed === 0 ? [] : [`${overall.missed} missed`]),
    ...(drills === 0 ? [] : [`${counted(drills, "drill")} left out`]),
    ...(elsewhere === 0 ? [] : [`${elsewhere} of other environments left out`]),
  ].join(", ");

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

const FEW = "*";

const promiseTable = (report: QualityReport): string => {
  const { overall } = report;
  const verdicts = verdictsOf(report);
  const table = new Table({ head: ["", "mean", "median", "of", "promise", ""], ...LAYOUT });
  const times = (name: string, { mean, median, of }: Times): readonly string[] => [
    name,
    wordTime(mean),
    wordTime(median),
    marked(of, ENOUGH_TIMES),
  ];
  const share = (name: string, { percent, of }: Share): readonly string[] => [
    name,
    wordShare(percent),
    "",
    marked(of, ENOUGH_JUDGED),
  ];
  const { detection, resolution, accuracy, falsePositives } = qualityTargets;
  table.push(
    [...times("time to detection", overall.detection), `under ${formatQuantity(detection)}`, verdicts.detection],
    [...times("time to acknowledgement", overall.acknowledgement), "", ""],
    [...times("time to resolution", overall.resolution), `under ${formatQuantity(resolution)}`, verdicts.resolution],
    [...share("accuracy", overall.accuracy), `over ${formatQuantity(accuracy)}`, verdicts.accuracy],
    [
      ...share("false positives", overall.falsePositives),
      `under ${formatQuantity(falsePositives)}`,
      verdicts.falsePositives,
    ],
  );
  return trimLines(table.toString());
};

/** Columns two blanks apart, without a frame. */
const LAYOUT = {
  chars: { ...noBorders, middle: "  " },
  style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
};

const marked = (of: number, enough: number): string => `${of}${of > 0 && of < enough ? FEW : ""}`;

const fewLines = ({ overall }: QualityReport): readonly string[] => {
  const few = [
    ...[overall.detection, overall.acknowledgement, overall.resolution].map(({ of }) => ({ of, enough: ENOUGH_TIMES })),
    ...[overall.accuracy, overall.falsePositives].map(({ of }) => ({ of, enough: ENOUGH_JUDGED })),
  ].some(({ of, enough }) => of > 0 && of < enough);
  return few
    ? [`${FEW} too few to rely on: a mean wants ${ENOUGH_TIMES}, a share ${ENOUGH_JUDGED} that were judged.`]
    : [];
};

const signalLines = ({ signals }: QualityReport): readonly string[] => {
  if (signals.length === 0) return ["No incident is of a signal of the catalogue."];
  const table = new Table({
    head: ["signal", "count", "false", "missed", "detection", "acknowledged", "resolved"],
    ...LAYOUT,
  });
  for (const each of signals) table.push([...signalCells(each)]);
  return ["By signal, what is noisy first (times are means):", trimLines(table.toString())];
};

const signalCells = (each: SignalFigures): readonly string[] => [
  each.signal,
  String(each.incidents),
  ofKnown(wordShare(each.falsePositives.percent), each.falsePositives.of),
  String(each.missed),
  ofKnown(wordTime(each.detection.mean), each.detection.of),
  wordTime(each.acknowledgement.mean),
  wordTime(each.resolution.mean),
];

const ofKnown = (figure: string, of: number): string => (of === 0 ? figure : `${figure} of ${of}`);

const unmatchedLines = ({ unmatched }: QualityReport): readonly string[] =>
  unmatched.length === 0
    ? []
    : [
        "",
        "Of no signal, by name, tag or title:",
        ...unmatched.map(
          ({ id, service, title }) => `  ${[id, service, title].filter((word) => word !== "").join("  ")}`,
        ),
      ];

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** "80 s", "12.5 min", "3.4 h": a mean needs no more digits. */
export const wordTime = (seconds: number | null): string => {
  if (seconds === null) return "unknown";
  if (seconds < 2 * MINUTE) return `${Math.round(seconds)} s`;
  return seconds < 2 * HOUR ? `${(seconds / MINUTE).toFixed(1)} min` : `${(seconds / HOUR).toFixed(1)} h`;
};

export const wordShare = (percent: number | null): string => (percent === null ? "unknown" : `${percent.toFixed(1)} %`);
