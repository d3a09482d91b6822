import { count, days, deviations, hours, milliseconds, minutes, percent, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { datadog } from "../model/sources/datadog";
import { planRow } from "../../testing/context";
import { wordCondition } from "./wording";

const text = {
  title: "Thing",
  impact: "It hurts.",
  firstAction: "Look.",
  runbook: "api/page.md",
  missingData: "ok",
} as const;
const source = datadog.spans({ service: "driplo-api", kind: "server" });

const conditions: readonly (readonly [string, SignalDefinition])[] = [
  [
    "p95 above 500 ms over 5 min",
    { ...text, kind: "latency", statistic: "p95", critical: { at: milliseconds(500), priority: "P2" }, source },
  ],
  ["down for more than 30 s", { ...text, kind: "outage", critical: { at: seconds(30), priority: "P0" }, source }],
  ["less left than 7 days", { ...text, kind: "time_left", critical: { at: days(7), priority: "P1" }, source }],
  [
    "forecast to run out within 3 days, by the last 14 days",
    { ...text, kind: "forecast", window: days(14), critical: { at: days(3), priority: "P2" }, source },
  ],
  [
    "3 deviations away from the usual over 5 min",
    {
      ...text,
      kind: "anomaly",
      side: "both",
      seasonality: "weekly",
      critical: { at: deviations(3), priority: "P3" },
      source,
    },
  ],
  [
    "5 deviations below the usual over 1 h",
    {
      ...text,
      kind: "anomaly",
      side: "both",
      seasonality: "weekly",
      window: hours(1),
      critical: { at: deviations(5), side: "below", priority: "P1" },
      source,
    },
  ],
  [
    "p75 25 % above 7 days earlier over 1 h",
    {
      ...text,
      kind: "change",
      statistic: "p75",
      side: "above",
      against: days(7),
      window: hours(1),
      critical: { at: percent(25), priority: "P3" },
      source,
    },
  ],
  [
    "none for 15 min, of at least 5",
    { ...text, kind: "silence", critical: { at: minutes(15), priority: "P0" }, minimumTraffic: count(5), source },
  ],
  ["nothing heard for 10 min", { ...text, kind: "heartbeat", critical: { at: minutes(10), priority: "P1" }, source }],
  ["wrong answer", { ...text, kind: "event", critical: { event: "wrong_answer", priority: "P1" }, source }],
];

describe("a level in words", () => {
  it.each(conditions)("%s", (words, row) => {
    const { measure } = planRow(row);
    const [level] = measure.levels;
    expect(level === undefined ? "no level" : wordCondition(measure, level)).toBe(words);
  });
});
