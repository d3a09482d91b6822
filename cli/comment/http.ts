import { z } from "zod";
import { AnswerTooLarge, boundedFetch } from "../shared/bounded-fetch";
import { CommandError } from "../shared/exit";

export interface GitHub {
  /** `https://api.github.com`; GITHUB_API_URL names it for a server of one's own. */
  readonly api: string;
  /** Of GraphQL, which a server of one's own has elsewhere. */
  readonly graphql: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

/** `query` is a POST to GraphQL that changes nothing. */
type Method = "get" | "post" | "patch" | "delete" | "query";

/** Told to wait longer than this, it waits this long and asks again. */
const LONGEST_WAIT = 120_000;
const TIMEOUT = 30_000;
const RETRIES = 5;

/**
 * Asks GitHub, again after a limit (403 or 429, when the answer says), a fault of the server or a cut connection. What would be made
 * twice is asked for once: after a 5xx only its asker can look whether it was made.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 *
 * @throws CommandError (vendor) of one line; `status` of it is the answer's
 */
export const ask = async (github: GitHub, method: Method, url: string, body?: object): Promise<unknown> => {
  // An ES module, which the program's start cannot require.
  const { default: ky, HTTPError } = await import("ky");
  try {
    const answer = await ky(url, {
      method: method === "query" ? "post" : method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${github.token}`,
        "x-github-api-version": "2022-11-28",
      },
      ...(body === undefined ? {} : { json: body }),
      fetch: boundedFetch(),
      timeout: TIMEOUT,
      retry: {
        limit: RETRIES,
        methods: ["get", "post", "patch", "delete"],
        statusCodes: [403, 429, 500, 502, 503, 504],
        afterStatusCodes: [403, 429, 503],
        maxRetryAfter: LONGEST_WAIT,
        backoffLimit: 10_000,
        retryOnTimeout: true,
        shouldRetry: ({ error }) => {
          if (error instanceof AnswerTooLarge) return false;
          return error instanceof HTTPError ? isWorthAnother(error.response, method) : method !== "post";
        },
      },
    });
    const text = await answer.text();
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    const path = url.replace(github.api, "");
    if (error instanceof HTTPError)
      throw new GitHubError(
        error.response.status,
        `GitHub answered ${String(error.response.status)} to ${method.toUpperCase()} ${path}`,
      );
    throw new GitHubError(undefined, `GitHub did not answer ${method.toUpperCase()} ${path}: ${reasonOf(error)}`);
  }
};

/** Undefined leaves it to the statuses above. A 403 without a limit is a right that is missing, and stays so. */
const isWorthAnother = ({ status, headers }: Response, method: Method): boolean | undefined => {
  if (status === 403 && !headers.has("retry-after") && headers.get("x-ratelimit-remaining") !== "0") return false;
  return method === "post" && status >= 500 ? false : undefined;
};

/** undici keeps `ECONNREFUSED` in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "no connection";
  if (error instanceof AnswerTooLarge) return error.message;
  if (error instanceof SyntaxError) return "the answer is no JSON";
  if (error.name === "TimeoutError") return `nothing within ${String(TIMEOUT / 1_000)} s`;
  const code: unknown = error.cause instanceof Error && "code" in error.cause ? error.cause.code : undefined;
  return typeof code === "string" ? code : "no connection";
};

export class GitHubError extends CommandError {
  /** Undefined where nothing was answered. */
  readonly status: number | undefined;

  constructor(status: number | undefined, line: string) {
    super("vendor", line);
    this.status = status;
  }
}

/** @throws CommandError (vendor) where the answer is not what GitHub documents */
export const readAnswer = <T>(schema: z.ZodType<T>, answer: unknown): T => {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const why = z.prettifyError(read.error).split("\n").join(" ");
  throw new CommandError("vendor", `GitHub's answer is not as documented: ${why}`);
};

const PAGE = 100;

/** A list page by page, each item still to be read by a schema. */
export const pages = async function* (github: GitHub, path: string): AsyncGenerator {
  for (let page = 1; ; page += 1) {
    const url = `${github.api}${path}${path.includes("?") ? "&" : "?"}per_page=${String(PAGE)}&page=${String(page)}`;
    const items = await ask(github, "get", url);
    if (!Array.isArray(items)) throw new CommandError("vendor", `GitHub answered no list to GET ${path}`);
    yield* items;
    if (items.length < PAGE) return;
  }
};
