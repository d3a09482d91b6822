import { keyOf } from "../declaration/declaration";
import { count, days, hours, milliseconds, minutes, percent, seconds } from "../model/quantity";
import type { MissingData } from "../model/missing-data";
import type { SignalDefinition } from "../model/signal";
import { newrelic, type NewRelicSource } from "../model/sources/newrelic";
import type { Destination } from "../plan/destination";
import type { RenderContext, Watch } from "../plan/watch";
import { testContext, watchOf } from "../../testing/context";
import type { ConditionDeclaration, NewRelicDeclaration } from "./declaration";
import { accepts, check } from "./limits";
import { render } from "./render";
import { renderRouting } from "./routing";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;
const spans = newrelic.spans({ service: "shop-api", kind: "server" });

const slow = {
  ...text,
  kind: "latency",
  statistic: "p95",
  warning: { at: milliseconds(500), priority: "P3" },
  critical: { at: seconds(2), priority: "P2" },
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const failing = {
  ...text,
  kind: "error_ratio",
  critical: { at: percent(5), priority: "P2" },
  minimumTraffic: count(100),
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const conditions = (row: SignalDefinition, source: NewRelicSource = spans, role: Watch["role"] = "first") =>
  render(watchOf(row, source, role), testContext).filter(
    (each): each is ConditionDeclaration => each.type === "newrelic:index/nrqlAlertCondition:NrqlAlertCondition",
  );

const argsOf = (...of: Parameters<typeof conditions>): ConditionDeclaration["args"] => {
  const [condition] = conditions(...of).slice(-1);
  if (condition === undefined) throw new Error("no condition");
  return condition.args;
};

const queryOf = (...of: Parameters<typeof conditions>) => argsOf(...of).nrql.query;

const reference = (type: string, name: string) => ({ late: "reference", type, name, property: "id" });
const policy = (name: string) => reference("newrelic:index/alertPolicy:AlertPolicy", name);

describe("New Relic's conditions", () => {
  it("hold one level each, in the policy of its service and priority", () => {
    const [warning, critical] = conditions(slow, spans, "backstop");
    expect(critical).toEqual({
      vendor: "newrelic",
      type: "newrelic:index/nrqlAlertCondition:NrqlAlertCondition",
      name: "api.thing.critical",
      watches: { signal: "api.thing", measure: "main", level: "critical" },
      after: ["newrelic:index/workflow:Workflow api.P2"],
      args: {
        policyId: policy("api.P2"),
        name: "Thing critical: p95 above 2 s over 5 min (prod), backstop",
        titleTemplate: "Thing critical: p95 above 2 s over 5 min (prod), backstop",
        description:
          "Runbook: https://runbooks.test/api/page.md#api-thing First: Look. Users: It hurts. Now: see the chart of the issue, in ms. Threshold: p95 above 2 s over 5 min. Since: the time at which the issue opened.",
        runbookUrl: "https://runbooks.test/api/page.md#api-thing",
        type: "static",
        nrql: {
          query:
            "SELECT percentile(duration.ms, 95) FROM Span WHERE service.name = 'shop-api' AND span.kind = 'server'",
        },
        aggregationWindow: 300,
        slideBy: 60,
        aggregationMethod: "event_flow",
        aggregationDelay: "120",
        critical: { operator: "above", threshold: 2000, thresholdDuration: 300, thresholdOccurrences: "all" },
        fillOption: "none",
        expirationDuration: 480,
        openViolationOnExpiration: false,
        closeViolationsOnExpiration: true,
        violationTimeLimitSeconds: 2_592_000,
      },
    });
    expect(warning).toMatchObject({
      name: "api.thing.warning",
      after: ["newrelic:index/workflow:Workflow P3"],
      args: { policyId: policy("P3"), critical: { threshold: 500 } },
    });
  });

  it("count the bad among all, and are 0 below the minimum of traffic", () => {
    expect(queryOf(failing)).toBe(
      "SELECT if(count(*) >= 100, percentage(count(*), WHERE http.response.status_code >= 500 OR http.status_code >= 500), 0) " +
        "FROM Span WHERE service.name = 'shop-api' AND span.kind = 'server'",
    );
    expect(argsOf(failing)).toMatchObject({
      critical: { threshold: 5 },
      description:
        "Runbook: https://runbooks.test/api/page.md#api-thing First: Look. Users: It hurts. Now: see the chart of the issue, in %. Threshold: above 5 % over 5 min. Quiet below 100 events in that time. Since: the time at which the issue opened.",
    });
  });

  it("take a filter and other bad spans in NRQL, and quote a service's name", () => {
    const source = newrelic.spans({
      service: "d'api",
      kind: "client",
      filter: "name = 'GET /a' OR name = 'GET /b'",
      bad: "error IS true",
    });
    expect(queryOf(failing, source)).toBe(
      "SELECT if(count(*) >= 100, percentage(count(*), WHERE error IS true), 0) FROM Span " +
        String.raw`WHERE service.name = 'd\'api' AND span.kind = 'client' AND (name = 'GET /a' OR name = 'GET /b')`,
    );
  });

  it.each<readonly [string, SignalDefinition]>([
    ["percentile(duration.ms, 50)", { ...slow, statistic: "p50" as const }],
    ["percentile(duration.ms, 99)", { ...slow, statistic: "p99" as const }],
    ["average(duration.ms)", { ...slow, statistic: "mean" as const }],
    ["max(duration.ms)", { ...slow, statistic: "max" as const }],
  ])("read a latency by %s", (nrql, row) => {
    expect(queryOf(row)).toContain(`SELECT ${nrql} FROM Span`);
  });

  it("guard a mean by its traffic", () => {
    expect(queryOf({ ...slow, statistic: "mean" as const, minimumTraffic: count(20) })).toContain(
      "SELECT if(count(*) >= 20, average(duration.ms), 0) FROM Span",
    );
  });

  it.each([
    { window: seconds(30), seconds: 30, slide: undefined, first: 60, backstop: 210 },
    { window: minutes(1), seconds: 60, slide: undefined, first: 60, backstop: 240 },
    { window: minutes(2), seconds: 120, slide: 60, first: 120, backstop: 240 },
    { window: minutes(5), seconds: 300, slide: 60, first: 300, backstop: 300 },
    { window: hours(2), seconds: 7_200, slide: 60, first: 7_200, backstop: 7_200 },
    { window: hours(6), seconds: 21_600, slide: 900, first: 21_600, backstop: 21_600 },
  ])("over $seconds s tell at the first breach, and as a backstop three minutes later", (expected) => {
    const row = { ...slow, window: expected.window };
    const told = argsOf(row);
    expect([told.aggregationWindow, told.slideBy]).toEqual([expected.seconds, expected.slide]);
    expect("slideBy" in told).toBe(expected.slide !== undefined);
    expect(told.critical).toMatchObject({ thresholdDuration: expected.first, thresholdOccurrences: "at_least_once" });
    const held = argsOf(row, spans, "backstop").critical;
    expect(held).toMatchObject({ thresholdDuration: expected.backstop, thresholdOccurrences: "all" });
    expect(expected.backstop - (expected.slide ?? expected.seconds)).toBeGreaterThanOrEqual(180);
  });

  const silent = (missingData: MissingData): SignalDefinition => ({ ...slow, missingData });

  it.each<{ decision: MissingData; fill: string; after: number | undefined; open: boolean; close: boolean }>([
    { decision: "ok", fill: "none", after: 300, open: false, close: true },
    { decision: "breach", fill: "none", after: 300, open: true, close: false },
    { decision: "notify", fill: "none", after: 600, open: true, close: true },
    { decision: "keep", fill: "last_value", after: undefined, open: false, close: false },
  ])("take silence for $decision", ({ decision, fill, after, open, close }) => {
    const args = argsOf(silent(decision));
    expect(args).toMatchObject({
      fillOption: fill,
      openViolationOnExpiration: open,
      closeViolationsOnExpiration: close,
    });
    expect(args.expirationDuration).toBe(after);
    expect("expirationDuration" in args).toBe(after !== undefined);
    expect(args).not.toHaveProperty("fillValue");
  });

  it("wait with silence as long as their window, and three minutes more as a backstop", () => {
    const long = { ...slow, window: hours(1) } as const;
    const watched = { ...long, missingData: "notify" } as const;
    expect(argsOf(long)).toMatchObject({ expirationDuration: 3_600 });
    expect(argsOf(watched, spans, "backstop")).toMatchObject({
      expirationDuration: 7_380,
    });
  });

  it("have one level alone, and none of New Relic's warnings", () => {
    expect(conditions(failing)).toHaveLength(1);
    for (const { args } of conditions(slow)) expect(args).not.toHaveProperty("warning");
  });
});

const destination = (priority: Destination["priority"], service = "api"): Destination => ({
  service,
  serviceTitle: service,
  priority,
});

const keys = (declarations: readonly NewRelicDeclaration[]) =>
  declarations.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`);

const named = (declarations: readonly NewRelicDeclaration[], key: string) =>
  declarations.find((each) => keys([each])[0] === key);

describe("New Relic's routing", () => {
  const shared = renderRouting(
    [destination("P1"), destination("P2"), destination("P3"), destination("P3", "search")],
    [],
    testContext,
  );

  it("makes a policy and a workflow for each service and paging priority, and one for each quiet priority", () => {
    expect(keys(shared)).toEqual([
      "NotificationDestination email",
      "AlertPolicy api.P1",
      "NotificationDestination api.P1",
      "NotificationChannel api.P1.pagerduty",
      "Workflow api.P1",
      "AlertPolicy api.P2",
      "NotificationDestination api.P2",
      "NotificationChannel api.P2.pagerduty",
      "NotificationChannel api.P2.email",
      "Workflow api.P2",
      "AlertPolicy P3",
      "NotificationChannel P3.email",
      "Workflow P3",
    ]);
  });

  it("opens an issue for each condition, in the environment's own policy", () => {
    expect(named(shared, "AlertPolicy api.P2")).toEqual({
      vendor: "newrelic",
      type: "newrelic:index/alertPolicy:AlertPolicy",
      name: "api.P2",
      args: { name: "driplo-prod-api.P2", incidentPreference: "PER_CONDITION_AND_TARGET" },
    });
  });

  it("pages PagerDuty's service of the destination, by its own key, which stays secret", () => {
    expect(named(shared, "NotificationDestination api.P2")).toEqual({
      vendor: "newrelic",
      type: "newrelic:index/notificationDestination:NotificationDestination",
      name: "api.P2",
      secretOutputs: ["authToken"],
      args: {
        name: "driplo-prod-api-P2",
        type: "PAGERDUTY_SERVICE_INTEGRATION",
        properties: [{ key: "", value: "" }],
        authToken: {
          prefix: "Token token=",
          token: {
            late: "reference",
            type: "pagerduty:index/serviceIntegration:ServiceIntegration",
            name: "api.P2.newrelic",
            property: "integrationKey",
          },
        },
      },
    });
    expect(named(shared, "NotificationChannel api.P2.pagerduty")?.args).toEqual({
      name: "driplo-prod-api.P2.pagerduty",
      type: "PAGERDUTY_SERVICE_INTEGRATION",
      product: "IINT",
      destinationId: reference("newrelic:index/notificationDestination:NotificationDestination", "api.P2"),
      properties: [{ key: "summary", value: "{{ annotations.title.[0] }}" }],
    });
  });

  it("writes to the team's list, one destination for all", () => {
    expect(named(shared, "NotificationDestination email")?.args).toEqual({
      name: "driplo-prod-email",
      type: "EMAIL",
      properties: [{ key: "email", value: "list@shop.test" }],
    });
    expect(named(shared, "NotificationChannel P3.email")?.args).toEqual({
      name: "driplo-prod-P3.email",
      type: "EMAIL",
      product: "IINT",
      destinationId: reference("newrelic:index/notificationDestination:NotificationDestination", "email"),
      properties: [{ key: "subject", value: "{{ annotations.title.[0] }}" }],
    });
  });

  it("carries a policy's issues, opened and closed, to every channel of the route", () => {
    const channel = (name: string) => ({
      channelId: reference("newrelic:index/notificationChannel:NotificationChannel", name),
      notificationTriggers: ["ACTIVATED", "CLOSED"],
    });
    expect(named(shared, "Workflow api.P2")).toEqual({
      vendor: "newrelic",
      type: "newrelic:index/workflow:Workflow",
      name: "api.P2",
      args: {
        name: "driplo-prod-api.P2",
        mutingRulesHandling: "DONT_NOTIFY_FULLY_MUTED_ISSUES",
        issuesFilter: {
          name: "api.P2",
          type: "FILTER",
          predicates: [{ attribute: "labels.policyIds", operator: "EXACTLY_MATCHES", values: [policy("api.P2")] }],
        },
        destinations: [channel("api.P2.pagerduty"), channel("api.P2.email")],
      },
    });
  });

  it("declares no Slack, and no e-mail where no route writes", () => {
    expect(JSON.stringify(shared)).not.toMatch(/slack/i);
    expect(keys(renderRouting([destination("P1")], [], testContext))).not.toContain("NotificationDestination email");
  });

  it("makes nothing where nothing is sent", () => {
    expect(renderRouting([], [], testContext)).toEqual([]);
  });

  it("mails the environment's list where Slack alone would hear, for a workflow has a destination", () => {
    const slackOnly: RenderContext = {
      ...testContext,
      routeOf: () => ({ pages: false, steps: [{ after: seconds(0), rung: 1, channels: ["slack"] }] }),
    };
    const rendered = renderRouting([destination("P3")], [], slackOnly);
    expect(rendered.flatMap(check)).toEqual([]);
    expect(rendered.map(keyOf)).toEqual([
      "newrelic:index/notificationDestination:NotificationDestination email",
      "newrelic:index/alertPolicy:AlertPolicy P3",
      "newrelic:index/notificationChannel:NotificationChannel P3.email",
      "newrelic:index/workflow:Workflow P3",
    ]);
    const bare = rendered.map((each) =>
      each.type === "newrelic:index/workflow:Workflow" ? { ...each, args: { ...each.args, destinations: [] } } : each,
    );
    expect(bare.flatMap(check)).toEqual([
      {
        what: "nobody would hear of it from New Relic",
        rule: "a workflow has a destination; its Slack destinations cannot be declared",
        remedy: "mend monitors/newrelic/routing.ts, which mails the environment's list where a route does not page",
      },
    ]);
    expect(shared.flatMap(check)).toEqual([]);
  });
});

describe("New Relic's limits", () => {
  const refusal = (row: SignalDefinition, source: NewRelicSource = spans) => accepts(watchOf(row, source));

  it.each<readonly [string, SignalDefinition, string | undefined]>([
    ["a latency", slow, undefined],
    ["a share", failing, undefined],
    [
      "a kind without a place",
      { ...text, kind: "time_left", critical: { at: days(7), priority: "P1" }, missingData: "ok", source: spans },
      "a spans source of New Relic cannot measure the kind time_left",
    ],
    ["a minimum of traffic on a percentile", { ...slow, minimumTraffic: count(20) }, "a minimum of traffic on a p95"],
    ["the shortest window", { ...slow, window: seconds(30) }, undefined],
    ["a shorter window", { ...slow, window: seconds(29) }, "a window of 29 s"],
    ["the longest window", { ...slow, window: hours(6) }, undefined],
    ["a longer window", { ...slow, window: seconds(21_601) }, "a window of 21601 s"],
    ["whole minutes", { ...slow, window: minutes(3) }, undefined],
    ["a minute and a half", { ...slow, window: seconds(90) }, "a window of 90 s does not move on by 60 s"],
    ["whole quarters above two hours", { ...slow, window: minutes(135) }, undefined],
    ["others above two hours", { ...slow, window: minutes(121) }, "a window of 7260 s does not move on by 900 s"],
  ])("%s", (_, row, what) => {
    expect(refusal(row)?.what).toBe(what);
  });

  it("names what it can measure", () => {
    expect(
      refusal({ ...text, kind: "event", critical: { event: "x", priority: "P1" }, missingData: "ok", source: spans }),
    ).toEqual({
      what: "a spans source of New Relic cannot measure the kind event",
      rule: "spans measures latency or error_ratio; event is something happened that must not; there is no number",
      remedy: "change the kind, or the source",
    });
  });

  it.each([
    ["name = 'a (b'", undefined],
    [String.raw`name = 'it\'s since noon'`, undefined],
    ["(a = 1 OR b = 2)", undefined],
    ["a = 1 SINCE 1 day ago", "filter has the clause SINCE"],
    ["a = 1 facet name", "filter has the clause FACET"],
    ["name = 'open", "filter is no whole condition: name = 'open"],
    ["(a = 1", "filter is no whole condition: (a = 1"],
    ["a = 1) OR (b = 2", "filter is no whole condition: a = 1) OR (b = 2"],
  ])("the filter %s", (filter, what) => {
    expect(refusal(slow, newrelic.spans({ service: "a", kind: "server", filter }))?.what).toBe(what);
  });

  it("looks at what is bad where it is counted", () => {
    const source = newrelic.spans({ service: "a", kind: "server", bad: "LIMIT 5" });
    expect(refusal(failing, source)?.what).toBe("bad has the clause LIMIT");
    expect(refusal(slow, source)).toBeUndefined();
  });

  const [condition] = conditions(failing);
  if (condition === undefined) throw new Error("no condition");
  const faults = (args: Partial<ConditionDeclaration["args"]>) =>
    check({ ...condition, args: { ...condition.args, ...args } }).map(({ what }) => what);

  it.each([
    ["name", 128, "the name has 129 characters"],
    ["titleTemplate", 256, "the title has 257 characters"],
    ["description", 4_000, "the description has 4001 characters"],
  ])("%s of %i characters, and of one more", (field, longest, what) => {
    expect(faults({ [field]: "x".repeat(longest) })).toEqual([]);
    expect(faults({ [field]: "x".repeat(longest + 1) })).toEqual([what]);
  });

  it.each([
    [60, 60, []],
    [30, 30, ["a threshold duration of 30 s over windows of 30 s"]],
    [86_400, 60, []],
    [86_460, 60, ["a threshold duration of 86460 s over windows of 60 s"]],
    [480, 300, ["a threshold duration of 480 s over windows of 300 s"]],
    [600, 300, []],
  ])("breaching for %i s over windows of %i s", (thresholdDuration, aggregationWindow, what) => {
    expect(faults({ aggregationWindow, critical: { threshold: 5, thresholdDuration } })).toEqual(what);
  });
});
