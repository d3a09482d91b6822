import { assertNever } from "../../monitors/model/assert-never";
import { inCanonicalUnit, inMinutes } from "../../monitors/model/quantity";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import { writtenFor, type Nature } from "./scenario";

export const natureOf = ({ kind, source, levels }: PlannedMeasure): Nature => {
  if (source.type === "http" || source.type === "dns") return "answer";
  switch (kind) {
    case "error_ratio":
    case "hit_ratio":
    case "crash_rate":
      return "share";
    case "latency":
    case "layout_shift":
    case "utilisation":
      return "value";
    case "outage":
      return "answer";
    case "count":
    case "outlier_client":
    case "affected_users":
    case "all_failed":
      return levels.some(({ threshold: { at } }) => at !== undefined && inCanonicalUnit(at) === 0)
        ? "happening"
        : "count";
    case "event":
      return "happening";
    case "anomaly":
      return "usual";
    case "change":
      return "earlier";
    case "silence":
      return "silence";
    case "heartbeat":
      return "beat";
    case "time_left":
    case "forecast":
      return "remaining";
    default:
      return assertNever(kind);
  }
};

/** By how much a scenario's minutes are stretched for the measure: half an hour is nothing to a window of a week. */
export const stretchOf = (measure: PlannedMeasure): number =>
  Math.max(1, inMinutes(measure.window) / writtenFor[natureOf(measure)]);

/** The level's number in its canonical unit; 0 of an event. */
export const numberOf = ({ threshold: { at } }: Pick<PlannedLevel, "threshold">): number =>
  at === undefined ? 0 : inCanonicalUnit(at);
