import { inSeconds } from "../../monitors/model/quantity";
import { kindRow } from "../../monitors/model/signal-kind";
import type { PlannedMeasure } from "../../monitors/plan/plan";

/**
 * Seconds behind one decision: the row's window; five windows of Datadog's bands, which are judged by five points at least
 * (`monitors/datadog/comparison.ts`). Of what is judged by how long it lasts nothing, for the breach begins when that is over.
 */
export const decidedOver = (measure: PlannedMeasure): number => {
  if (kindRow(measure.kind).judgedOver === "threshold") return 0;
  const window = inSeconds(measure.window);
  if (measure.kind === "anomaly" && measure.source.vendor === "datadog") return 5 * window;
  return measure.source.type === "certificate" ? 0 : window;
};
