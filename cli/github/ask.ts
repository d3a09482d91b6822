import { z } from "zod";
import { AnswerTooLarge, boundedFetch } from "../shared/bounded-fetch";
import { CommandError } from "../shared/exit";
import { VendorError, whyUnanswered } from "../shared/unanswered";
import type { GitHub } from "./connection";

/** `query` is a POST to GraphQL that changes nothing. */
type Method = "get" | "post" | "patch" | "delete" | "query";

/** Told to wait longer than this, it waits this long and asks again. */
const LONGEST_WAIT = 120_000;
const TIMEOUT = 30_000;

/** What is asked for; `most` bytes are read of the answer. */
interface Asked {
  readonly method: Method;
  readonly url: string;
  readonly body?: object | undefined;
  readonly most?: number;
}

/** @throws CommandError (vendor) of one line; `status` of it is the answer's */
export const ask = async (github: GitHub, method: Method, url: string, body?: object): Promise<unknown> => {
  const text = (await request(github, { method, url, body })).toString("utf8");
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    throw new CommandError("vendor", `GitHub answered no JSON to ${place(github, { method, url })}`);
  }
};

/** What lies at an address as it is kept. GitHub redirects to where it is, and the token does not follow there. */
export const download = (github: GitHub, url: string, most: number): Promise<Buffer> =>
  request(github, { method: "get", url, most });

/**
 * Asks GitHub, again after a limit (403 or 429, when the answer says), a fault of the server or a cut connection. What would be made
 * twice is asked for once: after a 5xx only its asker can look whether it was made.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
const request = async (github: GitHub, asked: Asked): Promise<Buffer> => {
  // An ES module, which the program's start cannot require.
  const { default: ky, HTTPError } = await import("ky");
  const { method, url, body, most } = asked;
  try {
    const answer = await ky(url, {
      method: method === "query" ? "post" : method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${github.token}`,
        "x-github-api-version": "2022-11-28",
      },
      ...(body === undefined ? {} : { json: body }),
      // Bounded while it is unpacked, and not once it is all there.
      fetch: boundedFetch(most),
      timeout: TIMEOUT,
      retry: {
        ...RETRY,
        shouldRetry: ({ error }) => {
          if (error instanceof AnswerTooLarge) return false;
          return error instanceof HTTPError ? isWorthAnother(error.response, method) : method !== "post";
        },
      },
    });
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    if (!(error instanceof HTTPError))
      throw new VendorError(
        undefined,
        `GitHub did not answer ${place(github, asked)}: ${whyUnanswered(error, TIMEOUT)}`,
      );
    const { status } = error.response;
    throw new VendorError(status, `GitHub answered ${status} to ${place(github, asked)}: ${remedyOf(status)}`);
  }
};

const RETRY = {
  limit: 5,
  methods: ["get", "post", "patch", "delete"],
  statusCodes: [403, 429, 500, 502, 503, 504],
  afterStatusCodes: [403, 429, 503],
  maxRetryAfter: LONGEST_WAIT,
  backoffLimit: 10_000,
  retryOnTimeout: true,
};

/** `GET /repos/o/r/pulls` */
const place = ({ api }: GitHub, { method, url }: Asked): string => `${method.toUpperCase()} ${url.replace(api, "")}`;

const remedyOf = (status: number): string =>
  [401, 403, 404].includes(status) ? "see what the job's GITHUB_TOKEN may" : "run the job again";

/** Undefined leaves it to the statuses above. A 403 without a limit is a right that is missing, and stays so. */
const isWorthAnother = ({ status, headers }: Response, method: Method): boolean | undefined => {
  if (status === 403 && !headers.has("retry-after") && headers.get("x-ratelimit-remaining") !== "0") return false;
  return method === "post" && status >= 500 ? false : undefined;
};

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
    const url = `${github.api}${path}${path.includes("?") ? "&" : "?"}per_page=${PAGE}&page=${page}`;
    const items = await ask(github, "get", url);
    if (!Array.isArray(items)) throw new CommandError("vendor", `GitHub answered no list to GET ${path}`);
    yield* items;
    if (items.length < PAGE) return;
  }
};
