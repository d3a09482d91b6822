import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { testProd } from "../../testing/environment";
import { runCommand, type Ran } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { typesFrom } from "../../monitors/model/sources/stripe";
import { supabaseLinks, unreachedSite } from "../../infra/integrations/supabase/log-drains";
import { insightLinks } from "../../infra/integrations/vercel/insights";

const TOKEN = "t0ken-of-the-vendor-that-nobody-sees";
const PASSWORD = "dr4in-passw0rd";
const CREDENTIALS = `Basic ${Buffer.from(`drain:${PASSWORD}`).toString("base64")}`;
const KEY = "0123456789abcdef0123456789abcdef";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly version?: string;
  readonly body: unknown;
}

type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>] | "none";

/** Stands for a vendor's API, which cannot be had here: it answers what it is told to, in turn. */
const stand = async (answers: readonly Answer[]): Promise<{ server: Server; asked: Asked[]; url: string }> => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void text(request).then((sent) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [500, ""];
      asked.push({
        method: request.method ?? "",
        path: request.url ?? "",
        authorization: request.headers.authorization,
        ...(typeof request.headers["stripe-version"] === "string"
          ? { version: request.headers["stripe-version"] }
          : {}),
        body: sent === "" ? undefined : JSON.parse(sent),
      });
      if (answer === "none") return;
      const [status, body, headers] = answer;
      response.writeHead(status, headers);
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { server, asked, url: `http://127.0.0.1:${port}` };
};

/** As pulumi/pulumi sdk/go/common/resource/stack writes a secret under --show-secrets. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const urn = (type: string, name: string, stack = "prod") =>
  `urn:pulumi:${stack}::driplo-monitoring::driplo:monitoring:MonitoringStack$${type}::${name}`;

const stateOf = (stack = "prod") => ({
  version: 3,
  deployment: {
    resources: [
      { urn: `urn:pulumi:${stack}::driplo-monitoring::pulumi:pulumi:Stack::s`, type: "pulumi:pulumi:Stack" },
      {
        urn: urn("vercel:index/logDrain:LogDrain", "log-store", stack),
        type: "vercel:index/logDrain:LogDrain",
        inputs: { headers: { Authorization: secret(CREDENTIALS) } },
        outputs: { headers: secret({ Authorization: CREDENTIALS }) },
      },
      {
        urn: urn("datadog:index/apiKey:ApiKey", "supabase", stack),
        type: "datadog:index/apiKey:ApiKey",
        inputs: { name: `driplo-${stack}-supabase` },
        outputs: { key: secret(KEY) },
      },
    ],
  },
});

let server: Server | undefined;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "links-"));
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

interface Given {
  readonly answers?: readonly Answer[];
  readonly state?: unknown;
  readonly variables?: Readonly<Record<string, string>>;
}

const run = async (line: string, { answers = [], state, variables = {} }: Given = {}) => {
  const standing = await stand(answers);
  ({ server } = standing);
  const path = join(folder, "state.json");
  if (state !== undefined) writeFileSync(path, typeof state === "string" ? state : JSON.stringify(state));
  const args = ["links", ...line.replace("STATE", path).split(" "), "--endpoint", standing.url];
  const ran: Ran = await runCommand(ROOT, args, {
    VERCEL_API_TOKEN: TOKEN,
    SUPABASE_ACCESS_TOKEN: TOKEN,
    DRIPLO_KEYS_OF: "prod",
    ...variables,
  });
  // Whatever happens: no token, no key, no password, nor what is made of it.
  for (const hidden of [TOKEN, PASSWORD, CREDENTIALS, CREDENTIALS.slice(6), KEY])
    expect(`${ran.stdout}${ran.stderr}`).not.toContain(hidden);
  return { ...ran, asked: standing.asked };
};

const PLAN = "vercel --environment prod --timeout 120";
const APPLY = `${PLAN} --state STATE --yes`;
const LOGS = { drains: [{ id: "drn_logs", name: "driplo-prod-log-store", delivery: { type: "otlphttp" } }] };

/** By the response of https://vercel.com/docs/rest-api/drains/create-a-new-drain */
const drainOf = (name: string, schema: string, changes: object = {}) => ({
  id: `drn_${name}`,
  ownerId: "team_1",
  name,
  createdAt: 1,
  updatedAt: 1,
  schemas: { [schema]: {} },
  delivery: {
    type: "http",
    endpoint: "https://logs.driplo.com",
    encoding: "json",
    headers: { Authorization: CREDENTIALS },
  },
  source: { kind: "self-served" },
  projectIds: ["prj_0000000000prodstorefront"],
  status: "enabled",
  ...changes,
});

const both = [
  drainOf("driplo-prod-speed-insights", "speed_insights"),
  drainOf("driplo-prod-web-analytics", "analytics"),
];

describe("npm run links -- vercel", () => {
  it("prints what it would make, and makes nothing", async () => {
    const { code, stdout, stderr, asked } = await run(PLAN, { answers: [[200, LOGS]] });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "create driplo-prod-speed-insights\ncreate driplo-prod-web-analytics\n",
      stderr: "nothing was changed: with --yes and --state npm run links does it\n",
    });
    expect(asked).toEqual([
      { method: "GET", path: "/v1/drains?slug=driplo", authorization: `Bearer ${TOKEN}`, body: undefined },
    ]);
  });

  it("makes both drains with the key that the state holds", async () => {
    const { code, stderr, asked } = await run(APPLY, {
      answers: [
        [200, LOGS],
        [200, both[0]],
        [200, both[1]],
      ],
      state: stateOf(),
    });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "1 of 2: create driplo-prod-speed-insights\n2 of 2: create driplo-prod-web-analytics\n",
    });
    expect(asked.slice(1).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/drains?slug=driplo",
      "POST /v1/drains?slug=driplo",
    ]);
    expect(asked[1]?.body).toEqual({
      name: "driplo-prod-speed-insights",
      projects: "some",
      projectIds: ["prj_0000000000prodstorefront"],
      schemas: { speed_insights: { version: "v1" } },
      delivery: {
        type: "http",
        endpoint: "https://logs.driplo.com",
        encoding: "json",
        headers: { Authorization: CREDENTIALS },
      },
      source: { kind: "self-served" },
    });
    expect(asked[2]?.body).toMatchObject({ schemas: { analytics: { version: "v1" } } });
  });

  it("has nothing to do a second time, and needs no state for it", async () => {
    const { code, stdout, stderr, asked } = await run(PLAN, { answers: [[200, { drains: both }]] });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "as wanted driplo-prod-speed-insights\nas wanted driplo-prod-web-analytics\n",
      stderr: "",
    });
    expect(asked).toHaveLength(1);
  });

  it("mends what somebody changed, says what, and shows no password of an address", async () => {
    const moved = drainOf("driplo-prod-speed-insights", "speed_insights", {
      delivery: { type: "http", endpoint: `https://drain:${PASSWORD}@old.driplo.com/?key=${KEY}`, encoding: "ndjson" },
      status: "errored",
    });
    const { code, stdout, asked } = await run(APPLY, {
      answers: [
        [200, { drains: [moved, both[1]] }],
        [200, both[0]],
      ],
      state: stateOf(),
    });
    expect(code).toBe(0);
    expect(stdout).toBe(
      "update driplo-prod-speed-insights: endpoint https://old.driplo.com → https://logs.driplo.com, " +
        "encoding ndjson → json (Vercel says: errored)\nas wanted driplo-prod-web-analytics\n",
    );
    expect(asked[1]).toMatchObject({ method: "PATCH", path: "/v1/drains/drn_driplo-prod-speed-insights?slug=driplo" });
    expect(asked[1]?.body).not.toHaveProperty("source");
  });

  it("writes the keys anew where it is asked to, for no vendor shows them", async () => {
    const { stdout, asked } = await run(`${APPLY} --renew`, {
      answers: [
        [200, { drains: both }],
        [200, both[0]],
      ],
      state: stateOf(),
    });
    expect(stdout.match(/its key is written anew/g)).toHaveLength(2);
    expect(asked.slice(1).map(({ method }) => method)).toEqual(["PATCH", "PATCH"]);
  });

  it("touches neither of two that have our name", async () => {
    const { code, stderr, asked } = await run(APPLY, {
      answers: [[200, { drains: [...both, { ...both[0], id: "drn_other" }] }]],
      state: stateOf(),
    });
    expect(code).toBe(1);
    expect(stderr).toBe("error: Vercel has more than one driplo-prod-speed-insights: delete all but one there\n");
    expect(asked).toHaveLength(1);
  });

  it("prints JSON without a body", async () => {
    const { stdout } = await run(`${PLAN} --format json`, { answers: [[200, LOGS]] });
    expect(JSON.parse(stdout)).toEqual({
      changes: [
        { name: "driplo-prod-speed-insights", change: "create" },
        { name: "driplo-prod-web-analytics", change: "create" },
      ],
    });
  });
});

const LOG_DRAINS = "/v2/projects/driploprodprojectref/analytics/log-drains";

/** supabase/supabase packages/api-types/types/api-v2.d.ts: `LogDrainResponse_Output` */
const logDrain = (name: string, backend: string, config: object) => ({
  type: "log_drain",
  id: `id-${name}`,
  attributes: { name, description: "", backend_type: backend, config },
});

describe("npm run links -- supabase", () => {
  it("makes a drain to Datadog and one to the log store", async () => {
    const made = { data: logDrain("driplo-prod-datadog", "datadog", { region: "EU" }) };
    const { code, stdout, asked } = await run("supabase --environment prod --state STATE --yes --timeout 120", {
      answers: [
        [200, { data: [] }],
        [201, made],
      ],
      state: stateOf(),
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "create driplo-prod-datadog\ncreate driplo-prod-log-store\n" });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${LOG_DRAINS}`,
      `POST ${LOG_DRAINS}`,
      `POST ${LOG_DRAINS}`,
    ]);
    expect(asked.slice(1).map(({ body }) => body)).toEqual([
      {
        data: {
          type: "log_drain",
          attributes: { name: "driplo-prod-datadog", backend_type: "datadog", config: { api_key: KEY, region: "EU" } },
        },
      },
      {
        data: {
          type: "log_drain",
          attributes: {
            name: "driplo-prod-log-store",
            backend_type: "webhook",
            config: {
              url: "https://logs.driplo.com",
              http: "http1",
              gzip: false,
              headers: { Authorization: CREDENTIALS },
            },
          },
        },
      },
    ]);
  });

  it("mends one by its id, and takes what is not shown for as wanted", async () => {
    const present = [
      logDrain("driplo-prod-datadog", "datadog", { api_key: "REDACTED", region: "US1" }),
      logDrain("driplo-prod-log-store", "webhook", { url: "https://logs.driplo.com" }),
    ];
    const { code, stdout, asked } = await run("supabase --environment prod --state STATE --yes --timeout 120", {
      answers: [[200, { data: present }]],
      state: stateOf(),
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "update driplo-prod-datadog: region US1 → EU\nas wanted driplo-prod-log-store\n",
    });
    expect(asked[1]).toMatchObject({ method: "PUT", path: `${LOG_DRAINS}/id-driplo-prod-datadog` });
  });

  it("says what to do where the organisation is not let in, which Supabase's own pages do not tell", async () => {
    const { code, stderr } = await run("supabase --environment prod", {
      answers: [[403, { error: { code: "forbidden", message: "Your organization does not have access to this API" } }]],
    });
    expect(code).toBe(4);
    expect(stderr).toBe(
      `error: Supabase answered 403 (forbidden) to GET ${LOG_DRAINS}: see what SUPABASE_ACCESS_TOKEN may; ` +
        "an organisation that is not let in makes its drains by hand (docs/bootstrap.md, section 4)\n",
    );
  });
});

/** By the response of https://docs.stripe.com/api/v2/core/event-destinations/create */
const destinationOf = (id: string, name: string, from: string, changes: object = {}) => ({
  id,
  object: "v2.core.event_destination",
  name,
  type: "amazon_eventbridge",
  status: "enabled",
  event_payload: "snapshot",
  events_from: [from],
  enabled_events: from === "self" ? [...typesFrom("account")] : [...typesFrom("connected")],
  amazon_eventbridge: {
    aws_account_id: "000000000002",
    aws_event_source_arn: `arn:aws:events:eu-west-3::event-source/aws.partner/stripe.com/${id}`,
    aws_event_source_status: "active",
  },
  livemode: true,
  ...changes,
});

describe("npm run links -- stripe", () => {
  const LIVE = { STRIPE_API_KEY: `rk_live_${TOKEN}` };
  const DESTINATIONS = "/v2/core/event_destinations";
  const LINE = "stripe --environment prod --timeout 120";
  const account = destinationOf("ed_000000000000account", "By hand, last year", "self");
  const connected = destinationOf("ed_000000000000connect", "driplo-prod-connected", "other_accounts");

  it("makes both, and prints what the configuration must be told, needing no state", async () => {
    const { code, stdout, stderr, asked } = await run(`${LINE} --yes`, {
      answers: [
        [200, { data: [], next_page_url: null }],
        [200, destinationOf("ed_new1", "driplo-prod-account", "self")],
        [200, destinationOf("ed_new2", "driplo-prod-connected", "other_accounts")],
      ],
      variables: LIVE,
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "create driplo-prod-account\ncreate driplo-prod-connected\n",
      stderr: [
        "1 of 2: create driplo-prod-account",
        "  tell it: pulumi config set --stack prod --plaintext --path 'driplo-monitoring:stripe.eventSource' 'aws.partner/stripe.com/ed_new1'",
        "2 of 2: create driplo-prod-connected",
        "  tell it: pulumi config set --stack prod --plaintext --path 'driplo-monitoring:stripe.connectEventSource' 'aws.partner/stripe.com/ed_new2'",
        "",
      ].join("\n"),
    });
    expect(asked[1]).toMatchObject({
      method: "POST",
      path: DESTINATIONS,
      version: "2024-10-28.acacia",
      body: {
        name: "driplo-prod-account",
        type: "amazon_eventbridge",
        event_payload: "snapshot",
        events_from: ["self"],
        enabled_events: [...typesFrom("account")].toSorted(),
        amazon_eventbridge: { aws_account_id: "000000000002", aws_region: "eu-west-3" },
      },
    });
    expect(asked[2]?.body).toMatchObject({
      events_from: ["other_accounts"],
      enabled_events: ["payout.failed", "payout.paid"],
    });
  });

  it("knows the one that was made by hand by its source, on any page", async () => {
    const { code, stdout, asked } = await run(LINE, {
      answers: [
        [200, { data: [account], next_page_url: `https://elsewhere.example${DESTINATIONS}?page=2` }],
        [200, { data: [connected], next_page_url: null }],
      ],
      variables: LIVE,
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        "as wanted driplo-prod-account (Stripe says: enabled, its source active)\n" +
        "as wanted driplo-prod-connected (Stripe says: enabled, its source active)\n",
    });
    expect(asked.map(({ path }) => path)).toEqual([`${DESTINATIONS}?limit=100`, `${DESTINATIONS}?page=2`]);
  });

  it("asks for an event that a new row counts, and changes nothing else", async () => {
    const { stdout, asked } = await run(`${LINE} --yes`, {
      answers: [
        [200, { data: [account, { ...connected, enabled_events: ["payout.paid"] }] }],
        [200, connected],
      ],
      variables: LIVE,
    });
    expect(stdout).toContain("update driplo-prod-connected: events payout.paid → payout.failed payout.paid");
    expect(asked[1]).toMatchObject({ method: "POST", path: `${DESTINATIONS}/ed_000000000000connect` });
    expect(asked[1]?.body).toEqual({ name: "driplo-prod-connected", enabled_events: ["payout.failed", "payout.paid"] });
  });

  it("leaves to a person what Stripe does not change, and ends with 1", async () => {
    const elsewhere = { ...connected, amazon_eventbridge: { ...connected.amazon_eventbridge, aws_account_id: "7" } };
    const { code, stdout, asked } = await run(`${LINE} --yes`, {
      answers: [[200, { data: [account, elsewhere] }]],
      variables: LIVE,
    });
    expect(code).toBe(1);
    expect(stdout).toContain(
      "by hand driplo-prod-connected: account 7 → 000000000002, which the vendor does not change: delete it there",
    );
    expect(asked).toHaveLength(1);
  });

  it("takes no key of the test mode for prod, and does not ask", async () => {
    const { code, stderr, asked } = await run(LINE, { variables: { STRIPE_API_KEY: `rk_test_${TOKEN}` } });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "error: STRIPE_API_KEY is no key of Stripe's live mode, which prod is\n",
    });
    expect(asked).toEqual([]);
  });
});

describe("npm run links, where something is wrong", () => {
  /** `{ error: { code, message } }` is Vercel's (https://vercel.com/docs/rest-api/errors); a message may say what was sent. */
  const saying = (code: string) => ({ error: { code, message: `you sent ${TOKEN} and ${CREDENTIALS}` } });

  it.each<readonly [string, readonly Answer[], string, number]>([
    [
      "401",
      [[401, saying("unauthorized")]],
      "Vercel answered 401 (unauthorized) to GET /v1/drains: VERCEL_API_TOKEN is refused: it is over, or of another account",
      1,
    ],
    [
      "403",
      [[403, saying("forbidden")]],
      "Vercel answered 403 (forbidden) to GET /v1/drains: see what VERCEL_API_TOKEN may; drains are part of Pro and Enterprise",
      1,
    ],
    [
      "404",
      [[404, saying("not_found")]],
      "Vercel answered 404 (not_found) to GET /v1/drains: the team or the project is not there for this key: see their ids in the configuration",
      1,
    ],
    ["no JSON", [[200, "<html>sign in</html>"]], "Vercel answered no JSON to GET /v1/drains", 1],
    ["another form", [[200, { drains: [{ name: 7 }] }]], "Vercel's answer is not as documented, at drains.0.name", 1],
  ])("ends with 4 after %s, in one line", async (_, answers, line, times) => {
    const { code, stdout, stderr, asked } = await run(PLAN, { answers });
    expect({ code, stdout, stderr }).toEqual({ code: 4, stdout: "", stderr: `error: ${line}\n` });
    expect(asked).toHaveLength(times);
  });

  it("waits as long as a 429 says, and goes on, also before it makes one", async () => {
    const limited: Answer = [429, saying("rate_limited"), { "retry-after": "1" }];
    const began = Date.now();
    const { code, asked } = await run(APPLY, {
      answers: [limited, [200, LOGS], limited, [200, both[0]], [200, both[1]]],
      state: stateOf(),
    });
    expect(code).toBe(0);
    expect(asked.map(({ method }) => method)).toEqual(["GET", "GET", "POST", "POST", "POST"]);
    expect(Date.now() - began).toBeGreaterThan(2_000);
  });

  it("asks again after a 500, and never for what may have been made", async () => {
    const { code, stderr, asked } = await run(APPLY, {
      answers: [
        [500, saying("internal_error")],
        [200, LOGS],
        [500, saying("internal_error")],
      ],
      state: stateOf(),
    });
    expect(code).toBe(4);
    expect(stderr).toBe(
      "error: Vercel answered 500 (internal_error) to POST /v1/drains: run it again later; " +
        "whether it was made is not known, and the next run looks first\n",
    );
    expect(asked.map(({ method }) => method)).toEqual(["GET", "GET", "POST"]);
  });

  it("gives up on what does not answer", async () => {
    const { code, stderr } = await run("vercel --environment prod --timeout 0.2", { answers: ["none"] });
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: "error: Vercel did not answer GET /v1/drains: nothing within 0.2 s\n",
    });
  });

  it("follows nobody elsewhere with the key", async () => {
    const { code, asked } = await run(PLAN, { answers: [[307, "", { location: "http://127.0.0.1:1/" }]] });
    expect(code).toBe(4);
    expect(asked.length).toBeGreaterThan(0);
  });

  it.each<readonly [string, string, Given, string]>([
    [
      "no key",
      PLAN,
      { variables: { VERCEL_API_TOKEN: "" } },
      'VERCEL_API_TOKEN is not set: see docs/bootstrap.md, "Vendors\' keys"',
    ],
    [
      "another stack's keys",
      PLAN,
      { variables: { DRIPLO_KEYS_OF: "dev" } },
      "DRIPLO_KEYS_OF is not prod: it says whose the keys in the shell are",
    ],
    [
      "no state",
      `${PLAN} --yes`,
      {},
      "--yes takes the keys from --state: pulumi stack export --show-secrets prints it",
    ],
    ["another stack's state", APPLY, { state: stateOf("dev") }, "--state is of another stack than prod"],
    ["a state that is none", APPLY, { state: "{" }, "--state is no JSON"],
    [
      "a state from before the first up",
      APPLY,
      { state: { deployment: { resources: [] } } },
      "--state has no headers.Authorization of vercel:index/logDrain:LogDrain log-store: export it after pulumi up, with --show-secrets",
    ],
  ])("ends with 2 where it is handed %s, and makes nothing", async (_, line, given, said) => {
    const { code, stderr, asked } = await run(line, { answers: [[200, LOGS]], ...given });
    expect({ code, stderr }).toEqual({ code: 2, stderr: `error: ${said}\n` });
    expect(asked.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

describe("what is linked", () => {
  it("is nothing where the log store is off, and nothing to Datadog where that is off", () => {
    const off = { ...testProd, switchedOff: { elastic: "not bought" } };
    expect(insightLinks(off)).toEqual([]);
    expect(supabaseLinks(off).map(({ name }) => name)).toEqual(["driplo-prod-datadog"]);
    const noDatadog = { ...testProd, switchedOff: { datadog: "not bought" } };
    expect(supabaseLinks(noDatadog).map(({ name }) => name)).toEqual(["driplo-prod-log-store"]);
  });

  it("is said where Supabase has no word for Datadog's site", () => {
    const ap2 = { ...testProd, datadog: { ...testProd.datadog, site: "ap2.datadoghq.com" as const } };
    expect(unreachedSite(ap2)).toBe("ap2.datadoghq.com");
    expect(supabaseLinks(ap2).map(({ name }) => name)).toEqual(["driplo-prod-log-store"]);
    expect(unreachedSite(testProd)).toBeUndefined();
  });
});

describe("docs/bootstrap.md", () => {
  const page = readFileSync(join(ROOT, "docs/bootstrap.md"), "utf8");
  const rows = (page.split("why by hand")[1]?.split("\n### ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| **"))
    .map((line) => line.split("|").map((cell) => cell.trim()));

  it("has one table of what is left to a person, each link with its reason and how to see it", () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      expect(row).toHaveLength(6);
      expect(row.slice(1, 5).filter((cell) => cell === "")).toEqual([]);
    }
    expect(page.match(/why by hand/g)).toHaveLength(1);
  });

  it("leads from the table to sections that are there", () => {
    const anchors = rows.flatMap(([, link = ""]) => [...link.matchAll(/\(#([\w-]+)\)/g)].map(([, name]) => name));
    const heads = [...page.matchAll(/^#+ (.+)$/gm)].map(([, head = ""]) =>
      head
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(anchors.length).toBeGreaterThan(5);
    expect(anchors.filter((name) => !heads.includes(name ?? ""))).toEqual([]);
  });
});
