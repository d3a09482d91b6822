import { describeWithEngine } from "../tools/describe-with-engine";
import type { Run } from "../engine/run";
import { flatProgramOf } from "../engine/flat-stack";
import { few, listed, programOf, withStack } from "../stack-engine";

const COMPONENT = "driplo:monitoring:";

/** What a run does to the vendors' resources other than leaving them as they are. */
const done = ({ steps }: Run): readonly string[] =>
  steps
    .filter(({ op, type }) => op !== "same" && !type.startsWith(COMPONENT))
    .map(({ op, type, name }) => `${op} ${type} ${name}`);

const components = ({ steps }: Run): readonly string[] =>
  steps
    .filter(({ type }) => type.startsWith(COMPONENT))
    .map(({ op, type, name }) => `${op} ${type.slice(COMPONENT.length)} ${name}`)
    .toSorted();

/** `MonitoringStack$DatadogMonitors` of each resource, and how many there are in it. */
const placesOf = (urns: readonly string[]): Readonly<Record<string, number>> => {
  const places = urns
    .map((urn) => (urn.split("::")[2] ?? "").split("$").slice(0, -1).join("$").replaceAll(COMPONENT, ""))
    .filter((place) => place !== "");
  return Object.fromEntries(
    [...new Set(places)].toSorted().map((place) => [place, places.filter((each) => each === place).length]),
  );
};

describeWithEngine("the components of a stack on the real engine (stand-in vendors)", () => {
  it("take over what stood flat under the stack: nothing is created, replaced, updated or deleted", () =>
    withStack("prod", async (engine, vendor) => {
      await engine.up(flatProgramOf("prod", few));
      const before = vendor.resources().map(({ type, name, id }) => `${type} ${name} ${id}`);
      const flat = (await engine.exportState()).resources.map(({ urn }) => urn);
      expect(placesOf(flat)).toEqual({ MonitoringStack: listed("prod", few).length });

      const preview = await engine.preview(programOf(few));
      expect(done(preview)).toEqual([]);
      const up = await engine.up(programOf(few));
      expect(done(up)).toEqual([]);
      expect(components(up)).toEqual([
        "create AlarmTopics monitoring.topics",
        "create AwsMetrics monitoring.awsMetrics",
        "create BusinessTables monitoring.business",
        "create CheckoutRole monitoring.checkouts",
        "create CloudTrailFeed monitoring.trail",
        "create CloudWatchAlarms monitoring.cloudwatch",
        "create DatadogMonitors monitoring.datadog",
        "create GrafanaContactPoints monitoring.contactPoints",
        "create GrafanaDashboards monitoring.dashboards",
        "create GrafanaRules monitoring.prometheus",
        "create IncidentResponse monitoring.incidents",
        "create KibanaConnectors monitoring.connectors",
        "create KibanaRules monitoring.elastic",
        "create LogPipelines monitoring.pipelines",
        "create LogRetention monitoring.logs",
        "create LogStore monitoring.logStore",
        "create NewRelicConditions monitoring.newrelic",
        "create PagerDutyEscalation monitoring.pagerduty",
        "create SentryAlertRules monitoring.sentry",
        "create StatusPage monitoring.statusPage",
        "create StripeEvents monitoring.stripe",
        "create SupabaseKey monitoring.supabaseKey",
        "create SupabaseScrape monitoring.supabase",
        "create TrailForwarder monitoring.forwarder",
        "create VercelDrains monitoring.vercel",
        "same MonitoringStack monitoring",
      ]);
      expect(
        vendor
          .resources()
          .map(({ type, name, id }) => `${type} ${name} ${id}`)
          .toSorted(),
      ).toEqual(before.toSorted());

      const urns = (await engine.exportState()).resources.map(({ urn }) => urn);
      const places = placesOf(urns);
      expect(places).toMatchObject({ MonitoringStack: 25, MonitoringStack$StatusPage: expect.any(Number) as number });
      expect(urns.filter((urn) => /MonitoringStack\$(?!driplo)/.test(urn))).toEqual([]);
      expect(done(await engine.up(programOf(few)))).toEqual([]);
    }));
});
