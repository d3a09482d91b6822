import { inMinutes, isDuration } from "../model/quantity";
import type { SentryHeartbeatSource } from "../model/sources/sentry";
import { BEAT_EVERY, beatName } from "../plan/heartbeat";
import type { PlannedLevel } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import type { CronMonitorDeclaration } from "./declaration";
import { describe } from "./describe";
import { projectKeys, teamId } from "./project";

export const CRON_MONITOR = "sentry:index/cronMonitor:CronMonitor";

/**
 * A monitor of check-ins that come every five minutes. One that is late by what is left of the threshold is missed, and the first
 * missed one makes an issue, of high priority (getsentry/sentry src/sentry/monitors/grouptype.py, MonitorIncidentType).
 *
 * Who checks in names the monitor by its slug, which Sentry makes of its name: the name is one already. Not tried.
 */
export const renderCronMonitor = (
  { signal, measure }: Pick<Watch, "signal" | "measure">,
  { of }: SentryHeartbeatSource,
  level: PlannedLevel,
  context: RenderContext,
): CronMonitorDeclaration => {
  const { name } = level;
  const { at } = level.threshold;
  if (at === undefined || !isDuration(at)) throw new Error("a heartbeat's threshold is a span: its kind says so");
  const { name: environment, sentry } = context.environment;
  const every = inMinutes(BEAT_EVERY);
  return {
    vendor: "sentry",
    type: CRON_MONITOR,
    name,
    after: projectKeys(context),
    args: {
      organization: sentry.organization,
      project: sentry.project,
      name: beatName(environment, of),
      description: describe(signal, measure, context),
      schedule: { intervalValue: every, intervalUnit: "minute" },
      checkinMarginMinutes: inMinutes(at) - every,
      // A check-in says that it is done; none goes on.
      maxRuntimeMinutes: 1,
      failureIssueThreshold: 1,
      recoveryThreshold: 1,
      timezone: "UTC",
      owner: { teamId: teamId(context) },
    },
  };
};
