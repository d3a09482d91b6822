import { assertNever } from "../model/assert-never";
import { inCanonicalUnit } from "../model/quantity";
import type { SentrySource } from "../model/sources/sentry";
import type { Chart, ChartIn } from "../plan/chart";
import type { PlannedLevel } from "../plan/plan";
import { beatName } from "../plan/heartbeat";
import type { RenderContext, Watch } from "../plan/watch";
import type { SentryDeclaration } from "./declaration";

/**
 * Sentry's alerts look at issues and hold no question that could be drawn: it is asked anew, of the same source, in the words of
 * Grafana's Sentry data source (grafana/sentry-datasource src/types.ts).
 */
export const chartIn: ChartIn<SentryDeclaration> = (_declarations, context) => (evaluating, watch, level) =>
  evaluating.type === "sentry:index/alert:Alert" && isSentry(watch) ? chartOf(watch, level, context) : undefined;

const isSentry = (watch: Watch): watch is Watch<SentrySource> => watch.source.vendor === "sentry";

const chartOf = ({ source }: Watch<SentrySource>, level: PlannedLevel, context: RenderContext): Chart => {
  const { identities, name } = context.environment;
  const where = { projectIds: [projectIdOf(context)], environments: [identities.sentryEnvironment] };
  const page = `https://${context.environment.sentry.organization}.sentry.io/issues/`;
  const at = level.threshold.at === undefined ? undefined : inCanonicalUnit(level.threshold.at);
  const events = (yAxis: string, query: string): Chart => ({
    queries: [
      {
        over: "sentry",
        model: {
          queryType: "eventsStats",
          ...where,
          eventsStatsYAxis: [yAxis],
          eventsStatsQuery: query,
          eventsStatsGroups: [],
        },
      },
    ],
    unit: "short",
    line: at === undefined ? undefined : { at, bad: "above" },
    shape: "series",
    page,
  });
  switch (source.type) {
    case "crash rate":
      return {
        queries: [
          {
            over: "sentry",
            model: { queryType: "metrics", ...where, metricsField: "crash_rate(session)", metricsQuery: "" },
          },
        ],
        // Sentry's own value is a share of 1 (https://docs.sentry.io/api/releases/retrieve-release-health-session-statistics/).
        unit: "percentunit",
        line: at === undefined ? undefined : { at: Number((at / 100).toPrecision(12)), bad: "above" },
        shape: "series",
        page,
      };
    case "issues":
      return level.threshold.at === undefined
        ? rowsOf(where, "is:unresolved !has:security.event", page)
        : events("count_unique(user)", "!has:security.event");
    case "security events":
      return events("count()", `security.event:${source.event}`);
    case "heartbeat":
      // Missed check-ins are issues, and are named after their monitor.
      return rowsOf({ ...where, environments: [] }, beatName(name, source.of), page);
    default:
      return assertNever(source);
  }
};

const rowsOf = (where: object, issuesQuery: string, page: string): Chart => ({
  queries: [
    { over: "sentry", model: { queryType: "issues", ...where, issuesQuery, issuesSort: "new", issuesLimit: 20 } },
  ],
  unit: "short",
  line: undefined,
  shape: "rows",
  page,
});

/** The address of check-ins has it: https://<host>/api/<project>/cron/… */
const projectIdOf = ({ environment }: RenderContext): string =>
  /\/api\/(\d+)\/cron\//.exec(environment.sentry.checkIns)?.[1] ?? "";
