import { OUTCOME } from "../../../monitors/model/sources/browser";
import type { RumRatioSource } from "../../../monitors/model/sources/datadog";
import { destinationName } from "../../../monitors/plan/destination";
import type { MonitoringPlan, PlannedLevel, PlannedMeasure, PlannedSignal } from "../../../monitors/plan/plan";

/**
 * Which rows LogRocket can watch as well: those of attempts that the browser itself reports, for `instrumentation/browser` tells them to
 * LogRocket too, by the same names. Which other metrics its timeseries have was not established, and is not guessed here.
 */
export interface Chart {
  readonly signal: PlannedSignal;
  readonly measure: PlannedMeasure;
  readonly level: PlannedLevel;
  /** Names of the custom events. */
  readonly events: readonly string[];
  /** Values of their property `outcome` that count as failures. */
  readonly bad: readonly string[];
}

const ACTION = "datadog:rum/action/";

const isOfAttempts = (source: PlannedMeasure["source"]): source is RumRatioSource =>
  source.type === "rum ratio" && source.reads.every((feed) => feed.startsWith(ACTION));

const BAD = new RegExp(`@context\\.${OUTCOME}:\\(?([^)]+)\\)?`);

export const chartsOf = ({ signals }: Pick<MonitoringPlan, "signals">): readonly Chart[] =>
  signals.flatMap((signal) =>
    signal.stage === "draft"
      ? []
      : signal.measures.flatMap((measure) => {
          const { source } = measure;
          if (!isOfAttempts(source)) return [];
          const events = source.reads.map((feed) => feed.slice(ACTION.length));
          const bad = BAD.exec(source.part.filter)?.[1]?.split(" OR ") ?? [];
          return measure.levels.map((level) => ({ signal, measure, level, events, bad }));
        }),
  );

/** Where a chart's alert goes: a service of PagerDuty's, as every other alert of that service and priority. */
export const destinationOf = ({ signal, level }: Chart): string =>
  destinationName({ service: signal.service, priority: level.priority });

/** Logical name of PagerDuty's integration of a destination for LogRocket. */
export const integrationOf = (destination: string): string => `${destination}.logrocket`;
