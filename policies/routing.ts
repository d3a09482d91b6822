import type { EnvironmentName } from "../monitors/model/environment-name";
import type { Channel, Policies, Route, Routes, RungNumber } from "../monitors/model/route";
import { minutes, seconds, type Quantity } from "../monitors/model/quantity";

/** R3: SMS and phone for P0 and P1 only, and from PagerDuty alone, so that a phone rings once. */
const loud: readonly [Channel, ...Channel[]] = ["pagerduty", "phone", "sms"];

/** R2: the ladder, in absolute times after the alert. Slack hears with rung 1. */
const ladder = (
  ...after: readonly [Quantity<"duration">, Quantity<"duration">, Quantity<"duration">, Quantity<"duration">]
): Route => {
  const step = (rung: RungNumber, at: Quantity<"duration">) => ({ after: at, rung, channels: loud });
  return {
    pages: true,
    urgency: "high",
    steps: [
      { after: after[0], rung: 1, channels: [...loud, "slack"] },
      step(2, after[1]),
      step(3, after[2]),
      step(4, after[3]),
    ],
  };
};

const prod: Routes = {
  P0: ladder(seconds(0), minutes(5), minutes(15), minutes(30)),
  // R2: the same rungs, stretched over P1's response time.
  P1: ladder(minutes(0), minutes(15), minutes(30), minutes(60)),
  // R2: PagerDuty never escalates a low-urgency incident, so rung 2 gets the same Slack message and e-mail at once.
  P2: {
    pages: true,
    urgency: "low",
    steps: [
      { after: seconds(0), rung: 1, channels: ["pagerduty", "slack", "email"] },
      { after: seconds(0), rung: 2, channels: ["slack", "email"] },
    ],
  },
  P3: { pages: false, steps: [{ after: seconds(0), rung: 1, channels: ["slack", "email"] }] },
};

/** R4: in dev nothing pages; all of it goes to one Slack channel. */
const slackOnly: Route = { pages: false, steps: [{ after: seconds(0), rung: 1, channels: ["slack"] }] };

export const routes: Policies<EnvironmentName>["routes"] = {
  prod,
  dev: { P0: slackOnly, P1: slackOnly, P2: slackOnly, P3: slackOnly },
};
