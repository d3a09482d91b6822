import { inSeconds, isDuration } from "../model/quantity";
import { bridgeSource } from "../plan/heartbeat";
import type { PlannedLevel } from "../plan/plan";
import type { Comparison } from "./alarm";

/** By this id the evaluator knows what is counted. */
export const BEATS = "beats";

/** EventBridge sends its metrics every minute. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
const PERIOD_SECONDS = 60;

/**
 * No event of Datadog's in any minute of the span. `Events` counts what came from the partner's source, and has no point in a
 * minute without one (the same page); FILL makes that a 0, or the alarm would look further back for points it has. Where
 * there never was a point FILL has nothing to fill, and missing data is a breach.
 */
export const compareHeartbeat = ({ name, threshold: { at } }: PlannedLevel): Comparison => {
  if (at === undefined || !isDuration(at)) throw new Error("a heartbeat's threshold is a span: its kind says so");
  return {
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    evaluationPeriods: inSeconds(at) / PERIOD_SECONDS,
    metricQueries: [
      {
        id: BEATS,
        metric: {
          namespace: "AWS/Events",
          metricName: "Events",
          dimensions: { EventSourceName: bridgeSource },
          period: PERIOD_SECONDS,
          stat: "Sum",
        },
        returnData: false,
      },
      { id: "heard", expression: `FILL(${BEATS}, 0)`, label: name, returnData: true },
    ],
  };
};
