import type { BrowserVital, OutcomeOf } from "../../monitors/model/sources/browser";
import type { Instrument } from "./instrument";

/** Whether messages arrive live, and how soon: A44 and A45. */

/** What is used of a channel of @supabase/realtime-js 2: its `subscribe` is the only place that hears how joining went. */
export interface Channel {
  /** The status is one of REALTIME_SUBSCRIBE_STATES: SUBSCRIBED, TIMED_OUT, CHANNEL_ERROR, CLOSED. */
  readonly subscribe: (callback: (status: string, error?: Error) => void) => unknown;
}

type Joining = "opening" | "joined" | "failing";

type Outcome = OutcomeOf<"realtime_channel">;

/**
 * One outcome for each time that a channel is opened: by the page, or by the library after it was lost. The library tries again by itself
 * and tells of every failure; those after the first are the same one. What fails while the browser is offline is nobody's fault.
 */
export const join = (
  joining: Joining,
  status: string,
  isOnline: boolean,
): { readonly joining: Joining; readonly outcome?: Outcome } => {
  switch (status) {
    case "SUBSCRIBED":
      return joining === "joined" ? { joining } : { joining: "joined", outcome: "joined" };
    case "TIMED_OUT":
    case "CHANNEL_ERROR":
      if (joining === "joined" || !isOnline) return { joining: "opening" };
      return joining === "failing"
        ? { joining }
        : { joining: "failing", outcome: status === "TIMED_OUT" ? "timed_out" : "failed" };
    // CLOSED: the page has left it.
    default:
      return { joining: "opening" };
  }
};

/** Subscribes to a channel in the page's place, and tells how that goes. */
export const subscribe = (
  { action }: Pick<Instrument, "action">,
  channel: Channel,
  callback?: (status: string, error?: Error) => void,
): void => {
  let joining: Joining = "opening";
  channel.subscribe((status, error) => {
    const { joining: next, outcome } = join(joining, status, navigator.onLine);
    joining = next;
    if (outcome !== undefined) action("realtime_channel", outcome);
    callback?.(status, error);
  });
};

/** A round trip that takes longer is told as this long: an event that never comes back is not left out as if all were well. */
const LONGEST_MS = 30_000;

/** Of events under way; a page that sends more at once is not people writing. */
const MOST_UNDER_WAY = 50;

const ROUND_TRIP: BrowserVital = "realtime_round_trip";

export interface RoundTrips {
  /** An event leaves: its key comes back with it, such as the message's own id. The key is sent nowhere. */
  readonly sent: (key: string) => void;
  readonly received: (key: string) => void;
}

/** Times events from here to the channel and back. In a hidden page nothing is timed: browsers slow it down. */
export const roundTrips = ({ duration }: Pick<Instrument, "duration">): RoundTrips => {
  const underWay = new Map<string, { readonly at: number; readonly timer: ReturnType<typeof setTimeout> }>();
  const end = (key: string, tell: boolean): void => {
    const event = underWay.get(key);
    if (event === undefined) return;
    underWay.delete(key);
    clearTimeout(event.timer);
    const took = Math.min(performance.now() - event.at, LONGEST_MS);
    if (tell && navigator.onLine) duration(ROUND_TRIP, performance.timeOrigin + event.at, took);
  };
  addEventListener("visibilitychange", () => {
    for (const key of [...underWay.keys()]) end(key, false);
  });
  return {
    sent: (key) => {
      if (document.visibilityState === "hidden" || underWay.size >= MOST_UNDER_WAY) return;
      const timer = setTimeout(() => {
        end(key, true);
      }, LONGEST_MS);
      underWay.set(key, { at: performance.now(), timer });
    },
    received: (key) => {
      end(key, true);
    },
  };
};
