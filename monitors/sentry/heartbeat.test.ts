import { minutes, seconds } from "../model/quantity";
import { sentry } from "../model/sources/sentry";
import { heartbeatRow, testContext, watchOf } from "../../testing/context";
import { accepts } from "./limits";
import { render } from "./render";

const source = sentry.heartbeat({ of: "prometheus" });

const row = (at = minutes(10)) => heartbeatRow(source, at);

describe("Sentry listening for Grafana's beat", () => {
  const [monitor, alert] = render(watchOf(row(), source), testContext);

  it("misses a check-in that is five minutes late, and makes an issue of the first", () => {
    expect(monitor).toEqual({
      vendor: "sentry",
      type: "sentry:index/cronMonitor:CronMonitor",
      name: "api.thing.critical",
      after: ["sentry:index/project:Project storefront"],
      args: {
        organization: "shop",
        project: "storefront",
        name: "driplo-prod-heartbeat-prometheus",
        schedule: { intervalValue: 5, intervalUnit: "minute" },
        description: "Runbook: https://runbooks.test/api/page.md#api-thing\nFirst: Look.\nUsers: It hurts.",
        checkinMarginMinutes: 5,
        maxRuntimeMinutes: 1,
        failureIssueThreshold: 1,
        recoveryThreshold: 1,
        timezone: "UTC",
        owner: {
          teamId: { late: "lookup", token: "sentry:getTeam", args: { organization: "shop", slug: "storefront-team" } },
        },
      },
    });
  });

  it("tells of that issue, which is of high priority, and of its end", () => {
    expect(alert).toMatchObject({
      type: "sentry:index/alert:Alert",
      name: "api.thing.critical",
      watches: { signal: "api.thing", measure: "main", level: "critical" },
      args: {
        name: "Thing critical: nothing heard for 10 min (prod)",
        enabled: true,
        monitorIds: [
          {
            late: "reference",
            type: "sentry:index/cronMonitor:CronMonitor",
            name: "api.thing.critical",
            property: "id",
          },
        ],
        frequencyMinutes: 0,
        actionFilters: [
          {
            logicType: "any-short",
            conditions: [
              { issuePriorityGreaterOrEqual: { comparison: 75 } },
              { issuePriorityDeescalating: { comparison: 75 } },
            ],
          },
        ],
      },
    });
    expect(Object.keys(alert?.args ?? {})).not.toContain("environment");
  });

  it("tells alike where the level is a warning", () => {
    const { critical, ...rest } = row();
    const [, warning] = render(watchOf({ ...rest, warning: critical }, source), testContext);
    expect(warning?.args).toMatchObject({
      actionFilters: [{ conditions: [{ issuePriorityGreaterOrEqual: { comparison: 75 } }, {}] }],
    });
  });

  it.each([
    [minutes(6), undefined],
    [minutes(5), "api.thing.critical tells after 5 min"],
    [seconds(450), "api.thing.critical tells after 7.5 min"],
  ])("takes a silence of %p: %p", (at, what) => {
    expect(accepts(watchOf(row(at), source))?.what).toBe(what);
  });

  it("takes one level: a check-in is of one monitor", () => {
    const both = { ...row(), warning: { at: minutes(8), priority: "P3" } } as const;
    expect(accepts(watchOf(both, source))).toEqual({
      what: "a heartbeat of 2 levels at Sentry",
      rule: "a check-in is of one monitor, which has one level",
      remedy: "leave the warning out",
    });
  });
});
