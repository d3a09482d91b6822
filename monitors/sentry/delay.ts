import type { SentrySource } from "../model/sources/sentry";
import { added, assumed, MESSAGE, message, type Delay } from "../plan/delay";

const AN_ERROR = added(
  assumed(15, "an error, into its issue", "alerts are asked right after an event is kept; no figure is published"),
);

export const sentryDelays: Readonly<Record<SentrySource["type"], Delay>> = {
  "crash rate": added(
    assumed(60, "sessions, into the numbers that Sentry's monitors read", "no figure is published; a minute is taken"),
  ),
  issues: AN_ERROR,
  "security events": AN_ERROR,
  heartbeat: added(MESSAGE),
};

export const sentryNotification: Delay = message("Sentry's action");
