import { spawn, spawnSync, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { isRecord } from "../../monitors/model/unknown-value";

const NO_MOTO = "no moto_server on the PATH";

const isThere = (): boolean => spawnSync("moto_server", ["--help"]).status === 0;

/**
 * A suite that needs a local AWS: the `moto_server` of PyPI's `moto[server]`, a stand-in that stores and answers and checks few
 * limits. Without it the suite is skipped by name on a developer's machine and fails in CI. The suite is given the address to
 * call, which is known once its tests run.
 */
export const describeWithMoto = (name: string, suite: (endpoint: () => string) => void): void => {
  if (isThere())
    describe(name, () => {
      withServer(suite);
    });
  else if (process.env["CI"] === "true") describe(name, failWithoutMoto);
  else
    describe.skip(`${name} (${NO_MOTO})`, () => {
      suite(() => "");
    });
};

const failWithoutMoto = (): void => {
  it("runs with moto", () => {
    throw new Error(`${NO_MOTO}: CI must install it, pip install 'moto[server]'`);
  });
};

const withServer = (suite: (endpoint: () => string) => void): void => {
  let server: MotoServer | undefined;
  let endpoint = "";
  beforeAll(async () => {
    server = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], { stdio: ["ignore", "ignore", "pipe"] });
    endpoint = await addressOf(server);
  });
  afterAll(async () => {
    if (server === undefined || server.exitCode !== null) return;
    server.kill();
    await once(server, "close");
  });
  suite(() => endpoint);
};

type MotoServer = ChildProcessByStdio<null, null, Readable>;

/** The system gives it a port that nobody else has, and it says which as soon as it answers there. */
const addressOf = (server: MotoServer): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    server.stderr.setEncoding("utf8").on("data", (words: string) => {
      said += words;
      const [, address] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    server.on("close", () => {
      reject(new Error(`moto_server ended: ${said}`));
    });
  });

/** One call of AWS's JSON protocol, for services whose whole SDK a test would not be worth. */
export const callAws = async (
  endpoint: string,
  service: string,
  target: string,
  input: object,
): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": target,
      // Which service and region is meant stands in the signature's scope; the signature itself is not looked at.
      Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=test`,
    },
    body: JSON.stringify(input),
  });
  const body: unknown = JSON.parse((await answer.text()) || "{}");
  if (!answer.ok || !isRecord(body)) throw new Error(`${target}: ${JSON.stringify(body)}`);
  return body;
};
