import { SECURITY_EVENT_TAG, securityEvents, type SecurityEvent } from "../../monitors/model/sources/sentry";
import type { Delivery } from "./delivery";
import { LONGEST_SEND } from "./longest-send";
import { maskText } from "./mask";

/**
 * What is used of Sentry's SDK: `import * as Sentry from "@sentry/sveltekit"` fits, as does `@sentry/node`. The shop sets it up itself
 * and hands it in, so that this package neither loads it nor decides its version.
 */
export interface SentryLike {
  readonly captureMessage: (message: string, context: RefusalContext) => unknown;
  readonly flush: (timeout?: number) => PromiseLike<boolean>;
}

export interface RefusalContext {
  level: "warning";
  tags: Record<string, string>;
  /** By it Sentry puts all events of one sort into one issue, whose frequency the alert asks for. */
  fingerprint: string[];
  contexts: Record<string, Record<string, string>>;
}

/** What is known of a refusal. The client's address is not: Datadog's line of the same refusal has it. */
export interface Refusal {
  /** The keyed hash of the account. */
  readonly account?: string | undefined;
  readonly route?: string | undefined;
  readonly reason?: string | undefined;
  /** Free text. What may name a person is masked. */
  readonly detail?: string | undefined;
}

/**
 * A flood must not use Sentry's quota up, for errors of the shop go there too. The alerts ask for more than a handful in an hour, so
 * that what is dropped changes none of them; every refusal still has its line at Datadog, where the page comes from.
 */
export const MOST_A_MINUTE = 30;

const MINUTE = 60_000;

export type ReportRefusal = (event: SecurityEvent, refusal: Refusal) => void;

/** One event for each refusal. */
export const startSecurity = (sentry: SentryLike, delivery: Delivery): ReportRefusal => {
  const recent: Partial<Record<SecurityEvent, readonly number[]>> = {};
  const flush = flusherOf(sentry, delivery);
  return (event, refusal) => {
    const now = Date.now();
    const within = (recent[event] ?? []).filter((at) => now - at < MINUTE);
    recent[event] = within;
    if (within.length >= MOST_A_MINUTE) {
      delivery.drop("sentry", `more than ${MOST_A_MINUTE} of ${event} in a minute`);
      return;
    }
    recent[event] = [...within, now];
    // Captured at once, while the SDK still knows the request; sent after the answer.
    sentry.captureMessage(`${event}: ${securityEvents[event]}`, contextOf(event, refusal));
    flush();
  };
};

/** One flush takes all that was captured by then; what comes while it is under way is flushed after it. */
const flusherOf = (sentry: SentryLike, delivery: Delivery): (() => void) => {
  let waiting = 0;
  let underWay = false;
  const flushAll = async (): Promise<void> => {
    while (waiting > 0) {
      const captured = waiting;
      waiting = 0;
      const taken = await Promise.resolve(sentry.flush(LONGEST_SEND)).catch(() => false);
      if (!taken) for (let each = 0; each < captured; each += 1) delivery.drop("sentry", "not taken in time");
    }
    underWay = false;
  };
  return () => {
    waiting += 1;
    if (underWay) return;
    underWay = true;
    delivery.send("sentry", flushAll);
  };
};

const contextOf = (event: SecurityEvent, { account, route, reason, detail }: Refusal): RefusalContext => ({
  level: "warning",
  tags: { [SECURITY_EVENT_TAG]: event },
  fingerprint: [SECURITY_EVENT_TAG, event],
  contexts: {
    refusal: {
      ...(account === undefined ? {} : { account }),
      ...(route === undefined ? {} : { route }),
      ...(reason === undefined ? {} : { reason }),
      ...(detail === undefined ? {} : { detail: maskText(detail) }),
    },
  },
});
