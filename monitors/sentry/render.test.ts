import type { Priority } from "../model/priority";
import { count, days, hours, minutes, percent, seconds, type Dimension, type Quantity } from "../model/quantity";
import type { MissingData } from "../model/missing-data";
import type { SignalDefinition } from "../model/signal";
import { sentry, type SentrySource } from "../model/sources/sentry";
import type { RenderContext } from "../plan/watch";
import { testContext, testEnvironment, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";
import { renderRouting } from "./routing";
import type { AlertDeclaration } from "./declaration";

/** Beside a spread row the compiler widens a priority that is written in place to a string. */
const level = <D extends Dimension>(at: Quantity<D>, priority: Priority) => ({ at, priority }) as const;

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;

const crashes = {
  ...text,
  kind: "crash_rate",
  window: minutes(30),
  warning: { at: percent(1), priority: "P3" },
  critical: { at: percent(5), priority: "P2" },
  missingData: "keep",
  source: sentry.crashRate(),
} as const satisfies SignalDefinition;

const fresh = {
  ...text,
  kind: "event",
  warning: { event: "new_or_regressed", priority: "P3" },
  missingData: "ok",
  source: sentry.issues(),
} as const satisfies SignalDefinition;

const reached = {
  ...text,
  kind: "affected_users",
  window: hours(1),
  critical: { at: count(50), priority: "P2" },
  missingData: "ok",
  source: sentry.issues(),
} as const satisfies SignalDefinition;

const refused = {
  ...text,
  kind: "count",
  window: hours(1),
  warning: { at: count(10), priority: "P3" },
  missingData: "ok",
  source: sentry.securityEvents("scraping"),
} as const satisfies SignalDefinition;

const rendered = (row: SignalDefinition & { readonly source: SentrySource }, context: RenderContext = testContext) =>
  render(watchOf(row, row.source), context);

const PROJECT = "sentry:index/project:Project storefront";

const team = { late: "lookup", token: "sentry:getTeam", args: { organization: "shop", slug: "storefront-team" } };
const errorMonitor = {
  late: "lookup",
  token: "sentry:getProjectErrorMonitor",
  args: { organization: "shop", project: "storefront" },
};
const app = (providerKey: string) => ({
  late: "lookup",
  token: "sentry:getOrganizationIntegration",
  args: { organization: "shop", providerKey, name: `shop-${providerKey}` },
});

const slack = (name: string, channelId: string, now: string, threshold: string, since: string) => ({
  slack: {
    integrationId: app("slack"),
    channelName: `#${name}`,
    channelId,
    tags: "environment,release,url",
    notes: [
      "Runbook: https://runbooks.test/api/page.md#api-thing",
      "First: Look.",
      "Users: It hurts.",
      `Now: ${now}. Threshold: ${threshold}.`,
      `Since: ${since}.`,
    ].join("\n"),
  },
});
const CRASHES = "see the issue, in % of sessions without a crash";
const BEGINNING = "the issue's beginning";
const FIRST_EVENT = "the issue's first event";
const email = { email: { targetType: "team", targetId: team } };
const page = {
  pagerduty: {
    integrationId: app("pagerduty"),
    serviceId: {
      late: "reference",
      type: "sentry:index/integrationPagerduty:IntegrationPagerduty",
      name: "api.P2",
      property: "id",
    },
    serviceName: "driplo-prod-api-P2",
    severity: "error",
  },
};

const crashAlert = (level: "warning" | "critical", words: string, priority: number, actions: readonly object[]) => ({
  vendor: "sentry",
  type: "sentry:index/alert:Alert",
  name: `api.thing.${level}`,
  watches: { signal: "api.thing", measure: "main", level },
  after: [PROJECT],
  args: {
    organization: "shop",
    name: `Thing ${level}: above ${words} over 30 min (prod)`,
    enabled: true,
    monitorIds: [
      { late: "reference", type: "sentry:index/metricMonitor:MetricMonitor", name: "api.thing", property: "id" },
    ],
    frequencyMinutes: 0,
    actionFilters: [
      {
        logicType: "any-short",
        conditions: [
          { issuePriorityGreaterOrEqual: { comparison: priority } },
          { issuePriorityDeescalating: { comparison: priority } },
        ],
        actions,
      },
    ],
  },
});

const issueAlert = (
  level: "warning" | "critical",
  words: string,
  args: object,
  conditions: readonly object[],
  actions: readonly object[],
) => ({
  vendor: "sentry",
  type: "sentry:index/alert:Alert",
  name: `api.thing.${level}`,
  watches: { signal: "api.thing", measure: "main", level },
  after: [PROJECT],
  args: {
    organization: "shop",
    name: `Thing ${level}: ${words} (prod)`,
    enabled: true,
    monitorIds: [errorMonitor],
    environment: "production",
    ...args,
    actionFilters: [{ logicType: "all", conditions, actions }],
  },
});

const notSecurity = { taggedEvent: { key: "security.event", match: "ns" } };

describe("the crash rate", () => {
  it("is one monitor of what is left of 100 % with both levels, resolved at the lowest, and an alert for each", () => {
    expect(rendered(crashes)).toEqual([
      {
        vendor: "sentry",
        type: "sentry:index/metricMonitor:MetricMonitor",
        name: "api.thing",
        after: [PROJECT],
        args: {
          organization: "shop",
          project: "storefront",
          name: "Thing (prod)",
          description: "Runbook: https://runbooks.test/api/page.md#api-thing\nFirst: Look.\nUsers: It hurts.",
          environment: "production",
          dataset: "metrics",
          queryType: "crash_rate",
          eventTypes: [],
          query: "",
          aggregate: "percentage(sessions_crashed, sessions) AS _crash_rate_alert_aggregate",
          timeWindowSeconds: 1_800,
          issueDetection: { type: "static" },
          conditionGroup: {
            logicType: "any",
            conditions: [
              { type: "lt", comparison: 95, conditionResult: 75 },
              { type: "lt", comparison: 99, conditionResult: 50 },
              { type: "gte", comparison: 99, conditionResult: 0 },
            ],
          },
          owner: { teamId: team },
        },
      },
      crashAlert("warning", "1 %", 50, [slack("trends", "C3", CRASHES, "above 1 % over 30 min", BEGINNING), email]),
      crashAlert("critical", "5 %", 75, [
        page,
        slack("alerts", "C2", CRASHES, "above 5 % over 30 min", BEGINNING),
        email,
      ]),
    ]);
  });

  it("of one level is resolved at that level", () => {
    const [monitor] = rendered({
      ...text,
      kind: "crash_rate",
      window: minutes(30),
      critical: level(percent(5), "P2"),
      missingData: "keep",
      source: crashes.source,
    });
    expect(monitor?.args).toMatchObject({
      conditionGroup: {
        conditions: [
          { type: "lt", comparison: 95, conditionResult: 75 },
          { type: "gte", comparison: 95, conditionResult: 0 },
        ],
      },
    });
  });

  it("says a share that binary fractions cannot: 0.7 % is 99.3 % left", () => {
    const [monitor] = rendered({ ...crashes, warning: level(percent(0.7), "P3") });
    expect(JSON.stringify(monitor?.args)).toContain('{"type":"gte","comparison":99.3,"conditionResult":0}');
  });
});

describe("issues", () => {
  it("new or regressed: triggers, and no condition but that it is no security event", () => {
    expect(rendered(fresh)).toEqual([
      issueAlert(
        "warning",
        "new or regressed",
        { triggerConditions: [{ firstSeenEvent: {} }, { regressionEvent: {} }], frequencyMinutes: 0 },
        [notSecurity],
        [slack("trends", "C3", "see the issue, its users and events", "new or regressed", FIRST_EVENT), email],
      ),
    ]);
  });

  it("that reached at least 50 users: more than 49, looked at with every event, told once in the window", () => {
    expect(rendered(reached)).toEqual([
      issueAlert(
        "critical",
        "one that reached at least 50 over 1 h",
        { frequencyMinutes: 60 },
        [notSecurity, { eventUniqueUserFrequencyCount: { interval: "1h", value: 49 } }],
        [
          page,
          slack(
            "alerts",
            "C2",
            "see the issue, its users and events",
            "one that reached at least 50 over 1 h",
            FIRST_EVENT,
          ),
          email,
        ],
      ),
    ]);
  });

  it("of security events: those of its tag, more than the row's number", () => {
    expect(rendered(refused)).toEqual([
      issueAlert(
        "warning",
        "more than 10 over 1 h",
        { frequencyMinutes: 60 },
        [
          { taggedEvent: { key: "security.event", match: "eq", value: "scraping" } },
          { eventFrequencyCount: { interval: "1h", value: 10 } },
        ],
        [slack("trends", "C3", "see the issue, its events", "more than 10 over 1 h", FIRST_EVENT), email],
      ),
    ]);
  });

  it.each([
    [minutes(1), "1m", 5],
    [minutes(15), "15m", 30],
    [days(1), "1d", 1_440],
    [days(30), "30d", 1_440],
  ])("over %s are told as often as Sentry allows within it", (window, interval, frequencyMinutes) => {
    const [alert] = rendered({ ...refused, window });
    expect(alert?.args).toMatchObject({ frequencyMinutes });
    expect(JSON.stringify(alert?.args)).toContain(`"interval":"${interval}"`);
  });
});

const alertsOf = (declarations: ReturnType<typeof render>) =>
  declarations.filter((each): each is AlertDeclaration => each.type === "sentry:index/alert:Alert");

describe("a draft", () => {
  it("is declared, disabled, and names Slack alone: a switch that slips wakes nobody", () => {
    const alerts = alertsOf(rendered({ ...crashes, stage: "draft" }));
    expect(alerts.map(({ args }) => args.enabled)).toEqual([false, false]);
    expect(
      alerts.flatMap(({ args }) => args.actionFilters.flatMap(({ actions }) => actions.flatMap(Object.keys))),
    ).toEqual(["slack", "slack"]);
    expect(alerts[0]?.args.name).toBe("Draft: Thing warning: above 1 % over 30 min (prod)");
  });
});

const elsewhere: RenderContext = {
  ...testContext,
  environment: { ...testEnvironment, ownsAccount: false },
};

const destinations = (["P1", "P2", "P3"] as const).map((priority) => ({
  service: "api",
  serviceTitle: "API",
  priority,
}));

describe("what Sentry's resources share", () => {
  it("is the project with its settings, and a service for each destination that pages, one after the other", () => {
    const within = { organization: "shop", project: "storefront" };
    const after = [PROJECT];
    expect(renderRouting(destinations, testContext)).toEqual([
      {
        vendor: "sentry",
        type: "sentry:index/team:Team",
        name: "storefront",
        protect: true,
        args: { organization: "shop", name: "storefront-team", slug: "storefront-team" },
      },
      {
        vendor: "sentry",
        type: "sentry:index/project:Project",
        name: "storefront",
        protect: true,
        after: ["sentry:index/team:Team storefront"],
        args: {
          organization: "shop",
          name: "storefront",
          slug: "storefront",
          teams: ["storefront-team"],
          platform: "javascript-sveltekit",
          resolveAge: 168,
          defaultKey: false,
          defaultRules: false,
        },
      },
      {
        vendor: "sentry",
        type: "sentry:index/key:Key",
        name: "storefront",
        after,
        args: { ...within, name: "storefront" },
      },
      {
        vendor: "sentry",
        type: "sentry:index/projectOwnership:ProjectOwnership",
        name: "storefront",
        after,
        args: {
          ...within,
          raw: "path:* #storefront-team",
          fallthrough: true,
          autoAssignment: "Auto Assign to Issue Owner",
          codeownersAutoSync: false,
        },
      },
      {
        vendor: "sentry",
        type: "sentry:index/projectSpikeProtection:ProjectSpikeProtection",
        name: "storefront",
        after,
        args: { ...within, enabled: true },
      },
      ...["browser-extensions", "localhost", "filtered-transaction", "web-crawlers"].map((filterId) => ({
        vendor: "sentry",
        type: "sentry:index/projectInboundDataFilter:ProjectInboundDataFilter",
        name: `storefront.${filterId}`,
        after,
        args: { ...within, filterId, active: true },
      })),
      service("P1", []),
      service("P2", ["sentry:index/integrationPagerduty:IntegrationPagerduty api.P1"]),
    ]);
  });

  it("is without the project where another stack owns the account", () => {
    expect(renderRouting(destinations, elsewhere)).toEqual([
      service("P1", []),
      service("P2", ["sentry:index/integrationPagerduty:IntegrationPagerduty api.P1"]),
    ]);
    expect(render(watchOf(crashes, crashes.source), elsewhere).flatMap(({ after }) => after)).toEqual([]);
  });

  it("is without services, and pages nobody, where no app of PagerDuty's is named", () => {
    const unnamed: RenderContext = {
      ...elsewhere,
      environment: {
        ...elsewhere.environment,
        sentry: { ...testEnvironment.sentry, pagerdutyIntegration: undefined },
      },
    };
    expect(renderRouting(destinations, unnamed)).toEqual([]);
    expect(JSON.stringify(rendered(crashes, unnamed))).not.toContain("pagerduty");
  });
});

const service = (priority: string, after: readonly string[]) => ({
  vendor: "sentry",
  type: "sentry:index/integrationPagerduty:IntegrationPagerduty",
  name: `api.${priority}`,
  ...(after.length === 0 ? {} : { after }),
  secretOutputs: ["integrationKey"],
  args: {
    organization: "shop",
    integrationId: app("pagerduty"),
    integrationKey: {
      late: "reference",
      type: "pagerduty:index/serviceIntegration:ServiceIntegration",
      name: `api.${priority}.sentry`,
      property: "integrationKey",
    },
    service: `driplo-prod-api-${priority}`,
  },
});

const refusalOf = (row: SignalDefinition, source: SentrySource, role: "first" | "backstop" = "first") =>
  accepts(watchOf(row, source, role));

const silent = (row: SignalDefinition, missingData: MissingData): SignalDefinition =>
  row.measures === undefined ? { ...row, missingData } : row;

describe("what Sentry cannot watch", () => {
  it.each<readonly [string, SignalDefinition, SentrySource, string]>([
    [
      "another kind of number",
      { ...refused, kind: "outlier_client" },
      refused.source,
      "a source of Sentry's security events cannot measure the kind outlier_client",
    ],
    ["a count of crashes", refused, crashes.source, "a source of Sentry's crash rate cannot measure the kind count"],
    ["a crash rate of issues", crashes, fresh.source, "a source of Sentry's issues cannot measure the kind crash_rate"],
    [
      "a notice of missing sessions",
      silent(crashes, "notify"),
      crashes.source,
      'missingData: "notify" of Sentry\'s crash rate',
    ],
    [
      "a quiet hour that ends an issue",
      silent(crashes, "ok"),
      crashes.source,
      'missingData: "ok" of Sentry\'s crash rate',
    ],
    ["a breach without errors", silent(reached, "breach"), reached.source, 'missingData: "breach" of Sentry\'s issues'],
    [
      "an event that no issue has",
      { ...fresh, warning: { event: "wrong", priority: "P3" as const } },
      fresh.source,
      "Sentry has no event wrong",
    ],
  ])("%s", (_name, row, source, what) => {
    expect(refusalOf(row, source)?.what).toBe(what);
  });

  it("says rule and remedy with it", () => {
    expect(refusalOf(silent(crashes, "ok"), crashes.source)).toEqual({
      what: 'missingData: "ok" of Sentry\'s crash rate',
      rule: 'Sentry has no setting for missing data; what it does is "keep"',
      remedy: 'write missingData: "keep"',
    });
  });

  it("anything as a backstop, which would not wait", () => {
    expect(refusalOf(refused, refused.source, "backstop")?.what).toBe("Sentry as a backstop");
  });
});

describe("limits, on both sides", () => {
  it.each([
    [seconds(1_799), true],
    [minutes(30), false],
    [hours(1), false],
    [hours(3), true],
    [hours(4), false],
    [hours(24), false],
    [hours(25), true],
  ])("a crash rate over %s", (window, isRefused) => {
    expect(refusalOf({ ...crashes, window }, crashes.source) !== undefined).toBe(isRefused);
  });

  it.each([
    [seconds(59), true],
    [minutes(1), false],
    [minutes(5), false],
    [minutes(30), true],
    [hours(1), false],
    [days(30), false],
    [days(31), true],
  ])("a count over %s", (window, isRefused) => {
    expect(refusalOf({ ...refused, window }, refused.source) !== undefined).toBe(isRefused);
    expect(refusalOf({ ...reached, window }, reached.source) !== undefined).toBe(isRefused);
  });

  it("an event over any window: it is not judged over one", () => {
    expect(refusalOf({ ...fresh, window: seconds(17) }, fresh.source)).toBeUndefined();
  });

  it.each([
    [99.9, false],
    [100, true],
  ])("a share of %d %%", (share, isRefused) => {
    const row: SignalDefinition = { ...crashes, critical: level(percent(share), "P2") };
    expect(refusalOf(row, crashes.source) !== undefined).toBe(isRefused);
  });

  it.each([
    [1, true],
    [2, false],
    [2.5, true],
  ])("at least %d users", (users, isRefused) => {
    const row: SignalDefinition = { ...reached, critical: level(count(users), "P2") };
    expect(refusalOf(row, reached.source) !== undefined).toBe(isRefused);
  });

  it.each([
    [0, true],
    [1, false],
    [1.5, true],
  ])("more than %d events", (events, isRefused) => {
    const row: SignalDefinition = { ...refused, warning: level(count(events), "P3") };
    expect(refusalOf(row, refused.source) !== undefined).toBe(isRefused);
  });

  it("a name of 200 characters, and no more", () => {
    const [monitor, alert] = rendered(crashes);
    if (monitor?.type !== "sentry:index/metricMonitor:MetricMonitor" || alert?.type !== "sentry:index/alert:Alert")
      throw new Error("not a monitor and an alert");
    const named = (length: number) => [
      ...check({ ...monitor, args: { ...monitor.args, name: "x".repeat(length) } }),
      ...check({ ...alert, args: { ...alert.args, name: "x".repeat(length) } }),
    ];
    expect(named(200)).toEqual([]);
    expect(named(201).map(({ what }) => what)).toEqual(["the name has 201 characters", "the name has 201 characters"]);
  });

  it("an alert without an action", () => {
    const silentRoute: RenderContext = {
      environment: { ...testEnvironment, sentry: { ...testEnvironment.sentry, pagerdutyIntegration: undefined } },
      quiet: [],
      routeOf: () => ({
        pages: true,
        urgency: "high",
        steps: [{ after: seconds(0), rung: 1, channels: ["pagerduty"] }],
      }),
    };
    expect(
      rendered(refused, silentRoute)
        .flatMap(check)
        .map(({ what }) => what),
    ).toEqual(["nobody would hear of it from Sentry"]);
    expect(rendered(refused).flatMap(check)).toEqual([]);
  });
});

describe("prose in an alert's notes, which are Slack's markup", () => {
  it("is read as it was written", () => {
    const made = JSON.stringify(rendered({ ...refused, impact: "Loses <1 % & more" }));
    expect(made).toContain(String.raw`\nUsers: Loses &lt;1 % &amp; more\n`);
  });
});
