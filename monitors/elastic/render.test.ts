import { count, hours, percent, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { elastic } from "../model/sources/elastic";
import { textOf } from "../plan/following";
import { planRow, testContext, watchOf } from "../../testing/context";
import { RULE, type ElasticDeclaration } from "./declaration";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { renderQuiet } from "./quiet";
import { render } from "./render";
import { renderRouting } from "./routing";

const byClient = elastic.logs({
  in: "audit",
  where: { "event.action": "sign_in", "event.outcome": "failure" },
  by: "driplo.client.hash",
  feed: "sign-in",
});
const uploads = elastic.logs({ in: "audit", where: { "event.type": "denied" }, feed: "uploads" });

const row = {
  title: "Thing",
  impact: "It hurts.",
  firstAction: "Look.",
  runbook: "api/page.md",
  kind: "outlier_client",
  critical: { at: count(500), priority: "P1" },
  missingData: "ok",
  source: byClient,
} as const satisfies SignalDefinition;

const quietRow = {
  ...row,
  kind: "count",
  window: hours(1),
  critical: { at: count(100), priority: "P3" },
  source: uploads,
} as const satisfies SignalDefinition;

const argsOf = (declaration: ElasticDeclaration | undefined) => {
  if (declaration?.type !== RULE) throw new Error("no rule");
  return declaration.args;
};
const ruleOf = (...watch: Parameters<typeof watchOf<typeof byClient>>) =>
  argsOf(render(watchOf(...watch), testContext)[0]);
const paramsOf = (args: ReturnType<typeof argsOf>): unknown => JSON.parse(textOf(args.params));

const connector = (name: string) => ({
  late: "reference",
  type: "elasticstack:index/kibanaActionConnector:KibanaActionConnector",
  name,
  property: "connectorId",
});

const destination = { service: "api", serviceTitle: "API", priority: "P1" } as const;

const LINES = [
  "Runbook: https://runbooks.test/api/page.md#api-thing",
  "First: Look.",
  "Users: It hurts.",
  "Now: {{context.value}} events. Threshold: any client with more than 500 over 5 min.",
  "Since: {{context.date}}",
];

describe("a query rule of Kibana's", () => {
  it("counts by client over the row's window, the number where the kind table says", () => {
    expect(paramsOf(ruleOf(row, byClient))).toEqual({
      searchType: "esQuery",
      index: ["logs-driplo.audit-prod"],
      timeField: "@timestamp",
      esQuery:
        '{"query":{"bool":{"filter":[{"term":{"event.action":"sign_in"}},{"term":{"event.outcome":"failure"}}]}}}',
      aggType: "count",
      groupBy: "top",
      termField: "driplo.client.hash",
      termSize: 100,
      thresholdComparator: ">",
      threshold: [500],
      timeWindowSize: 5,
      timeWindowUnit: "m",
      excludeHitsFromPreviousRun: false,
      size: 0,
    });
  });

  it("counts all together where nothing is judged by itself", () => {
    const params = paramsOf(ruleOf(quietRow, uploads));
    expect(params).toMatchObject({ groupBy: "all", threshold: [100], timeWindowSize: 60 });
    expect(params).not.toHaveProperty("termField");
  });

  it("tells at the first run that finds it, and as a backstop three minutes later", () => {
    expect(ruleOf(row, byClient)).toMatchObject({
      name: "Thing critical: any client with more than 500 over 5 min (prod)",
      interval: "1m",
      alertDelay: 1,
      ruleTypeId: ".es-query",
      tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "priority:p1"],
    });
    expect(ruleOf(row, byClient, "backstop")).toMatchObject({
      name: "Thing critical: any client with more than 500 over 5 min (prod), backstop",
      alertDelay: 4,
    });
  });

  it("opens and ends at PagerDuty and in Slack, by the client's hash and never an address", () => {
    const actions = (ruleOf(row, byClient).actions ?? []).map(({ params, ...action }) => ({
      ...action,
      params: JSON.parse(textOf(params)) as unknown,
    }));
    const frequency = { summary: false, notifyWhen: "onActionGroupChange" };
    const dedupKey = "{{rule.id}}:{{alert.id}}";
    expect(actions).toEqual([
      {
        id: connector("api.P1"),
        group: "query matched",
        frequency,
        params: {
          eventAction: "trigger",
          dedupKey,
          summary: "{{rule.name}}: {{alert.id}}",
          severity: "critical",
          source: "driplo-prod",
          component: "api",
          customDetails: { message: LINES.join("\n") },
          links: [{ href: "https://runbooks.test/api/page.md#api-thing", text: "Runbook" }],
        },
      },
      { id: connector("api.P1"), group: "recovered", frequency, params: { eventAction: "resolve", dedupKey } },
      {
        id: connector("slack"),
        group: "query matched",
        frequency,
        params: {
          subAction: "postMessage",
          subActionParams: {
            channelIds: ["C1"],
            text: ["{{rule.name}}: {{alert.id}}", ...LINES].join("\n"),
          },
        },
      },
      {
        id: connector("slack"),
        group: "recovered",
        frequency,
        params: {
          subAction: "postMessage",
          subActionParams: { channelIds: ["C1"], text: "Over: {{rule.name}}: {{alert.id}}" },
        },
      },
    ]);
  });

  it("says prose in Slack as it was written, and to PagerDuty, which has no markup, as it is", () => {
    const params = (ruleOf({ ...row, impact: "Loses p < 1 & more" }, byClient).actions ?? []).map((action) =>
      textOf(action.params),
    );
    expect(params[0]).toContain("Users: Loses p < 1 & more");
    expect(params[2]).toContain("Users: Loses p &lt; 1 &amp; more");
  });

  it("of a draft tells nobody, and is no fault", () => {
    const [draft] = render(watchOf({ ...row, stage: "draft" }, byClient), testContext);
    expect(argsOf(draft).actions).toEqual([]);
    expect(draft === undefined ? undefined : check(draft)).toEqual([]);
  });
});

describe("Kibana's connectors", () => {
  it("are one for each destination that pages, by PagerDuty's key, and one for Slack", () => {
    const quiet = { ...destination, priority: "P3" } as const;
    expect(renderRouting([destination, quiet], [], testContext)).toEqual([
      {
        vendor: "elastic",
        type: "elasticstack:index/kibanaActionConnector:KibanaActionConnector",
        name: "slack",
        secretOutputs: ["secrets"],
        args: {
          name: "driplo-prod-slack",
          connectorTypeId: ".slack_api",
          config: "{}",
          secrets: {
            late: "template",
            parts: ['{"token":"', { late: "secret", path: ["elastic", "slackToken"] }, '"}'],
          },
        },
      },
      {
        vendor: "elastic",
        type: "elasticstack:index/kibanaActionConnector:KibanaActionConnector",
        name: "api.P1",
        secretOutputs: ["secrets"],
        args: {
          name: "driplo-prod-api.P1",
          connectorTypeId: ".pagerduty",
          config: "{}",
          secrets: {
            late: "template",
            parts: [
              '{"routingKey":"',
              {
                late: "reference",
                type: "pagerduty:index/serviceIntegration:ServiceIntegration",
                name: "api.P1.elastic",
                property: "integrationKey",
              },
              '"}',
            ],
          },
        },
      },
    ]);
  });

  it("are followed to the key and to the channel, recovery as well", () => {
    const [rule] = render(watchOf(row, byClient, "backstop"), testContext);
    if (rule === undefined) throw new Error("no rule");
    const routing = renderRouting([destination], [], testContext);
    expect(followIn([...routing, rule])(rule)).toMatchObject({
      broken: [],
      holdsSeconds: 180,
      says: ["alert", "recovery"],
      endings: [
        { channel: "pagerduty", key: { name: "api.P1.elastic" }, tells: ["alert", "recovery"] },
        { channel: "slack", to: "C1", tells: ["alert", "recovery"] },
      ],
    });
    expect(followIn([rule])(rule)?.broken[0]?.what).toBe("an action of its rule names no declared connector");
  });

  it("are not there for a route that has e-mail alone, which is refused", () => {
    const mailed = {
      ...testContext,
      routeOf: () => ({
        pages: false as const,
        steps: [{ after: seconds(0), rung: 1 as const, channels: ["email"] as const }] as const,
      }),
    };
    const [rule] = render(watchOf(row, byClient), mailed);
    expect(rule === undefined ? undefined : check(rule)[0]?.what).toBe("nobody would hear of it from Kibana");
  });
});

describe("what Kibana cannot judge", () => {
  it.each([
    [
      "a share",
      { ...quietRow, kind: "error_ratio", minimumTraffic: count(5), critical: { at: percent(5), priority: "P2" } },
      uploads,
      "a query rule of Kibana's cannot judge the kind error_ratio",
    ],
    ["each client without a field", { ...row, source: uploads }, uploads, "no field tells one client from another"],
    ["a plain count by client", { ...quietRow, source: byClient }, byClient, "count by driplo.client.hash"],
    ["half a minute", { ...quietRow, window: seconds(90) }, uploads, "a window of 1.5 min"],
    ["a silence", { ...quietRow, missingData: "breach" }, uploads, "missing data are breach"],
  ] as const)("is refused: %s", (_, refused, source, what) => {
    expect(accepts(watchOf(refused, source))?.what).toBe(what);
  });

  it("as a backstop leaves a silence to the first source", () => {
    expect(accepts(watchOf({ ...quietRow, missingData: "breach" as const }, uploads, "backstop"))).toBeUndefined();
    expect(accepts(watchOf(row, byClient))).toBeUndefined();
  });
});

describe("a quiet at Kibana", () => {
  const quiet = {
    key: "move",
    reason: "we move",
    owner: "platform",
    from: Date.parse("2026-03-14T21:00:00Z"),
    until: Date.parse("2026-03-14T22:30:00Z"),
    services: [],
    signals: new Set([planRow(row).signal.id]),
  } as const;

  it("is a maintenance window, once, of these rules by name", () => {
    expect(renderQuiet(quiet, render(watchOf(row, byClient), testContext), testContext)).toEqual([
      {
        vendor: "elastic",
        type: "elasticstack:index/kibanaMaintenanceWindow:KibanaMaintenanceWindow",
        name: "move",
        keeps: "move",
        args: {
          title: "driplo-prod-quiet-move: we move (platform)",
          enabled: true,
          customSchedule: {
            start: "2026-03-14T21:00:00.000Z",
            duration: "90m",
            timezone: "UTC",
            recurring: { occurrences: 1 },
          },
          scope: {
            alerting: {
              kql: 'kibana.alert.rule.name: ("Thing critical: any client with more than 500 over 5 min (prod)")',
            },
          },
        },
      },
    ]);
  });

  it("is nothing where no rule is covered", () => {
    expect(renderQuiet(quiet, [], testContext)).toEqual([]);
  });
});
