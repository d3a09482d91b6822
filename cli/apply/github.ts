import type { z } from "zod";
import { isPlainAddress } from "../comment/connection";
import { AnswerTooLarge, boundedFetch } from "../shared/bounded-fetch";
import { CommandError } from "../shared/exit";
import { parseBy } from "./read";

/** The little of GitHub's API that the rule for what is applied asks. Reads alone. */
export interface GitHub {
  /** `https://api.github.com`; GITHUB_API_URL names it for a server of one's own. */
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

/** As GitHub's runners set them (https://docs.github.com/en/actions/reference/variables-reference). */
export const connection = (env: Readonly<Record<string, string | undefined>>): GitHub => {
  const { GITHUB_API_URL: api = "https://api.github.com", GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  if (repository === undefined || token === undefined)
    throw new CommandError("usage", "GITHUB_REPOSITORY and GITHUB_TOKEN must be set");
  if (!isPlainAddress(api))
    throw new CommandError("usage", "GITHUB_API_URL must be an address without a name and a password");
  return { api, repository, token };
};

const MOST_BYTES = 2_000_000;

/**
 * GitHub asks to wait with 403 and 429, and fails now and then with 5xx.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
const RETRY = {
  limit: 4,
  statusCodes: [403, 429, 500, 502, 503, 504],
  afterStatusCodes: [403, 429, 503],
  backoffLimit: 10_000,
  // Whoever sends that much will do so again; `undefined` leaves the rest to ky.
  shouldRetry: ({ error }: { readonly error: Error }): false | undefined =>
    error instanceof AnswerTooLarge ? false : undefined,
};

const get = async ({ api, repository, token }: GitHub, path: string): Promise<Buffer> => {
  const { default: ky, HTTPError } = await import("ky");
  const address = `${api}/repos/${repository}${path}`;
  try {
    const answer = await ky.get(address, {
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
      },
      // Bounded while it is unpacked, and not once it is all there.
      fetch: boundedFetch(MOST_BYTES),
      retry: RETRY,
      timeout: 60_000,
    });
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    if (error instanceof AnswerTooLarge)
      throw new CommandError("failed", `GitHub's answer to ${path} has more than ${String(MOST_BYTES)} bytes`);
    const status = error instanceof HTTPError ? `answered ${String(error.response.status)}` : "did not answer";
    throw new CommandError("vendor", `GitHub ${status} to GET /repos/${repository}${path}: run the job again`);
  }
};

export const ask = async <S extends z.ZodType>(github: GitHub, path: string, schema: S): Promise<z.output<S>> =>
  parseBy(schema, (await get(github, path)).toString("utf8"), `GitHub's answer to ${path}`);

/** An artefact as it is kept: a zip file. GitHub redirects to where it lies, and the token does not follow there. */
export const download = (github: GitHub, artifact: number): Promise<Buffer> =>
  get(github, `/actions/artifacts/${String(artifact)}/zip`);
