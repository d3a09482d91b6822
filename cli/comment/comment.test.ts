import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MARKER, MOST_BYTES } from "../review/markdown";
import { previewBody } from "./body";
import { startGitHub, type Answer, type Hub, type Repository, type Stored } from "../../testing/github/github";
import { runAgainst } from "../../testing/github/run";

const review = `${MARKER}\n## What this does to alerting\n`;

const folded = (stack: string, text: string): string =>
  `<!-- driplo-monitoring-preview ${stack} -->\n<details>\n<summary>pulumi preview of ${stack}</summary>\n\n\`\`\`text\n${text}\n\`\`\`\n\n</details>\n`;

describe("a preview", () => {
  it("is folded and fenced, behind a marker of its stack", () => {
    expect(previewBody("dev", "~ 1 to update\n")).toBe(folded("dev", "~ 1 to update"));
  });

  it("never passes the size, keeps its end, and cannot be closed from within", () => {
    const long = Array.from({ length: 20_000 }, (_, line) => `line ${line} \`\`\``).join("\n");
    const text = previewBody("prod", long);
    expect(Buffer.byteLength(text, "utf8")).toBeLessThanOrEqual(MOST_BYTES);
    expect(text).toContain("line 19999 '''\n```\n\n</details>");
    expect(text.match(/^```/gm)?.length).toBe(2);
    expect(text).toMatch(/\(\d+ lines before these are in the run's artefact\)/);
  });
});

/** 230 comments, of which the 205th is the bot's; a person quotes the marker in the 8th. */
const conversation = (ours: string): Stored[] =>
  Array.from({ length: 230 }, (_, id) => ({
    id,
    user: { type: id === 204 ? "Bot" : "User" },
    body: id === 204 ? ours : id === 7 ? `${MARKER} quoted by a person` : "hello",
  }));

describe("npm run comment, against a server that stands for GitHub", () => {
  const folder = mkdtempSync(join(tmpdir(), "comment-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const ofReview = ["comment", "--head", "abc", "--file", file("comment.md", review)];
  const ofPreview = (stack: string, text = "+ 3 to create"): readonly string[] => {
    const path = file(`${stack}-${text.length}.txt`, text);
    return ["comment", "--head", "abc", "--preview", `${stack}=${path}`];
  };

  let hub: Hub | undefined;
  const start = async (given: Partial<Repository> = {}): Promise<Hub> => (hub = await startGitHub(given));
  const ours = ({ repository }: Hub): readonly string[] =>
    repository.comments.filter(({ user }) => user.type === "Bot").map(({ body }) => body);

  afterEach(() => hub?.close());
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<readonly [string, string, string, string]>([
    ["edits its own, on whatever page", `${MARKER} old`, "edited", "PATCH /repos/o/r/issues/comments/204"],
    ["takes nobody's quote for its own, and makes one", "hello", "created", "POST /repos/o/r/issues/5/comments"],
  ])("%s", async (_name, known, done, request) => {
    const { url, repository } = await start({ comments: conversation(known) });
    expect(await runAgainst(url, ofReview)).toEqual({
      code: 0,
      stdout: `${done} the comment of pull request 5\n`,
      stderr: "",
    });
    expect(repository.requests.filter((each) => !each.startsWith("GET "))).toEqual([request]);
    expect(repository.comments.filter(({ body }) => body === review).length).toBe(1);
    expect(repository.comments[7]?.body).toBe(`${MARKER} quoted by a person`);
  });

  it("says nothing twice", async () => {
    const { url, repository } = await start({ comments: conversation(review) });
    expect((await runAgainst(url, ofReview)).stdout).toBe("unchanged the comment of pull request 5\n");
    expect(repository.requests.every((each) => each.startsWith("GET "))).toBe(true);
  });

  it("of three jobs at once makes three comments, each with its own words, and loses none", async () => {
    const started = await start();
    const jobs = [ofReview, ofPreview("dev"), ofPreview("prod")];
    await Promise.all(jobs.map((job) => runAgainst(started.url, job)));
    expect(ours(started).toSorted()).toEqual([folded("dev", "+ 3 to create"), folded("prod", "+ 3 to create"), review]);
    await Promise.all(
      [ofPreview("dev", "~ 1 to update"), ofPreview("prod", "- 1")].map((job) => runAgainst(started.url, job)),
    );
    expect(ours(started).toSorted()).toEqual([folded("dev", "~ 1 to update"), folded("prod", "- 1"), review]);
  });

  it("of one job that runs three times at once leaves one comment", async () => {
    const started = await start();
    const ended = await Promise.all([ofReview, ofReview, ofReview].map((job) => runAgainst(started.url, job)));
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(Array(3).fill({ code: 0, stderr: "" }));
    expect(ours(started)).toEqual([review]);
  });

  it("removes what earlier runs have made twice, and keeps the oldest", async () => {
    const bot = { type: "Bot" } as const;
    const comments: Stored[] = [3, 1, 2].map((id) => ({ id, user: bot, body: `${MARKER} old ${id}` }));
    const started = await start({ comments });
    await runAgainst(started.url, ofReview);
    expect(started.repository.comments).toEqual([{ id: 1, user: bot, body: review }]);
  });

  const COMMENTS = "/repos/o/r/issues/5/comments";
  const soon = { "retry-after": "1" };
  const resetIn1s = (): Record<string, string> => ({
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.ceil(Date.now() / 1_000) + 1),
  });

  it.each<readonly [string, string, () => readonly Answer[]]>([
    ["a limit that says when", `GET ${COMMENTS}`, () => [{ status: 429, headers: soon }]],
    ["a limit that is a 403", `POST ${COMMENTS}`, () => [{ status: 403, headers: soon }]],
    ["a limit that says when it ends", "GET /repos/o/r/pulls", () => [{ status: 403, headers: resetIn1s() }]],
    ["a fault", `GET ${COMMENTS}`, () => [{ status: 502 }, { status: 503 }]],
    ["a fault where nothing was made", `POST ${COMMENTS}`, () => [{ status: 502 }]],
    ["a fault where it was made and the answer lost", `POST ${COMMENTS}`, () => [{ status: 502, done: true }]],
  ])("asks again after %s, and makes one comment", async (_name, request, answers) => {
    const started = await start({ failures: new Map([[request, [...answers()]]]) });
    expect(await runAgainst(started.url, ofReview)).toEqual({
      code: 0,
      stdout: "created the comment of pull request 5\n",
      stderr: "",
    });
    expect(ours(started)).toEqual([review]);
  });

  it("waits as long as it is told", async () => {
    const { url } = await start({ failures: new Map([["GET ", [{ status: 429, headers: { "retry-after": "3" } }]]]) });
    const from = Date.now();
    await runAgainst(url, ofReview);
    expect(Date.now() - from).toBeGreaterThanOrEqual(3_000);
  });

  it.each<readonly [string, readonly Answer[], number, number, string]>([
    [
      "does not ask again for a right that is missing",
      [{ status: 403 }],
      403,
      1,
      "see what the job's GITHUB_TOKEN may",
    ],
    [
      "gives up in the end",
      Array<Answer>(6).fill({ status: 429, headers: { "retry-after": "0.01" } }),
      429,
      6,
      "run the job again",
    ],
  ])("%s", async (_name, answers, status, times, remedy) => {
    const { url, repository } = await start({ failures: new Map([["GET /repos/o/r/pulls", [...answers]]]) });
    expect(await runAgainst(url, ofReview)).toEqual({
      code: 4,
      stdout: "",
      stderr: `error: GitHub answered ${status} to GET /repos/o/r/pulls?state=open&per_page=100&page=1: ${remedy}\n`,
    });
    expect(repository.requests.length).toBe(times);
  });

  it("keeps still where the pull request has moved on", async () => {
    const { url } = await start();
    const [, , , ...rest] = ofReview;
    expect(await runAgainst(url, ["comment", "--head", "def", ...rest])).toMatchObject({
      code: 0,
      stderr: "no open pull request has def as its head; nothing is said\n",
    });
  });

  it("says in a line that GitHub refuses, and never the token", async () => {
    const { url } = await start();
    const { code, stderr } = await runAgainst(url, ofReview, "wr0ng");
    expect(code).toBe(4);
    expect(stderr).toBe(
      "error: GitHub answered 401 to GET /repos/o/r/pulls?state=open&per_page=100&page=1: see what the job's GITHUB_TOKEN may\n",
    );
  });

  it("says that nothing is there to be asked", async () => {
    const { code, stderr } = await runAgainst("http://u:s3cret@127.0.0.1:1", ofReview);
    expect({ code, stderr: stderr.split("\n")[0] }).toEqual({
      code: 2,
      stderr: "error: GITHUB_API_URL must be an address without a name and a password: https://api.github.com",
    });
  });

  it.each([
    ["no.md", "there is no such file"],
    [file("hello.md", "hello"), "no review: npm run review -- --format markdown writes one"],
  ])("refuses %s", async (path, why) => {
    const { url } = await start();
    const { code, stderr } = await runAgainst(url, ["comment", "--head", "abc", "--file", path]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `error: ${path}: ${why}\n` });
  });
});
