import type { Environment } from "../../../monitors/model/environment";
import type { SentryHeartbeatSource } from "../../../monitors/model/sources/sentry";
import { beatName } from "../../../monitors/plan/heartbeat";

/** What Sentry shows in place of a monitor's slug in the address for check-ins. */
const SLUG = "___MONITOR_SLUG___";

/** Where a vendor's alerting checks in at Sentry. */
export const checkInUrl = ({ name, sentry }: Environment, of: SentryHeartbeatSource["of"]): string =>
  sentry.checkIns.replace(SLUG, beatName(name, of));

/**
 * A check-in by POST is what its JSON says (getsentry/relay relay-server/src/endpoints/monitor.rs), so a vendor's own body, whose
 * status is "firing", would be refused.
 */
export const CHECK_IN = '{"status": "ok"}';
