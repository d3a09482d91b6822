import { AnswerTooLarge, boundedFetch } from "../shared/bounded-fetch";
import { CommandError } from "../shared/exit";

/** The little of GitHub's API that a comment needs (https://docs.github.com/en/rest/issues/comments, …/commits/commits). */

export interface GitHub {
  /** `https://api.github.com`; GITHUB_API_URL names it for a server of one's own. */
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
}

const PAGE = 100;

const ask = async ({ api, token }: GitHub, method: string, path: string, body?: object): Promise<unknown> => {
  const answer = await boundedFetch()(`${api}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "x-github-api-version": "2022-11-28",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new CommandError("vendor", `GitHub cannot be reached: ${reasonOf(error)}`);
  });
  if (!answer.ok) throw new CommandError("vendor", `GitHub answered ${String(answer.status)} to ${method} ${path}`);
  return answer.json().catch(() => {
    throw new CommandError("vendor", `GitHub answered no JSON to ${method} ${path}`);
  });
};

/** `ECONNREFUSED`; undici keeps it in the cause. */
const reasonOf = (error: unknown): string => {
  if (error instanceof AnswerTooLarge) return error.message;
  const code = error instanceof Error ? field(error.cause, "code") : undefined;
  if (typeof code === "string") return code;
  return error instanceof Error && error.name === "TimeoutError" ? "no answer within 30 s" : "no connection";
};

const pages = async function* (github: GitHub, path: string): AsyncGenerator {
  for (let page = 1; ; page += 1) {
    const items = await ask(github, "GET", `${path}?per_page=${String(PAGE)}&page=${String(page)}`);
    if (!Array.isArray(items)) throw new CommandError("vendor", `GitHub answered no list to GET ${path}`);
    yield* items;
    if (items.length < PAGE) return;
  }
};

const field = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

/** The open pull request whose head is this very commit; undefined where it has moved on. */
export const pullRequestOf = async (github: GitHub, head: string): Promise<number | undefined> => {
  for await (const item of pages(github, `/repos/${github.repository}/commits/${head}/pulls`)) {
    const number = field(item, "number");
    if (field(item, "state") === "open" && field(field(item, "head"), "sha") === head && typeof number === "number")
      return number;
  }
  return undefined;
};

/** Our own comment: the first by the token's bot that begins with the marker, however many come before it. */
export const findComment = async (github: GitHub, number: number, marker: string): Promise<Comment | undefined> => {
  for await (const item of pages(github, `/repos/${github.repository}/issues/${String(number)}/comments`)) {
    const [id, body] = [field(item, "id"), field(item, "body")];
    const bot = field(field(item, "user"), "type") === "Bot";
    if (bot && typeof id === "number" && typeof body === "string" && body.startsWith(marker)) return { id, body };
  }
  return undefined;
};

export const writeComment = async (
  github: GitHub,
  number: number,
  body: string,
  known: Comment | undefined,
): Promise<"created" | "edited" | "unchanged"> => {
  if (known?.body === body) return "unchanged";
  if (known === undefined) {
    await ask(github, "POST", `/repos/${github.repository}/issues/${String(number)}/comments`, { body });
    return "created";
  }
  await ask(github, "PATCH", `/repos/${github.repository}/issues/comments/${String(known.id)}`, { body });
  return "edited";
};
