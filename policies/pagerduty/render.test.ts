import { minutes, seconds } from "../../monitors/model/quantity";
import type { Policies } from "../../monitors/model/route";
import { testContext, testEnvironment, testRoutes } from "../../testing/context";
import { policies } from "..";
import { check } from "./limits";
import { relativeDelays, renderPagerDuty, type PagedDestination } from "./render";

const destinations: readonly PagedDestination[] = [
  { service: "api", serviceTitle: "API", priority: "P1", from: ["datadog", "cloudwatch"] },
  { service: "api", serviceTitle: "API", priority: "P2", from: ["datadog"] },
  { service: "api", serviceTitle: "API", priority: "P3", from: ["datadog"] },
];
const data: Policies = { ...policies, routes: { prod: testRoutes, dev: testRoutes } };
const rendered = renderPagerDuty(destinations, data, testContext);
const named = (type: string) => rendered.filter((each) => each.type.startsWith(`pagerduty:index/${type}:`));
const schedule = (name: string) => ({
  type: "schedule_reference",
  id: { late: "reference", type: "pagerduty:index/schedule:Schedule", name, property: "id" },
});

describe("relativeDelays", () => {
  it.each([
    ["P0's ladder", [0, 5, 15, 30], [5, 10, 15, 30]],
    ["P1's ladder", [0, 15, 30, 60], [15, 15, 30, 30]],
    ["one rung", [0], [30]],
  ])("%s", (_, after, delays) => {
    expect(relativeDelays(after.map((each) => ({ after: minutes(each) })))).toEqual(delays);
  });

  it("adds up to the times that the policies give, for every priority that escalates", () => {
    for (const priority of ["P0", "P1"] as const) {
      const { steps } = policies.routes.prod[priority];
      const delays = relativeDelays(steps);
      const told = steps.map((_, index) => delays.slice(0, index).reduce((sum, delay) => sum + delay, 0));
      expect(told.map((each) => minutes(each))).toEqual(steps.map(({ after }) => after));
    }
  });
});

describe("PagerDuty's Slack connection", () => {
  it("says in the channel of a page that rings who took it, and that it is over", () => {
    expect(named("slackConnection").map(({ name, args }) => ({ name, args }))).toEqual([
      {
        name: "api.P1",
        args: {
          sourceId: { late: "reference", type: "pagerduty:index/service:Service", name: "api.P1", property: "id" },
          sourceType: "service_reference",
          workspaceId: "T1",
          channelId: "C1",
          notificationType: "responder",
          configs: [
            {
              events: [
                "incident.triggered",
                "incident.acknowledged",
                "incident.escalated",
                "incident.reassigned",
                "incident.resolved",
              ],
              urgency: "high",
            },
          ],
        },
      },
    ]);
  });
});

describe("PagerDuty", () => {
  it("has a policy for each priority that pages, and none for the others", () => {
    expect(named("escalationPolicy").map(({ name, protect, args }) => ({ name, protect, args }))).toEqual([
      {
        name: "P1",
        protect: true,
        args: {
          name: "Driplo prod P1",
          description: "Priority P1, high urgency",
          numLoops: 2,
          rules: [
            { escalationDelayInMinutes: 5, targets: [schedule("rung-1")] },
            { escalationDelayInMinutes: 30, targets: [schedule("rung-2")] },
          ],
        },
      },
      {
        name: "P2",
        protect: true,
        args: {
          name: "Driplo prod P2",
          description: "Priority P2, low urgency",
          numLoops: 0,
          rules: [{ escalationDelayInMinutes: 30, targets: [schedule("rung-1")] }],
        },
      },
    ]);
  });

  it("has a service for each service and paging priority, with the urgency of its route and a protected life", () => {
    expect(named("service").map(({ name }) => name)).toEqual(["api.P1", "api.P2"]);
    expect(named("service")[1]).toMatchObject({
      protect: true,
      args: {
        name: "driplo-prod-api-P2",
        incidentUrgencyRule: { type: "constant", urgency: "low" },
        autoResolveTimeout: "null",
        acknowledgementTimeout: "null",
      },
    });
  });

  it("has an integration for each vendor that sends there, its key kept secret", () => {
    expect(named("serviceIntegration").map(({ name }) => name)).toEqual([
      "api.P1.datadog",
      "api.P1.cloudwatch",
      "api.P2.datadog",
    ]);
    expect(named("serviceIntegration").every(({ secretOutputs }) => secretOutputs?.includes("integrationKey"))).toBe(
      true,
    );
  });

  it("phones people who have a number, at once and for high urgency, and declares nothing that PagerDuty makes itself", () => {
    expect(named("userNotificationRule").map(({ name, args }) => [name, args])).toMatchObject([
      ["ann.sms.high", { urgency: "high", startDelayInMinutes: 0, contactMethod: { type: "sms_contact_method" } }],
      ["ann.phone.high", { urgency: "high", startDelayInMinutes: 0, contactMethod: { type: "phone_contact_method" } }],
    ]);
    expect(named("userContactMethod").find(({ name }) => name === "ann.phone")).toMatchObject({
      secretOutputs: ["address"],
      args: { type: "phone_contact_method", countryCode: 33, address: { late: "secret" } },
    });
    expect(JSON.stringify(rendered)).not.toMatch(/(email|push_notification)_contact_method/);
  });

  it("takes turns on rungs 1 and 2 from the first hand-off, and keeps 3 and 4 fixed", () => {
    expect(
      named("schedule").map(({ name, args }) => [name, "layers" in args ? args.layers[0] : undefined]),
    ).toMatchObject([
      [
        "rung-1",
        {
          users: [{ name: "ann" }, { name: "bob" }],
          rotationTurnLengthSeconds: 604_800,
          start: policies.handOff.first,
        },
      ],
      ["rung-2", { users: [{ name: "bob" }] }],
      ["rung-3.ann", { users: [{ name: "ann" }] }],
      ["rung-4.ann", { users: [{ name: "ann" }] }],
      ["rung-4.bob", { users: [{ name: "bob" }] }],
    ]);
  });

  it("names the owner's schedules by id in a stack that does not own the account", () => {
    const guest = {
      ...testEnvironment,
      onCall: { declaredHere: false, schedules: { 1: ["S1"], 2: ["S2"], 3: [], 4: [] } },
    } as const;
    const others = renderPagerDuty(destinations, data, { ...testContext, environment: guest });
    expect(others.filter(({ type }) => /:(User|Schedule|UserContactMethod)$/.test(type))).toEqual([]);
    expect(others[0]?.args).toMatchObject({ rules: [{ targets: [{ id: "S1" }] }, { targets: [{ id: "S2" }] }] });
  });

  it("is nothing at all where no route pages", () => {
    const quiet = { ...testContext, routeOf: () => testRoutes.P3 };
    expect(renderPagerDuty(destinations, data, quiet)).toEqual([]);
  });
});

describe("PagerDuty's limits", () => {
  const policy = (after: readonly number[], targets: number) => {
    const [first, ...rest] = after.map((each) => ({ after: seconds(each), rung: 1, channels: ["pagerduty"] }) as const);
    if (first === undefined) throw new Error("no step");
    const route = { pages: true, urgency: "high", steps: [first, ...rest] } as const;
    const ids = Array.from({ length: targets }, (_, index) => `S${index}`);
    const guest = {
      ...testEnvironment,
      onCall: { declaredHere: false, schedules: { 1: ids, 2: [], 3: [], 4: [] } },
    } as const;
    const [declaration] = renderPagerDuty(destinations, data, { environment: guest, routeOf: () => route, quiet: [] });
    return declaration === undefined ? [] : check(declaration).map(({ what }) => what);
  };
  const every = (span: number, steps: number) => Array.from({ length: steps }, (_, index) => index * span);

  it.each<readonly [string, readonly number[], number, readonly string[]]>([
    ["a minute after one target", every(60, 2), 1, []],
    ["no wait after one target", every(0, 2), 1, ["rule 1 waits 0 min before the next"]],
    ["a minute and a half", every(90, 2), 1, ["rule 1 waits 1.5 min before the next"]],
    ["five minutes and a half after two targets", every(330, 2), 2, ["rule 1 waits 5.5 min before the next"]],
    ["five minutes after two targets", every(300, 2), 2, []],
    ["four minutes after two targets", every(240, 2), 2, ["rule 1 waits 4 min before the next"]],
    ["twenty rules", every(300, 20), 1, []],
    ["twenty-one rules", every(300, 21), 1, ["21 rules"]],
    ["ten targets", [0], 10, []],
    ["eleven targets", [0], 11, ["rule 1 has 11 targets"]],
    ["no target", [0], 0, ["rule 1 has 0 targets"]],
  ])("%s", (_, after, targets, what) => {
    expect(policy(after, targets)).toEqual(what);
  });
});
