import { z } from "zod";
import { AnswerTooLarge, boundedFetch } from "../shared/bounded-fetch";
import type { DrillRequest, Receiver } from "./requests";

/** What came of a request, in words that hold neither key nor address. */
export interface Sent {
  readonly to: Receiver;
  readonly at: string;
  readonly accepted: boolean;
  /** Of the last answer; absent where none came. */
  readonly status?: number;
  readonly said: string;
}

export interface Wire {
  /** `https://events.eu.pagerduty.com`: PagerDuty, or a server that stands for it. */
  readonly pagerDuty: string;
  /** For each attempt, in milliseconds. */
  readonly timeout: number;
  readonly onProgress: (text: string) => void;
}

/**
 * PagerDuty's events API by service region. The first is the schema's own (`servers`, events-v2/openapiv3.json); the second is
 * LibreNMS's LibreNMS/Alert/Transport/Pagerduty.php and Semaphore's pagerDutyEUURL: PagerDuty's own page was not at hand.
 */
export const pagerDutyHosts = {
  us: "https://events.pagerduty.com",
  eu: "https://events.eu.pagerduty.com",
} as const;

/**
 * PagerDuty asks for it after 429, any 5xx and a failure of the network (events-v2/openapiv3.json, "API Response Codes & Retry
 * Logic"), Slack after 429 with Retry-After (https://docs.slack.dev/apis/web-api/rate-limits). The key of the event is the same
 * each time, so PagerDuty opens one incident; Slack may show a message twice. ky waits 0.3 and 0.6 s, or as long as is asked.
 */
const retry = {
  limit: 2,
  methods: ["post"],
  statusCodes: [429, 500, 502, 503, 504],
  afterStatusCodes: [429, 503],
  maxRetryAfter: 60_000,
  retryOnTimeout: true,
  shouldRetry: ({ error }: { readonly error: Error }) => (error instanceof AnswerTooLarge ? false : undefined),
};

/** Theirs are a line; a proxy's page in between has more. */
export const LARGEST_ANSWER = 1024 * 1024;

/** @param secret PagerDuty's routing key, or Slack's address */
export const send = async (request: DrillRequest, secret: string, wire: Wire): Promise<Sent> => {
  const { default: ky } = await import("ky");
  const { to, at, body } = request;
  const [address, json] =
    to === "PagerDuty" ? [`${wire.pagerDuty}/v2/enqueue`, { routing_key: secret, ...body }] : [secret, body];
  try {
    const answer = await ky.post(address, {
      json,
      fetch: boundedFetch(LARGEST_ANSWER),
      retry,
      timeout: wire.timeout,
      // Nobody else gets the key.
      redirect: "error",
      throwHttpErrors: (status) => retry.statusCodes.includes(status),
      hooks: {
        beforeRetry: [
          ({ retryCount }) => {
            wire.onProgress(`${to}: again, ${retryCount + 1} of ${retry.limit + 1} …`);
          },
        ],
      },
    });
    return { to, at, ...read(answer.status, await answer.text(), to, secret) };
  } catch (error) {
    return { to, at, accepted: false, ...failure(error, wire) };
  }
};

/** Whether the vendor itself has decided. Who is not reached, too busy or broken has not. */
export const isAnswered = ({ status }: Pick<Sent, "status">): boolean =>
  status !== undefined && !retry.statusCodes.includes(status);

/** 202 is PagerDuty's answer, 200 Slack's; a proxy's page in between is neither. */
const acceptedBy: Readonly<Record<Receiver, number>> = { PagerDuty: 202, Slack: 200 };

const read = (status: number, text: string, to: Receiver, secret: string): Omit<Sent, "to" | "at"> => {
  const words = wordsOf(text).replaceAll(secret, "…");
  const accepted = status === acceptedBy[to];
  return { accepted, status, said: [accepted ? "accepted" : "refused", ...(words === "" ? [] : [words])].join(": ") };
};

/** PagerDuty's answers (events-v2/openapiv3.json, `Success` and `Error`). */
const answer = z.object({ message: z.string().optional(), errors: z.array(z.string()).optional() });

const LONGEST_ANSWER = 200;

/** PagerDuty answers in JSON, Slack in a word: `ok`, `channel_is_archived`. */
const wordsOf = (text: string): string => {
  const read = answer.safeParse(parseJson(text));
  const words = read.success
    ? [read.data.message, ...(read.data.errors ?? [])].filter((each) => each !== undefined).join("; ")
    : text;
  return oneLine(words);
};

export const oneLine = (words: string): string =>
  words
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_ANSWER);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Of ky's errors (its `HTTPError` and `TimeoutError`) only what is ours is said: their messages hold the address. */
export const failure = (error: unknown, { timeout }: Pick<Wire, "timeout">): Pick<Sent, "status" | "said"> => {
  if (error instanceof AnswerTooLarge) return { said: `refused: ${error.message}, which is no answer of theirs` };
  const name = error instanceof Error ? error.name : "";
  const status = z.object({ response: z.object({ status: z.number() }) }).safeParse(error).data?.response.status;
  const tries = `${retry.limit + 1} times`;
  if (name === "TimeoutError") return { said: `no answer within ${timeout / 1_000} s, ${tries}` };
  if (status === undefined) return { said: `not reached, ${tries}: is there a network, and is the address right?` };
  return {
    status,
    said: status === 429 ? `too many requests, ${tries}, waiting as it asks` : `failed at its own end, ${tries}`,
  };
};
