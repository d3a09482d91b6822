import { catalogue } from "../../monitors/catalogue";
import { keyOf } from "../../monitors/declaration/declaration";
import type { Quiets } from "../../monitors/model/quiet";
import { policies } from "../../policies";
import { type DeclaredStack, declareStack } from "../../testing/stack";
import { reportQuiets } from "./quiet";
import { testDev, testProd, without } from "../../testing/environment";
import type { Declaration } from "../../monitors/declaration/declaration";
import { vendors } from "../vendors";

const upgrade = {
  reason: "Postgres moves to its next version",
  owner: "data",
  environments: ["prod"],
  services: ["database"],
  from: "2027-03-14T22:00+01:00",
  until: "2027-03-15T01:30+01:00",
  silencesP0: true,
} as const;

const slow = {
  reason: "A load test of the API's new servers",
  owner: "platform",
  environments: ["prod"],
  signals: ["api.availability", "api.response_time"],
  from: "2027-03-14T10:00Z",
  until: "2027-03-14T12:00Z",
  silencesP0: true,
} as const;

const quietly = (quiet: Quiets, environment = testProd): DeclaredStack =>
  declareStack({ ...catalogue, quiet }, policies, environment, { now: Date.parse("2027-03-01T00:00Z") });

const keeping = ({ declarations }: DeclaredStack) => declarations.filter(({ keeps }) => keeps !== undefined);

const argsOf = ({ declarations }: DeclaredStack, type: string, name: string): unknown =>
  declarations.find((each) => each.type === type && each.name === name)?.args;

const prod = declareStack(catalogue, policies, testProd);

describe("a service that is quiet on purpose", () => {
  const stack = quietly({ upgrade });

  it("is kept so by each vendor that watches it, and by PagerDuty", () => {
    expect(stack.diagnostics).toEqual([]);
    expect(keeping(stack).map(keyOf)).toEqual([
      "pagerduty:index/maintenanceWindow:MaintenanceWindow upgrade",
      "datadog:index/downtimeSchedule:DowntimeSchedule upgrade.database",
      "grafana:alerting/muteTiming:MuteTiming quiet.upgrade",
    ]);
  });

  it("is a downtime of Datadog's by tags, which tells at its end what still fails", () => {
    expect(argsOf(stack, "datadog:index/downtimeSchedule:DowntimeSchedule", "upgrade.database")).toEqual({
      scope: "*",
      monitorIdentifier: { monitorTags: ["env:prod", "service:database"] },
      oneTimeSchedule: { start: "2027-03-14T21:00:00Z", end: "2027-03-15T00:30:00Z" },
      displayTimezone: "UTC",
      message: "Postgres moves to its next version (data)",
      notifyEndStates: ["alert", "no data"],
      notifyEndTypes: ["expired", "canceled"],
    });
  });

  it("is a maintenance window of all its services at PagerDuty", () => {
    expect(argsOf(stack, "pagerduty:index/maintenanceWindow:MaintenanceWindow", "upgrade")).toEqual({
      description: "Postgres moves to its next version (data)",
      startTime: "2027-03-14T21:00:00Z",
      endTime: "2027-03-15T00:30:00Z",
      services: ["database.P0", "database.P1", "database.P2"].map((name) => ({
        late: "reference",
        type: "pagerduty:index/service:Service",
        name,
        property: "id",
      })),
    });
  });

  it("is a mute timing of Grafana's, over midnight, that each of its rules names", () => {
    const day = { years: ["2027"], months: ["3"], location: "UTC" };
    expect(argsOf(stack, "grafana:alerting/muteTiming:MuteTiming", "quiet.upgrade")).toEqual({
      name: "driplo-prod-quiet.upgrade",
      intervals: [
        { ...day, daysOfMonths: ["14"], times: [{ start: "21:00", end: "24:00" }] },
        { ...day, daysOfMonths: ["15"], times: [{ start: "00:00", end: "00:30" }] },
      ],
    });
    const named = stack.declarations.flatMap((each) =>
      each.type === "grafana:alerting/ruleGroup:RuleGroup"
        ? each.args.rules.map(({ notificationSettings }) => notificationSettings?.muteTimings)
        : [],
    );
    const timing = {
      late: "reference",
      type: "grafana:alerting/muteTiming:MuteTiming",
      name: "quiet.upgrade",
      property: "name",
    };
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((timings) => JSON.stringify(timings) !== JSON.stringify([timing]))).toEqual([]);
  });

  it("ends at midnight with its day", () => {
    const until = quietly({ upgrade: { ...upgrade, until: "2027-03-15T00:00Z" } });
    expect(argsOf(until, "grafana:alerting/muteTiming:MuteTiming", "quiet.upgrade")).toMatchObject({
      intervals: [{ daysOfMonths: ["14"], times: [{ start: "21:00", end: "24:00" }] }],
    });
  });

  it("is one thing more and nothing else: without the row all of it is gone", () => {
    const others = stack.declarations.filter(({ keeps }) => keeps === undefined).map(keyOf);
    expect(others).toEqual(prod.declarations.map(keyOf));
    expect(keeping(prod)).toEqual([]);
  });
});

describe("signals that are quiet on purpose", () => {
  const stack = quietly({ slow });

  it("are kept so where they are watched, and the rest of their service is not", () => {
    expect(stack.diagnostics).toEqual([]);
    expect(keeping(stack).map(keyOf)).toEqual([
      "datadog:index/downtimeSchedule:DowntimeSchedule slow.api.availability",
      "datadog:index/downtimeSchedule:DowntimeSchedule slow.api.response_time",
      "aws:cloudwatch/alarmMuteRule:AlarmMuteRule slow.global",
      "newrelic:index/alertMutingRule:AlertMutingRule slow",
    ]);
    expect(argsOf(stack, "datadog:index/downtimeSchedule:DowntimeSchedule", "slow.api.availability")).toMatchObject({
      monitorIdentifier: { monitorTags: ["env:prod", "signal:api.availability"] },
    });
  });

  it("are alarms of one region by name", () => {
    expect(argsOf(stack, "aws:cloudwatch/alarmMuteRule:AlarmMuteRule", "slow.global")).toEqual({
      name: "driplo-prod-quiet-slow",
      description: "A load test of the API's new servers (platform)",
      region: "us-east-1",
      rule: { schedule: { expression: "at(2027-03-14T10:00)", duration: "PT120M", timezone: "UTC" } },
      muteTargets: {
        alarmNames: [
          {
            late: "reference",
            type: "aws:cloudwatch/metricAlarm:MetricAlarm",
            name: "api.availability.critical",
            property: "name",
          },
        ],
      },
      tags: { env: "prod" },
    });
  });

  it("are conditions of New Relic's by name", () => {
    expect(argsOf(stack, "newrelic:index/alertMutingRule:AlertMutingRule", "slow")).toEqual({
      name: "driplo-prod-quiet-slow",
      description: "A load test of the API's new servers (platform)",
      enabled: true,
      condition: {
        operator: "AND",
        conditions: [
          {
            attribute: "conditionName",
            operator: "IN",
            values: [
              "API response time warning: p95 above 500 ms over 5 min (prod), backstop",
              "API response time critical: p95 above 2 s over 5 min (prod), backstop",
            ],
          },
        ],
      },
      schedule: { startTime: "2027-03-14T10:00:00", endTime: "2027-03-14T12:00:00", timeZone: "UTC" },
      actionOnMutingRuleWindowEnded: "CLOSE_ISSUES_ON_INACTIVE",
    });
  });
});

describe("quiet that does not reach all of it", () => {
  const storm = { ...slow, silencesP0: true } as const;
  const said = (quiet: Quiets) => {
    const stack = quietly(quiet);
    return stack.diagnostics.map(({ severity, what, rule }) => `${severity} ${what}: ${rule}`);
  };

  it("mutes alarms that stand on others with them", () => {
    const stack = quietly({ storm: { ...storm, signals: ["edge.ddos"] } });
    const args = argsOf(stack, "aws:cloudwatch/alarmMuteRule:AlarmMuteRule", "storm.global");
    expect(JSON.stringify(args)).toContain(
      '"type":"aws:cloudwatch/compositeAlarm:CompositeAlarm","name":"edge.ddos.detected_unhealthy.critical","property":"alarmName"',
    );
    expect(stack.diagnostics).toEqual([]);
  });

  it("says that Datadog's security rules still tell", () => {
    expect(said({ storm: { ...storm, signals: ["security.breach_indicators"] } })).toEqual([
      "warning datadog still tells of security.breach_indicators: datadog has nothing that keeps these quiet for a time",
    ]);
  });

  it("says that Sentry still tells", () => {
    expect(said({ storm: { ...storm, signals: ["storefront.error_rate", "storefront.new_error"] } })).toEqual([
      "warning sentry still tells of storefront.error_rate and storefront.new_error: sentry has nothing that keeps these quiet for a time",
    ]);
  });
});

describe("quiet", () => {
  it("is nothing in an environment that is not named", () => {
    const dev = quietly({ upgrade, slow }, testDev);
    expect(keeping(dev)).toEqual([]);
    expect(dev.quiet).toEqual([]);
  });

  it("is nothing at a vendor that is switched off", () => {
    const off = keeping(quietly({ upgrade }, without(without(testProd, "prometheus"), "pagerduty")));
    expect(off.map(keyOf)).toEqual(["datadog:index/downtimeSchedule:DowntimeSchedule upgrade.database"]);
  });

  it("that is over is an error by the clock, and not without it", () => {
    const over = { ...catalogue, quiet: { upgrade } };
    const after = declareStack(over, policies, testProd, { now: Date.parse("2027-03-15T00:30Z") });
    expect(after.diagnostics.map(({ where, what }) => `${where} ${what}`)).toEqual([
      "quiet upgrade (prod) it was over at 2027-03-15T01:30+01:00",
    ]);
    expect(declareStack(over, policies, testProd).diagnostics).toEqual([]);
  });

  it("does not reach a vendor that has nothing for it, and says so", () => {
    const deaf = vendors.map((vendor) =>
      vendor.name === "prometheus"
        ? { ...vendor, staysLoud: (each: Declaration) => each.vendor === "prometheus" }
        : vendor,
    );
    const { declarations, quiet } = quietly({ upgrade });
    const context = {
      environment: testProd,
      routeOf: () => policies.routes.prod.P3,
      quiet: quiet.map((each) => each.quiet),
    };
    expect(reportQuiets(deaf, declarations, context).map(({ loud }) => loud)).toEqual([
      [
        {
          vendor: "prometheus",
          signals: [
            "database.reachable",
            "database.query_time",
            "database.connection_pool",
            "database.slow_queries",
            "database.index_hit_ratio",
            "database.cpu",
            "database.memory",
            "database.disk",
            "database.disk_full_soon",
          ],
        },
      ],
    ]);
    expect(quiet.map(({ loud }) => loud)).toEqual([[]]);
  });

  it("names at most a hundred alarms in one rule of CloudWatch's", () => {
    const [rule] = keeping(quietly({ slow })).filter(({ vendor }) => vendor === "cloudwatch");
    if (rule?.type !== "aws:cloudwatch/alarmMuteRule:AlarmMuteRule") throw new Error("no mute rule");
    const of = (size: number) => ({
      ...rule,
      args: { ...rule.args, muteTargets: { alarmNames: Array.from({ length: size }, String) } },
    });
    const refusals = (size: number) => vendors.flatMap((vendor) => vendor.check(of(size))).map(({ what }) => what);
    expect(refusals(100)).toEqual([]);
    expect(refusals(101)).toEqual(["the mute rule names 101 alarms"]);
  });
});
