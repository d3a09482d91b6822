import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../../infra/testing/stack-configuration";
import { MARKER, MOST_BYTES } from "../diff/markdown";
import { checkReview, withPreview, withReview } from "./body";

const review = `${MARKER}\n## What this does to alerting\n\n| what | where | change |\n| ---- | ----- | ------ |\n| looser | api.cpu | 70 % → 77 % |\n`;

describe("what is taken from a pull request's run", () => {
  it.each<readonly [string, string, string | undefined]>([
    ["a review", review, undefined],
    ["a review with its run", `${review}[All of it](https://github.com/o/r/actions/runs/7).`, undefined],
    ["a fold", `${review}<details>\n<summary>x</summary>\n</details>`, undefined],
    ["a text of its own", "hello", "the review does not begin with its marker"],
    ["markup", `${review}<img src=x>`, "the review holds markup that no review has"],
    [
      "a comment that could hide a marker",
      `${review}<!-- preview prod -->`,
      "the review holds markup that no review has",
    ],
    ["a link", `${review}[here](https://evil.test)`, "the review links elsewhere than to its run"],
    ["a bare link", `${review}https://evil.test`, "the review links elsewhere than to its run"],
    ["a mention", `${review} @team`, "the review mentions somebody"],
    ["too much", review + "x".repeat(MOST_BYTES), "the review has more than 65000 bytes"],
  ])("%s", (_name, text, fault) => {
    expect(checkReview(text)).toBe(fault);
  });
});

const folded = (stack: string, text: string): string =>
  `<!-- preview ${stack} -->\n<details>\n<summary>pulumi preview of ${stack}</summary>\n\n\`\`\`text\n${text}\n\`\`\`\n\n</details>\n<!-- end of preview ${stack} -->`;

describe("the comment's parts", () => {
  const both = withPreview(withPreview(withReview(undefined, review), "prod", "+ 3 to create"), "dev", "~ 1 to update");

  it("stand in order, each preview folded and fenced", () => {
    expect(both).toBe(
      [review.trimEnd(), folded("dev", "~ 1 to update"), folded("prod", "+ 3 to create"), ""].join("\n\n"),
    );
  });

  it("are replaced one by one, whichever comes first", () => {
    expect(withPreview(both, "dev", "~ 2 to update")).toBe(both.replace("~ 1", "~ 2"));
    expect(withReview(both, review.replace("77 %", "80 %"))).toBe(both.replace("77 %", "80 %"));
    expect(withReview(withPreview(undefined, "dev", "x"), review)).toBe(
      withPreview(withReview(undefined, review), "dev", "x"),
    );
  });

  it("never pass the size, keep the end of a preview, and cannot be closed from within", () => {
    const long = Array.from({ length: 20_000 }, (_, line) => `line ${String(line)} \`\`\``).join("\n");
    const text = withPreview(withPreview(review, "prod", long), "dev", long);
    expect(Buffer.byteLength(text, "utf8")).toBeLessThanOrEqual(MOST_BYTES);
    expect(text).toContain("line 19999 '''\n```\n\n</details>");
    expect(text.match(/^```/gm)?.length).toBe(4);
    expect(text).toMatch(/\(\d+ lines before these are in the run's artefact\)/);
  });
});

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Stands for GitHub: 230 comments, ours the 205th, of a pull request whose head is `abc`. */
const gitHub = (ours: string | undefined): Promise<{ server: Server; requests: Request[]; url: string }> => {
  const requests: Request[] = [];
  const comments = Array.from({ length: 230 }, (_, id) => ({
    id,
    user: { type: id === 204 ? "Bot" : "User" },
    body: id === 204 && ours !== undefined ? ours : id === 7 ? `${MARKER} quoted by a person` : "hello",
  }));
  const pulls = [
    { number: 3, state: "closed", head: { sha: "abc" } },
    { number: 5, state: "open", head: { sha: "abc" } },
  ];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "", "http://x");
      requests.push({ method: request.method ?? "", path: url.pathname, body: Buffer.concat(chunks).toString() });
      const page = Number(url.searchParams.get("page") ?? 1);
      const list = url.pathname.endsWith("/pulls") ? pulls : comments.slice((page - 1) * 100, page * 100);
      response.writeHead(request.headers.authorization === "Bearer t0ken" ? 200 : 401);
      response.end(JSON.stringify(request.method === "GET" ? list : {}));
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = z.object({ port: z.number() }).parse(server.address());
      resolve({ server, requests, url: `http://127.0.0.1:${String(port)}` });
    });
  });
};

const run = (url: string, args: readonly string[], token = "t0ken") =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, ["--require", "./infra/loader.cjs", "review/cli.ts", "comment", ...args], {
      cwd: ROOT,
      env: { ...process.env, GITHUB_API_URL: url, GITHUB_REPOSITORY: "o/r", GITHUB_TOKEN: token },
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
    child.on("close", (code) => {
      resolve({ code, ...said });
    });
  });

describe("npm run comment, against a server that stands for GitHub", () => {
  const folder = mkdtempSync(join(tmpdir(), "comment-"));
  const file = join(folder, "comment.md");
  writeFileSync(file, review);
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<readonly [string, string | undefined, string, string]>([
    ["edits its own, on whatever page", `${MARKER} old`, "edited", "PATCH /repos/o/r/issues/comments/204"],
    [
      "creates one where there is none, and takes nobody's quote for its own",
      undefined,
      "created",
      "POST /repos/o/r/issues/5/comments",
    ],
  ])("%s", async (_name, ours, done, request) => {
    const hub = await gitHub(ours);
    server = hub.server;
    const { code, stdout, stderr } = await run(hub.url, ["--head", "abc", "--file", file]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${done} the comment of pull request 5\n`,
      stderr: "",
    });
    const last = hub.requests.at(-1);
    expect(`${last?.method ?? ""} ${last?.path ?? ""}`).toBe(request);
    expect(JSON.parse(last?.body ?? "")).toEqual({ body: `${review.trimEnd()}\n\n` });
  });

  it("says nothing twice", async () => {
    const hub = await gitHub(`${review.trimEnd()}\n\n`);
    server = hub.server;
    const { stdout } = await run(hub.url, ["--head", "abc", "--file", file]);
    expect(stdout).toBe("unchanged the comment of pull request 5\n");
    expect(hub.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  it("keeps still where the pull request has moved on", async () => {
    const hub = await gitHub(undefined);
    server = hub.server;
    const { code, stderr } = await run(hub.url, ["--head", "def", "--file", file]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "no open pull request has def as its head; nothing is said\n",
    });
  });

  it("says in a line that GitHub refuses, and never the token", async () => {
    const hub = await gitHub(undefined);
    server = hub.server;
    const { code, stderr } = await run(hub.url, ["--head", "abc", "--file", file], "wr0ng");
    expect(code).toBe(1);
    expect(stderr).toBe("error: GitHub answered 401 to GET /repos/o/r/commits/abc/pulls?per_page=100&page=1\n");
  });
});
