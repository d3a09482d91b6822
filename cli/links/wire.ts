import { AnswerTooLarge, boundedFetch } from "../shared/bounded-fetch";
import { CommandError } from "../shared/exit";
import { parseJson } from "../shared/read-json";
import { whyUnanswered } from "../shared/unanswered";

/** A vendor's API, and the key that it is asked with. */
export interface Wire {
  readonly vendor: string;
  /** `https://api.vercel.com` */
  readonly address: string;
  /** What holds the key, for whoever is refused. */
  readonly variable: string;
  readonly token: string;
  /** For each attempt, in milliseconds. */
  readonly timeout: number;
  /** What to do about a 403, beside looking at what the key may. */
  readonly forbidden: string;
  /** What the vendor asks for beside the key. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Method = "get" | "post" | "put" | "patch";

/** What a list of drains has, many times over. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
const LONGEST_WAIT = 60_000;

/**
 * Asks again after a limit, a fault of the server or a cut connection. What would be made twice is asked for again after a 429 alone:
 * then nothing was made. How long to wait, ky reads from `Retry-After` or `X-RateLimit-Reset`; neither vendor's page was seen to promise one.
 *
 * @throws CommandError (vendor) of one line that holds neither key nor body
 */
export const ask = async (wire: Wire, method: Method, path: string, body?: object): Promise<unknown> => {
  // An ES module, which the program's start cannot require.
  const { default: ky, HTTPError } = await import("ky");
  const place = `${method.toUpperCase()} ${path.split("?")[0] ?? ""}`;
  try {
    const answer = await ky(`${wire.address}${path}`, {
      method,
      headers: { ...wire.headers, authorization: `Bearer ${wire.token}` },
      ...(body === undefined ? {} : { json: body }),
      fetch: boundedFetch(LARGEST_ANSWER),
      // A redirect would take the key along.
      redirect: "error",
      timeout: wire.timeout,
      retry: {
        limit: 3,
        methods: ["get", "post", "put", "patch"],
        statusCodes: [429, 500, 502, 503, 504],
        afterStatusCodes: [429, 503],
        maxRetryAfter: LONGEST_WAIT,
        backoffLimit: 5_000,
        retryOnTimeout: true,
        shouldRetry: ({ error }) => {
          if (error instanceof AnswerTooLarge) return false;
          if (method !== "post") return undefined;
          return error instanceof HTTPError && error.response.status === 429 ? undefined : false;
        },
      },
    });
    return contentOf(wire, place, await answer.text());
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (!(error instanceof HTTPError))
      throw new CommandError(
        "vendor",
        `${wire.vendor} did not answer ${place}: ${whyUnanswered(error, wire.timeout)}${again(method)}`,
      );
    const { status } = error.response;
    const code = codeIn(await error.response.text().catch(() => ""));
    throw new CommandError(
      "vendor",
      `${wire.vendor} answered ${status}${code} to ${place}: ${remedyOf(wire, status)}${status >= 500 ? again(method) : ""}`,
    );
  }
};

const contentOf = ({ vendor }: Wire, place: string, text: string): unknown => {
  const parsed = parseJson(text);
  if ("content" in parsed) return parsed.content;
  throw new CommandError("vendor", `${vendor} answered no JSON to ${place}`);
};

const again = (method: Method): string =>
  method === "post" ? "; whether it was made is not known, and the next run looks first" : "";

const remedyOf = ({ variable, forbidden }: Wire, status: number): string => {
  switch (status) {
    case 401:
      return `${variable} is refused: it is over, or of another account`;
    case 402:
      return "the plan has no drains";
    case 403:
      return `see what ${variable} may; ${forbidden}`;
    case 404:
      return "the team or the project is not there for this key: see their ids in the configuration";
    case 429:
      return "asked too often: run it again later";
    default:
      return status >= 500 ? "run it again later" : "it is not as the vendor documents it: report this";
  }
};

/** Both answer `{ error: { code, message } }`. A message may repeat what was sent; a code is a word. */
const codeIn = (text: string): string => {
  const [, code] = /"code"\s*:\s*"([a-z][a-z0-9_.-]{0,60})"/i.exec(text.slice(0, 10_000)) ?? [];
  return code === undefined ? "" : ` (${code})`;
};
