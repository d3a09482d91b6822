import type { WebSocketRoute } from "playwright-core";
import { catalogue, emission, policies, resolvePlan } from "../../testing/stack";
import { testProd } from "../../testing/environment";
import type { CrashRateSource, IssuesSource } from "../../monitors/model/sources/sentry";
import { emitterOf, type Emitter } from "../../monitors/model/emission";
import type { Source } from "../../monitors/model/sources/source";
import { rumAttributes, type DatadogSource, type RumEvent } from "../../monitors/model/sources/datadog";
import { describeWithChromium, launchChromium } from "../../testing/tools/describe-with-chromium";
import { pause, until } from "../../testing/until";
import { measured, openShop, type Shop, type Visit } from "./testing/shop";

/**
 * What the vendors' own SDKs send, in the hands of the example, on a page where everything happens once: it is held to what the catalogue
 * reads, name by name.
 */

const ACCOUNT = "9b2f4c1e-52d7-4c43-9d0e-2b1a63f7a111";

/** Three channels, two workers, two installations, an upload. */
const ACTIONS = 8;

interface Event {
  readonly type: string;
  readonly date: number;
  readonly [key: string]: unknown;
}

/** Supabase's server, as far as joining goes: https://supabase.com/docs/guides/realtime/protocol */
const answerJoins = (socket: WebSocketRoute): void => {
  socket.onMessage((text) => {
    const [joinRef, ref, topic, event] = JSON.parse(String(text)) as readonly string[];
    const reply = (status: string): void => {
      socket.send(JSON.stringify([joinRef, ref, topic, "phx_reply", { status, response: {} }]));
    };
    if (topic?.endsWith("open") === true || event === "heartbeat") reply("ok");
    if (topic?.endsWith("refused") === true) reply("error");
  });
};

type RumSource = Extract<DatadogSource, { type: "rum" | "rum ratio" | "rum count" }>;

type BrowserSource = RumSource | CrashRateSource | IssuesSource;

const comesFromHere = (emitter: Emitter | undefined): boolean =>
  emitter !== undefined && "where" in emitter && emitter.where === "instrumentation/browser";

const isOfBrowsers = (source: Source): source is BrowserSource =>
  source.reads.some((feed) => comesFromHere(emitterOf(emission, feed)));

/** Every measure that reads what is said to come from here. */
const readers = resolvePlan(catalogue, policies, testProd).signals.flatMap(({ measures }) =>
  measures.flatMap(({ name, source }) => (isOfBrowsers(source) ? [{ name, source }] : [])),
);

describeWithChromium("the SDKs in the hands of the example", () => {
  let shop: Shop;
  let visit: Visit;
  /** How long all of it took, in milliseconds. */
  let took: number;

  const sentTo = (path: string): readonly string[] => visit.sentTo(path);

  beforeAll(async () => {
    const start = performance.now();
    shop = await openShop(launchChromium);
    visit = await shop.visit({
      granted: measured,
      account: ACCOUNT,
      path: "/products/red-coat?seller=someone@example.org#access_token=someone",
      prepare: (context) => context.routeWebSocket(/\/realtime\//, answerJoins),
    });
    const { page, errors } = visit;
    await until("Sentry's first session", () => sentTo("/sentry").length > 0);
    await page.waitForFunction(() => document.cookie.includes("_dd_s"));
    await page.click("#write");
    await page.waitForFunction(() => window.heard.length > 0);
    await page.click("#break");
    await page.getByText("Something went wrong.").waitFor();
    await page.evaluate(async () => {
      const {
        shop: instrument,
        subscribe,
        channel,
        roundTrips,
        registerServiceWorker,
        offerInstall,
        upload,
      } = window.test;
      // Only what is never answered is to be given up, however slow the machine is.
      const joining = Object.entries({ open: 600_000, refused: 600_000, silent: 150 }).map(
        ([name, timeout]) =>
          new Promise((resolve) => {
            subscribe(instrument, channel(name, timeout), resolve);
          }),
      );
      const { sent, received } = roundTrips(instrument);
      sent("message-1");
      setTimeout(() => {
        received("message-1");
      }, 50);
      await registerServiceWorker(instrument, "/service-worker.js");
      await registerServiceWorker(instrument, "/missing.js");
      const install = offerInstall(instrument);
      dispatchEvent(
        Object.assign(new globalThis.Event("beforeinstallprompt"), { prompt: () => Promise.reject(new Error("no")) }),
      );
      await install();
      dispatchEvent(new globalThis.Event("appinstalled"));
      await Promise.all(joining);
      await upload(instrument, new Blob(["photo"], { type: "image/jpeg" }), () =>
        Promise.resolve({ ok: false, status: 413 }),
      );
      await fetch("/api/search?q=someone");
      console.error("mail to someone@example.org bounced");
      instrument.error(new Error("no offer for someone@example.org"), "test");
    });
    await page.evaluate(() => {
      history.pushState({}, "", "/messages?with=someone");
      // As another tab is looked at, which Chromium without a screen does not do: the SDK sends what it has. It takes no event of a
      // script's for the browser's, but for its own tests' mark.
      Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(
        Object.assign(new globalThis.Event("visibilitychange", { bubbles: true }), { __ddIsTrusted: true }),
      );
    });
    await until("a crash", () => items("session").some(({ status }) => status === "crashed"));
    await until("the next session", () => new Set(items("session").map(({ sid }) => sid)).size > 1);
    await until("both errors", () => items("event").length > 1);
    await until(
      "every action",
      () => rum().filter((event) => facetsOf(event)["@context.outcome"] !== undefined).length >= ACTIONS,
    );
    await until("the round trip", () => roundTripsTold().length > 0);
    for (const { name, source } of readers) await until(name, () => isFedBy(source));
    // For one too many.
    await pause(100);
    took = performance.now() - start;
    expect(errors).toEqual([]);
  });

  afterAll(async () => {
    await shop.leave();
    await shop.close();
  });

  /** Of a session in five the SDK tells Datadog of itself, which is no event of the page (`telemetrySampleRate`, browser-core). */
  const rum = (): readonly Event[] =>
    sentTo("/rum")
      .flatMap((body) => body.split("\n").map((line) => JSON.parse(line) as Event))
      .filter(({ type }) => type !== "telemetry");

  /** What Datadog makes of an event as it takes it in, by the facet's name. */
  const facetsOf = (event: Event): Readonly<Record<string, unknown>> => {
    const at = (path: string): unknown =>
      path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], event);
    const path = new URL(String(at("view.url"))).pathname;
    return {
      ...Object.fromEntries(Object.values(rumAttributes).map(({ facet }) => [facet, at(facet.slice(1))])),
      // https://docs.datadoghq.com/real_user_monitoring/guide/send-rum-custom-actions
      "@action.name": at("action.target.name"),
      "@context.outcome": at("context.outcome"),
      "@vital.name": at("vital.name"),
      "@resource.type": at("resource.type"),
      "@session.type": at("session.type"),
      // "A path segment that contains at least one number": docs, Override default RUM view names
      "@view.url_path_group": path.replaceAll(/[^/]*\d[^/]*/g, "?"),
      // Of the browser's own name for itself, which goes with the request: https://docs.datadoghq.com/real_user_monitoring/browser/data_collected/
      "@device.type": "Mobile",
      "@session.frustration.count": (at("action.frustration.type") as readonly unknown[] | undefined)?.length,
    };
  };

  /** Whether an event is among those that a filter finds: terms that must all hold, each with one value or several. */
  const isFound = (event: Event, filter: string): boolean =>
    [...filter.matchAll(/(@[\w.]+):(?:\((?<any>[^)]*)\)|(?<one>\S+))/g)].every(([, facet = "", any, one = ""]) => {
      const value = facetsOf(event)[facet];
      return one.startsWith(">")
        ? Number(value) > Number(one.slice(1))
        : (any?.split(" OR ") ?? [one]).includes(String(value));
    });

  /** Datadog makes sessions of the events that carry their id. */
  const eventsOf = (sort: RumEvent): readonly Event[] =>
    rum().filter(({ type }) => type === (sort === "session" ? "action" : sort));

  const isFedByRum = (source: RumSource): boolean => {
    switch (source.type) {
      case "rum": {
        const { event, facet } = rumAttributes[source.attribute];
        return eventsOf(event).some(
          (each) => isFound(each, source.filter) && typeof facetsOf(each)[facet] === "number",
        );
      }
      case "rum count":
        return eventsOf(source.event).some((each) => isFound(each, source.filter));
      case "rum ratio":
        return [source.part, source.whole].every(({ event, filter }) =>
          eventsOf(event).some((each) => isFound(each, filter)),
        );
    }
  };

  const roundTripsTold = (): readonly number[] =>
    rum()
      .flatMap((event) => facetsOf(event)["@vital.duration"] ?? [])
      .map(Number);

  /** What Sentry was sent: each envelope is a header, and items of a header and a payload. */
  const items = (type: string): readonly Record<string, unknown>[] =>
    sentTo("/sentry").flatMap((body) => {
      const lines = body.split("\n").slice(1);
      return lines.flatMap((line, index) =>
        index % 2 === 0 && (JSON.parse(line) as Event).type === type
          ? [JSON.parse(lines[index + 1] ?? "") as Record<string, unknown>]
          : [],
      );
    });

  const isFedBy = (source: BrowserSource): boolean => {
    switch (source.type) {
      case "crash rate":
        return items("session").some(({ status }) => status === "crashed");
      case "issues":
        return items("event").some((event) => "exception" in event && "user" in event);
      case "rum":
      case "rum ratio":
      case "rum count":
        return isFedByRum(source);
    }
  };

  describe("feed what the catalogue reads of them:", () => {
    it.each(readers)("$name", ({ source }) => {
      expect(isFedBy(source)).toBe(true);
    });

    it("is every feed that is said to come from here", () => {
      const read = readers.flatMap(({ source }) => source.reads);
      const said = Object.entries<Emitter>(emission).filter(([, emitter]) => comesFromHere(emitter));
      expect(
        said.map(([feed]) => feed).filter((feed) => !read.some((each) => `${each}/`.startsWith(`${feed}/`))),
      ).toEqual([]);
      expect(said.map(([, { status }]) => status)).toEqual(said.map(() => "here"));
    });
  });

  describe("tell each attempt once,", () => {
    const outcomes = (name: string): readonly unknown[] =>
      rum().flatMap((event) => (facetsOf(event)["@action.name"] === name ? [facetsOf(event)["@context.outcome"]] : []));

    it.each([
      ["realtime_channel", ["joined", "failed", "timed_out"]],
      ["service_worker", ["ready", "failed"]],
      ["app_install", ["failed", "installed"]],
      ["upload", ["refused"]],
    ])("of %s", (name, expected) => {
      expect(outcomes(name).toSorted()).toEqual(expected.toSorted());
    });

    it("and a round trip in nanoseconds", () => {
      const [duration, ...more] = roundTripsTold();
      expect(more).toEqual([]);
      expect(duration).toBeGreaterThan(40e6);
      expect(duration).toBeLessThan(took * 1e6);
    });
  });

  describe("tell Sentry", () => {
    it("of a session for each route, and that the first one crashed", () => {
      const sessions = items("session");
      const statuses = [...new Set(sessions.map(({ sid }) => sid))].map(
        (id) => sessions.findLast(({ sid }) => sid === id)?.["status"],
      );
      expect(statuses).toEqual(["crashed", "ok"]);
    });

    it("whom an error reached, by a pseudonym", () => {
      const users = new Set(items("event").map(({ user }) => JSON.stringify(user)));
      expect([...users]).toEqual([expect.stringMatching(/^\{"id":"[\da-f]{32}"\}$/)]);
    });

    it("of what our own code caught, where it did", () => {
      const mechanisms = items("event").map((event) => JSON.stringify(event).match(/"mechanism":(\{[^}]*\})/)?.[1]);
      expect(mechanisms.toSorted()).toEqual([
        `{"type":"svelte.boundary","handled":false}`,
        `{"type":"test","handled":false}`,
      ]);
    });
  });

  it("send nothing about a person", () => {
    const bodies = visit.server.requests.map(({ body }) => body).join("\n");
    expect(bodies).not.toMatch(/someone/i);
    expect(bodies).not.toContain(ACCOUNT);
    expect(bodies).toContain("[email]");
  });
});
