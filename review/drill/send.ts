import type { DrillRequest } from "./requests";

/** What came of a request, in words that hold neither key nor address. */
export interface Sent {
  readonly to: DrillRequest["to"];
  readonly accepted: boolean;
  readonly said: string;
}

/** https://developer.pagerduty.com/docs/events-api-v2/overview/; the EU's accounts have a host of their own. */
const PAGERDUTY = { us: "https://events.pagerduty.com", eu: "https://events.eu.pagerduty.com" } as const;

/** Where requests go: the vendors themselves, or a server of one's own that stands for them. */
export interface Hosts {
  readonly pagerDuty: string;
}

export const hostsOf = (region: keyof typeof PAGERDUTY, override: string | undefined): Hosts => ({
  pagerDuty: override ?? PAGERDUTY[region],
});

/** Both vendors ask to be left alone with 429 and Retry-After; what fails at the vendor's end is tried again twice. */
const RETRY = {
  limit: 2,
  methods: ["post"],
  statusCodes: [429, 500, 502, 503, 504],
  afterStatusCodes: [429],
  maxRetryAfter: 60_000,
};

const TIME_OUT = 10_000;

/** @param secret the key, or the address that is one */
export const send = async (request: DrillRequest, secret: string, hosts: Hosts, timeout = TIME_OUT): Promise<Sent> => {
  const { default: ky, HTTPError, TimeoutError } = await import("ky");
  const { to, body } = request;
  const [address, json] =
    to === "PagerDuty" ? [`${hosts.pagerDuty}/v2/enqueue`, { routing_key: secret, ...body }] : [secret, body];
  try {
    const answer = await ky.post(address, { json, retry: RETRY, timeout });
    return { to, accepted: true, said: `accepted (${String(answer.status)})` };
  } catch (error) {
    if (error instanceof HTTPError) return { to, accepted: false, said: refusal(error.response.status) };
    if (error instanceof TimeoutError)
      return { to, accepted: false, said: `no answer within ${String(timeout / 1_000)} s` };
    // Whatever else went wrong, its words may hold the address, and the address is a secret.
    return { to, accepted: false, said: "could not be reached; is the network there, and the address right?" };
  }
};

const refusal = (status: number): string => {
  if (status === 429) return "refused (429): too many events, and still after waiting as it asked";
  if (status >= 500) return `failed at its end (${String(status)}), three times`;
  return status === 400 || status === 403 || status === 404
    ? `refused (${String(status)}): is the key that of an Events API v2 integration, or the webhook still there?`
    : `refused (${String(status)})`;
};
