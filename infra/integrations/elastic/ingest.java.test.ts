import { createHash } from "node:crypto";
import type { z } from "zod";
import { testProd } from "../../../testing/environment";
import { logFields } from "../../../monitors/model/sources/elastic";
import { harmless, personal as adversarial } from "../../../testing/masks/personal";
import { pipelineOf } from "./pipeline";
import { logSources } from "./sources/all";
import { renderStripeEvents } from "./stripe-events";
import { definitionOf, TEST_KEY } from "./testing/definition";
import { describeWithJava } from "../../../testing/tools/describe-with-java";
import { ingest, type Answer } from "./testing/ingest";
import {
  cloudFrontHead,
  cloudFrontLines,
  customEvent,
  pageView,
  speedInsights,
  stripeRefusal,
  supabasePostgres,
  supabaseRequest,
  vercelBuild,
  vercelRequest,
  visitor,
} from "./testing/lines";
import { throughTransformer } from "./testing/transformer";

const stripeTarget = renderStripeEvents({
  environment: testProd,
  routeOf: () => ({ pages: false, steps: [] as never }),
  quiet: [],
}).find(({ type }) => type.endsWith(":EventTarget"));

const pipelines = Object.fromEntries(
  logSources.map((source) => [source.name, definitionOf(pipelineOf(source, testProd))]),
);

type Name = (typeof logSources)[number]["name"];

const ARRIVED = "2026-01-01T00:00:00.000Z";

/** As Logstash hands it on: with what it knows of the delivery beside the event. */
const delivery = {
  "@timestamp": ARRIVED,
  url: { path: "/" },
  http: { method: "POST" },
  user_agent: { original: "Vercel" },
  event: { original: "ann@example.com" },
};

interface Delivered {
  readonly drained?: object;
  readonly message?: string;
}

const given = (pipeline: Name, sent: object | string) => {
  const delivered: Delivered = typeof sent === "string" ? { message: sent } : { drained: sent };
  return { pipeline, index: "logs-driplo.application-prod", source: { ...delivery, ...delivered } };
};

const sourceOf = (answer: Answer | undefined): Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>> => {
  if (answer === undefined || !("source" in answer)) throw new Error(`no document: ${JSON.stringify(answer)}`);
  return answer.source;
};

const data_stream = (dataset: string) => ({ type: "logs", dataset: `driplo.${dataset}`, namespace: "prod" });

/** One JVM for all: each costs a second. */
const run = (): Readonly<Record<string, Answer | undefined>> => {
  const documents = Object.entries(cases);
  const found = ingest(
    pipelines,
    documents.map(([, document]) => document),
  );
  return Object.fromEntries(documents.map(([name], index) => [name, found[index]]));
};

/** A line of our own server's, as it stands in Vercel's. */
const ours = (line: object) => ({ ...vercelRequest, message: JSON.stringify(line) });

const personal = [
  "ann.example+shop@example.com signed in from 203.0.113.77 and 2001:db8:85a3::8a2e:370:7334",
  "card 4242 4242 4242 4242, ending in 4242, and 5555555555554444",
  "call +33 6 39 98 00 01 or 06 39 98 00 01",
  "GET https://www.driplo.com/reset?token=abc123def&user=ann 302",
  "Authorization: Bearer abcdefghijklmnop0123 key sk_live_51Habcdefghijk password=hunter2",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
].join("; ");

const HASH = "0123456789abcdef".repeat(4);

const HARMLESS =
  "took 1573817187330 ms, 12 of 4096 at 10:20:30, version 1.2.3-beta, id 643af4e3-975a-4cc7-9e7a-1eda11539d90, why? none";

const HOSTILE = [
  "a",
  "=(",
  "eyJ",
  "1:",
  "cookie=a",
  'cookie="',
  'password="\\"',
  "/?",
  "a/",
  "code ",
  "phone num",
  "fr12 1234 ",
  "4242 ",
  "invalid input ",
  "?a",
  "+1",
  "token=",
  "://a",
  "Bearer ",
  "AB12",
  "::1",
  "a_",
  "é",
  "0(",
]
  .map((part) => part.repeat(30_000 / part.length))
  .join("\n");

const cases = {
  build: given("vercel", vercelBuild),
  request: given("vercel", vercelRequest),
  sameClient: given("vercel", { ...vercelRequest, id: "2" }),
  otherClient: given("vercel", { ...vercelRequest, proxy: { ...vercelRequest.proxy, clientIp: "192.0.2.101" } }),
  signIn: given(
    "vercel",
    ours({
      message: "sign-in refused for ann@example.com",
      service: "driplo-api",
      evt: { name: "sign_in", outcome: "failure" },
      usr: { hash: HASH, email: "ann@example.com", name: "Ann Example" },
      network: { client: { ip: "198.51.100.23" } },
    }),
  ),
  upload: given("vercel", ours({ evt: { name: "upload", outcome: "refused" }, file: "ann.exe" })),
  pino: given("vercel", ours({ level: 50, time: 1_700_000_000_000, msg: "pay failed" })),
  pinoOfOurOwn: given("vercel", ours({ level: 35, msg: "pay failed" })),
  capitals: given("vercel", ours({ level: "ERROR", msg: "pay failed" })),
  madeUp: given(
    "vercel",
    ours({
      message: "kept",
      level: "ann@example.com",
      service: "ann@example.com",
      evt: { name: "ann@example.com", outcome: "ann@example.com" },
      usr: { hash: "ann@example.com" },
      network: { client: { ip: "ann@example.com" } },
      http: { method: "ann@example.com", status_code: "ann@example.com" },
    }),
  ),
  almostAHash: given("vercel", ours({ evt: { name: "sign_in" }, usr: { hash: `${HASH.slice(1)}g` } })),
  vital: given("vercel-insights", speedInsights),
  view: given("vercel-insights", pageView),
  custom: given("vercel-insights", customEvent),
  visitor: given("vercel-insights", {
    ...pageView,
    ...visitor,
    schema: "vercel.analytics.v2",
    path: "/users/ann@example.com?token=abc",
  }),
  pattern: given("vercel-insights", { ...speedInsights, path: "/users/ann", route: "/users/[id]" }),
  otherSchema: given("vercel-insights", { ...speedInsights, schema: "vercel.other.v1" }),
  notQuiteJson: given("vercel", { ...vercelRequest, message: "{ no json" }),
  free: given("vercel", { ...vercelBuild, message: personal }),
  harmless: given("vercel", { ...vercelBuild, message: HARMLESS }),
  ...Object.fromEntries(
    adversarial.map(([kind, text]) => [
      `of ${kind}: ${text}`,
      given("vercel", { ...vercelBuild, message: `x ${text}` }),
    ]),
  ),
  ...Object.fromEntries(harmless.map((text) => [`kept: ${text}`, given("vercel", { ...vercelBuild, message: text })])),
  // Long enough that a pattern which looks back at every letter would not come to an end.
  hostile: given("vercel", { ...vercelBuild, message: HOSTILE }),
  hostilePostgres: given("supabase", { ...supabasePostgres, event_message: HOSTILE }),
  postgres: given("supabase", supabasePostgres),
  edge: given("supabase", supabaseRequest),
  quoted: given("supabase", {
    ...supabasePostgres,
    event_message: `invalid input syntax for type uuid: "Ann Example"; Key (name)=(Ann Example); value 'Ann Example'`,
  }),
  refusal: given("stripe", stripeRefusal),
  sentRefusal: given("stripe", throughTransformer(stripeTarget, stripeRefusal)),
  head: given("cloudfront", cloudFrontHead[0]),
  fields: given("cloudfront", cloudFrontHead[1]),
  hit: given("cloudfront", cloudFrontLines[0]),
  trailing: given("cloudfront", cloudFrontLines[1]),
  error: given("cloudfront", cloudFrontLines[2]),
  curl: given("cloudfront", cloudFrontLines[3]),
  oddMethod: given("cloudfront", cloudFrontLines[0].replace("GET", "M-SEARCH")),
  noMethod: given("cloudfront", cloudFrontLines[0].replace("GET", "ann@example.com")),
  badlyEncoded: given("cloudfront", cloudFrontLines[3].replace("\t/\t", "\t/%zz\t").replace("curl/", "%zz/")),
  more: given("cloudfront", `${cloudFrontLines[0]}\tnew\tfields`),
  cut: given("cloudfront", cloudFrontLines[0].slice(0, 120)),
  noJson: given("vercel", "<html>ann@example.com</html>"),
  foreign: given("vercel", { hello: "ann@example.com" }),
  noMoment: given("vercel", { ...vercelRequest, timestamp: "yesterday" }),
  list: given("supabase", { ...supabasePostgres, event_message: null }),
  noEvent: given("stripe", { ...stripeRefusal, detail: { object: "balance" } }),
};

/** Fields of a document as they would be mapped: `event.action`. */
const fieldsOf = (value: unknown, path: readonly string[] = []): readonly string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, [...path, key]))
    : [path.join(".")];

const isDead = (name: string): boolean => dead.includes(name);
const dead = ["otherSchema", "cut", "noJson", "foreign", "noMoment", "list", "noEvent"];

describeWithJava("logs on Elasticsearch's own processors", () => {
  let found: ReturnType<typeof run>;
  beforeAll(() => {
    found = run();
  });
  const document = (name: keyof typeof cases) => sourceOf(found[name]);
  const indexOf = (name: keyof typeof cases): string => {
    const answer = found[name];
    return answer !== undefined && "index" in answer ? answer.index : "none";
  };

  it("takes a line of Vercel's for what its documents say, and nothing that Logstash put beside it", () => {
    expect(document("build")).toEqual({
      "@timestamp": "2019-11-15T11:26:27.330Z",
      data_stream: data_stream("application"),
      ecs: { version: "8.17.0" },
      event: { id: "1573817187330377061717300000", provider: "vercel" },
      labels: { deployment: "dpl_233NRGRjVZX1caZrXWtz5g1TAksD", stream: "stdout" },
      log: { level: "info", logger: "build" },
      message: "Build completed successfully",
      service: { name: "my-app" },
      url: { domain: "my-app-abc123.vercel.app" },
    });
    expect(document("request")).toMatchObject({
      "@timestamp": "2019-11-15T11:27:30.283Z",
      client: { ip: "192.0.2.0" },
      http: { request: { method: "GET" }, response: { status_code: 200 } },
      trace: { id: "1b02cd14bb8642fd092bc23f54c7ffcd" },
      url: { domain: "my-app.vercel.app", path: "/api/users", scheme: "https" },
      user_agent: { original: "Mozilla/5.0..." },
    });
  });

  it("tells clients apart by a keyed hash of the whole address, and keeps a network of 256", () => {
    const hashOf = (name: keyof typeof cases) => document(name)["driplo"];
    const [own, other] = ["192.0.2.100", "192.0.2.101"].map((address) => ({
      client: {
        hash: createHash("sha256").update(`${TEST_KEY}\0${address}`).digest("base64"),
      },
    }));
    expect(hashOf("request")).toEqual(own);
    expect(hashOf("sameClient")).toEqual(own);
    // The same client at the CDN.
    expect(hashOf("hit")).toEqual(own);
    expect(hashOf("otherClient")).toEqual(other);
    expect(document("otherClient")["client"]).toEqual({ ip: "192.0.2.0" });
  });

  it("keeps of an IPv6 address the hash alone", () => {
    expect(document("edge")["driplo"]).toMatchObject({ client: { hash: expect.any(String) as string } });
    expect(document("edge")).not.toHaveProperty("client");
  });

  it("reads what our server writes as JSON: A57 and A61 count it", () => {
    expect(document("signIn")).toMatchObject({
      event: { action: "sign_in", outcome: "failure" },
      user: { hash: HASH },
      client: { ip: "198.51.100.0" },
      message: "sign-in refused for [email]",
      service: { name: "driplo-api" },
    });
    expect(document("upload")).toMatchObject({ event: { action: "upload", outcome: "failure", type: "denied" } });
    expect(document("upload")).not.toHaveProperty("message");
    expect(document("notQuiteJson")).toMatchObject({ message: "{ no json", url: { path: "/api/users" } });
  });

  it("takes pino's numbers for the levels that they are, and small letters for capitals", () => {
    expect(document("pino")).toMatchObject({ log: { level: "error" }, message: "pay failed" });
    expect(document("capitals")).toMatchObject({ log: { level: "error" } });
    // A number that says nothing leaves Vercel's own.
    expect(document("pinoOfOurOwn")).toMatchObject({ log: { level: "info" } });
  });

  it("keeps of such a line no word, hash or address that is none: an e-mail in its place is left out", () => {
    const line = document("madeUp");
    expect(line).toMatchObject({ message: "kept", log: { level: "info" }, url: { path: "/api/users" } });
    expect(line).toMatchObject({ http: { request: { method: "GET" }, response: { status_code: 200 } } });
    expect(line).toMatchObject({ client: { ip: "192.0.2.0" }, service: { environment: "production" } });
    expect(line).not.toHaveProperty("user");
    expect(line).toHaveProperty("event", { id: vercelRequest.id, provider: "vercel" });
    expect(document("almostAHash")).not.toHaveProperty("user");
  });

  it("reads Speed Insights and Web Analytics as they are published, into the class application", () => {
    expect(document("vital")).toEqual({
      "@timestamp": "2023-09-14T15:30:00.000Z",
      data_stream: data_stream("application"),
      driplo: { vital: { name: "CLS", value: 0.1 } },
      ecs: { version: "8.17.0" },
      event: { provider: "vercel-insights" },
      log: { logger: "vercel.speed_insights.v1" },
      url: { domain: "example.com", path: "/dashboard" },
    });
    expect(document("view")).toMatchObject({
      "@timestamp": "2023-09-14T20:30:00.000Z",
      labels: { event: "pageview" },
      url: { domain: "example.com", path: "/dashboard" },
    });
    expect(document("custom")).toMatchObject({ event: { action: "button_click" }, labels: { event: "event" } });
    expect(document("custom")["data_stream"]).toEqual(data_stream("application"));
    expect(JSON.stringify(document("custom"))).not.toMatch(/12345|67890|signup.*signup/);
  });

  it("keeps of a visitor the browser and the country, of a page the route's pattern, and masks a path", () => {
    expect(document("visitor")).toMatchObject({
      labels: { browser: "Chrome", country: "US", device: "desktop", event: "pageview", os: "macOS" },
      url: { domain: "example.com", path: "/users/[email]" },
    });
    expect(JSON.stringify(document("visitor"))).not.toMatch(/San Francisco|google|utm_|plan|67890/);
    expect(document("pattern")).toMatchObject({ url: { path: "/users/[id]" } });
  });

  it("makes of what leaves AWS of an event the same document as of all of it", () => {
    expect(document("sentRefusal")).toEqual(document("refusal"));
  });

  it("reads Supabase's lines, of Postgres without the row", () => {
    expect(document("postgres")).toMatchObject({
      "@timestamp": "2023-11-14T22:13:20.123Z",
      error: { code: "23505" },
      labels: { command: "INSERT", role: "authenticator" },
      log: { level: "error", logger: "client backend" },
      message: 'duplicate key value violates unique constraint "profiles_email_key"',
    });
    expect(document("edge")).toMatchObject({
      http: { request: { method: "GET" }, response: { status_code: 200 } },
      url: { domain: "abcdefghijklmnopqrst.supabase.co", path: "/rest/v1/products", scheme: "https" },
      message:
        "GET | 200 | [ip] | 8a1b2c3d4e5f | https://abcdefghijklmnopqrst.supabase.co/rest/v1/products?[query] | node",
    });
    expect(document("quoted")["message"]).toBe("invalid input syntax for type uuid: \"?\"; Key (name)=(?); value '?'");
  });

  it("reads CloudFront's lines, with a tab too many, with fields to come, and drops their head", () => {
    expect([found["head"], found["fields"]]).toEqual([{ dropped: true }, { dropped: true }]);
    expect(document("hit")).toMatchObject({
      "@timestamp": "2019-12-04T21:02:31.000Z",
      event: { duration: 1_000_000, provider: "cloudfront" },
      http: { request: { bytes: 23, method: "GET" }, response: { bytes: 392, status_code: 200 } },
      labels: { cache: "Hit", edge: "LAX1" },
      url: { domain: "d111111abcdef8.cloudfront.net", path: "/index.html", scheme: "https" },
      // A browser's version is no address.
      user_agent: { original: expect.stringContaining("Chrome/78.0.3904.108 Safari/537.36") as string },
    });
    expect(document("error")).toMatchObject({
      event: { duration: 102_000_000 },
      http: { response: { status_code: 502 } },
      url: { domain: "www.example.com", path: "/favicon.ico" },
    });
    expect(["trailing", "curl", "more"].map((name) => indexOf(name as keyof typeof cases))).toEqual(
      Array(3).fill("logs-driplo.access-prod"),
    );
  });

  it("makes no dead letter of CloudFront's because of what a client sent", () => {
    expect(["oddMethod", "noMethod", "badlyEncoded"].map((name) => indexOf(name as keyof typeof cases))).toEqual(
      Array(3).fill("logs-driplo.access-prod"),
    );
    expect(document("oddMethod")).toMatchObject({ http: { request: { method: "M-SEARCH" } } });
    expect(document("noMethod")).toMatchObject({ http: { request: { bytes: 23 } } });
    expect(JSON.stringify(document("noMethod"))).not.toContain("method");
    expect(document("badlyEncoded")).toMatchObject({ url: { path: "/%zz" } });
  });

  it("reads Stripe's events, and nothing of the buyer", () => {
    expect(document("refusal")).toEqual({
      "@timestamp": "2023-03-29T04:27:08.000Z",
      data_stream: data_stream("audit"),
      driplo: { payment: { amount: 2000 } },
      ecs: { version: "8.17.0" },
      error: { code: "insufficient_funds" },
      event: {
        action: "payment_intent.payment_failed",
        id: "evt_1MqqbKLt4dXK03v5qaIbiNCC",
        provider: "stripe",
      },
      labels: {
        currency: "eur",
        object: "pi_3MtwBwLkdIwHu7ix28a3tqPa",
        object_type: "payment_intent",
        status: "requires_payment_method",
      },
    });
  });

  it("masks what is personal or secret in free text, and leaves the rest", () => {
    expect(document("free")["message"]).toBe(
      [
        "[email] signed in from [ip] and [ip]",
        "card [card], ending in [card], and [card]",
        "call [phone] or [phone]",
        "GET https://www.driplo.com/reset?[query] 302",
        "Authorization: [token] key [token] password=[token]",
        "[token]",
      ].join("; "),
    );
    expect(document("harmless")["message"]).toBe(HARMLESS);
  });

  it.each(harmless)("leaves %j alone", (text) => {
    expect(sourceOf(found[`kept: ${text}`])["message"]).toBe(text);
  });

  it.each(adversarial)("masks %s: %j", (kind, text, secret) => {
    const answer = sourceOf(found[`of ${kind}: ${text}`]);
    expect(answer["message"]).toEqual(expect.any(String));
    expect(answer["message"]).not.toContain(secret);
  });

  it("gets through a long line that is made to keep it busy", () => {
    expect([indexOf("hostile"), indexOf("hostilePostgres")]).toEqual(
      Array<string>(2).fill("logs-driplo.application-prod"),
    );
  });

  it("puts each line into the stream of its class, by the same order as Datadog's indexes", () => {
    expect(
      (["build", "postgres", "request", "edge", "hit", "signIn", "upload", "refusal"] as const).map(indexOf),
    ).toEqual([
      ...Array<string>(2).fill("logs-driplo.application-prod"),
      ...Array<string>(3).fill("logs-driplo.access-prod"),
      ...Array<string>(3).fill("logs-driplo.audit-prod"),
    ]);
  });

  it("keeps what does not match whole, with the reason, where it is counted", () => {
    expect(document("cut")).toMatchObject({
      "@timestamp": ARRIVED,
      data_stream: data_stream("dead_letter"),
      event: { kind: "pipeline_error", provider: "cloudfront", original: cases.cut.source.message },
      error: { message: expect.stringContaining("Grok expressions do not match") as string, type: "grok" },
    });
    expect(document("noJson")).toMatchObject({
      event: { original: "<html>ann@example.com</html>", provider: "vercel" },
      error: { message: "what was sent is no JSON" },
    });
    const whole = (["otherSchema", "foreign", "noMoment", "list", "noEvent"] as const).map((name) => [
      document(name)["dead_letter"],
      document(name)["message"],
    ]);
    expect(whole).toEqual(
      [cases.otherSchema, cases.foreign, cases.noMoment, cases.list, cases.noEvent].map(({ source }) => [
        source.drained,
        undefined,
      ]),
    );
    const counted = Object.entries(found).filter(
      ([, answer]) => answer !== undefined && "index" in answer && answer.index === "logs-driplo.dead_letter-prod",
    );
    expect(counted.map(([name]) => name)).toEqual(dead);
  });

  it("writes no field that the index templates do not know, and nothing personal anywhere but among the dead letters", () => {
    const read = Object.entries(found).filter(
      ([name, answer]) => !isDead(name) && answer !== undefined && "source" in answer,
    );
    const unknown = read.flatMap(([name, answer]) =>
      fieldsOf(sourceOf(answer))
        .filter((field) => !(field in logFields))
        .map((field) => `${name}: ${field}`),
    );
    expect(unknown).toEqual([]);
    const text = JSON.stringify(read.filter(([name]) => !/^(?:hostile|kept|of )/.test(name)));
    for (const secret of [
      /ann(?!ed)/i,
      /example\.com\/reset|token=|page=1|seller=eq/,
      /192\.0\.2\.[1-9]|198\.51\.100\.[1-9]|203\.0\.113|2001:db8/,
      /4242|5555|0341/,
      /39980001|39 98 00 01/,
      /sk_live|hunter2|eyJ/,
      /referer|my-app\.vercel\.app"?,?"proxy/,
    ])
      expect(text).not.toMatch(secret);
  });
});
