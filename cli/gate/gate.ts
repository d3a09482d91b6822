import { z } from "zod";
import { ask, pages, readAnswer } from "../github/ask";
import type { GitHub } from "../github/connection";

/** Whether a pull request may take protection away: what is known of it, and what follows. */

export interface Evidence {
  /** By those who own what it changes, and of this very commit. */
  readonly approved: boolean;
  /** Files that make the plan, and are not what it is made of. */
  readonly machinery: number;
  /** How `npm run review -- --fail-on …` ended: the comparison was made, and nothing is lost. */
  readonly kept: boolean;
}

export interface Decision {
  readonly state: "success" | "failure";
  /** Fixed words: nothing of a pull request's own is repeated in a log or a status. */
  readonly description: string;
}

export const decide = ({ approved, machinery, kept }: Evidence): Decision => {
  if (approved) return { state: "success", description: "approved by those who own it" };
  if (machinery > 0)
    return {
      state: "failure",
      description: `${machinery} files change how a plan is made: it needs its owners' approval`,
    };
  return kept
    ? { state: "success", description: "no protection is taken away" }
    : {
        state: "failure",
        description: "protection is taken away, or could not be compared: it needs its owners' approval",
      };
};

/**
 * What a plan is made of. Whoever changes anything else can make their plan say what they like, for their own code prints it; a row
 * that does so is read in the diff.
 */
const MATERIAL =
  /^(monitors\/catalogue\/|policies\/[\w-]+\.ts$|policies\/incidents\/|dashboards\/(boards|queries)\/|runbooks\/|docs\/|Pulumi\.\w+\.yaml$|\w+\.md$)/;

export const makesPlans = (path: string): boolean => !MATERIAL.test(path);

const file = z.object({ filename: z.string(), previous_filename: z.string().optional() });

/** https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files: it lists 3,000 at most. */
const MOST_FILES = 3_000;

export const countMachinery = async (github: GitHub, number: number): Promise<number> => {
  let [all, found] = [0, 0];
  for await (const item of pages(github, `/repos/${github.repository}/pulls/${number}/files`)) {
    const { filename, previous_filename: before = filename } = readAnswer(file, item);
    all += 1;
    if (makesPlans(filename) || makesPlans(before)) found += 1;
  }
  // Of one that is longer, some are not seen.
  return all >= MOST_FILES ? Math.max(found, 1) : found;
};

const QUERY = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewDecision
      latestOpinionatedReviews(first: 100) { nodes { state commit { oid } } }
    }
  }
}`;

const answer = z.object({
  data: z.object({
    repository: z.object({
      pullRequest: z.object({
        reviewDecision: z.string().nullable(),
        latestOpinionatedReviews: z.object({
          nodes: z.array(z.object({ state: z.string(), commit: z.object({ oid: z.string() }).nullable() })),
        }),
      }),
    }),
  }),
});

/**
 * What the branch's rules ask for, owners' reviews included, is approved, or it is not: `reviewDecision` says. It may rest on an
 * approval of what was pushed before; one at least must be of this commit.
 * https://docs.github.com/en/graphql/reference/objects#pullrequest
 */
export const isApproved = async (github: GitHub, number: number, head: string): Promise<boolean> => {
  const [owner, name] = github.repository.split("/");
  const said = await ask(github, "query", github.graphql, { query: QUERY, variables: { owner, name, number } });
  const { reviewDecision, latestOpinionatedReviews } = readAnswer(answer, said).data.repository.pullRequest;
  return (
    reviewDecision === "APPROVED" &&
    latestOpinionatedReviews.nodes.some(({ state, commit }) => state === "APPROVED" && commit?.oid === head)
  );
};

/** The name that the branch's rules ask for; no job bears it. */
export const CONTEXT = "gate";

/** https://docs.github.com/en/rest/commits/statuses#create-a-commit-status */
export const setStatus = async (github: GitHub, head: string, decision: Decision, link: string): Promise<void> => {
  await ask(github, "post", `${github.api}/repos/${github.repository}/statuses/${head}`, {
    ...decision,
    context: CONTEXT,
    target_url: link,
  });
};
