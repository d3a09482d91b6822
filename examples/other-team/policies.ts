import { hours, minutes, seconds } from "../../monitors/model/quantity";
import type { Channel, Policies, Route } from "../../monitors/model/route";
import type { EnvironmentName } from "./environments";

const loud: readonly [Channel, ...Channel[]] = ["pagerduty", "phone", "sms"];

/** Two rungs are enough for a team of six. */
const ladder = (second: Route["steps"][number]["after"]): Route => ({
  pages: true,
  urgency: "high",
  steps: [
    { after: seconds(0), rung: 1, channels: [...loud, "slack"] },
    { after: second, rung: 2, channels: loud },
  ],
});

const read: Route = { pages: false, steps: [{ after: seconds(0), rung: 1, channels: ["slack", "email"] }] };

export const policies: Policies<EnvironmentName> = {
  respondWithin: { P0: seconds(0), P1: minutes(15), P2: hours(4), P3: hours(24) },
  rungs: {
    1: { who: "booking team", turns: "weekly" },
    2: { who: "booking lead", turns: "fixed" },
    3: { who: "head of product", turns: "fixed" },
    4: { who: "head of product", turns: "fixed" },
  },
  routes: {
    live: { P0: ladder(minutes(5)), P1: ladder(minutes(15)), P2: read, P3: read },
  },
  handOff: { first: "2026-01-05T09:00:00+01:00", timeZone: "Europe/Berlin" },
};
