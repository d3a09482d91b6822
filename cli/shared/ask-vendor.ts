import { boundedFetch } from "./bounded-fetch";
import { CommandError } from "./exit";
import { VendorError, whyUnanswered } from "./unanswered";

/** A vendor's API as a job of ours asks it: with one key from the environment, which is never printed. */
export interface VendorApi {
  /** As people say it: `PagerDuty`. */
  readonly name: string;
  /** `https://api.pagerduty.com` */
  readonly address: string;
  /** With the key among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The variable that the key came from, named where the vendor refuses it. */
  readonly key: string;
}

export interface Asked {
  readonly method: "get" | "post";
  /** Below the address. */
  readonly path: string;
  readonly query?: readonly (readonly [string, string])[];
  /** Of a POST that reads: it may be sent again after a fault of the server. @default a POST is sent once after such a fault */
  readonly repeatable?: boolean;
  readonly json?: object;
  readonly text?: string;
}

const TIMEOUT = 30_000;
const LONGEST_WAIT = 120_000;
const statusCodes = [429, 500, 502, 503, 504];

/** The answer's text. Asked again after 429, as long as it says, and after a fault of the server. @throws CommandError (vendor) of one line */
export const askVendor = async (api: VendorApi, asked: Asked): Promise<string> => {
  // An ES module, which the program's start cannot require.
  const { default: ky, HTTPError } = await import("ky");
  const { method, path, query = [], json, text, repeatable = method === "get" } = asked;
  try {
    const answer = await ky(`${api.address}${path}`, {
      method,
      headers: { ...api.headers },
      searchParams: query.map(([name, value]) => [name, value]),
      ...(json === undefined ? {} : { json }),
      ...(text === undefined ? {} : { body: text }),
      fetch: boundedFetch(),
      timeout: TIMEOUT,
      // Nobody else gets the key.
      redirect: "error",
      retry: {
        limit: 3,
        methods: [method],
        statusCodes: repeatable ? statusCodes : [429],
        afterStatusCodes: [429, 503],
        maxRetryAfter: LONGEST_WAIT,
        retryOnTimeout: repeatable,
        shouldRetry: ({ error }) => (error instanceof HTTPError || repeatable ? undefined : false),
      },
    });
    return await answer.text();
  } catch (error) {
    const to = `${method.toUpperCase()} ${path}`;
    if (!(error instanceof HTTPError))
      throw new VendorError(undefined, `${api.name} did not answer ${to}: ${whyUnanswered(error, TIMEOUT)}`);
    const { status } = error.response;
    throw new VendorError(status, `${api.name} answered ${status} to ${to}: ${remedyOf(status, api)}`);
  }
};

/** @throws CommandError (vendor) where it is no JSON */
export const askJson = async (api: VendorApi, asked: Asked): Promise<unknown> => {
  const text = await askVendor(api, asked);
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError("vendor", `${api.name} answered no JSON to ${asked.method.toUpperCase()} ${asked.path}`);
  }
};

const remedyOf = (status: number, { key }: VendorApi): string => {
  if (status === 401 || status === 403) return `see what the key in ${key} may`;
  return status === 404 ? "see whether the account is the right one" : "run the job again";
};
