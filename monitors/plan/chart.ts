import type { Declaration } from "../declaration/declaration";
import type { Late } from "../model/late";
import { inMilliseconds, isDuration } from "../model/quantity";
import type { SignalKind } from "../model/signal-kind";
import type { PlannedLevel } from "./plan";
import type { RenderContext, Watch } from "./watch";

/**
 * What a dashboard draws of a level: the question that its own resource asks, read from the arguments of that resource, so that
 * a board cannot show another number than the one that alerts.
 */
export interface Chart {
  readonly queries: readonly ChartQuery[];
  /** Grafana's id of the values' unit: https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
  readonly unit: string;
  /** Where the level's number lies among the values, and on which side of it they are bad; undefined where it stands in the question itself, or is none. */
  readonly line: Line | undefined;
  /** `series`: over time. `now`: one number, of the present span. `rows`: a table. */
  readonly shape: "series" | "now" | "rows";
  /** The vendor's own page of it. */
  readonly page: string;
  /** What the number of `now` was at each moment of the board's span, where what is asked can tell. */
  readonly history?: {
    readonly queries: readonly ChartQuery[];
    readonly unit: string;
    readonly line: Line | undefined;
  };
}

/** Of an objective: what share was good, what is left of its budget, or how fast it goes. */
export interface BudgetChart extends Chart {
  readonly shows: "good" | "budget" | "burn";
}

export interface Line {
  readonly at: number;
  readonly bad: "above" | "below";
}

export type ChartQuery =
  | { readonly over: "prometheus"; readonly expr: string }
  | { readonly over: "postgres"; readonly rawSql: string }
  | CloudWatchQuery
  | DatadogQuery
  | { readonly over: "sentry"; readonly model: Readonly<Record<string, unknown>> };

/** One metric, or an expression over the others of the panel by their ids. */
export interface CloudWatchQuery {
  readonly over: "cloudwatch";
  readonly id: string;
  readonly region: string;
  /** Only others calculate with it. */
  readonly hidden: boolean;
  readonly asks:
    | {
        readonly namespace: string;
        readonly metricName: string;
        readonly dimensions: Readonly<Record<string, string | Late>>;
        readonly statistic: string;
        /** Seconds. */
        readonly period: number;
      }
    | { readonly expression: string };
}

/** A formula over named queries, as `POST /api/v2/query/timeseries` takes them. */
export interface DatadogQuery {
  readonly over: "datadog";
  readonly formula: string;
  readonly queries: readonly Readonly<Record<string, unknown>>[];
  /** Of one point, in milliseconds: a count is then one of the span that the level judges. */
  readonly interval: number;
  /** Several formulas over the same queries, each a line by its name: `formula` is the first. @default one, by its groups */
  readonly lines?: readonly { readonly name: string; readonly formula: string }[];
}

/** All that one vendor declares, ready to be drawn; undefined for a resource that has nothing to draw. */
export type ChartIn<D extends Declaration> = (
  declarations: readonly D[],
  context: RenderContext,
) => (evaluating: D, watch: Watch, level: PlannedLevel) => Chart | undefined;

/** How the vendor spells the row's span tells the unit of its values: 2 s are 2000, 2 or 2000000000. */
const unitsOfTime = [
  { unit: "ns", perMillisecond: 1e6 },
  { unit: "ms", perMillisecond: 1 },
  { unit: "s", perMillisecond: 1e-3 },
] as const;

/** Of the kinds that are no bare number. */
const units: Readonly<Partial<Record<SignalKind, string>>> = {
  error_ratio: "percent",
  crash_rate: "percent",
  utilisation: "percent",
  hit_ratio: "percent",
  change: "percent",
  forecast: "bytes",
};

/** Grafana's unit of a kind's values, where the vendor holds the level's number as `line`. */
export const unitOf = (kind: SignalKind, { threshold }: PlannedLevel, line: Line | undefined): string =>
  kind === "latency" ? unitOfTime(threshold, line?.at) : (units[kind] ?? "short");

const unitOfTime = ({ at }: PlannedLevel["threshold"], line: number | undefined): string => {
  if (at === undefined || !isDuration(at) || line === undefined) return "short";
  const ratio = line / inMilliseconds(at);
  return unitsOfTime.find(({ perMillisecond }) => Math.abs(ratio / perMillisecond - 1) < 1e-9)?.unit ?? "short";
};
