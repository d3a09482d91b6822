import { z } from "zod";
import { CommandError } from "../shared/exit";
import { ask, pages, readAnswer } from "../github/ask";
import { VendorError } from "../shared/unanswered";
import type { GitHub } from "../github/connection";

/** The little of GitHub's API that a comment needs: https://docs.github.com/en/rest/issues/comments, …/pulls/pulls */

const pull = z.object({ number: z.number(), head: z.object({ sha: z.string() }) });

/**
 * The open pull request whose head is this very commit; undefined where it has moved on. All open ones are looked through: of a
 * fork's commit GitHub does not list the pull requests.
 */
export const pullRequestOf = async (github: GitHub, head: string): Promise<number | undefined> => {
  for await (const item of pages(github, `/repos/${github.repository}/pulls?state=open`)) {
    const { number, head: at } = readAnswer(pull, item);
    if (at.sha === head) return number;
  }
  return undefined;
};

const comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ type: z.string() }).nullish(),
});

export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** Our own of one job, the oldest first: by the token's bot, and with the marker at their beginning. */
const findComments = async (github: GitHub, number: number, marker: string): Promise<readonly Comment[]> => {
  const found: Comment[] = [];
  for await (const item of pages(github, `/repos/${github.repository}/issues/${number}/comments`)) {
    const { id, body, user } = readAnswer(comment, item);
    if (user?.type === "Bot" && body?.startsWith(marker) === true) found.push({ id, body });
  }
  return found.toSorted((one, other) => one.id - other.id);
};

export type Done = "created" | "edited" | "unchanged";

const TRIES = 3;

/**
 * Sees to it that the pull request has one comment with this marker, and that it says this. Whoever makes one looks again: another run
 * may have made one at the same time, or GitHub may have made it and lost the answer. The oldest stays, whichever run looks.
 */
export const putComment = async (github: GitHub, number: number, marker: string, body: string): Promise<Done> => {
  const before = await findComments(github, number, marker);
  const [first, ...others] = before.length > 0 ? before : await make(github, number, marker, body);
  if (first === undefined) throw new CommandError("vendor", `GitHub took no comment of pull request ${number}`);
  if (first.body !== body) await ask(github, "patch", addressOf(github, first.id), { body });
  for (const other of others) await remove(github, other.id);
  if (before.length === 0) return "created";
  return first.body === body ? "unchanged" : "edited";
};

const make = async (github: GitHub, number: number, marker: string, body: string): Promise<readonly Comment[]> => {
  const url = `${github.api}/repos/${github.repository}/issues/${number}/comments`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ask(github, "post", url, { body });
    } catch (error) {
      // A 4xx is an answer; anything else leaves it open whether it was made.
      const answered = !(error instanceof VendorError) || (error.status ?? 500) < 500;
      if (answered || attempt === TRIES) throw error;
    }
    const made = await findComments(github, number, marker);
    if (made.length > 0 || attempt === TRIES) return made;
    await new Promise((done) => setTimeout(done, 1_000 * attempt));
  }
};

const addressOf = (github: GitHub, id: number): string =>
  `${github.api}/repos/${github.repository}/issues/comments/${id}`;

/** Another run may have removed it first. */
const remove = async (github: GitHub, id: number): Promise<void> => {
  try {
    await ask(github, "delete", addressOf(github, id));
  } catch (error) {
    if (!(error instanceof VendorError) || error.status !== 404) throw error;
  }
};
