import { createServer } from "node:net";
import { once } from "node:events";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace-base";
import { catalogue, declareStack, policies } from "../../testing/stack";
import { routes, services } from "../../monitors/model/sources/server";
import { testProd } from "../../testing/environment";
import { databaseFault, paymentFault } from "./faults";
import { handleWith } from "./handle";
import { recordPaymentFailure, routeOf, traceDatabaseCall, traceRequest } from "./spans";
import { matches } from "../../testing/matches";

/** The searches of the metrics that Datadog makes of spans, by the name of the measure, as they are declared. */
const searches = new Map(
  declareStack(catalogue, policies, testProd).declarations.flatMap((each) =>
    each.type === "datadog:index/spansMetric:SpansMetric"
      ? [[each.name, (each.args as { filter: { query: string } }).filter.query] as const]
      : [],
  ),
);

const exporter = new InMemorySpanExporter();

// For each test anew: one of them goes without.
beforeEach(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  exporter.reset();
});

afterEach(() => {
  trace.disable();
  context.disable();
});

const kinds = ["internal", "server", "client"];

/** As Datadog has a span of the service in prod. */
const recordOf = (service: string) => (span: ReadableSpan) => ({
  ...span.attributes,
  service,
  env: "prod",
  "span.kind": kinds[span.kind],
});

/** Which of the declared metrics count the spans that were ended since the start of the test. */
const countedAs = (service: string = services.api): readonly string[] => {
  const records = exporter.getFinishedSpans().map(recordOf(service));
  return [...searches].filter(([, search]) => records.some((record) => matches(search, record))).map(([name]) => name);
};

const request = (id: string | null, resolve: () => Response | Promise<Response>, method = "POST") =>
  handleWith({ measure: () => undefined })({ event: { request: { method }, route: { id } }, resolve });

const answered = (status: number) => () => new Response(null, { status });

it("sets every attribute that a search for spans reads", () => {
  const read = [...searches.values()].flatMap((search) => search.match(/@[\w.]+/g) ?? []);
  expect([...new Set(read)].toSorted()).toEqual([
    "@db.response.status_code",
    "@db.system.name",
    "@error.type",
    "@http.route",
    "@http.status_code",
    "@span.kind",
  ]);
});

const ofEveryRequest = ["api.availability_slo.all", "api.error_rate.all", "api.response_time"];
const failed = ["api.availability_slo.bad", "api.error_rate.bad"];

describe("a request's span is counted as", () => {
  it.each([
    [routes.search, 200, ["search.error_rate.all", "search.response_time"]],
    [routes.search, 503, [...failed, "search.error_rate.all", "search.error_rate.bad", "search.response_time"]],
    [routes.signUp, 400, ["accounts.registration_failures.all"]],
    [routes.signUp, 429, ["accounts.registration_failures.all", "accounts.registration_failures.bad"]],
    [routes.listingImages, 413, ["listings.upload_failures.all", "listings.upload_failures.bad"]],
    [routes.stripeWebhook, 200, ["payments.webhook_failures.all"]],
    [routes.stripeWebhook, 400, ["payments.webhook_failures.all", "payments.webhook_failures.bad"]],
    [routes.checkoutPayment, 402, ["payments.processing_slo.all"]],
    [routes.checkoutPayment, 500, [...failed, "payments.processing_slo.all", "payments.processing_slo.bad"]],
  ] as const)("%s answered with %d: %j", async (route, status, expected) => {
    await request(route, answered(status));
    expect(countedAs().toSorted()).toEqual([...ofEveryRequest, ...expected].toSorted());
  });

  it("the storefront's, where its deployment sends it", async () => {
    await request("/(shop)/listings/[id]", answered(500), "GET");
    expect(countedAs(services.storefront)).toEqual(
      expect.arrayContaining(["storefront.uptime_slo.all", "storefront.uptime_slo.bad"]),
    );
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(["GET /listings/[id]"]);
  });
});

describe("a request's span", () => {
  it.each([
    [Object.assign(new Error("not found"), { status: 404 }), 404],
    [{ status: 303, location: "/" }, 303],
    [new Error("ours"), 500],
    ["a text", 500],
    [Object.assign(new Error("odd"), { status: 7 }), 500],
  ])("has the status of what a hook throws, and passes it on", async (thrown, status) => {
    await expect(request(routes.search, () => Promise.reject(thrown as Error))).rejects.toBe(thrown);
    expect(exporter.getFinishedSpans().map(({ attributes }) => attributes["http.status_code"])).toEqual([status]);
  });

  it("has no route where none fits, and today's name of the status beside the old one", async () => {
    await request(null, answered(404), "GET");
    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes).toEqual({
      "http.request.method": "GET",
      "http.status_code": 404,
      "http.response.status_code": 404,
    });
    expect(span?.events).toEqual([]);
  });

  it.each([
    ["/", "/"],
    ["/(app)", "/"],
    ["/(app)/api/search", "/api/search"],
    ["/api/(v1)/search/[id=integer]", "/api/search/[id=integer]"],
  ])("takes SvelteKit's route %s for %s", (id, route) => {
    expect(routeOf(id)).toBe(route);
  });
});

describe("a payment that fails", () => {
  const stripe = (type: string): Error => Object.assign(new Error("someone@shop.test"), { type });

  it.each([
    ["StripeAPIError", true],
    ["StripeConnectionError", true],
    ["StripeRateLimitError", true],
    ["StripeInvalidRequestError", true],
    ["StripeCardError", false],
    ["StripeIdempotencyError", false],
  ])("by a %s counts against the objective: %s", async (type, bad) => {
    await request(routes.checkoutPayment, async () => {
      // Below SvelteKit's own spans, which are the active ones in a route.
      await trace.getTracer("kit").startActiveSpan("sveltekit.resolve", async (span) => {
        await Promise.resolve();
        recordPaymentFailure(stripe(type));
        span.end();
      });
      return new Response(null, { status: 402 });
    });
    expect(countedAs().includes("payments.processing_slo.bad")).toBe(bad);
    expect(paymentFault(stripe(type))).toBe(type);
    expect(
      JSON.stringify(exporter.getFinishedSpans().map(({ attributes, events }) => ({ attributes, events }))),
    ).not.toContain("someone");
  });

  it("outside of a request is nothing", () => {
    expect(() => {
      recordPaymentFailure(stripe("StripeAPIError"));
    }).not.toThrow();
  });
});

describe("a call of the database", () => {
  const refusedConnection = async (): Promise<unknown> => {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as { port: number };
    probe.close();
    await once(probe, "close");
    return fetch(`http://127.0.0.1:${port}/rest/v1/products`);
  };

  it("is counted, and is good while it answers", async () => {
    await expect(traceDatabaseCall("select products", () => Promise.resolve(7))).resolves.toBe(7);
    expect(countedAs()).toEqual(["database.uptime_slo.all"]);
  });

  it("that finds nobody at the other end is bad: a real fetch, whose error hides the system's", async () => {
    await expect(traceDatabaseCall("select products", refusedConnection)).rejects.toThrow("fetch failed");
    expect(countedAs().toSorted()).toEqual(["database.uptime_slo.all", "database.uptime_slo.bad"]);
    expect(exporter.getFinishedSpans()[0]?.attributes["error.type"]).toBe("ECONNREFUSED");
  });

  it.each([
    ["08006", true],
    ["53300", true],
    ["57P01", true],
    ["ECONNRESET", true],
    ["EPIPE", true],
    ["PGRST000", true],
    ["PGRST003", true],
    ["42501", false],
    ["23505", false],
    ["PGRST116", false],
  ])("that fails with %s is bad: %s, thrown or returned", async (code, bad) => {
    const error = Object.assign(new Error("row of someone@shop.test"), { code });
    await expect(traceDatabaseCall("insert", () => Promise.reject(error))).rejects.toBe(error);
    expect(countedAs().includes("database.uptime_slo.bad")).toBe(bad);
    exporter.reset();
    const returned = await traceDatabaseCall(
      "insert",
      () => Promise.resolve({ error }),
      (answer) => answer.error,
    );
    expect(returned.error).toBe(error);
    expect(countedAs().includes("database.uptime_slo.bad")).toBe(bad);
    expect(
      JSON.stringify(
        exporter.getFinishedSpans().map(({ status, attributes, events }) => ({ status, attributes, events })),
      ),
    ).not.toContain("someone");
  });

  it.each([
    [undefined, { type: "Error" }],
    [null, { type: "Error" }],
    ["a text", { type: "Error" }],
    [{ code: 7 }, { type: "Error" }],
    [new TypeError("odd"), { type: "TypeError" }],
    [
      Object.assign(new Error("a"), { cause: Object.assign(new Error("b"), { code: "57P03" }) }),
      { type: "57P03", sqlState: "57P03" },
    ],
  ])("words %j", (error, expected) => {
    expect(databaseFault(error)).toEqual(expected);
  });

  it("does not run in circles over its causes", () => {
    const error = new Error("a");
    error.cause = error;
    expect(databaseFault(error)).toEqual({ type: "Error" });
  });
});

it("goes on without an OpenTelemetry of the shop's", async () => {
  trace.disable();
  const response = await traceRequest({ method: "GET", route: "/" }, () => Promise.resolve(new Response("here")));
  expect(await response.text()).toBe("here");
  expect(exporter.getFinishedSpans()).toEqual([]);
});
