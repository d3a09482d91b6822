import type { DeclaredStack } from "../../../infra/declare";
import { inSeconds } from "../../../monitors/model/quantity";
import { kindRow } from "../../../monitors/model/signal-kind";
import type { PlannedLevel, PlannedMeasure } from "../../../monitors/plan/plan";
import { numberOf } from "./nature";

/**
 * Seconds behind one decision: the row's window; the span that the level allows where that is what it is judged over; five windows of
 * Datadog's bands, which are judged by five points at least (`monitors/datadog/comparison.ts`).
 */
export const decidedOver = (_declared: DeclaredStack, measure: PlannedMeasure, level: PlannedLevel): number => {
  if (kindRow(measure.kind).judgedOver === "threshold") return numberOf(level) / 1_000;
  const window = inSeconds(measure.window);
  if (measure.kind === "anomaly" && measure.source.vendor === "datadog") return 5 * window;
  return measure.source.type === "certificate" ? 0 : window;
};
