import { cloudwatch } from "../../../monitors/model/sources/cloudwatch";
import { datadog } from "../../../monitors/model/sources/datadog";
import { prometheus } from "../../../monitors/model/sources/prometheus";
import { sentry } from "../../../monitors/model/sources/sentry";
import type { Source } from "../../../monitors/model/sources/source";
import { minutes } from "../../../monitors/model/quantity";
import type { Watch } from "../../../monitors/plan/watch";
import { testContext, watchOf } from "../../../testing/context";
import { cloudWatchBeat, datadogBeat, elasticBeat, grafanaBeat, newRelicBeat, sentryBeat } from "./render";

const listening = (source: Source): Watch =>
  watchOf(
    {
      title: "Thing",
      impact: "It hurts.",
      firstAction: "Look.",
      runbook: "api/page.md",
      kind: "heartbeat",
      critical: { at: minutes(10), priority: "P1" },
      missingData: "breach",
      source,
    },
    source,
  );

const toDatadog = listening(cloudwatch.heartbeat({ of: "datadog" }));
const toCloudWatch = listening(datadog.heartbeat({ of: "cloudwatch" }));
const toGrafana = listening(sentry.heartbeat({ of: "prometheus" }));
const toSentry = listening(prometheus.heartbeat({ of: "sentry" }));
const toNewRelic = listening(datadog.heartbeat({ of: "newrelic" }));

const reference = (type: string, name: string, property: string) => ({ late: "reference", type, name, property });
const template = (...parts: readonly unknown[]) => ({ late: "template", parts });

describe("Datadog's beat", () => {
  it("is a test that makes a metric come and go, a monitor of it, and the bridge that the monitor tells", () => {
    expect(datadogBeat(testContext, [toDatadog])).toEqual([
      {
        vendor: "datadog",
        type: "datadog:aws/integrationEventBridge:IntegrationEventBridge",
        name: "heartbeat",
        after: ["datadog:aws/integrationAccount:IntegrationAccount logs"],
        args: {
          accountId: "123456789012",
          region: "eu-west-3",
          eventGeneratorName: "driplo-prod-heartbeat-datadog",
          createEventBus: false,
        },
      },
      {
        vendor: "datadog",
        type: "datadog:index/syntheticsTest:SyntheticsTest",
        name: "heartbeat",
        args: {
          name: "driplo-prod-heartbeat-datadog",
          type: "api",
          subtype: "http",
          status: "live",
          message: "A beat of Datadog's own; nobody is told.",
          tags: ["heartbeat:datadog", "env:prod"],
          locations: ["aws:eu-west-3"],
          requestDefinition: { method: "GET", url: "https://api.shop.test/health", timeout: 10 },
          assertions: [{ type: "responseTime", operator: "lessThan", target: "10000" }],
          optionsList: { tickEvery: 300, monitorName: "driplo-prod-heartbeat-datadog" },
        },
      },
      {
        vendor: "datadog",
        type: "datadog:index/monitor:Monitor",
        name: "heartbeat",
        args: {
          name: "driplo-prod-heartbeat-datadog",
          type: "query alert",
          query: "sum(last_2m):default_zero(sum:synthetics.test_runs{heartbeat:datadog,env:prod}.as_count()) > 0",
          message: template(
            "@awseventbridge-",
            reference("datadog:aws/integrationEventBridge:IntegrationEventBridge", "heartbeat", "id"),
          ),
          monitorThresholds: { critical: "0" },
          notifyNoData: false,
          requireFullWindow: false,
          includeTags: false,
          notifyAudit: false,
          tags: ["heartbeat:datadog", "env:prod"],
        },
      },
    ]);
  });

  it("has no tag by which a rule would tell a person", () => {
    const tags = datadogBeat(testContext, [toDatadog]).flatMap(({ args }) => ("tags" in args ? (args.tags ?? []) : []));
    expect(tags.filter((tag) => typeof tag === "string" && tag.startsWith("priority:"))).toEqual([]);
    expect(tags.length).toBeGreaterThan(0);
  });
});

describe("the bus by which CloudWatch hears Datadog", () => {
  it("is named as Datadog's source", () => {
    const source = template(
      "aws.partner/datadog.com/",
      reference("datadog:aws/integrationEventBridge:IntegrationEventBridge", "heartbeat", "id"),
    );
    expect(cloudWatchBeat(testContext, [toDatadog])).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/eventBus:EventBus",
        name: "heartbeat",
        args: { name: source, eventSourceName: source, region: "eu-west-3", tags: { env: "prod" } },
      },
    ]);
  });

  it("waits for nothing where the account is integrated by hand", () => {
    const guest = { ...testContext, environment: { ...testContext.environment, ownsAccount: false } };
    expect(datadogBeat(guest, [toDatadog])[0]?.after).toEqual([]);
  });
});

describe("CloudWatch's beat", () => {
  const beat = cloudWatchBeat(testContext, [toCloudWatch]);
  const topic = reference("aws:sns/topic:Topic", "heartbeat", "arn");
  const argsOf = (type: string): unknown => beat.find((each) => each.type === type)?.args;

  it("is a topic, an alarm that a schedule sets, and the role that lets it", () => {
    expect(beat.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "aws:sns/topic:Topic heartbeat",
      "aws:sns/topicPolicy:TopicPolicy heartbeat",
      "aws:sns/topicSubscription:TopicSubscription heartbeat",
      "aws:cloudwatch/metricAlarm:MetricAlarm heartbeat",
      "aws:iam/role:Role heartbeat",
      "aws:iam/rolePolicy:RolePolicy heartbeat",
      "aws:scheduler/schedule:Schedule heartbeat",
    ]);
  });

  it("is told by a topic to Datadog, at an address that is secret", () => {
    expect(argsOf("aws:sns/topic:Topic")).toMatchObject({
      kmsMasterKeyId: reference("aws:kms/key:Key", "topics.eu-west-3", "arn"),
    });
    expect(beat.find(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")).toEqual({
      vendor: "cloudwatch",
      type: "aws:sns/topicSubscription:TopicSubscription",
      name: "heartbeat",
      secretOutputs: ["endpoint"],
      args: {
        topic,
        protocol: "https",
        endpoint: template(
          "https://app.datadoghq.eu/intake/webhook/sns?api_key=",
          reference("datadog:index/apiKey:ApiKey", "heartbeat.cloudwatch", "key"),
        ),
        endpointAutoConfirms: true,
        confirmationTimeoutInMinutes: 5,
        region: "eu-west-3",
      },
    });
  });

  it("has an alarm that never rings by itself, and tells of both its states", () => {
    expect(argsOf("aws:cloudwatch/metricAlarm:MetricAlarm")).toEqual({
      name: "driplo-prod-heartbeat-cloudwatch",
      alarmDescription: "Set to ALARM by a schedule and back by its evaluation: the beat that Datadog listens for.",
      region: "eu-west-3",
      namespace: "AWS/SNS",
      metricName: "NumberOfMessagesPublished",
      dimensions: { TopicName: "driplo-prod-heartbeat-cloudwatch" },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 1_000_000,
      treatMissingData: "notBreaching",
      alarmActions: [topic],
      okActions: [topic],
      tags: { env: "prod" },
    });
  });

  it("comes every five minutes", () => {
    expect(argsOf("aws:scheduler/schedule:Schedule")).toEqual({
      name: "driplo-prod-heartbeat",
      description: "The beat of CloudWatch's alarms",
      region: "eu-west-3",
      scheduleExpression: "rate(5 minutes)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:cloudwatch:setAlarmState",
        roleArn: reference("aws:iam/role:Role", "heartbeat", "arn"),
        input: '{"AlarmName":"driplo-prod-heartbeat-cloudwatch","StateValue":"ALARM","StateReason":"beat"}',
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    });
  });

  it("may set the state of that one alarm, for schedules of this account", () => {
    expect(argsOf("aws:iam/rolePolicy:RolePolicy")).toEqual({
      name: "set-alarm-state",
      role: reference("aws:iam/role:Role", "heartbeat", "name"),
      policy: template(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:SetAlarmState","Resource":"',
        reference("aws:cloudwatch/metricAlarm:MetricAlarm", "heartbeat", "arn"),
        '"}]}',
      ),
    });
    expect(argsOf("aws:iam/role:Role")).toMatchObject({
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "scheduler.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              StringEquals: { "aws:SourceAccount": "123456789012" },
              ArnLike: { "aws:SourceArn": "arn:aws:scheduler:eu-west-3:123456789012:schedule-group/default" },
            },
          },
        ],
      }),
    });
    expect(argsOf("aws:scheduler/schedule:Schedule")).not.toHaveProperty("groupName");
  });
});

describe("New Relic's beat", () => {
  const beat = newRelicBeat(testContext, [toNewRelic]);
  const argsOf = (type: string): unknown => beat.find((each) => each.type === type)?.args;

  it("is a check, a condition of its events, and a workflow into Datadog", () => {
    expect(beat.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "newrelic:synthetics/monitor:Monitor heartbeat",
      "newrelic:index/alertPolicy:AlertPolicy heartbeat",
      "newrelic:index/nrqlAlertCondition:NrqlAlertCondition heartbeat",
      "newrelic:index/notificationDestination:NotificationDestination heartbeat",
      "newrelic:index/notificationChannel:NotificationChannel heartbeat",
      "newrelic:index/workflow:Workflow heartbeat",
    ]);
    expect(argsOf("newrelic:synthetics/monitor:Monitor")).toEqual({
      name: "driplo-prod-heartbeat-newrelic",
      type: "SIMPLE",
      status: "ENABLED",
      period: "EVERY_5_MINUTES",
      uri: "https://api.shop.test/health",
      locationsPublics: ["EU_WEST_1"],
    });
  });

  it("opens with each run, and closes two minutes after it", () => {
    expect(argsOf("newrelic:index/nrqlAlertCondition:NrqlAlertCondition")).toEqual({
      policyId: reference("newrelic:index/alertPolicy:AlertPolicy", "heartbeat", "id"),
      name: "driplo-prod-heartbeat-newrelic",
      type: "static",
      nrql: { query: "SELECT count(*) FROM SyntheticCheck WHERE monitorName = 'driplo-prod-heartbeat-newrelic'" },
      aggregationWindow: 60,
      aggregationMethod: "event_timer",
      aggregationTimer: "60",
      critical: { operator: "above", threshold: 0, thresholdDuration: 60, thresholdOccurrences: "at_least_once" },
      fillOption: "none",
      expirationDuration: 120,
      openViolationOnExpiration: false,
      closeViolationsOnExpiration: true,
      violationTimeLimitSeconds: 300,
    });
  });

  it("is an event at Datadog, with a key of its own", () => {
    expect(beat.find(({ type }) => type === "newrelic:index/notificationDestination:NotificationDestination")).toEqual({
      vendor: "newrelic",
      type: "newrelic:index/notificationDestination:NotificationDestination",
      name: "heartbeat",
      secretOutputs: ["authCustomHeaders"],
      args: {
        name: "driplo-prod-heartbeat-newrelic",
        type: "WEBHOOK",
        properties: [{ key: "url", value: "https://api.datadoghq.eu/api/v1/events" }],
        authCustomHeaders: [
          { key: "DD-API-KEY", value: reference("datadog:index/apiKey:ApiKey", "heartbeat.newrelic", "key") },
        ],
      },
    });
    expect(argsOf("newrelic:index/notificationChannel:NotificationChannel")).toMatchObject({
      type: "WEBHOOK",
      product: "IINT",
      properties: [
        {
          key: "payload",
          label: "Payload Template",
          value:
            '{"title":"driplo-prod-heartbeat-newrelic","text":"{{ state }}","tags":["heartbeat:newrelic","env:prod"]}',
        },
      ],
    });
    expect(argsOf("newrelic:index/workflow:Workflow")).toMatchObject({
      mutingRulesHandling: "NOTIFY_ALL_ISSUES",
      destinations: [{ notificationTriggers: ["ACTIVATED", "CLOSED"] }],
    });
  });
});

describe("Grafana's beat", () => {
  const beat = grafanaBeat(testContext, [toGrafana]);

  it("is a rule that always fires, told every five minutes to a contact point of its own", () => {
    expect(beat).toMatchObject([
      {
        type: "grafana:oss/folder:Folder",
        name: "heartbeat",
        args: { title: "Driplo heartbeat (prod)", uid: "driplo-prod-heartbeat-prometheus" },
      },
      { type: "grafana:alerting/contactPoint:ContactPoint", name: "heartbeat" },
      {
        type: "grafana:alerting/ruleGroup:RuleGroup",
        name: "heartbeat",
        args: {
          folderUid: reference("grafana:oss/folder:Folder", "heartbeat", "uid"),
          intervalSeconds: 60,
          rules: [
            {
              name: "driplo-prod-heartbeat-prometheus",
              datas: [
                { datasourceUid: "prometheus-uid", model: expect.stringContaining('"expr":"vector(1)"') as unknown },
                { model: expect.stringContaining('"evaluator":{"params":[0],"type":"gt"}') as unknown },
              ],
              for: "0s",
              isPaused: false,
              notificationSettings: {
                contactPoint: reference("grafana:alerting/contactPoint:ContactPoint", "heartbeat", "name"),
                groupWait: "30s",
                groupInterval: "1m",
                repeatInterval: "5m",
              },
            },
          ],
        },
      },
    ]);
    const group = beat.at(-1);
    expect(group?.type === "grafana:alerting/ruleGroup:RuleGroup" ? group.args.rules[0]?.uid : "").toMatch(
      /^prod-[0-9a-f]{24}$/,
    );
  });

  it("checks in at Sentry by the name of its monitor, in Sentry's own words", () => {
    expect(beat[1]?.args).toEqual({
      name: "driplo-prod-heartbeat-prometheus",
      webhooks: [
        {
          url: "https://o1.ingest.sentry.io/api/2/cron/driplo-prod-heartbeat-prometheus/abc/",
          httpMethod: "POST",
          payload: { template: '{"status": "ok"}' },
          disableResolveMessage: true,
        },
      ],
    });
  });
});

describe("Sentry's beat", () => {
  it("is a point that its uptime checker writes each minute, with a token that stays secret", () => {
    expect(sentryBeat(testContext, [toSentry])).toEqual([
      {
        vendor: "sentry",
        type: "sentry:index/uptimeMonitor:UptimeMonitor",
        name: "heartbeat",
        after: ["sentry:index/project:Project storefront"],
        secretOutputs: ["headers"],
        args: {
          organization: "shop",
          project: "storefront",
          name: "driplo-prod-heartbeat-sentry",
          environment: "production",
          url: "https://influx.grafana.net/api/v1/push/influx/write",
          method: "POST",
          headers: {
            Authorization: template("Bearer ", "12:", { late: "secret", path: ["grafana", "push", "token"] }),
            "Content-Type": "text/plain",
          },
          body: "driplo_heartbeat,vendor=sentry,env=prod beat=1",
          intervalSeconds: 60,
          timeoutMs: 10_000,
        },
      },
    ]);
  });
});

describe("a vendor beats where another listens", () => {
  it("and nowhere else", () => {
    expect(cloudWatchBeat(testContext, [toGrafana])).toEqual([]);
    expect(newRelicBeat(testContext, [toDatadog, toCloudWatch])).toEqual([]);
    expect(grafanaBeat(testContext, [toSentry])).toEqual([]);
    expect(sentryBeat(testContext, [toGrafana])).toEqual([]);
    expect(datadogBeat(testContext, [])).toEqual([]);
  });

  it("and has a key of its own for Datadog, once, whoever listens twice", () => {
    expect(datadogBeat(testContext, [toNewRelic, toCloudWatch, toNewRelic])).toEqual([
      {
        vendor: "datadog",
        type: "datadog:index/apiKey:ApiKey",
        name: "heartbeat.cloudwatch",
        args: { name: "driplo-prod-heartbeat-cloudwatch" },
      },
      {
        vendor: "datadog",
        type: "datadog:index/apiKey:ApiKey",
        name: "heartbeat.newrelic",
        args: { name: "driplo-prod-heartbeat-newrelic" },
      },
    ]);
  });
});

describe("Kibana's beat", () => {
  const beat = elasticBeat(testContext, [listening(sentry.heartbeat({ of: "elastic" }))]);

  it("is a rule that finds requests, and checks in at Sentry every five minutes while it does", () => {
    expect(beat.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "elasticstack:index/kibanaActionConnector:KibanaActionConnector heartbeat",
      "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule heartbeat",
    ]);
    const [connector, rule] = beat;
    expect(connector?.args).toEqual({
      name: "driplo-prod-heartbeat-elastic",
      connectorTypeId: ".webhook",
      config: JSON.stringify({
        url: "https://o1.ingest.sentry.io/api/2/cron/driplo-prod-heartbeat-elastic/abc/",
        method: "post",
        headers: { "Content-Type": "application/json" },
        hasAuth: false,
      }),
    });
    expect(rule?.args).toMatchObject({
      params: expect.stringContaining('"index":["logs-driplo.access-prod"]') as string,
      actions: [
        {
          id: reference("elasticstack:index/kibanaActionConnector:KibanaActionConnector", "heartbeat", "connectorId"),
          group: "query matched",
          params: JSON.stringify({ body: '{"status": "ok"}' }),
          frequency: { summary: false, notifyWhen: "onThrottleInterval", throttle: "5m" },
        },
      ],
    });
    expect(rule?.watches).toBeUndefined();
  });

  it("is not there where nobody listens", () => {
    expect(elasticBeat(testContext, [toGrafana])).toEqual([]);
  });
});
