import type { ChartQuery } from "../monitors/plan/chart";
import { actionsNamed, browserActions, features, type BrowserAction } from "../monitors/model/sources/browser";
import type { ViewPanel } from "./board";
import { countOf, DAY, distinct, events, shareOf } from "./views";

/** What people do with the shop, as their browsers tell it after consent: actions and context of `instrumentation/browser`. */

const WEEK = 7 * DAY;

/** Outcomes of an attempt that came to nothing. Looking in vain is a use, too. */
const IN_VAIN: ReadonlySet<string> = new Set(["failed", "refused", "timed_out"]);

const doneWith = (action: BrowserAction): string =>
  `@type:action ${actionsNamed(
    [action],
    browserActions[action].filter((outcome) => !IN_VAIN.has(outcome)),
  )}`;

const named = Object.entries(features).map(([name, action], index) => ({ name, action, id: `used${index + 1}` }));

/** Everybody whose browser told us anything. A signed-in member is one person on every device, and others are one for each browser. */
const ACTIVE = "@type:view @session.type:user";

/** https://docs.datadoghq.com/real_user_monitoring/browser/data_collected/ (User attributes, Session attributes) */
const PEOPLE = distinct("@usr.id");
const SESSIONS = distinct("@session.id");

export const featureUsage: ViewPanel = {
  view: "Feature usage",
  means: "How often each feature was used, by day.",
  unit: "short",
  shape: "series",
  asks: (environment): readonly ChartQuery[] => [
    {
      over: "datadog",
      formula: "used1",
      lines: named.map(({ name, id }) => ({ name, formula: id })),
      interval: DAY,
      queries: named.map(({ id, action }) => countOf(id, { of: "rum", search: doneWith(action) }, environment)),
    },
  ],
};

export const featureAdoption: ViewPanel = {
  view: "Feature adoption",
  means: "Users of a feature as a share of all active users, by week. The first and the last week shown are not whole.",
  unit: "percent",
  shape: "series",
  asks: (environment): readonly ChartQuery[] => [
    {
      over: "datadog",
      formula: "100 * used1 / active",
      lines: named.map(({ name, id }) => ({ name, formula: `100 * ${id} / active` })),
      interval: WEEK,
      queries: [
        countOf("active", { of: "rum", search: ACTIVE, compute: PEOPLE }, environment),
        ...named.map(({ id, action }) =>
          countOf(id, { of: "rum", search: doneWith(action), compute: PEOPLE }, environment),
        ),
      ],
    },
  ],
};

/** A key of `Visit` in instrumentation/browser/sink.ts, which every event carries as its context. */
const sessionsWith = (key: "installed" | "returning"): string => `@type:view @context.${key}:true`;

export const returningVisitors = shareOf({
  view: "Returning visitors",
  means: "Share of the sessions whose browser was here on an earlier day: visitors, whether they bought or not.",
  part: { of: "rum", search: sessionsWith("returning"), compute: SESSIONS },
  whole: { of: "rum", search: ACTIVE, compute: SESSIONS },
});

export const installs = events({
  view: "Installs of the app",
  means: "Installations that browsers told of, by day.",
  of: "rum",
  search: `@type:action ${actionsNamed(["app_install"], ["installed"])}`,
  each: DAY,
});

export const installedSessions = shareOf({
  view: "Sessions of the installed app",
  means: "Share of the sessions that run as an installed app and not in a browser's tab.",
  part: { of: "rum", search: sessionsWith("installed"), compute: SESSIONS },
  whole: { of: "rum", search: ACTIVE, compute: SESSIONS },
});

export const offlineStarts = shareOf({
  view: "Starts without a network",
  means: "Share of the starts that the service worker served offline. Told once there is a network again.",
  part: { of: "rum", search: `@type:action ${actionsNamed(["app_start"], ["offline"])}` },
  whole: { of: "rum", search: `@type:action ${actionsNamed(["app_start"])}` },
});

/** Errors beside the sessions that could have had them: a browser that nobody uses has few, however broken the shop is in it. */
const brokenBy = (what: string, facet: string): ViewPanel =>
  shareOf({
    view: `Sessions with an error by ${what}`,
    means: `Share of the sessions with an error of the page's scripts, by ${what}: of the most used ones.`,
    by: facet,
    part: { of: "rum", search: "@type:error @device.type:$device", compute: SESSIONS },
    whole: { of: "rum", search: "@type:view @device.type:$device", compute: SESSIONS },
  });

export const brokenByBrowser = brokenBy("browser", "@browser.name");
export const brokenByDevice = brokenBy("device", "@device.type");
export const brokenByModel = brokenBy("model", "@device.name");
