import type { Verdict } from "./change";
import type { LevelData } from "../plan/data";

/** Whether people hear of less than before. */

/** By the side on which a value is bad: a threshold that moves away from the good is looser. */
export const judgeThreshold = (breach: string, from: number, to: number): Verdict => {
  if (from === to) return "equivalent";
  if (breach === "below") return to < from ? "looser" : "tighter";
  return to > from ? "looser" : "tighter";
};

/** Told of both sides, then of one: the other is no longer watched. */
export const judgeSide = (from: string, to: string): Verdict => {
  if (from === to) return "equivalent";
  if (from === "both") return "looser";
  return to === "both" ? "tighter" : "unknown";
};

/** P0 is the most urgent. */
export const judgePriority = (from: string, to: string): Verdict =>
  from === to ? "equivalent" : to > from ? "looser" : "tighter";

/** What silence does, the most careful first. Whether a breach or a message of its own says more cannot be ranked. */
const careful: Readonly<Record<string, number>> = { breach: 0, notify: 0, keep: 1, ok: 2 };

export const judgeMissingData = (from: string, to: string): Verdict => {
  if (from === to) return "equivalent";
  const [before, after] = [careful[from], careful[to]];
  if (before === undefined || after === undefined || before === after) return "unknown";
  return after > before ? "looser" : "tighter";
};

/** More traffic asked for is more silence. */
export const judgeTraffic = (from: number, to: number): Verdict =>
  from === to ? "equivalent" : to > from ? "looser" : "tighter";

const statistics = ["min", "p50", "p75", "p90", "p95", "p99", "max"];

/** Of a value that is bad above, a higher percentile breaches sooner; of one that is bad below, later. The mean has no place among them. */
export const judgeStatistic = (breach: string, from: string | undefined, to: string | undefined): Verdict => {
  if (from === to) return "equivalent";
  const [before, after] = [statistics.indexOf(from ?? ""), statistics.indexOf(to ?? "")];
  if (before === -1 || after === -1 || (breach !== "above" && breach !== "below")) return "unknown";
  return after > before === (breach === "above") ? "tighter" : "looser";
};

export const wordThreshold = (threshold: LevelData["threshold"]): string =>
  "event" in threshold ? threshold.event.replaceAll("_", " ") : wordAmount(threshold.value, threshold.unit);

const units: Readonly<Record<string, string>> = {
  percent: " %",
  count: "",
  score: "",
  bytes: " B",
  per_minute: " per minute",
  deviations: " deviations",
  days: " days",
};

const wordAmount = (value: number, unit: string): string => {
  if (unit !== "ms") return `${value}${units[unit] ?? ` ${unit}`}`;
  const [amount, word] =
    value >= 60_000 ? [value / 60_000, "min"] : value >= 1_000 ? [value / 1_000, "s"] : [value, "ms"];
  return `${Number(amount.toPrecision(6))} ${word}`;
};

/** "+50 %"; nothing where there is no whole to take it of. */
export const wordPercent = (from: number, to: number): string => {
  if (from === 0) return "";
  const percent = ((to - from) / from) * 100;
  return `${percent > 0 ? "+" : "−"}${Number(Math.abs(percent).toPrecision(3))} %`;
};
