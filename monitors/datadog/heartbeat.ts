import { formatWindow, isDuration } from "../model/quantity";
import type { BeatIntoDatadog, DatadogHeartbeatSource } from "../model/sources/datadog";
import { beatName } from "../plan/heartbeat";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext } from "../plan/watch";
import type { Condition } from "./monitor";

/**
 * No event of another vendor's for so long. Without an event a count is 0, and 0 is compared like any other number
 * (`onMissingData: default`, provider's documentation of `on_missing_data`), so that silence is the breach.
 * @see https://docs.datadoghq.com/api/latest/monitors/ (event-v2 alert: `events(…).rollup(…).last(…)`)
 */
export const heartbeatCondition = (
  { threshold: { at } }: PlannedLevel,
  { of }: DatadogHeartbeatSource,
  { environment }: RenderContext,
): Condition => {
  if (at === undefined || !isDuration(at)) throw new Error("a heartbeat's threshold is a span: its kind says so");
  return {
    type: "event-v2 alert",
    query: `events("${searchOf(of, environment.name)}").rollup("count").last("${formatWindow(at)}") < 1`,
    threshold: "1",
    unit: "count",
  };
};

/**
 * New Relic's event brings tags. SNS's is CloudWatch's message as it is, known by the alarm's name in it; this monitor's own
 * events hold that name too, in their query, and are left out. How Datadog cuts the words of SNS's text was not tried.
 */
const searchOf = (of: BeatIntoDatadog, environment: RenderContext["environment"]["name"]): string =>
  of === "newrelic" ? `${beatTag(of)} env:${environment}` : String.raw`-source:alert \"${beatName(environment, of)}\"`;

/** `heartbeat:newrelic`: what marks a beat, and no monitor. */
export const beatTag = (of: BeatIntoDatadog | "datadog"): string => `heartbeat:${of}`;
