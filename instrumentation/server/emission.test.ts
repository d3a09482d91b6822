import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import * as Sentry from "@sentry/node";
import { catalogue, declareStack, emission, policies, type StackDeclaration } from "../../testing/stack";
import { describeWithMoto } from "../../testing/tools/describe-with-moto";
import { planOf, testProd } from "../../testing/environment";
import { services } from "../../monitors/model/sources/server";
import { securityEvents, type SecurityEvent } from "../../monitors/model/sources/sentry";
import { sentryPrivacy } from "./sentry-privacy";
import { MEASURE_EVERY } from "./meter";
import { startServer } from "./server";
import { keepTasks, startCollector } from "./testing/collector";
import { matches } from "../../testing/matches";
import { variables } from "./testing/variables";

/**
 * What the catalogue reads is what this package sends: each of its feeds is produced here, and looked for with the very query of the
 * resource that alerts. The vendors are stand-ins on this machine; Sentry's SDK, AWS's and OpenTelemetry's are the real ones.
 */
// A vendor's SDK is loaded on the way, which on a busy machine takes longer than a function is kept running.
jest.mock("./longest-send", () => ({ LONGEST_SEND: 600_000 }));

const { declarations } = declareStack(catalogue, policies, testProd);

const named = (name: string, type: string): StackDeclaration => {
  const found = declarations.find((each) => each.name === name && each.type === type);
  if (found === undefined) throw new Error(`the plan has no ${type} ${name}`);
  return found;
};

const queryOf = (name: string): string => {
  const { args } = named(name, "datadog:index/monitor:Monitor");
  if (!("query" in args) || typeof args.query !== "string") throw new Error(`${name} has no query`);
  return args.query;
};

const silent = { write: () => undefined, warn: () => undefined };

/** Who proves a feed: the test below of that name. */
const proofs = {
  "datadog:metric/driplo.server.memory.used_percent": "gauges",
  "datadog:metric/driplo.server.cpu.used_percent": "gauges",
  "datadog:logs/sign-in": "sign-ins",
  "datadog:logs/uploads": "uploads",
  "cloudwatch:Driplo/Checkout": "checkouts",
  "sentry:errors/security": "refusals",
} as const;

it("holds every feed that is said to come from here, and each of them is read", () => {
  const ours = Object.entries(emission).filter(
    ([, emitter]) => "where" in emitter && emitter.where === "instrumentation/server",
  );
  expect(ours.map(([feed]) => feed).toSorted()).toEqual(Object.keys(proofs).toSorted());
  expect(ours.map(([, { status }]) => status)).toEqual(ours.map(() => "here"));
  const read = planOf(catalogue).signals.flatMap(({ measures }) =>
    measures.flatMap(({ source, backstop }) => [source, ...(backstop === undefined ? [] : [backstop])]),
  );
  const feeds = read.flatMap(({ reads }) => reads);
  for (const feed of Object.keys(proofs)) expect(feeds.filter((each) => each.startsWith(feed))).not.toEqual([]);
});

describe("gauges", () => {
  it.each([
    ["api.memory.critical", "avg(last_5m):max:driplo.server.memory.used_percent{env:prod,service:driplo-api} > 85"],
    ["api.cpu.critical", "avg(last_5m):avg:driplo.server.cpu.used_percent{env:prod,service:driplo-api} > 90"],
  ])("arrive under the name and the tags that %s asks for", async (monitor, expected) => {
    const query = queryOf(monitor);
    expect(query).toBe(expected);
    const [, metric, scope = ""] = /:([\w.]+)\{([^}]*)\}/.exec(query) ?? [];
    const collector = await startCollector();
    const tasks = keepTasks();
    const clock = jest.spyOn(Date, "now").mockReturnValue(0);
    const server = startServer({
      service: services.api,
      variables: variables(),
      ...silent,
      later: tasks.later,
      endpoints: { datadog: `${collector.url}/v1/metrics` },
    });
    clock.mockReturnValue(MEASURE_EVERY);
    server.measure();
    clock.mockRestore();
    await tasks.ended();
    expect(server.drops()).toEqual({ datadog: 0, cloudwatch: 0, sentry: 0 });
    const [request] = collector.requests;
    expect(request).toMatchObject({ path: "/v1/metrics", headers: { "dd-api-key": variables().DATADOG_API_KEY } });
    const points = pointsOf(request?.body ?? "").filter(({ name }) => name === metric);
    expect(points).toHaveLength(1);
    const [point] = points;
    expect(scope.split(",").filter((tag) => !point?.tags.includes(tag))).toEqual([]);
    // A share of the limit, in percent, of a process that runs.
    expect(point?.value).toBeGreaterThan(0);
    expect(point?.value).toBeLessThan(100);
    expect(point?.gauge).toBe(true);
    await collector.close();
  });
});

interface OtlpMetrics {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly {
        readonly name: string;
        readonly gauge?: { readonly dataPoints: readonly OtlpPoint[] };
      }[];
    }[];
  }[];
}

interface OtlpPoint {
  readonly asDouble: number;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
}

/** OTLP's JSON, as opentelemetry-proto has it; a point's attributes are Datadog's tags. */
const pointsOf = (body: string) =>
  (JSON.parse(body) as OtlpMetrics).resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ name, gauge }) =>
        (gauge?.dataPoints ?? []).map(({ asDouble, attributes }) => ({
          name,
          gauge: gauge !== undefined,
          value: asDouble,
          tags: attributes.map(({ key, value }) => `${key}:${value.stringValue}`),
        })),
      ),
    ),
  );

/** The lines of a server, as Datadog has them: the drain's tag beside what was written. */
const linesOf = (
  act: (server: ReturnType<typeof startServer>) => void,
): readonly Readonly<Record<string, unknown>>[] => {
  const lines: string[] = [];
  act(
    startServer({
      service: services.api,
      variables: variables(),
      write: (line) => lines.push(line),
      warn: () => undefined,
    }),
  );
  return lines.map((line) => ({ ...(JSON.parse(line) as object), env: "prod" }));
};

/** `logs("<search>").index("*").rollup("count").by("<facet>")` */
const logQuery = (monitor: string) => {
  const query = queryOf(monitor);
  const [, search = ""] = /^logs\("([^"]*)"\)/.exec(query) ?? [];
  return { search, by: /\.by\("([^"]*)"\)/.exec(query)?.[1] };
};

describe("sign-ins", () => {
  it.each([
    ["security.failed_logins.client.critical", "network.client.ip", "203.0.113.7"],
    ["security.failed_logins.account.critical", "usr.hash", "7d4b5a…"],
  ])("%s finds the failed ones alone, each with its group", (monitor, facet) => {
    const { search, by } = logQuery(monitor);
    expect(by).toBe(`@${facet}`);
    const attempt = { account: "someone@shop.test", client: "203.0.113.7" };
    const [failed, succeeded, upload] = linesOf((server) => {
      server.signIn({ outcome: "failure", reason: "invalid_credentials", ...attempt });
      server.signIn({ outcome: "success", ...attempt });
      server.upload({ outcome: "refused", reason: "type", ...attempt });
    });
    expect(matches(search, failed ?? {})).toBe(true);
    expect(matches(`@${facet}:*`, failed ?? {})).toBe(true);
    expect(matches(search, succeeded ?? {})).toBe(false);
    expect(matches(search, upload ?? {})).toBe(false);
    // The log indexes keep them for as long as an audit's (infra/integrations/logs/retention.ts).
    expect(matches("@evt.name:*", failed ?? {})).toBe(true);
  });
});

describe("uploads", () => {
  it("security.upload_violations.critical finds the refused ones alone", () => {
    const { search, by } = logQuery("security.upload_violations.critical");
    expect(by).toBeUndefined();
    const [refused, accepted, signIn] = linesOf((server) => {
      server.upload({ outcome: "refused", reason: "malware", client: "2001:db8::1" });
      server.upload({ outcome: "accepted" });
      server.signIn({ outcome: "failure" });
    });
    expect([refused, accepted, signIn].map((line) => matches(search, line ?? {}))).toEqual([true, false, false]);
  });
});

describe("refusals", () => {
  /** The alert's condition: an event with this tag and this value. */
  const tagOf = (alert: string): { readonly key: string; readonly value: string } => {
    const text = JSON.stringify(named(alert, "sentry:index/alert:Alert").args);
    const [, key = "", value = ""] =
      /"taggedEvent":\{"key":"([^"]*)","match":"eq","value":"([^"]*)"\}/.exec(text) ?? [];
    return { key, value };
  };

  const alerts: Readonly<Record<SecurityEvent, string>> = {
    failed_sign_in: "security.failed_logins.tagged.warning",
    scraping: "security.scraping.tagged.warning",
    payment_fraud: "security.payment_fraud.tagged.warning",
    upload_violation: "security.upload_violations.tagged.warning",
  };

  it("arrive at Sentry, through its own SDK, with the tag that each alert asks for and one issue for each", async () => {
    const ingest = await startCollector();
    // The SDK says that its tracing does not run in jest; nothing here asks it to.
    jest.spyOn(console, "warn").mockImplementation();
    Sentry.init({
      dsn: `${ingest.url.replace("http://", "http://public@")}/1`,
      environment: testProd.identities.sentryEnvironment,
      defaultIntegrations: false,
      integrations: [Sentry.requestDataIntegration()],
      ...sentryPrivacy,
    });
    const tasks = keepTasks();
    const server = startServer({
      service: services.api,
      variables: variables(),
      later: tasks.later,
      sentry: Sentry,
      ...silent,
    });
    // As hooks of the shop do, who know the user.
    Sentry.setUser({ id: "7", email: "someone@shop.test" });
    // As the SDK's own instrumentation does of each request.
    Sentry.getIsolationScope().setSDKProcessingMetadata({
      ipAddress: "203.0.113.7",
      normalizedRequest: {
        url: "https://shop.test/search?q=someone",
        query_string: "q=someone",
        method: "GET",
        headers: { referer: "someone", cookie: "name=someone" },
        cookies: { name: "someone" },
      },
    });
    server.upload({ outcome: "refused", reason: "size", detail: "of someone@shop.test" });
    for (const event of ["failed_sign_in", "scraping", "payment_fraud"] as const) server.refuse(event, {});
    await tasks.ended();
    const events = ingest.requests.map(({ body }) => eventOf(body));
    expect(events).toHaveLength(Object.keys(securityEvents).length);
    for (const alert of Object.values(alerts)) {
      const { key, value } = tagOf(alert);
      const tagged = events.filter(({ tags }) => tags[key] === value);
      expect(tagged.map(({ fingerprint, environment }) => ({ fingerprint, environment }))).toEqual([
        { fingerprint: [key, value], environment: testProd.identities.sentryEnvironment },
      ]);
    }
    expect(server.drops().sentry).toBe(0);
    expect(ingest.requests.map(({ body }) => body).join()).not.toContain("someone");
    await Sentry.close();
    await ingest.close();
    jest.restoreAllMocks();
  });
});

interface SentryEvent {
  readonly tags: Readonly<Record<string, string>>;
  readonly fingerprint: readonly string[];
  readonly environment: string;
}

/** An envelope: its header, the item's header, the item, a line each. https://develop.sentry.dev/sdk/foundations/transport/envelopes/ */
const eventOf = (envelope: string): SentryEvent => JSON.parse(envelope.split("\n")[2] ?? "") as SentryEvent;

describeWithMoto("checkouts", (endpoint) => {
  it("are the metric, with the dimensions, that the alarm of payments.silence asks for", async () => {
    const { args } = named("payments.silence.critical", "aws:cloudwatch/metricAlarm:MetricAlarm");
    const queries = "metricQueries" in args ? (args.metricQueries as readonly MetricQuery[]) : [];
    const asked = queries.find(({ metric }) => metric?.metricName === "CheckoutStarted")?.metric;
    const tasks = keepTasks();
    process.env["VERCEL_OIDC_TOKEN"] = tokenOf({ sub: "owner:driplo:project:api:environment:production" });
    const server = startServer({
      service: services.api,
      variables: variables(),
      ...silent,
      later: tasks.later,
      endpoints: { aws: endpoint() },
    });
    for (let checkout = 0; checkout < 5; checkout += 1) server.checkoutStarted();
    await tasks.ended();
    expect(server.drops().cloudwatch).toBe(0);
    const now = Date.now();
    const { MetricDataResults } = await new CloudWatchClient({
      region: testProd.aws.region,
      endpoint: endpoint(),
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }).send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 300_000),
        EndTime: new Date(now + 60_000),
        MetricDataQueries: [
          {
            Id: "asked",
            MetricStat: {
              Metric: {
                Namespace: asked?.namespace,
                MetricName: asked?.metricName,
                Dimensions: Object.entries(asked?.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
              },
              Period: asked?.period,
              Stat: asked?.stat,
            },
          },
        ],
      }),
    );
    const values = MetricDataResults?.[0]?.Values ?? [];
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(5);
  });
});

interface MetricQuery {
  readonly metric?: {
    readonly namespace: string;
    readonly metricName: string;
    readonly period: number;
    readonly stat: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
}

/** As Vercel signs one, but for the signature, which moto does not look at. */
const tokenOf = (claims: object): string =>
  [{ alg: "none" }, { ...claims, exp: Math.floor(Date.now() / 1_000) + 3_600 }, {}]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
