import { secondsOf, type Condition } from "./datadog-query";
import type { Parts } from "./parts";

interface Timing {
  readonly fullWindow: boolean | null | undefined;
  /** In seconds. */
  readonly evaluationDelay: number | null | undefined;
  readonly recovery: number | undefined;
  /** In seconds. */
  readonly newGroupDelay: number | null | undefined;
  /** Of metrics: whether silence is told of, and after how many minutes. */
  readonly notifyNoData: boolean;
  readonly noDataTimeframe: number | null | undefined;
  readonly endsAfterHours: number | null | undefined;
}

/**
 * What makes a monitor fire or end sooner or later, with the API's defaults filled in.
 * @see https://docs.datadoghq.com/api/latest/monitors/ (Create a monitor, options)
 * @see https://docs.datadoghq.com/monitors/configuration/#new-group-delay (a minute)
 */
export const timingOf = (timing: Timing, condition: Pick<Condition, "parts" | "window"> | undefined): Parts => ({
  "full window": timing.fullWindow === true ? "wanted" : "not wanted",
  "evaluation delay": timing.evaluationDelay ? `${timing.evaluationDelay} s` : "none",
  recovery: timing.recovery === undefined ? "at the threshold" : String(timing.recovery),
  ...((condition?.parts["grouping"] ?? "none") === "none"
    ? {}
    : { "new groups": `judged after ${timing.newGroupDelay ?? 60} s` }),
  ...(timing.notifyNoData
    ? { "no data is told": `after ${timing.noDataTimeframe ?? twice(condition?.window ?? "")} min` }
    : {}),
  "ends by itself": timing.endsAfterHours ? `after ${timing.endsAfterHours} h` : "never",
});

/** In minutes: "If omitted, 2x the evaluation timeframe is used for query alerts" (no_data_timeframe). */
const twice = (window: string): number => (2 * (secondsOf(window) ?? 0)) / 60;

interface Stated {
  readonly draft_status?: string | null | undefined;
  readonly matching_downtimes?: readonly { readonly scope?: readonly string[] | null | undefined }[] | null | undefined;
  readonly options?:
    | {
        readonly silenced?: Readonly<Record<string, unknown>> | null | undefined;
        readonly scheduling_options?: object | null | undefined;
      }
    | null
    | undefined;
}

/**
 * Whether somebody hears of it now. `silenced` has the downtimes of the API's first version, `matching_downtimes` those that are active
 * (Monitor and MonitorOptions, DataDog/datadog-api-client-typescript, v1).
 */
export const stateOf = ({ draft_status: draft, matching_downtimes: downtimes, options }: Stated): string => {
  const scopes = [
    ...Object.keys(options?.silenced ?? {}),
    ...(downtimes ?? []).map(({ scope }) => (scope ?? ["*"]).join(",")),
  ];
  if (scopes.length > 0) return scopes.includes("*") ? "muted" : `muted for ${[...new Set(scopes)].join(" and ")}`;
  if (Object.keys(options?.scheduling_options ?? {}).length > 0) return "judged on a schedule of its own";
  return draft === "draft" ? "tells nobody" : "live";
};
