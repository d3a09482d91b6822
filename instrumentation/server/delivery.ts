import { LONGEST_SEND } from "./longest-send";
import { maskText } from "./mask";

/**
 * Sends things after the answer and never in its way. A function may be frozen once it has answered, so each task is handed to the
 * platform (`later`: Vercel's waitUntil), which keeps the function running until it ends; elsewhere it simply runs on.
 */

/** Who takes what is sent. */
export const channels = ["datadog", "cloudwatch", "sentry"] as const;

export type Channel = (typeof channels)[number];

/** What did not arrive, since the start. */
export type Drops = Readonly<Record<Channel, number>>;

export interface Delivery {
  /** Never throws, and never makes anybody wait. `signal` is aborted when the time is over. */
  readonly send: (channel: Channel, work: (signal: AbortSignal) => Promise<void>) => void;
  readonly drop: (channel: Channel, why: string) => void;
  readonly drops: () => Drops;
}

export interface DeliveryOptions {
  /** Keeps the function running until the task has ended. @default nothing does */
  readonly later?: ((task: Promise<unknown>) => void) | undefined;
  /** Told of drops: at once of the first, then once a minute at most, with their number. */
  readonly warn: (line: string) => void;
}

/** More at once is a collector that hangs under load: what comes on top is dropped. */
export const MOST_AT_ONCE = 20;

const WARN_EVERY = 60_000;

export const startDelivery = ({ later, warn }: DeliveryOptions): Delivery => {
  const dropped: Record<Channel, number> = { datadog: 0, cloudwatch: 0, sentry: 0 };
  const underWay: Record<Channel, number> = { datadog: 0, cloudwatch: 0, sentry: 0 };
  const warnedAt: Partial<Record<Channel, number>> = {};
  const drop = (channel: Channel, why: string): void => {
    dropped[channel] += 1;
    const now = Date.now();
    if (now - (warnedAt[channel] ?? -Infinity) < WARN_EVERY) return;
    warnedAt[channel] = now;
    warn(`driplo instrumentation: ${dropped[channel]} not sent to ${channel} so far: ${why}`);
  };
  const send: Delivery["send"] = (channel, work) => {
    if (underWay[channel] >= MOST_AT_ONCE) {
      drop(channel, `${MOST_AT_ONCE} are under way`);
      return;
    }
    underWay[channel] += 1;
    const task = within(LONGEST_SEND, work)
      .catch((error: unknown) => {
        drop(channel, wordError(error));
      })
      .finally(() => {
        underWay[channel] -= 1;
      });
    keepRunning(task, later);
  };
  return { send, drop, drops: () => ({ ...dropped }) };
};

const keepRunning = (task: Promise<unknown>, later: DeliveryOptions["later"]): void => {
  try {
    later?.(task);
  } catch {
    // Outside of a request there is nothing to keep running: the task runs on.
  }
};

const within = async (milliseconds: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const late = new Error(`no answer within ${milliseconds} ms`);
      controller.abort(late);
      reject(late);
    }, milliseconds);
  });
  try {
    // Started in a promise, so that what throws at once is a rejection too.
    await Promise.race([Promise.resolve(controller.signal).then(work), over]);
  } finally {
    clearTimeout(timer);
  }
};

/** One short line, without what a hostile collector may have put into it. */
export const wordError = (error: unknown): string => {
  const [line = ""] = (error instanceof Error ? error.message || error.name : String(error)).split("\n");
  return maskText(line.replace(/[\u0000-\u001f\u007f]/g, " ").slice(0, 120));
};
