import { template } from "../../../monitors/model/late";
import { HEARTBEAT_FIELD, HEARTBEAT_MEASUREMENT } from "../../../monitors/model/sources/prometheus";
import { beatName, HEARTBEAT } from "../../../monitors/plan/heartbeat";
import type { RenderContext } from "../../../monitors/plan/watch";
import type { SentryDeclaration } from "../../../monitors/sentry/declaration";
import { projectKeys } from "../../../monitors/sentry/project";

/**
 * Sentry's beat. Its uptime checker asks an address every minute, with a method, headers and a body of ours: it writes a point into
 * Grafana's metrics. What that proves: Sentry's checks are scheduled and leave. That an alert of Sentry's is evaluated is not part
 * of it: what its alerts send has a body of Sentry's own, which no address of Grafana's takes.
 * @see https://grafana.com/docs/grafana-cloud/send-data/metrics/metrics-influxdb/push-from-telegraf/ (address, `metric_name_field`);
 *   the header takes `<user>:<token>` as a bearer (Grafana's example of a push by curl)
 */
export const renderSentryBeat = (context: RenderContext): readonly SentryDeclaration[] => {
  const { name, grafana, sentry, identities } = context.environment;
  return [
    {
      vendor: "sentry",
      type: "sentry:index/uptimeMonitor:UptimeMonitor",
      name: HEARTBEAT,
      after: projectKeys(context),
      // The provider leaves them in clear, and one holds the token.
      secretOutputs: ["headers"],
      args: {
        organization: sentry.organization,
        project: sentry.project,
        name: beatName(name, "sentry"),
        environment: identities.sentryEnvironment,
        url: grafana.push.url,
        method: "POST",
        headers: {
          Authorization: template("Bearer ", `${grafana.push.user}:`, grafana.push.token),
          "Content-Type": "text/plain",
        },
        body: `${HEARTBEAT_MEASUREMENT},vendor=sentry,env=${name} ${HEARTBEAT_FIELD}=1`,
        intervalSeconds: 60,
        timeoutMs: 10_000,
      },
    },
  ];
};
