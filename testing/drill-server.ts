import { spawn } from "node:child_process";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { z } from "zod";
import { bundledCli } from "./bundled-cli";
import { ROOT } from "./stack-configuration";

export const KEY = "k3y-of-the-integration";
export const HOOK = "/services/T0/B0/s3cret";

/** Of PagerDuty's REST API. */
export const TOKEN = "t0ken-of-the-account";

export interface Got {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

export type Answer = readonly [status: number, body?: string, headers?: Readonly<Record<string, string>>] | "none";

/** One server stands for PagerDuty's events and for Slack's webhooks; it answers what it is told to, in turn. */
const stand = (answers: readonly Answer[]): Promise<{ server: Server; got: Got[]; url: string }> => {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = answers[Math.min(got.length, answers.length - 1)] ?? [500];
      const { method = "", url = "", headers } = request;
      got.push({ method, path: url, headers, body: Buffer.concat(chunks).toString(), at: Date.now() });
      if (answer === "none") return;
      response.writeHead(answer[0], answer[2]);
      response.end(answer[1]);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = z.object({ port: z.number() }).parse(server.address());
      resolve({ server, got, url: `http://127.0.0.1:${port}` });
    });
  });
};

export const drill = (line: string, variables: Readonly<Record<string, string>>) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const args = [bundledCli(), "drill", ...line.split(" ")];
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...variables } });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
    child.on("close", (code) => {
      resolve({ code, ...said });
    });
  });

export const keysFor = (url: string) => ({
  DRIPLO_DRILL_PAGERDUTY_KEY: KEY,
  DRIPLO_DRILL_SLACK_WEBHOOK: `${url}${HOOK}`,
  DRIPLO_DRILL_PAGERDUTY_HOST: url,
  DRIPLO_DRILL_PAGERDUTY_TOKEN: TOKEN,
  DRIPLO_DRILL_PAGERDUTY_API: url,
});

let server: Server | undefined;

export const stopStanding = (): void => {
  server?.closeAllConnections();
  server?.close();
};

/** A drill against such a server; none of its keys may be printed. */
export const runDrill = async (line: string, answers: readonly Answer[]) => {
  const standing = await stand(answers);
  server = standing.server;
  const outcome = await drill(line, keysFor(standing.url));
  // Neither the keys nor the webhook, whatever happens.
  expect(`${outcome.stdout}${outcome.stderr}`).not.toContain(TOKEN);
  expect(`${outcome.stdout}${outcome.stderr}`).not.toContain(KEY);
  expect(`${outcome.stdout}${outcome.stderr}`).not.toContain("s3cret");
  return { ...outcome, got: standing.got };
};
