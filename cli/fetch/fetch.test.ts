import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { declareStack } from "../../infra/declare";
import { testProd } from "../../testing/environment";
import { catalogue } from "../../monitors/catalogue";
import { describeWithMoto } from "../../testing/tools/describe-with-moto";
import { policies } from "../../policies";
import { readSeries } from "../series/read";
import { CommandError } from "../shared/exit";
import { fetchSeries } from "./fetch";
import { openSource } from "./open";
import { prometheusSource } from "./prometheus";
import { questionsOf } from "./question";
import type { Samples } from "./source";

const declared = declareStack(catalogue, policies, testProd);
const DAY = 86_400;
/** 26 November 2026, 12:00 UTC. */
const NOW = Date.UTC(2026, 10, 26, 12) / 1_000;

let folder: string;
let server: Server;
let address: string;
/** What was asked, in order. */
let asked: URL[];
let answers: (request: IncomingMessage, response: ServerResponse, url: URL) => void;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fetch-"));
  asked = [];
  answers = (_request, response) => response.writeHead(404).end();
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    asked.push(url);
    answers(request, response, url);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === "object" ? String(bound?.port) : ""}`;
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

/** Whoever runs this may have an account, which is not to be asked. */
const own = { ...process.env };

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "none"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
  });
});

// Thousands of files: it takes its time where others run beside it.
beforeAll(async () => {
  await import("./datadog");
});

afterAll(() => {
  process.env = own;
});

const KEYS = { DD_API_KEY: "api-key-that-nobody-sees", DD_APP_KEY: "app-key-that-nobody-sees" };

interface Ran {
  readonly said: readonly string[];
  readonly progress: readonly string[];
  readonly fault: string | undefined;
  readonly ending: string | undefined;
}

const run = async (
  signal: string | undefined,
  days: number,
  environment: Readonly<Record<string, string>> = KEYS,
): Promise<Ran> => {
  const [said, progress]: [string[], string[]] = [[], []];
  const show = (words: string): void => void progress.push(words);
  const fault = await fetchSeries(declared, openSource(environment, show, address), {
    ...{ folder, days, signal, now: NOW },
    progress: show,
    say: (line) => void said.push(line),
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return {
    ...{ said, progress, fault: fault instanceof Error ? fault.message : undefined },
    ending: fault instanceof CommandError ? fault.ending : undefined,
  };
};

const fileOf = (measure: string): string => readFileSync(join(folder, `${measure}.csv`), "utf8");

/** A point at the first minute of what was asked for, and one at its last; a minute without data between them. */
const twoPoints = (_request: IncomingMessage, response: ServerResponse, url: URL): void => {
  const [from, to] = [Number(url.searchParams.get("from")), Number(url.searchParams.get("to"))];
  const pointlist = [
    [from * 1_000, 4e8],
    [(from + 60) * 1_000, null],
    [(to - 60) * 1_000, 6e8],
  ];
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ status: "ok", series: [{ pointlist }] }));
};

describe("from Datadog", () => {
  it("a file is by the minute, in the unit of the catalogue, a day for each question", async () => {
    answers = twoPoints;
    const { fault, said } = await run("api.response_time", 2);
    expect({ fault, said }).toEqual({ fault: undefined, said: [] });
    expect(asked.map(({ pathname, searchParams }) => [pathname, searchParams.get("query")])).toEqual(
      Array.from({ length: 3 }, () => ["/api/v1/query", "p95:driplo.prod.api.response_time{*}.rollup(60)"]),
    );
    // Datadog holds nanoseconds; 400 and 600 ms.
    expect(fileOf("api.response_time")).toBe(
      [
        "time,value",
        "2026-11-24T23:59:00Z,600",
        "2026-11-25T00:00:00Z,400",
        "2026-11-25T23:59:00Z,600",
        "2026-11-26T00:00:00Z,400",
        "2026-11-26T11:59:00Z,600",
        "",
      ].join("\n"),
    );
    expect(readdirSync(folder).toSorted()).toEqual([".fetched", "api.response_time.csv"]);
  });

  it("asks nothing twice, and goes on where it was cut off", async () => {
    answers = (request, response, url) => {
      if (asked.length > 2) response.writeHead(403).end("{}");
      else twoPoints(request, response, url);
    };
    const first = await run("api.response_time", 8);
    expect(first.fault).toBe("not all was fetched; what is there is kept, and the next run goes on from it");
    expect(existsSync(join(folder, "api.response_time.csv"))).toBe(false);
    const before = asked.length;
    answers = twoPoints;
    expect((await run("api.response_time", 8)).fault).toBeUndefined();
    // Nine days are touched, of which two were there.
    expect(asked.length - before).toBe(7);
    const after = asked.length;
    await run("api.response_time", 8);
    // Today is not over.
    expect(asked.slice(after).map((url) => url.searchParams.get("from"))).toEqual([String(NOW - DAY / 2)]);
    expect(fileOf("api.response_time").split("\n")[1]).toBe("2026-11-18T23:59:00Z,600");
  });

  it("waits for 429 as long as it says, and asks again what was cut off", async () => {
    answers = (request, response, url) => {
      if (asked.length === 1) response.writeHead(429, { "Retry-After": "1" }).end("{}");
      else if (asked.length === 2) request.socket.destroy();
      else if (asked.length === 3) {
        response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "900" });
        response.write('{"status":');
        setTimeout(() => request.socket.destroy(), 10);
      } else twoPoints(request, response, url);
    };
    const started = performance.now();
    const { fault, progress } = await run("api.cpu", 0.25);
    expect(fault).toBeUndefined();
    expect(performance.now() - started).toBeGreaterThan(1_000);
    expect(asked).toHaveLength(4);
    expect(progress.filter((words) => words.startsWith("127.0.0.1")).map((words) => words.replace(/:\d+/, ""))).toEqual(
      ["127.0.0.1: answered 429, try 2 …", "127.0.0.1: cut off, try 3 …", "127.0.0.1: cut off, try 4 …"],
    );
    expect(fileOf("api.cpu")).toContain("2026-11-26T11:59:00Z,600000000\n");
  });

  it("says in one line that the keys are refused, asks no more, and shows no key", async () => {
    answers = (_request, response) => response.writeHead(403).end(JSON.stringify({ errors: [KEYS.DD_APP_KEY] }));
    const { fault, ending, said, progress } = await run(undefined, 1);
    expect(fault).toContain("not all was fetched");
    expect(ending).toBe("vendor");
    expect(said.filter((line) => line.includes("refuses"))).toEqual([
      "storefront.tap_failures: Datadog refuses the keys (403); DD_APP_KEY needs the permission timeseries_query, and DD_SITE must be theirs (datadoghq.com)",
    ]);
    expect(said.filter((line) => line.startsWith("datadog: "))).toEqual([
      expect.stringMatching(/^datadog: \d+ more are not asked for$/),
    ]);
    expect([...said, ...progress].join("\n")).not.toContain("that-nobody-sees");
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it("has two columns of a share, and an empty one where nothing was counted", async () => {
    answers = (request, response, url) => {
      if (url.searchParams.get("query")?.includes(".bad{") === true)
        response.setHeader("Content-Type", "application/json").end(JSON.stringify({ status: "ok", series: [] }));
      else twoPoints(request, response, url);
    };
    await run("api.error_rate", 0.25);
    expect(asked.map((url) => url.searchParams.get("query"))).toEqual([
      "sum:driplo.prod.api.error_rate.bad{*}.as_count().rollup(sum, 60)",
      "sum:driplo.prod.api.error_rate.all{*}.as_count().rollup(sum, 60)",
    ]);
    expect(fileOf("api.error_rate").split("\n").slice(0, 2)).toEqual([
      "time,bad,all",
      "2026-11-26T06:00:00Z,,400000000",
    ]);
    expect(readSeries(join(folder, "api.error_rate.csv"))["all"]?.times).toHaveLength(2);
  });

  it("says what is not asked, in a line for each signal", async () => {
    answers = (_request, response) =>
      response.setHeader("Content-Type", "application/json").end('{"status":"ok","series":[]}');
    const said = [
      ...(await run("storefront.page_load", 1)).said,
      ...(await run("storefront.error_rate", 1)).said,
      ...(await run("api.cpu", 1)).said,
      ...(await run("infrastructure.cpu", 1, {})).said,
      (await run("api.cp", 1)).fault,
    ];
    expect(said.map((line) => line?.replace("cloudwatch: ", ""))).toMatchObject([
      "storefront.page_load is not fetched: Datadog is asked of logs, events or runs, and no metric; export its history by hand",
      "storefront.error_rate is not fetched: sentry is not asked; export its history by hand",
      "api.cpu: datadog has no data of it",
      expect.stringMatching(/^infrastructure.cpu: CloudWatch/) as string,
      'there is no signal "api.cp"; near it are api.cpu',
    ]);
    expect(await run("api.cpu", 1, {})).toMatchObject({
      said: ["api.cpu: Datadog: DD_API_KEY and DD_APP_KEY are not set"],
      fault: "nothing was fetched",
      ending: "usage",
    });
  });

  it("leaves no empty folder behind where there are no keys", async () => {
    rmSync(folder, { recursive: true, force: true });
    await run("api.cpu", 1, {});
    expect(existsSync(folder)).toBe(false);
  });
});

describe("from Prometheus", () => {
  const ask = async (
    environment: { readonly token?: string; readonly user?: string } = {},
  ): Promise<Samples | string> => {
    const access = { url: `${address}/api/prom/`, token: environment.token, user: environment.user };
    return prometheusSource(access, () => undefined)
      .ask({ vendor: "prometheus", selector: 'up{job="shop"}' }, NOW - DAY, NOW)
      .catch((error: unknown) => (error instanceof Error ? error.message : "unknown"));
  };

  const matrix = (...result: readonly unknown[]): string =>
    JSON.stringify({ status: "success", data: { resultType: "matrix", result } });

  it("are the samples themselves, with their gaps", async () => {
    let authorization: string | undefined;
    answers = (request, response) => {
      authorization = request.headers.authorization;
      const values = [
        [NOW - DAY - 1, "9"],
        [NOW - DAY, "1"],
        [NOW - 3_600.5, "NaN"],
        [NOW - 60.25, "0.5"],
        [NOW, "9"],
      ];
      response.end(matrix({ metric: { job: "shop" }, values }));
    };
    expect(await ask({ token: "secret" })).toEqual([
      [NOW - DAY, 1],
      [NOW - 60.25, 0.5],
    ]);
    expect([asked[0]?.pathname, asked[0]?.searchParams.get("query"), asked[0]?.searchParams.get("time")]).toEqual([
      "/api/prom/api/v1/query",
      'up{job="shop"}[86400s]',
      String(NOW),
    ]);
    expect(authorization).toBe("Bearer secret");
    await ask({ token: "secret", user: "12" });
    expect(authorization).toBe(`Basic ${Buffer.from("12:secret").toString("base64")}`);
  });

  it.each([
    [401, "{}", "Prometheus refuses the token (401); it needs to read metrics (metrics:read)"],
    [400, '{"status":"error","error":"parse error"}', "Prometheus: parse error"],
    [200, "<html>", "Prometheus answers 200, and not as its API does; is PROMETHEUS_URL its address?"],
    [
      200,
      matrix({ values: [] }, { values: [] }),
      'Prometheus has 2 series of up{job="shop"}, and a file has one; export them added up',
    ],
  ])("%d %s is a fault in one line", async (status, body, said) => {
    answers = (_request, response) => response.writeHead(status).end(body);
    expect(await ask({ token: "secret" })).toBe(said);
  });

  it("takes no address that is none, nor shows what is secret in one", async () => {
    expect(await run("api.cpu", 1, { ...KEYS, PROMETHEUS_URL: "x" })).toBeDefined();
    expect(() => prometheusSource({ url: "prom", token: undefined, user: undefined }, () => undefined)).toThrow(
      "PROMETHEUS_URL is no address, such as https://prometheus.example.com",
    );
    let authorization: string | undefined;
    answers = (request, response) => {
      authorization = request.headers.authorization;
      response.end(matrix());
    };
    const url = address.replace("//", "//me:hidden@");
    const source = prometheusSource({ url, token: undefined, user: undefined }, () => undefined);
    expect(await source.ask({ vendor: "prometheus", selector: "up" }, 0, DAY)).toEqual([]);
    expect(authorization).toBe(`Basic ${Buffer.from("me:hidden").toString("base64")}`);
  });
});

describeWithMoto("from CloudWatch, a stand-in for it", (endpoint) => {
  beforeEach(() => {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint(),
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });

  it("a file has what its alarm reads: metric, dimensions, statistic, region", async () => {
    const measure = declared.plan.signals
      .flatMap(({ measures }) => measures)
      .find(({ name }) => name === "infrastructure.cpu");
    if (measure === undefined) throw new Error("no infrastructure.cpu");
    const wanted = questionsOf(declared, "infrastructure.cpu", measure);
    expect(wanted).toEqual({
      measure: "infrastructure.cpu",
      columns: [
        {
          name: "value",
          scale: 1,
          question: {
            vendor: "cloudwatch",
            region: "eu-west-3",
            namespace: "AWS/EC2",
            metricName: "CPUUtilization",
            dimensions: { AutoScalingGroupName: "prod-workers" },
            statistic: "Maximum",
          },
        },
      ],
    });
    // What is published is of now: moto keeps what is two weeks old, as CloudWatch takes it.
    const at = NOW - 3_600;
    const put = (value: number, minute: number, group: string) => ({
      MetricName: "CPUUtilization",
      Dimensions: [{ Name: "AutoScalingGroupName", Value: group }],
      Timestamp: new Date((at + 60 * minute) * 1_000),
      Value: value,
    });
    await new CloudWatchClient({ region: "eu-west-3" }).send(
      new PutMetricDataCommand({
        Namespace: "AWS/EC2",
        MetricData: [
          put(10, 0, "prod-workers"),
          put(30, 0, "prod-workers"),
          put(50, 2, "prod-workers"),
          put(99, 1, "others"),
        ],
      }),
    );
    const { fault, said } = await run("infrastructure.cpu", 20);
    expect({ fault, said }).toEqual({
      fault: undefined,
      said: ["cloudwatch keeps minutes for 15 days, and no more is asked for"],
    });
    expect(fileOf("infrastructure.cpu")).toBe("time,value\n2026-11-26T11:00:00Z,30\n2026-11-26T11:02:00Z,50\n");
  });
});
