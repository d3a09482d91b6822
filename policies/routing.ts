import type { EnvironmentName } from "../monitors/model/environment-name";
import type { Channel, Policies, Route, Routes, RungNumber, Step } from "../monitors/model/route";
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

/**
 * R4: dev has prod's ladder, and nothing rings there: low urgency, no phone, and one Slack channel instead of mail. PagerDuty does not
 * escalate an incident of low urgency; `npm run drill` raises its own (https://support.pagerduty.com/main/docs/configurable-service-settings).
 */
const silent = (route: Route): Route => {
  const [first, ...others] = route.steps;
  const steps = [silentStep(first), ...others.map(silentStep)] as const;
  return route.pages ? { pages: true, urgency: "low", steps } : { pages: false, steps };
};

const silentStep = (step: Step): Step => {
  const [head = "slack", ...rest] = step.channels.filter((channel) => channel === "pagerduty" || channel === "slack");
  return { ...step, channels: [head, ...rest] };
};

export const routes: Policies<EnvironmentName>["routes"] = {
  prod,
  dev: { P0: silent(prod.P0), P1: silent(prod.P1), P2: silent(prod.P2), P3: silent(prod.P3) },
};
