import type { MonitoringPlan, PlannedMeasure, PlannedSignal } from "../../monitors/plan/plan";
import type { Watch } from "../../monitors/plan/watch";

/** What a measure's first watch must know of suppression. A backstop's vendor is another, and knows nothing of either. */
export type Suppression = Pick<Watch, "suppressors" | "suppresses">;

/** The measures that keep one quiet are those of its suppressors that its own vendor watches. */
export const suppressionIn = ({
  signals,
}: MonitoringPlan): ((signal: PlannedSignal, measure: PlannedMeasure) => Suppression) => {
  const byId = new Map(signals.map((signal) => [signal.id, signal]));
  const suppressing = new Set(signals.flatMap(({ suppressedBy }) => suppressedBy));
  return ({ id, suppressedBy }, { source: { vendor } }) => ({
    ...(suppressedBy.length === 0
      ? {}
      : {
          suppressors: suppressedBy.flatMap((other) => {
            const signal = byId.get(other);
            return signal === undefined
              ? []
              : signal.measures
                  .filter(({ source }) => source.vendor === vendor)
                  .map((measure) => ({ signal, measure, source: measure.source }));
          }),
        }),
    ...(suppressing.has(id) ? { suppresses: true } : {}),
  });
};
