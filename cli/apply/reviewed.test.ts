import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { z } from "zod";
import { bundledCli } from "../../testing/bundled-cli";
import { ROOT } from "../../testing/stack-configuration";
import { findReviewed, refuseOlder } from "./reviewed";

/** A server stands for GitHub: what it answers to whom, and whose artefact is taken. */

const [COMMIT, HEAD, OTHER] = ["c", "b", "d"].map((letter) => letter.repeat(40)) as [string, string, string];
const TREE = "a".repeat(40);
const NAME = `plan-prod-${TREE}`;

const plan = {
  version: 1,
  stack: "prod",
  tree: TREE,
  steps: [{ op: "create", urn: "urn:pulumi:prod::p::a:b:C::x", keys: [] }],
};

const run = {
  path: ".github/workflows/preview.yml",
  event: "pull_request",
  status: "completed",
  conclusion: "success",
  head_sha: HEAD,
  head_branch: "a-branch",
  repository: { full_name: "o/r" },
  head_repository: { full_name: "o/r" },
};

const artefact = { id: 7, name: NAME, expired: false, size_in_bytes: 500, workflow_run: { id: 70 } };

interface Hub {
  readonly artefacts?: readonly object[];
  readonly runs?: Readonly<Record<number, object>>;
  readonly trees?: Readonly<Record<string, string>>;
  readonly archive?: Uint8Array;
  readonly head?: string;
  /** Answers with these before the first answer of each path. */
  readonly refusals?: readonly number[];
}

const archiveOf = (text: string, name = "plan.json"): Uint8Array => zipSync({ [name]: strToU8(text) });

const answerOf = (path: string, hub: Hub): unknown => {
  const {
    artefacts = [artefact],
    runs = { 70: run },
    trees = { [COMMIT]: TREE, [HEAD]: TREE, [OTHER]: "e".repeat(40) },
  } = hub;
  const [, kind = "", id = ""] =
    /^\/repos\/o\/r\/(git\/commits|actions\/runs|actions\/artifacts|branches)\/?([^/]*)/.exec(path) ?? [];
  if (kind === "git/commits") return { tree: { sha: trees[id] } };
  if (kind === "branches") return { commit: { sha: hub.head ?? COMMIT } };
  if (kind === "actions/runs") return runs[Number(id)];
  return id === "" ? { total_count: artefacts.length, artifacts: artefacts } : undefined;
};

const servers: Server[] = [];
const asked: { readonly path: string; readonly token: string | undefined }[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  asked.length = 0;
});

const listen = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer(answer);
    servers.push(server);
    server.listen(0, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`);
    });
  });

/** The archive lies at another address, as GitHub's does. */
const gitHub = async (hub: Hub = {}) => {
  const note = (request: IncomingMessage) =>
    asked.push({ path: request.url ?? "", token: request.headers.authorization });
  const store = await listen((request, response) => {
    note(request);
    response.end(hub.archive ?? archiveOf(JSON.stringify(plan)));
  });
  const left = new Map<string, number[]>();
  const api = await listen((request, response) => {
    note(request);
    const path = request.url ?? "";
    const refusal = (left.get(path) ?? left.set(path, [...(hub.refusals ?? [])]).get(path))?.shift();
    if (refusal !== undefined) return response.writeHead(refusal, { "retry-after": "0" }).end("{}");
    if (request.headers.authorization !== "Bearer t0ken") return response.writeHead(401).end("{}");
    if (path.endsWith("/zip")) return response.writeHead(302, { location: `${store}/blob` }).end();
    const answer = answerOf(path.replace(/\?.*/, ""), hub);
    return response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
  });
  return { api, graphql: `${api}/graphql`, repository: "o/r", token: "t0ken" };
};

const find = async (hub: Hub) => (await findReviewed(await gitHub(hub), { stack: "prod", commit: COMMIT })).plan;

const HEADLINE = `prod: no reviewed plan of tree ${TREE}: run the workflow "preview" on main, read it, and run this job again`;

describe("a reviewed plan is taken", () => {
  it("of this repository's own preview of this very tree, and the token stays with the API", async () => {
    expect(await find({})).toEqual(plan);
    expect(asked.map(({ path }) => path)).toEqual([
      `/repos/o/r/git/commits/${COMMIT}`,
      `/repos/o/r/actions/artifacts?name=${NAME}&per_page=100`,
      "/repos/o/r/actions/runs/70",
      `/repos/o/r/git/commits/${HEAD}`,
      "/repos/o/r/actions/artifacts/7/zip",
      "/blob",
    ]);
    expect(asked.filter(({ token }) => token !== undefined)).toHaveLength(5);
  });

  it("of the newest run that will do, whatever others have uploaded by its name", async () => {
    const artefacts = [artefact, { ...artefact, id: 9, workflow_run: { id: 90 } }];
    expect(
      await find({ artefacts, runs: { 70: run, 90: { ...run, head_repository: { full_name: "evil/r" } } } }),
    ).toEqual(plan);
    expect(asked.at(-2)?.path).toBe("/repos/o/r/actions/artifacts/7/zip");
  });

  it("of a run that a person started on main", async () => {
    expect(await find({ runs: { 70: { ...run, event: "workflow_dispatch", head_sha: COMMIT } } })).toEqual(plan);
  });

  it.each([[[429]], [[403]], [[502, 503]]])("after GitHub has answered %j", async (refusals) => {
    expect(await find({ refusals })).toEqual(plan);
  });
});

describe("a forged plan is not taken", () => {
  it.each<readonly [string, Hub, string]>([
    ["of a fork", { runs: { 70: { ...run, head_repository: { full_name: "evil/r" } } } }, "its run 70 is of a fork"],
    ["of a fork that is gone", { runs: { 70: { ...run, head_repository: null } } }, "its run 70 is of a fork"],
    [
      "of another repository",
      { runs: { 70: { ...run, repository: { full_name: "evil/r" } } } },
      "its run 70 is of another repository",
    ],
    [
      "of another workflow",
      { runs: { 70: { ...run, path: ".github/workflows/gate.yml" } } },
      "its run 70 is of another workflow than .github/workflows/preview.yml",
    ],
    [
      "of another event",
      { runs: { 70: { ...run, event: "push" } } },
      "its run 70 was started by another event than pull_request or workflow_dispatch",
    ],
    ["of a failed run", { runs: { 70: { ...run, conclusion: "failure" } } }, "its run 70 has not succeeded"],
    [
      "of a run that goes on",
      { runs: { 70: { ...run, status: "in_progress", conclusion: null } } },
      "its run 70 has not succeeded",
    ],
    [
      "of a commit whose program may be another",
      { runs: { 70: { ...run, head_sha: OTHER } } },
      "its run 70 is of a commit with another tree: bring the branch up to date before it is merged",
    ],
    ["of no run", { artefacts: [{ ...artefact, workflow_run: null }] }, "no run is known to have made it"],
    ["by another name", { artefacts: [{ ...artefact, name: `plan-dev-${TREE}` }] }, "it has another name"],
    ["that has expired", { artefacts: [{ ...artefact, expired: true }] }, "it has expired"],
    ["too large", { artefacts: [{ ...artefact, size_in_bytes: 1_000_001 }] }, "it has more than 1000000 bytes"],
  ])("%s", async (_name, hub, fault) => {
    await expect(find(hub)).rejects.toMatchObject({
      ending: "failed",
      lines: [HEADLINE, `artefact 7: ${fault}`],
    });
    expect(asked.map(({ path }) => path)).not.toContain("/blob");
  });

  it("and where there is none, the way to one is said", async () => {
    await expect(find({ artefacts: [] })).rejects.toMatchObject({ ending: "failed", lines: [HEADLINE] });
  });

  it.each<readonly [string, Uint8Array, string]>([
    [
      "of another tree within",
      archiveOf(JSON.stringify({ ...plan, tree: "f".repeat(40) })),
      `the reviewed plan says that it is of prod, tree ${"f".repeat(40)}`,
    ],
    [
      "of another stack within",
      archiveOf(JSON.stringify({ ...plan, stack: "dev" })),
      `the reviewed plan says that it is of dev, tree ${TREE}`,
    ],
    ["no plan", archiveOf("{}"), "the reviewed plan of prod is not what it should be, at version; stack; tree; steps"],
    ["no JSON", archiveOf("hello"), "the reviewed plan of prod is no JSON"],
    [
      "with a step that would print as a command",
      archiveOf(JSON.stringify({ ...plan, steps: [{ op: "create", urn: "x\n::set-output name=a::b", keys: [] }] })),
      "the reviewed plan of prod is not what it should be, at steps.0.urn",
    ],
    [
      "with values",
      archiveOf(JSON.stringify({ ...plan, steps: [{ ...plan.steps[0], newState: {} }] })),
      "the reviewed plan of prod is not what it should be, at steps.0",
    ],
    ["another file", archiveOf("{}", "other.json"), "the reviewed plan's archive holds no plan.json of at most 10 MB"],
    ["a bomb", archiveOf("0".repeat(10_000_001)), "the reviewed plan's archive holds no plan.json of at most 10 MB"],
    ["no archive", strToU8("hello"), "the reviewed plan's archive cannot be unpacked"],
  ])("%s", async (_name, archive, line) => {
    await expect(find({ archive })).rejects.toMatchObject({ lines: [line] });
  });
});

describe("an older commit", () => {
  it("is refused, and its successor is named", async () => {
    const github = await gitHub({ head: OTHER });
    await expect(refuseOlder(github, COMMIT, "main")).rejects.toMatchObject({
      ending: "failed",
      lines: [`${COMMIT} is not the head of main, which is ${OTHER}: that commit's own run applies both`],
    });
    await expect(refuseOlder(github, OTHER, "main")).resolves.toBeUndefined();
  });
});

const apply = (api: string, args: readonly string[], token = "t0ken") =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [bundledCli(), "apply", ...args], {
      cwd: ROOT,
      env: { ...process.env, GITHUB_API_URL: api, GITHUB_REPOSITORY: "o/r", GITHUB_TOKEN: token },
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
    child.on("close", (code) => {
      resolve({ code, ...said });
    });
  });

describe("npm run apply, against a server that stands for GitHub", () => {
  const folder = mkdtempSync(join(tmpdir(), "apply-"));
  const out = join(folder, "reviewed.json");
  const args = ["find", "--stack", "prod", "--commit", COMMIT, "--out", out];

  beforeEach(() => {
    rmSync(out, { force: true });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes nothing of a fork's, and ends with 1", async () => {
    const { api } = await gitHub({ runs: { 70: { ...run, head_repository: { full_name: "evil/r" } } } });
    expect(await apply(api, args)).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: ${HEADLINE}\nerror: artefact 7: its run 70 is of a fork\n`,
    });
    expect(existsSync(out)).toBe(false);
  });

  it("writes and prints the reviewed plan", async () => {
    const { api } = await gitHub();
    expect(await apply(api, args)).toEqual({
      code: 0,
      stdout: `1 change to prod, tree ${TREE}:\n  create a:b:C x\n`,
      stderr: "",
    });
    expect(readFileSync(out, "utf8")).toBe(JSON.stringify(plan));
  });

  it("ends with 4 where GitHub cannot be asked, and never says the token", async () => {
    const { api } = await gitHub();
    expect(await apply(api, ["head", "--commit", COMMIT], "wr0ng")).toEqual({
      code: 4,
      stdout: "",
      stderr: "error: GitHub answered 401 to GET /repos/o/r/branches/main: see what the job's GITHUB_TOKEN may\n",
    });
  });
});
