import { inSeconds, isDuration } from "../model/quantity";
import { HEARTBEAT_METRIC, type PrometheusHeartbeatSource } from "../model/sources/prometheus";
import type { PlannedLevel } from "../plan/plan";
import { spellSeconds, type Query } from "./promql";

/** How many beats came; where none did there is no series, and silence is the breach (`checkPlan` holds the row to that). */
export const heartbeatQuery = (
  { threshold: { at } }: PlannedLevel,
  { of }: PrometheusHeartbeatSource,
  environment: string,
): Query => {
  if (at === undefined || !isDuration(at)) throw new Error("a heartbeat's threshold is a span: its kind says so");
  const series = `${HEARTBEAT_METRIC}{vendor="${of}",env="${environment}"}`;
  return { value: `sum(count_over_time(${series}[${spellSeconds(inSeconds(at))}]))`, side: "below", than: 1 };
};
