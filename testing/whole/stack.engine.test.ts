import { z } from "zod";
import { catalogue } from "../../monitors/catalogue";
import { percent, seconds, type Quantity } from "../../monitors/model/quantity";
import type { SignalDefinition } from "../../monitors/model/signal";
import { datadog } from "../../monitors/model/sources/datadog";
import { describeWithEngine } from "../tools/describe-with-engine";
import type { Run } from "../engine/run";
import { CREDENTIALS, secretsAtVercel } from "../fed";
import { NUMBER } from "../configuration";
import { secretAt } from "../stack-configuration";
import {
  change,
  cut,
  listed,
  programOf,
  remove,
  reverse,
  said,
  sharedStack,
  withLogRow,
  withStack,
} from "../stack-engine";

const HASH_KEY = secretAt("elastic.hashKey");
const HASH_KEY_OF_ACCOUNTS = secretAt("vercel.accountHashKey");

/** Our own components, which no vendor has. */
const COMPONENT = "driplo:monitoring:";

const created = ({ steps }: Run): readonly string[] =>
  steps
    .filter(({ type }) => !type.startsWith(COMPONENT))
    .map(({ type, name }) => `${type} ${name}`)
    .toSorted();

/** What a run did at which vendor, other than leaving things as they were. */
const done = ({ steps }: Run): readonly string[] =>
  steps
    .filter(({ op, type }) => op !== "same" && !type.startsWith(COMPONENT))
    .map(({ op, type, name }) => `${op} ${type.split(":")[0] ?? ""} ${name}`)
    .toSorted();

const momentIn = (hours: number): `${string}T${string}Z` => {
  const [day = "", time = ""] = new Date(Date.now() + hours * 3_600_000).toISOString().split("T");
  return `${day}T${time.slice(0, 5)}Z`;
};

/** A latency row with another critical threshold. */
const withCritical =
  (at: Quantity<"duration">) =>
  (row: SignalDefinition): SignalDefinition =>
    row.kind === "latency" && row.warning !== undefined ? { ...row, critical: { at, priority: "P2" as const } } : row;

/** An hour of tomorrow: what is over creates nothing. */
const tomorrow = {
  reason: "Postgres moves to its next version",
  owner: "data",
  environments: ["prod"],
  services: ["database"],
  from: momentIn(24),
  until: momentIn(25),
  silencesP0: true,
} as const;

describeWithEngine("the whole stack on the real engine (stand-in vendors)", () => {
  it.each(["prod", "dev"] as const)("creates for %s what the plan lists, and then finds nothing to do", (name) =>
    withStack(name, async (engine, vendor) => {
      const plan = listed(name, catalogue);
      const first = await engine.up(programOf(catalogue));
      expect(created(first)).toEqual(plan);
      expect(
        vendor
          .resources()
          .map(({ type, name: logical }) => `${type} ${logical}`)
          .toSorted(),
      ).toEqual(plan);
      expect(first.messages.map(({ text }) => text)).toEqual(said(name, catalogue));

      expect(done(await engine.up(programOf(catalogue)))).toEqual([]);
      const state = await engine.exportState();
      for (const secret of ["secret:", "secretOf", NUMBER]) expect(state.text).not.toContain(secret);
      const { given, drains, server, newRelic } = secretsAtVercel(vendor);
      expect(given).toMatchObject({
        logs: { "DD-API-KEY": drains },
        spans: { "dd-api-key": drains },
        store: { Authorization: CREDENTIALS },
        server,
        accounts: HASH_KEY_OF_ACCOUNTS,
        dsn: "dsn of storefront",
      });
      expect(drains).not.toBe(server);
      for (const secret of [drains, server, newRelic ?? drains, CREDENTIALS, HASH_KEY_OF_ACCOUNTS])
        expect(state.text).not.toContain(z.string().parse(secret));
    }),
  );
});

describeWithEngine("a cut of the rows on the real engine (stand-in vendors)", () => {
  const onCut = sharedStack("prod", async (engine) => {
    const preview = await engine.preview(programOf(cut));
    const up = await engine.up(programOf(cut));
    return { preview, up, state: (await engine.exportState()).text };
  });

  it(
    "previews what it then creates; a refresh changes nothing",
    onCut(async (engine, _, { preview, up }) => {
      expect(created(preview)).toEqual(listed("prod", cut));
      expect(created(up)).toEqual(listed("prod", cut));
      expect(Object.keys((await engine.refresh()).changes)).toEqual(["same"]);
    }),
  );

  it(
    "updates for a changed title exactly that signal's resources, and replaces none",
    onCut(async (engine) => {
      const titled = change(cut, "api", "response_time", (row) => ({ ...row, title: "Answer time" }));
      expect(done(await engine.up(programOf(titled)))).toEqual([
        "update datadog api.response_time.critical",
        "update datadog api.response_time.critical.condition",
        "update datadog api.response_time.warning",
        "update datadog api.response_time.warning.condition",
        "update grafana board.engineering",
        "update grafana board.performance",
        "update grafana board.real-time",
        "update newrelic api.response_time.critical",
        "update newrelic api.response_time.warning",
      ]);
    }),
  );

  it(
    "updates for a changed threshold exactly the resources that carry it",
    onCut(async (engine, vendor) => {
      const slower = change(cut, "api", "response_time", withCritical(seconds(3)));
      expect(done(await engine.up(programOf(slower)))).toEqual([
        "update datadog api.response_time.critical",
        "update datadog api.response_time.critical.condition",
        "update grafana board.engineering",
        "update grafana board.performance",
        "update grafana board.real-time",
        "update newrelic api.response_time.critical",
      ]);
      const [monitor, condition] = [
        ["datadog:", "api.response_time.critical.condition"],
        ["newrelic:", "api.response_time.critical"],
      ].map(([from = "", key]) => vendor.resources().find(({ type, name }) => type.startsWith(from) && name === key));
      expect(monitor?.inputs["query"]).toBe("percentile(last_5m):p95:driplo.prod.api.response_time{*} > 3000000000");
      expect(JSON.stringify(monitor?.inputs)).not.toContain("2000000000");
      expect(condition?.inputs["critical"]).toMatchObject({ threshold: 3000 });
    }),
  );

  it(
    "replaces where a vendor cannot change a thing in place",
    onCut(async (engine) => {
      // From a metric of spans to RUM events: the monitor's type changes, and Datadog's types are for life.
      const fromRum = change(cut, "api", "response_time", (row) =>
        row.kind === "latency" ? { ...row, source: datadog.rum({ attribute: "first_byte" }) } : row,
      );
      expect(done(await engine.up(programOf(fromRum)))).toEqual([
        "create-replacement datadog api.response_time.critical.condition",
        "create-replacement datadog api.response_time.warning.condition",
        "delete datadog api.response_time",
        "delete-replaced datadog api.response_time.critical.condition",
        "delete-replaced datadog api.response_time.warning.condition",
        "replace datadog api.response_time.critical.condition",
        "replace datadog api.response_time.warning.condition",
        // What tells stays, and learns the new ids.
        "update datadog api.response_time.critical",
        "update datadog api.response_time.warning",
        "update grafana board.engineering",
        "update grafana board.performance",
        "update grafana board.real-time",
      ]);
    }),
  );

  it(
    "hands composites the ids of their parts, and those of the tests that keep others quiet",
    onCut((_, vendor) => {
      const find = (type: string, name: string) =>
        vendor.resources().find((each) => each.type.endsWith(type) && each.name === name);
      const idOf = (name: string): string => find("monitor:Monitor", name)?.id ?? `no ${name}`;
      const test = z
        .number()
        .parse(find("syntheticsTest:SyntheticsTest", "database.reachable.critical")?.outputs["monitorId"]);
      expect(find("monitor:Monitor", "api.response_time.critical")?.inputs["query"]).toBe(
        `${idOf("api.response_time.critical.condition")} && !(${test} && ${idOf("database.reachable.critical.runs")})`,
      );
      const [long, short] = ["one_hour.long", "one_hour.short"].map((part) => idOf(`api.availability_slo.${part}`));
      expect(find("monitor:Monitor", "api.availability_slo.one_hour")?.inputs["query"]).toBe(
        `${String(long)} && ${String(short)}`,
      );
      expect(
        find("serviceLevelObjective:ServiceLevelObjective", "api.availability_slo")?.inputs["targetThreshold"],
      ).toBe(99.95);
    }),
  );

  it(
    "deletes for a tier that is switched off its own, and mends those that it kept quiet",
    onCut(async (engine) => {
      const api = cut.services["api"];
      const objective = api?.objectives?.["availability_slo"];
      if (api === undefined || objective === undefined) throw new Error("no such objective");
      const tiers = { ...objective.tiers, one_day: { off: "told by the others" } };
      const objectives = { availability_slo: { ...objective, tiers } };
      const without = { ...cut, services: { ...cut.services, api: { ...api, objectives } } };
      expect(done(await engine.up(programOf(without)))).toEqual([
        "delete datadog api.availability_slo.one_day",
        "delete datadog api.availability_slo.one_day.long",
        "delete datadog api.availability_slo.one_day.short",
        "update datadog api.availability_slo.three_days",
      ]);
    }),
  );

  it(
    "keeps quiet for a maintenance, and lets go of all of it when the row is gone",
    onCut(async (engine) => {
      const quiet = { ...cut, quiet: { upgrade: tomorrow } };
      expect(done(await engine.up(programOf(quiet)))).toEqual([
        "create datadog upgrade.database",
        "create grafana quiet.upgrade",
        "create pagerduty upgrade",
        ...["disk_full_soon.critical", "disk_full_soon.warning", "query_time.critical", "query_time.warning"].map(
          (level) => `update grafana database.${level}`,
        ),
        "update grafana database.reachable.critical",
      ]);
      expect(done(await engine.up(programOf(cut)))).toEqual([
        "delete datadog upgrade.database",
        "delete grafana quiet.upgrade",
        "delete pagerduty upgrade",
        ...["disk_full_soon.critical", "disk_full_soon.warning", "query_time.critical", "query_time.warning"].map(
          (level) => `update grafana database.${level}`,
        ),
        "update grafana database.reachable.critical",
      ]);
    }),
  );

  it(
    "mutes an alarm, a condition and a draft's rule",
    onCut(async (engine, vendor) => {
      const { reason, owner, environments, from, until, silencesP0 } = tomorrow;
      const signals = ["api.availability", "api.response_time"] as const;
      const quiet = { ...cut, quiet: { test: { reason, owner, environments, from, until, silencesP0, signals } } };
      const drafted = change(quiet, "database", "query_time", (row) => ({ ...row, stage: "draft" }));
      await engine.up(programOf(drafted));
      const find = (type: string) => vendor.resources().find((each) => each.type.endsWith(type));
      expect(find("alarmMuteRule:AlarmMuteRule")?.inputs["muteTargets"]).toEqual({
        alarmNames: ["driplo-prod-api.availability.critical"],
      });
      expect(find("alertMutingRule:AlertMutingRule")?.name).toBe("test");
      const rule = vendor.resources().find(({ name }) => name === "database.query_time.critical");
      expect(rule?.inputs["rules"]).toMatchObject([
        {
          notificationSettings: { contactPoint: "driplo-prod-drafts", muteTimings: ["driplo-prod-drafts"] },
        },
      ]);
    }),
  );

  it(
    "hands New Relic its policies, channels and PagerDuty's key, which stays secret",
    onCut((_, vendor, { state }) => {
      const find = (type: string, name: string) =>
        vendor.resources().find((each) => each.type.endsWith(type) && each.name === name);
      const policy = find("alertPolicy:AlertPolicy", "api.P2");
      const workflow = find("workflow:Workflow", "api.P2");
      expect(workflow?.inputs["issuesFilter"]).toMatchObject({ predicates: [{ values: [policy?.id] }] });
      expect(find("nrqlAlertCondition:NrqlAlertCondition", "api.error_rate.critical")?.inputs["policyId"]).toBe(
        policy?.id,
      );
      const key = find("serviceIntegration:ServiceIntegration", "api.P2.newrelic")?.outputs["integrationKey"];
      if (typeof key !== "string") throw new Error("no key");
      expect(find("notificationDestination:NotificationDestination", "api.P2")?.inputs["authToken"]).toEqual({
        prefix: "Token token=",
        token: key,
      });
      expect(state).not.toContain(key);
    }),
  );

  it(
    "hands Grafana its folder, its contact points, and keys that stay secret",
    onCut((_, vendor, { state }) => {
      const find = (type: string, name: string) =>
        vendor.resources().find((each) => each.type.endsWith(type) && each.name === name);
      const point = find("contactPoint:ContactPoint", "database.P0");
      const [rule] = z
        .array(z.looseObject({ notificationSettings: z.looseObject({ contactPoint: z.string() }) }))
        .parse(find("ruleGroup:RuleGroup", "database.reachable.critical")?.inputs["rules"]);
      expect(rule?.notificationSettings.contactPoint).toBe("driplo-prod-database.P0");
      expect(point?.inputs["name"]).toBe("driplo-prod-database.P0");
      expect(find("ruleGroup:RuleGroup", "database.reachable.critical")?.inputs["folderUid"]).toBe(
        "driplo-prod-alerts",
      );
      const key = find("serviceIntegration:ServiceIntegration", "database.P0.prometheus")?.outputs["integrationKey"];
      if (typeof key !== "string") throw new Error("no key");
      expect(JSON.stringify(point?.inputs["pagerduties"])).toContain(key);
      expect(JSON.stringify(point?.inputs["slacks"])).toContain("secret:grafana.slackToken");
      expect(find("MetricsEndpointScrapeJob", "supabase")?.inputs["authenticationBasicPassword"]).toBe(
        "secret:grafana.scrape.supabaseKey",
      );
      expect(state).not.toContain(key);
      expect(state).not.toContain("secret:");
    }),
  );

  it(
    "hands Kibana its connectors and the pipelines their key, and keeps all of it secret",
    onCut((_, vendor, { state }) => {
      const find = (type: string, name: string) =>
        vendor.resources().find((each) => each.type.endsWith(type) && each.name === name);
      const connector = find("kibanaActionConnector:KibanaActionConnector", "security.P1");
      const rule = find("kibanaAlertingRule:KibanaAlertingRule", "security.upload_violations.critical");
      const actions = z.array(z.looseObject({ id: z.string() })).parse(rule?.inputs["actions"]);
      expect(actions.map(({ id }) => id)).toContain(connector?.outputs["connectorId"]);
      const key = find("serviceIntegration:ServiceIntegration", "security.P1.elastic")?.outputs["integrationKey"];
      if (typeof key !== "string") throw new Error("no key");
      expect(connector?.inputs["secrets"]).toBe(`{"routingKey":"${key}"}`);
      expect(JSON.stringify(find("KibanaActionConnector", "slack")?.inputs["secrets"])).toContain(
        "secret:elastic.slackToken",
      );
      expect(JSON.stringify(find("ElasticsearchIngestPipeline", "vercel")?.inputs["processors"])).toContain(HASH_KEY);
      for (const secret of [key, HASH_KEY, "secret:"]) expect(state).not.toContain(secret);
    }),
  );

  it(
    "asks Sentry for what is there already, hands it a service of PagerDuty's, and keeps its keys secret",
    onCut((_, vendor, { state }) => {
      const find = (type: string, name: string) =>
        vendor.resources().find((each) => each.type.endsWith(type) && each.name === name);
      const monitor = find("metricMonitor:MetricMonitor", "storefront.error_rate");
      const service = find("integrationPagerduty:IntegrationPagerduty", "storefront.P2");
      const alert = find("alert:Alert", "storefront.error_rate.critical");
      expect(monitor?.inputs["owner"]).toEqual({ teamId: "id of team storefront" });
      expect(alert?.inputs["monitorIds"]).toEqual([monitor?.id]);
      expect(find("alert:Alert", "storefront.new_error.new.warning")?.inputs["monitorIds"]).toEqual([
        "error monitor of storefront",
      ]);
      const [filter] = z.array(z.object({ actions: z.array(z.looseObject({})) })).parse(alert?.inputs["actionFilters"]);
      expect(filter?.actions).toMatchObject([
        { pagerduty: { integrationId: "id of pagerduty driplo", serviceId: service?.id } },
        { slack: { integrationId: "id of slack driplo", channelName: "#alerts" } },
        { email: { targetType: "team", targetId: "id of team storefront" } },
      ]);
      const key = find("serviceIntegration:ServiceIntegration", "storefront.P2.sentry")?.outputs["integrationKey"];
      const secret = find("key:Key", "storefront")?.outputs["dsnSecret"];
      if (typeof key !== "string" || typeof secret !== "string") throw new Error("no key");
      expect(service?.inputs["integrationKey"]).toBe(key);
      expect(state).not.toContain(key);
      expect(state).not.toContain(secret);
    }),
  );

  it(
    "updates for a changed threshold of Sentry's the monitor that holds it and the alert that says it",
    onCut(async (engine, vendor) => {
      const worse = change(cut, "storefront", "error_rate", (row) =>
        row.kind === "crash_rate" && row.warning !== undefined
          ? { ...row, critical: { at: percent(7.3), priority: "P2" as const } }
          : row,
      );
      expect(done(await engine.up(programOf(worse)))).toEqual([
        "update grafana board.engineering",
        "update grafana board.executive",
        "update grafana board.user-experience",
        "update sentry storefront.error_rate",
        "update sentry storefront.error_rate.critical",
      ]);
      const monitor = vendor.resources().find(({ name }) => name === "storefront.error_rate");
      expect(JSON.stringify(monitor?.inputs["conditionGroup"])).toContain('"comparison":92.7');
    }),
  );

  it("asks Sentry in dev for what prod declares", () =>
    withStack("dev", async (engine, vendor) => {
      await engine.up(programOf(cut));
      const types = new Set(vendor.resources().flatMap(({ type }) => (type.startsWith("sentry:") ? [type] : [])));
      expect(types).toEqual(
        new Set(
          [
            "integrationPagerduty:IntegrationPagerduty",
            "metricMonitor:MetricMonitor",
            "cronMonitor:CronMonitor",
            "uptimeMonitor:UptimeMonitor",
            "alert:Alert",
          ].map((type) => `sentry:index/${type}`),
        ),
      );
      const asked = vendor.calls().flatMap(({ method, type }) => (method === "invoke" ? [type] : []));
      expect(asked.filter((type) => type.startsWith("sentry:")).toSorted()).toEqual([
        "sentry:index/getKey:getKey",
        // Of Slack's app, and of PagerDuty's.
        "sentry:index/getOrganizationIntegration:getOrganizationIntegration",
        "sentry:index/getOrganizationIntegration:getOrganizationIntegration",
        "sentry:index/getProjectErrorMonitor:getProjectErrorMonitor",
        "sentry:index/getTeam:getTeam",
      ]);
    }));

  it(
    "updates one rule group for a changed threshold of Prometheus, and deletes a row's own",
    onCut(async (engine) => {
      const slower = change(cut, "database", "query_time", withCritical(seconds(3)));
      expect(done(await engine.up(programOf(slower)))).toEqual([
        "update grafana board.database",
        "update grafana board.performance",
        "update grafana database.query_time.critical",
      ]);
      expect(done(await engine.up(programOf(remove(slower, "database", "disk_full_soon"))))).toEqual([
        "delete grafana database.disk_full_soon.critical",
        "delete grafana database.disk_full_soon.warning",
        "update grafana board.database",
        "update grafana board.performance",
      ]);
    }),
  );

  it(
    "deletes for a removed row exactly its own",
    onCut(async (engine, vendor) => {
      const before = vendor.resources().length;
      const run = await engine.up(programOf(remove(cut, "api", "error_rate")));
      expect(done(run)).toEqual([
        "delete datadog api.error_rate.all",
        "delete datadog api.error_rate.bad",
        "delete datadog api.error_rate.critical",
        "delete datadog api.error_rate.critical.condition",
        "delete datadog api.error_rate.critical.sooner",
        "delete datadog api.error_rate.warning",
        "delete datadog api.error_rate.warning.condition",
        "delete newrelic api.error_rate.critical",
        "delete newrelic api.error_rate.warning",
        "update grafana board.engineering",
        "update grafana board.real-time",
      ]);
      expect(vendor.resources()).toHaveLength(before - 9);
    }),
  );

  it(
    "changes no other row for one that is moved, or added above or below",
    onCut(async (engine) => {
      const own = ["failed_lines.all", "failed_lines.bad", "failed_lines.critical"].map((part) => `api.${part}`);
      expect(done(await engine.up(programOf(reverse(cut))))).toEqual([]);
      expect(done(await engine.up(programOf(withLogRow(cut, "first"))))).toEqual([
        ...own.map((name) => `create datadog ${name}`),
        "update grafana board.engineering",
      ]);
      expect(done(await engine.up(programOf(withLogRow(cut, "last"))))).toEqual([]);
    }),
  );

  it("says what is wrong, creates nothing, and shows no stack trace", () =>
    withStack("prod", async (engine, vendor) => {
      const wrong = change(cut, "api", "response_time", withCritical(seconds(0.3)));
      const run = await engine.failingUp(programOf(wrong));
      const text = run.messages.map((message) => message.text).join("\n");
      expect(text).toContain("api.response_time.critical (prod)  critical 300 ms is below warning 500 ms");
      expect(text).not.toMatch(/\n\s+at /);
      expect(vendor.resources()).toEqual([]);
    }));
});
