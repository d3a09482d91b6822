import { unzipSync } from "fflate";
import { z } from "zod";
import { CommandError } from "../shared/exit";
import { ask, download, readAnswer } from "../github/ask";
import type { GitHub } from "../github/connection";
import { planSchema, type Plan } from "./plan";
import { MOST_PLAN_BYTES, parseBy } from "./read";

/**
 * Finds the reviewed plan of a commit's tree. An artefact's name says nothing of who made it: a fork's workflow may upload one by the
 * same name. So the run that made it is asked for, and is to be this repository's own preview of this very tree.
 */
export const findReviewed = async (github: GitHub, wanted: Wanted): Promise<Reviewed> => {
  const tree = await treeOf(github, wanted.commit);
  const name = artefactOf(wanted.stack, tree);
  const listed = await read(github, `/actions/artifacts?name=${name}&per_page=100`, artefactsSchema);
  const newestFirst = listed.artifacts.toSorted((one, other) => other.id - one.id);
  const faults: string[] = [];
  for (const artefact of newestFirst) {
    const fault = await faultOf(github, artefact, { name, tree });
    if (fault === undefined)
      return readPlan(
        await download(github, `${home(github)}/actions/artifacts/${artefact.id}/zip`, MOST_ARTEFACTS_BYTES),
        { ...wanted, tree },
      );
    faults.push(`artefact ${artefact.id}: ${fault}`);
  }
  throw new CommandError(
    "failed",
    `${wanted.stack}: no reviewed plan of tree ${tree}: run the workflow "preview" on main, read it, and run this job again`,
    ...faults,
  );
};

const home = ({ api, repository }: GitHub): string => `${api}/repos/${repository}`;

const read = async <T>(github: GitHub, path: string, schema: z.ZodType<T>): Promise<T> =>
  readAnswer(schema, await ask(github, "get", `${home(github)}${path}`));

export interface Reviewed {
  readonly plan: Plan;
  /** The file as it was uploaded. */
  readonly text: string;
}

export interface Wanted {
  readonly stack: Plan["stack"];
  readonly commit: string;
}

/** As preview.yml names it. */
export const artefactOf = (stack: string, tree: string): string => `plan-${stack}-${tree}`;

/** The one workflow whose plans are taken. */
const WORKFLOW = ".github/workflows/preview.yml";

const MOST_ARTEFACTS_BYTES = 1_000_000;

/** https://docs.github.com/en/rest/actions/artifacts#list-artifacts-for-a-repository */
const artefactsSchema = z.looseObject({
  artifacts: z.array(
    z.looseObject({
      id: z.number().int(),
      name: z.string(),
      expired: z.boolean(),
      size_in_bytes: z.number(),
      workflow_run: z.looseObject({ id: z.number().int() }).nullish(),
    }),
  ),
});

type Artefact = z.output<typeof artefactsSchema>["artifacts"][number];

/** https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run */
const runSchema = z.looseObject({
  path: z.string(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_sha: z.string().regex(/^[0-9a-f]{40}$/),
  head_branch: z.string().nullish(),
  repository: z.looseObject({ full_name: z.string() }),
  head_repository: z.looseObject({ full_name: z.string() }).nullish(),
});

const faultOf = async (
  github: GitHub,
  { name, expired, size_in_bytes, workflow_run }: Artefact,
  wanted: { readonly name: string; readonly tree: string },
): Promise<string | undefined> => {
  if (name !== wanted.name) return "it has another name";
  if (expired) return "it has expired";
  if (size_in_bytes > MOST_ARTEFACTS_BYTES) return `it has more than ${MOST_ARTEFACTS_BYTES} bytes`;
  if (workflow_run === undefined || workflow_run === null) return "no run is known to have made it";
  const run = await read(github, `/actions/runs/${workflow_run.id}`, runSchema);
  const fault = faultOfRun(github, run);
  if (fault !== undefined) return `its run ${workflow_run.id} ${fault}`;
  // The code that made the plan is then the code that is applied: nobody can make another's plan by changing the program.
  if ((await treeOf(github, run.head_sha)) !== wanted.tree)
    return `its run ${workflow_run.id} is of a commit with another tree: bring the branch up to date before it is merged`;
  return undefined;
};

const EVENTS = ["pull_request", "workflow_dispatch"];

const faultOfRun = (
  { repository }: GitHub,
  { path, event, status, conclusion, repository: own, head_repository: head }: z.output<typeof runSchema>,
): string | undefined => {
  if (own.full_name !== repository) return "is of another repository";
  if (head?.full_name !== repository) return "is of a fork";
  // GitHub's reference shows the path with its branch behind it (`….yml@main`), its answers come without.
  if (path.split("@")[0] !== WORKFLOW) return `is of another workflow than ${WORKFLOW}`;
  if (!EVENTS.includes(event)) return `was started by another event than ${EVENTS.join(" or ")}`;
  return status === "completed" && conclusion === "success" ? undefined : "has not succeeded";
};

const commitSchema = z.looseObject({ tree: z.looseObject({ sha: z.string().regex(/^[0-9a-f]{40}$/) }) });

const treeOf = async (github: GitHub, commit: string): Promise<string> =>
  (await read(github, `/git/commits/${commit}`, commitSchema)).tree.sha;

const FILE = "plan.json";

const readPlan = (archive: Buffer, { stack, tree }: Pick<Plan, "stack" | "tree">): Reviewed => {
  const text = fileOf(archive);
  const plan = parseBy(planSchema, text, `the reviewed plan of ${stack}`);
  if (plan.stack !== stack || plan.tree !== tree)
    throw new CommandError("failed", `the reviewed plan says that it is of ${plan.stack}, tree ${plan.tree}`);
  return { plan, text };
};

const fileOf = (archive: Buffer): string => {
  try {
    const files = unzipSync(archive, {
      filter: ({ name, originalSize }) => name === FILE && originalSize <= MOST_PLAN_BYTES,
    });
    const found = files[FILE];
    if (found !== undefined) return Buffer.from(found).toString("utf8");
  } catch {
    throw new CommandError("failed", "the reviewed plan's archive cannot be unpacked");
  }
  throw new CommandError("failed", `the reviewed plan's archive holds no ${FILE} of at most 10 MB`);
};

const branchSchema = z.looseObject({ commit: z.looseObject({ sha: z.string() }) });

/**
 * Ends where another commit is main's head. A plan names no values, so that an older commit's changes look like a newer one's: only
 * the order tells them apart, and main's head is the end of it.
 */
export const refuseOlder = async (github: GitHub, commit: string, branch: string): Promise<void> => {
  const head = (await read(github, `/branches/${encodeURIComponent(branch)}`, branchSchema)).commit.sha;
  if (head === commit) return;
  throw new CommandError(
    "failed",
    `${commit} is not the head of ${branch}, which is ${head}: that commit's own run applies both`,
  );
};
