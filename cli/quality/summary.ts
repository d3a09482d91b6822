import type { Environment } from "../../monitors/model/environment";
import { slackText } from "../../monitors/plan/vendor-text";
import { figureNames, figureRow } from "../../policies/quality-metrics";
import { ENOUGH_JUDGED, ENOUGH_TIMES, verdictsOf, type Figures, type QualityReport, type Verdict } from "./quality";
import { wordShare, wordTime } from "./text";
import { counted } from "../plan/text";

/** The week in one message of Slack's: the answer first, then what is noisy, and what people still have to write down. */
export const toSummary = (
  report: QualityReport,
  { name, grafana }: Environment,
  span: { readonly since: number; readonly until: number },
): string =>
  [
    `*How good the alerting was, ${dayOf(span.since)} to ${dayOf(span.until)} (${name})*`,
    incidentLine(report),
    ...figureNames.map((figure) => figureLine(figure, report.overall, verdicts(report)[figure])),
    ...noisyLine(report),
    ...leftLine(report),
    `${grafana.url}/d/driplo-${name}-monitoring-quality`,
  ].join("\n");

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

const incidentLine = ({ overall, counts, open, drills }: QualityReport): string => {
  const byPriority = sumBy(counts, ({ priority }) => priority);
  const byVendor = sumBy(counts, ({ vendor }) => vendor);
  return [
    `${counted(overall.incidents, "incident")}${overall.incidents === 0 ? "" : ` (${byPriority}; by vendor: ${byVendor})`}`,
    ...(open === 0 ? [] : [`${open} still open`]),
    ...(overall.missed === 0 ? [] : [`${overall.missed} missed`]),
    ...(drills === 0 ? [] : [`${counted(drills, "drill")} left out`]),
  ].join(", ");
};

type Counts = QualityReport["counts"];

/** "P0 1, P2 4" */
const sumBy = (counts: Counts, keyOf: (count: Counts[number]) => string): string => {
  const sums = new Map<string, number>();
  for (const each of counts) sums.set(keyOf(each), (sums.get(keyOf(each)) ?? 0) + each.incidents);
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .toSorted()
    .map(([key, sum]) => `${key} ${sum}`)
    .join(", ");
};

const verdicts = (report: QualityReport): Readonly<Partial<Record<keyof Figures, Verdict>>> => verdictsOf(report);

const figureLine = (name: (typeof figureNames)[number], overall: Figures, verdict: Verdict | undefined): string => {
  const { title, promise } = figureRow(name);
  const figure = overall[name];
  const [value, enough] =
    "mean" in figure ? [wordTime(figure.mean), ENOUGH_TIMES] : [wordShare(figure.percent), ENOUGH_JUDGED];
  const of = figure.of === 0 ? "" : ` of ${figure.of}${figure.of < enough ? ", too few to rely on" : ""}`;
  return `• ${title}: ${value}${of}${promise === undefined ? "" : `; ${promise.words}: ${verdict ?? "unknown"}`}`;
};

const MOST_NOISY = 3;

const noisyLine = ({ signals }: QualityReport): readonly string[] => {
  const noisy = signals.filter(({ incidents }) => incidents > 1).slice(0, MOST_NOISY);
  if (noisy.length === 0) return [];
  const words = noisy.map(({ signal, incidents, falsePositives: { percent, of } }) => {
    const wrong = Math.round(((percent ?? 0) * of) / 100);
    return `${signal} ${incidents}${wrong === 0 ? "" : ` (${wrong} false)`}`;
  });
  return [`Noisy: ${words.join(", ")}`];
};

/** Without a record nobody knows whether it was real. */
const leftLine = ({ overall, unmatched }: QualityReport): readonly string[] => {
  const left = overall.incidents - overall.falsePositives.of;
  return [
    ...(left > 0
      ? [`No record says whether ${left} of them ${left === 1 ? "was" : "were"} real: incidents/records.csv`]
      : []),
    ...(unmatched.length === 0
      ? []
      : [
          `Of no signal: ${counted(unmatched.length, "incident")}, the first ${unmatched
            .slice(0, MOST_NOISY)
            .map(({ id, title }) => slackText(`${id} ${title}`))
            .join("; ")}`,
        ]),
  ];
};
