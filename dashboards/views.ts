import type { Environment } from "../monitors/model/environment";
import type { ChartQuery, Line } from "../monitors/plan/chart";
import type { ViewPanel } from "./board";

/** What vendors count that is no signal: panels that ask Datadog's events, by a facet. */

type Source = "rum" | "logs" | "spans" | "events";

interface EventsView {
  readonly view: string;
  readonly means: string;
  readonly unit?: string;
  readonly of: Source;
  /** Datadog's search; the environment is added. */
  readonly search: string;
  /** `count`, or an aggregation of a measure. https://docs.datadoghq.com/api/latest/metrics/query-timeseries-data-across-multiple-products/ (compute) */
  readonly compute?: { readonly aggregation: string; readonly metric?: string };
  /** The facet whose largest groups are lines of their own. */
  readonly by?: string;
  /** Of one point. @default an hour */
  readonly each?: number;
}

const HOUR = 3_600_000;

export const DAY = 24 * HOUR;

/** As many as one can tell apart in a panel. */
const LARGEST = 10;

export const events = ({
  view,
  means,
  unit = "short",
  of,
  search,
  compute = { aggregation: "count" },
  by,
  each = HOUR,
}: EventsView): ViewPanel => ({
  view,
  means,
  unit,
  shape: "series",
  asks: (environment): ChartQuery => ({
    over: "datadog",
    formula: "found",
    interval: each,
    queries: [
      {
        name: "found",
        data_source: of,
        search: { query: `${scopeOf(of, environment)} ${search}`.trim() },
        ...(of === "logs" ? { indexes: ["*"] } : {}),
        compute,
        ...(by === undefined
          ? {}
          : { group_by: [{ facet: by, limit: LARGEST, sort: { aggregation: compute.aggregation, order: "desc" } }] }),
      },
    ],
  }),
});

/** RUM knows an application for each environment; the rest carries its name. */
const scopeOf = (of: Source, { identities }: Environment): string =>
  of === "rum" ? `@application.id:${identities.rumApplication}` : "env:$environment";

/** Sentry's open issues. */
export const openIssues = (view: string, means: string): ViewPanel => ({
  view,
  means,
  unit: "short",
  shape: "rows",
  asks: ({ identities }) => ({
    over: "sentry",
    model: {
      queryType: "issues",
      projectIds: [],
      environments: [identities.sentryEnvironment],
      issuesQuery: "is:unresolved",
      issuesSort: "freq",
      issuesLimit: 20,
    },
  }),
});

/** What a job of ours has pushed into Grafana's metrics, by the last point of each series. @param asks of the environment's name */
export const pushed = ({
  view,
  means,
  unit = "short",
  line,
  asks,
}: Pick<EventsView, "view" | "means" | "unit"> & {
  readonly line?: Line;
  readonly asks: (environment: string) => string;
}): ViewPanel => ({
  view,
  means,
  unit,
  shape: "series",
  ...(line === undefined ? {} : { line }),
  asks: ({ name }) => ({ over: "prometheus", expr: asks(name) }),
});
