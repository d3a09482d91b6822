import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import { z } from "zod";
import { ROOT } from "../../infra/testing/stack-configuration";

jest.setTimeout(30_000);

const KEY = "k3y-of-the-integration";
const HOOK = "/services/T0/B0/s3cret";

interface Got {
  readonly path: string;
  readonly body: string;
  readonly at: number;
}

type Answer = readonly [status: number, headers?: Readonly<Record<string, string>>] | "none";

/** One server stands for PagerDuty's events and for Slack's webhooks; it answers what it is told to, in turn. */
const stand = (answers: readonly Answer[]): Promise<{ server: Server; got: Got[]; url: string }> => {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = answers[Math.min(got.length, answers.length - 1)] ?? [202];
      got.push({ path: request.url ?? "", body: Buffer.concat(chunks).toString(), at: Date.now() });
      if (answer === "none") return;
      response.writeHead(answer[0], answer[1]);
      response.end("{}");
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = z.object({ port: z.number() }).parse(server.address());
      resolve({ server, got, url: `http://127.0.0.1:${String(port)}` });
    });
  });
};

const drill = (line: string, variables: Readonly<Record<string, string>>) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const args = ["--require", "./infra/loader.cjs", "review/cli.ts", "drill", ...line.split(" ")];
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...variables } });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
    child.on("close", (code) => {
      resolve({ code, ...said });
    });
  });

const keysFor = (url: string) => ({
  DRIPLO_DRILL_PAGERDUTY_KEY: KEY,
  DRIPLO_DRILL_SLACK_WEBHOOK: `${url}${HOOK}`,
  DRIPLO_DRILL_PAGERDUTY_HOST: url,
  DRIPLO_DRILL_TIMEOUT_MS: "1500",
});

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const run = async (line: string, answers: readonly Answer[]) => {
  const standing = await stand(answers);
  server = standing.server;
  const outcome = await drill(line, keysFor(standing.url));
  // Neither the key nor the webhook, whatever happens.
  expect(`${outcome.stdout}${outcome.stderr}`).not.toContain(KEY);
  expect(`${outcome.stdout}${outcome.stderr}`).not.toContain("s3cret");
  return { ...outcome, got: standing.got };
};

const PROD = "search.error_rate --environment prod --yes-page-people";

describe("npm run drill, against a server that stands for PagerDuty and Slack", () => {
  it("sends in dev to Slack alone, marked", async () => {
    const { code, stdout, got } = await run("search.error_rate --environment dev", [[200]]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Slack: accepted (200)\n" });
    expect(got.map(({ path }) => path)).toEqual([HOOK]);
    expect(JSON.parse(got[0]?.body ?? "")).toMatchObject({
      text: expect.stringMatching(/^DRILL, nothing is wrong: Search error rate critical \(dev\)\n/) as string,
    });
  });

  it("sends in prod to both, with the key in the body, and says how to end it", async () => {
    const { code, stdout, got } = await run(PROD, [[202], [200]]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^PagerDuty: accepted \(202\)\nSlack: accepted \(200\)\nends with: npm run drill -- search\.error_rate --environment prod --resolve drill-[0-9a-f-]{36}\n$/,
    );
    expect(got[0]?.path).toBe("/v2/enqueue");
    expect(JSON.parse(got[0]?.body ?? "")).toMatchObject({
      routing_key: KEY,
      event_action: "trigger",
      payload: {
        severity: "critical",
        component: "search",
        custom_details: { drill: true, signal: "search.error_rate" },
      },
    });
  });

  it("ends what it opened", async () => {
    const { code, got } = await run(`${PROD} --resolve drill-7`, [[202]]);
    expect(code).toBe(0);
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({ routing_key: KEY, event_action: "resolve", dedup_key: "drill-7" });
  });

  it("waits as it is asked to, and tries again", async () => {
    const { code, stdout, got } = await run("search.error_rate --environment dev", [
      [429, { "retry-after": "1" }],
      [200],
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Slack: accepted (200)\n" });
    expect((got[1]?.at ?? 0) - (got[0]?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it.each<readonly [string, readonly Answer[], string, number]>([
    [
      "a refusal",
      [[400]],
      "refused (400): is the key that of an Events API v2 integration, or the webhook still there?",
      1,
    ],
    ["a vendor that fails", [[500]], "failed at its end (500), three times", 3],
    [
      "a vendor that is too busy for long",
      [[429, { "retry-after": "0" }]],
      "refused (429): too many events, and still after waiting as it asked",
      3,
    ],
    ["no answer", ["none"], "no answer within 1.5 s", 1],
  ])("says %s in a line", async (_name, answers, said, times) => {
    const { code, stdout, stderr, got } = await run("search.error_rate --environment dev", answers);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: `Slack: ${said}\n`, stderr: "" });
    expect(got.length).toBe(times);
  });

  it("says in a line that nothing is there", async () => {
    const { code, stdout } = await drill("search.error_rate --environment dev", keysFor("http://127.0.0.1:1"));
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: "Slack: could not be reached; is the network there, and the address right?\n",
    });
  });

  it("prints on request what it would send, without keys, and sends nothing", async () => {
    const { code, stdout, got } = await run("search.error_rate --environment prod --dry-run --format json", [[202]]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      wouldSend: [
        { to: "PagerDuty", key: "<DRIPLO_DRILL_PAGERDUTY_KEY>" },
        { to: "Slack", key: "<DRIPLO_DRILL_SLACK_WEBHOOK>" },
      ],
    });
    expect(got).toEqual([]);
  });

  it.each([
    [
      "search.error_rate --environment prod",
      "a drill in prod rings real phones; say --yes-page-people, or look with --dry-run",
    ],
    ["search.eror_rate --environment dev", "there is no signal search.eror_rate; did you mean search.error_rate?"],
    ["nothing_like_it --environment dev", "there is no signal nothing_like_it; npm run plan lists them"],
    ["search.error_rate --environment mars", "Allowed choices are dev, prod."],
  ])("%s is wrong usage", async (line, says) => {
    const { code, stdout, stderr } = await drill(line, keysFor("http://127.0.0.1:1"));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
  });

  it("names the keys that are not set", async () => {
    const { code, stderr } = await drill("search.error_rate --environment dev", { DRIPLO_DRILL_SLACK_WEBHOOK: "" });
    expect(code).toBe(2);
    expect(stderr).toContain(
      "DRIPLO_DRILL_SLACK_WEBHOOK must be set: keys come from the environment, and never from arguments",
    );
  });
});
