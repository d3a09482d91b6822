import type { Environment } from "../../monitors/model/environment";
import { formatQuantity } from "../../monitors/model/quantity";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { runbookUrl } from "../../monitors/plan/wording";
import { blanks, writeAnalysis, type AnalysisParts } from "../../policies/incidents/post-incident";
import { qualityTargets } from "../../policies/targets";
import { wordTime } from "../quality/text";
import { cell, code } from "../review/markdown";
import { clockOf, isoDay } from "./clock";
import type { Alert, Known, LogEntry } from "./read";

/** The post-incident document as it opens: timeline, alerts and charts are filled in, and what only people know is left to them. */

export interface Charted {
  readonly title: string;
  /** Lines of Markdown; none where nothing was measured. */
  readonly chart: readonly string[];
  readonly link: string;
}

export interface Evidence {
  readonly log: readonly LogEntry[];
  readonly alerts: readonly Alert[];
  readonly charts: readonly Charted[];
}

export const documentTitle = ({ incident, priority }: Known): string =>
  `Post-incident: ${priority}, incident ${incident.number ?? incident.id} of ${isoDay(incident.openedAt)}`;

export const toDocument = (known: Known, evidence: Evidence, plan: MonitoringPlan, environment: Environment): string =>
  writeAnalysis(partsOf(known, evidence, plan, environment));

const partsOf = (known: Known, evidence: Evidence, plan: MonitoringPlan, environment: Environment): AnalysisParts => {
  const { incident, priority, link, match } = known;
  const { log, alerts, charts } = evidence;
  const number = incident.number ?? incident.id;
  return {
    title: documentTitle(known),
    opening: `Incident ${link === "" ? number : `[${number}](${link})`}, ${priority}: ${code(incident.title)}. Lead (role):`,
    timeline: timelineOf(known, log),
    evidence: ["## Alerts", "", ...alertLines(alerts), "", "## Charts", "", ...chartLines(charts)],
    detection: detectionLines(known, log, plan, environment),
    response: [
      `- From the page to its end: ${wordTime(secondsBetween(incident.openedAt, incident.resolvedAt))}; the promise is under ${formatQuantity(qualityTargets.resolution)}. Why not?`,
      "",
      "The record, once you know when it began and whether it was real, as a line of `incidents/records.csv`:",
      "",
      "```csv",
      `${number},,<${isoDay(incident.openedAt)}T00:00:00Z>,<yes or no>,${match?.signal ?? ""}`,
      "```",
    ],
  };
};

/** What PagerDuty's log says, in words without names; what is not here (assignments, each of many calls) changes nothing of the story. */
const happenings: Readonly<Partial<Record<string, string>>> = {
  trigger_log_entry: "first alert: the incident opened",
  acknowledge_log_entry: "acknowledged",
  unacknowledge_log_entry: "its acknowledgement ran out",
  escalate_log_entry: "escalated to the next rung",
  repeat_escalation_path_log_entry: "nobody took it: the ladder began again",
  exhaust_escalation_path_log_entry: "nobody took it: the ladder ended",
  snooze_log_entry: "snoozed",
  annotate_log_entry: "a note was written",
  urgency_change_log_entry: "its urgency was changed",
  resolve_log_entry: "resolved",
};

const timelineOf = ({ incident }: Known, log: readonly LogEntry[]): AnalysisParts["timeline"] => {
  const first = log.find(({ type }) => type === "notify_log_entry");
  const calls = log.filter(({ type }) => type === "notify_log_entry").length;
  const known = log.flatMap(({ type, at }) => {
    const words = happenings[type];
    return words === undefined ? [] : [{ at, words }];
  });
  const rows = [
    ...(known.length === 0 ? [{ at: incident.openedAt, words: "first alert: the incident opened" }] : known),
    ...(first === undefined ? [] : [{ at: first.at, words: `first notification (${calls} in all)` }]),
  ].toSorted((a, b) => a.at - b.at);
  return [
    blanks.start,
    ...rows.map(({ at, words }) => [`${isoDay(at)} ${clockOf(at)} UTC`, words, "PagerDuty"] as const),
    blanks.told,
    blanks.mended,
  ];
};

const alertLines = (alerts: readonly Alert[]): readonly string[] =>
  alerts.length === 0
    ? ["PagerDuty lists none."]
    : [
        "| time | alert | severity | status |",
        "| ---- | ----- | -------- | ------ |",
        ...alerts.map(
          ({ at, summary, severity, status }) =>
            `| ${isoDay(at)} ${clockOf(at)} UTC | ${cell(summary)} | ${cell(severity)} | ${cell(status)} |`,
        ),
      ];

const chartLines = (charts: readonly Charted[]): readonly string[] =>
  charts.length === 0
    ? ["No board shows the signal: add what you looked at."]
    : charts.flatMap(({ title, chart, link }) => [
        `[${title.replaceAll(/[[\]]/g, "")}](${link})`,
        "",
        ...(chart.length === 0 ? ["No data in these hours.", ""] : chart),
      ]);

const detectionLines = (
  { incident, match }: Known,
  log: readonly LogEntry[],
  plan: MonitoringPlan,
  environment: Environment,
): readonly string[] => {
  const row = [...plan.signals, ...plan.objectives].find(({ id }) => id === match?.signal);
  const notified = log.find(({ type }) => type === "notify_log_entry")?.at;
  const signal =
    row === undefined
      ? "- Which signal told us first? No name, tag or title says."
      : `- ${code(row.id)} told first${match?.vendor === undefined ? "" : `, by ${match.vendor}`}: ${row.impact} [Runbook](${runbookUrl(environment.runbookSite, row)})`;
  return [
    signal,
    `- From the page to the first notification: ${wordTime(secondsBetween(incident.openedAt, notified))}. From the true start: unknown until you write it; the promise is under ${formatQuantity(qualityTargets.detection)} for what is urgent.`,
  ];
};

const secondsBetween = (from: number, to: number | undefined): number | null =>
  to === undefined ? null : (to - from) / 1_000;
