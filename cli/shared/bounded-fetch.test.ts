import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { expectBounded, runMeasured } from "../../testing/measured-cli";
import { pullRequestOf } from "../comment/github";
import { boundedClient } from "../fetch/bounded-client";
import { patientFetch } from "../fetch/http";
import { boundedFetch } from "./bounded-fetch";

/** 64 MB of blanks in 64 kB; sent again and again it never ends. */
const PIECE = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));

const sendBomb = (response: ServerResponse, status = 200): void => {
  response.writeHead(status, { "content-encoding": "gzip", "content-type": "application/json" });
  const send = (): void => {
    while (!response.destroyed && response.write(PIECE));
    response.once("drain", send);
  };
  send();
};

let server: Server;
let address: string;
let asked: number;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  asked = 0;
  answer = sendBomb;
  server = createServer((request, response) => {
    asked += 1;
    request.resume();
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === "object" ? String(bound?.port) : ""}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

describe("an answer", () => {
  it("comes as it was sent, unpacked, with its status and its headers", async () => {
    answer = (response) => {
      response.writeHead(418, { "content-encoding": "gzip", "x-more": "yes" });
      response.end(gzipSync("hello"));
    };
    const got = await boundedFetch(5)(address);
    expect([got.status, got.headers.get("x-more"), await got.text()]).toEqual([418, "yes", "hello"]);
    expect([got.headers.get("content-encoding"), got.headers.get("content-length")]).toEqual([null, null]);
    await expect(boundedFetch(4)(address)).rejects.toThrow("answered with more than 1 kB");
  });

  it("may be empty", async () => {
    answer = (response) => response.writeHead(204).end();
    const got = await boundedFetch()(address);
    expect([got.status, await got.text()]).toEqual([204, ""]);
  });

  it.each([200, 404, 500])(
    "that would be gigabytes is let go after 32 MB, and not asked for again: %i",
    async (status) => {
      answer = (response) => {
        sendBomb(response, status);
      };
      await expect(boundedFetch()(address)).rejects.toThrow("answered with more than 32 MB");
      await expect(patientFetch(() => undefined)(address)).rejects.toThrow("answered with more than 32 MB");
      expect(asked).toBe(2);
    },
  );

  it("is as bounded for GitHub", async () => {
    const github = { api: address, graphql: address, repository: "o/r", token: "t" };
    await expect(pullRequestOf(github, "abc")).rejects.toThrow("answered with more than 32 MB");
  });

  it("is as bounded for CloudWatch's own client", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const piece = Buffer.alloc(1024 * 1024, " ");
      const send = (): void => {
        while (!response.destroyed && response.write(piece));
        response.once("drain", send);
      };
      send();
    };
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const client = boundedClient(new CloudWatchClient({ region: "eu-west-3", endpoint: address, credentials }));
    const asking = client.send(
      new GetMetricDataCommand({ MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(1) }),
    );
    await expect(asking).rejects.toThrow("answered with more than 32 MB");
    client.destroy();
  });
});

describe("npm run, against a server whose answer has no end", () => {
  it("drill", async () => {
    const ran = await runMeasured(["drill", "storefront.input_delay", "--level", "warning", "--environment", "dev"], {
      variables: { DRIPLO_DRILL_SLACK_WEBHOOK: `${address}/hook` },
    });
    expect(ran.stdout).toMatch(
      /\nSlack, #alerts-dev: refused: answered with more than 1 MB, which is no answer of theirs\n$/,
    );
    expect(asked).toBe(1);
    expectBounded(ran);
  });

  it("comment", async () => {
    const ran = await runMeasured(["comment", "--head", "abc", "--preview", "prod=package.json"], {
      variables: { GITHUB_API_URL: address, GITHUB_REPOSITORY: "o/r", GITHUB_TOKEN: "t" },
    });
    expect(ran.code).toBe(4);
    expect(ran.stderr).toMatch(/^error: GitHub did not answer GET .*: answered with more than 32 MB\n$/);
    expectBounded(ran);
  });
});
