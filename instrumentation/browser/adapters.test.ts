import { googleAnalytics, vercelAnalytics } from "./analytics";
import { datadog } from "./datadog";
import { sentry } from "./sentry";
import { logRocket, type LogRocketSettings } from "./logrocket";
import { join } from "./realtime";
import type { Sink, Visit } from "./sink";
import { maskBytes, MOST_BYTES, MOST_BYTES_OF_MASKS, packageBytes } from "./testing/size";

const visit: Visit = { network: "4g", memory: 8, installed: false, returning: false };

describe("the package", () => {
  it.each([
    ["before anybody consents, without the SDKs", packageBytes(__dirname), MOST_BYTES],
    ["of masks, which come with the first SDK", maskBytes(__dirname), MOST_BYTES_OF_MASKS],
  ])("is as small as it promises, %s: %i of %i B", (_, bytes, most) => {
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(most);
  });
});

describe("joining a channel", () => {
  const through = (...statuses: readonly string[]): readonly (string | undefined)[] => {
    let joining: Parameters<typeof join>[0] = "opening";
    return statuses.flatMap((status) => {
      const { joining: next, outcome } = join(joining, status.replace("offline ", ""), !status.startsWith("offline"));
      joining = next;
      return outcome === undefined ? [] : [outcome];
    });
  };

  it.each([
    ["joined", ["SUBSCRIBED"], ["joined"]],
    ["failed once, however often the library tries", ["CHANNEL_ERROR", "TIMED_OUT", "CHANNEL_ERROR"], ["failed"]],
    ["timed out, and joined in the end", ["TIMED_OUT", "SUBSCRIBED"], ["timed_out", "joined"]],
    ["lost and joined again: opened twice", ["SUBSCRIBED", "CHANNEL_ERROR", "SUBSCRIBED"], ["joined", "joined"]],
    ["lost for good", ["SUBSCRIBED", "CHANNEL_ERROR", "CHANNEL_ERROR"], ["joined", "failed"]],
    ["offline, which is nobody's fault", ["offline CHANNEL_ERROR", "offline TIMED_OUT", "SUBSCRIBED"], ["joined"]],
    ["left by the page", ["SUBSCRIBED", "CLOSED"], ["joined"]],
  ])("is %s", (_, statuses, outcomes) => {
    expect(through(...statuses)).toEqual(outcomes);
  });
});

describe("a variable that is missing", () => {
  it("switches its system off, and is named once", () => {
    const warn = jest.spyOn(console, "warn").mockImplementation(() => undefined);
    const load = () => {
      throw new Error("loaded");
    };
    expect(datadog({ variables: { PUBLIC_ENVIRONMENT: "prod" }, release: "abc", load })).toBeUndefined();
    expect(sentry({ variables: { PUBLIC_SENTRY_DSN: "" }, release: "abc", load })).toBeUndefined();
    expect(googleAnalytics({ variables: {}, load })).toBeUndefined();
    expect(warn.mock.calls).toEqual([
      ["instrumentation: PUBLIC_DATADOG_APPLICATION_ID is not set"],
      ["instrumentation: PUBLIC_SENTRY_DSN is not set"],
    ]);
    warn.mockRestore();
  });
});

describe("Sentry", () => {
  it("gets no part of an event as it was, but for who it is by a pseudonym", async () => {
    let scrubbed: (<Event>(event: Event) => Event) | undefined;
    await sentry({
      variables: { PUBLIC_SENTRY_DSN: "https://key@sentry.example/1", PUBLIC_SENTRY_ENVIRONMENT: "production" },
      release: "abc",
      load: () => ({
        init: ({ beforeSend }) => {
          scrubbed = beforeSend;
          return undefined;
        },
        browserSessionIntegration: () => "session",
        setUser: () => undefined,
        captureException: () => undefined,
      }),
    })?.start(visit);
    const id = "0123456789abcdef0123456789abcdef";
    const mail = "someone@example.org";
    expect(
      scrubbed?.({
        event_id: id,
        tags: { seller: mail },
        contexts: { page: { url: "/a?b=c" }, trace: { trace_id: id } },
        user: { id, email: mail, note: mail },
        spans: [{ description: `GET /search?q=${mail}`, span_id: "0123456789abcdef" }],
      }),
    ).toEqual({
      event_id: id,
      tags: { seller: "[email]" },
      contexts: { page: { url: "/a" }, trace: { trace_id: id } },
      user: { id, email: "[masked]", note: "[email]" },
      spans: [{ description: "GET /search", span_id: "0123456789abcdef" }],
    });
  });
});

describe("LogRocket", () => {
  const start = async (): Promise<{ settings: LogRocketSettings; sink: Sink; calls: unknown[] }> => {
    const calls: unknown[] = [];
    const found: LogRocketSettings[] = [];
    const adapter = logRocket({
      variables: { PUBLIC_LOGROCKET_APP_ID: "driplo/test", PUBLIC_LOGROCKET_SAMPLE_PERCENT: "100" },
      release: "abc",
      load: () => ({
        init: (_, settings) => found.push(settings),
        identify: (id) => calls.push(["identify", id]),
        track: (name, properties) => calls.push(["track", name, properties]),
        captureException: (error) => calls.push(["error", error.message]),
      }),
    });
    const sink = await adapter?.start(visit);
    const [settings] = found;
    if (sink === undefined || settings === undefined) throw new Error("it did not start");
    return { settings, sink, calls };
  };

  it("hides every text and field, and what requests held", async () => {
    const { settings } = await start();
    expect(settings.dom).toEqual({ textSanitizer: true, inputSanitizer: true, disablePageTitles: true });
    expect(settings).toMatchObject({ shouldCaptureIP: false, console: { isEnabled: false } });
    const { requestSanitizer, responseSanitizer } = settings.network;
    expect(
      requestSanitizer({ url: "https://api.example/search?q=someone", headers: { cookie: "a" }, body: "someone" }),
    ).toEqual({ url: "https://api.example/search", headers: {}, body: undefined });
    expect(responseSanitizer({ headers: { "set-cookie": "a" }, body: "someone" })).toEqual({
      headers: {},
      body: undefined,
    });
    expect(requestSanitizer({ url: "https://x.supabase.co/auth/v1/token", headers: {} })).toBeNull();
    expect(settings.browser.urlSanitizer("https://shop.example/messages?with=someone")).toBe(
      "https://shop.example/messages",
    );
  });

  it("is told of attempts by the names that the checklist has, and who it is by a pseudonym", async () => {
    const { sink, calls, settings } = await start();
    sink.user?.("0123");
    sink.action?.("realtime_channel", "timed_out", {});
    sink.error?.(new Error("mail to someone@example.org"), "test");
    expect(calls).toEqual([
      ["identify", "0123"],
      ["track", "realtime_channel", { outcome: "timed_out" }],
      ["error", "Error: mail to [email]"],
    ]);
    expect(settings.shouldSendData()).toBe(true);
    sink.allow?.(false);
    expect(settings.shouldSendData()).toBe(false);
  });

  it("is off without its app, and for whom is not sampled", () => {
    const load = () => {
      throw new Error("loaded");
    };
    expect(logRocket({ variables: {}, release: "abc", load })).toBeUndefined();
    const none = { PUBLIC_LOGROCKET_APP_ID: "driplo/test", PUBLIC_LOGROCKET_SAMPLE_PERCENT: "0" };
    expect(logRocket({ variables: none, release: "abc", load })).toBeUndefined();
  });
});

describe("product analytics", () => {
  const hidden = "utm_term=someone%40example.org&utm_content=someone+k&utm_campaign=33639980001";

  beforeAll(() => {
    Object.assign(globalThis, {
      location: {
        origin: "https://shop.example",
        pathname: "/sellers/someone@example.org",
        search: `?q=someone&utm_source=mail&${hidden}`,
      },
    });
  });

  it("of Google get events by the property's names, and of an address the campaign alone", async () => {
    const calls: unknown[] = [];
    const adapter = googleAnalytics({
      variables: { PUBLIC_GA4_MEASUREMENT_ID: "G-1" },
      load:
        () =>
        (...values) => {
          calls.push(values);
        },
    });
    const sink = await adapter?.start(visit);
    sink?.event?.("search", { results: "1-9" });
    sink?.page?.("/search");
    sink?.allow?.(false);
    const where = "https://shop.example/search?utm_source=mail";
    const before = "https://shop.example/?utm_source=mail";
    const denied = { ad_storage: "denied", ad_user_data: "denied", ad_personalization: "denied" };
    expect(calls).toEqual([
      ["consent", "default", { analytics_storage: "granted", ...denied }],
      [
        "config",
        "G-1",
        { send_page_view: false, allow_google_signals: false, page_location: before, network: "4g", installed: false },
      ],
      ["event", "search", { results: "1-9" }],
      ["set", { page_location: where, page_title: "/search" }],
      ["event", "page_view"],
      ["consent", "update", { analytics_storage: "denied", ...denied }],
    ]);
  });

  describe("of Vercel: the web vitals", () => {
    const sdk = (tracked: unknown[]) => ({
      inject: () => undefined,
      track: (name: string, properties?: object) => tracked.push([name, properties]),
    });
    const metric = { rating: "good", navigationType: "navigate" } as const;
    /** Google's library, which tells of a layout that goes on shifting again by the same id. */
    const library = () => {
      const reports: Partial<Record<string, (metric: object) => void>> = {};
      const observe = (name: string) => (report: (metric: never) => void) => {
        reports[name] = report as (metric: object) => void;
      };
      const load = () => ({
        onCLS: observe("CLS"),
        onFCP: observe("FCP"),
        onINP: observe("INP"),
        onLCP: observe("LCP"),
        onTTFB: observe("TTFB"),
      });
      return {
        load,
        report: (name: string, id: string, value: number) => reports[name]?.({ ...metric, name, id, value }),
      };
    };
    const settled = () => new Promise((done) => setImmediate(done));

    it("are custom events of their own, each once, and none once consent is taken back", async () => {
      const [tracked, { load, report }] = [[] as unknown[], library()];
      const sink = await vercelAnalytics({ load: () => sdk(tracked), vitals: { load, variables: {} } }).start(visit);
      await settled();
      report("LCP", "v5-1", 1234.56);
      report("CLS", "v5-2", 0.123456);
      report("CLS", "v5-2", 0.2);
      sink.allow?.(false);
      report("INP", "v5-3", 80);
      expect(tracked).toEqual([
        ["web_vital", { name: "largest_contentful_paint", value: 1235 }],
        ["web_vital", { name: "cumulative_layout_shift", value: 0.1235 }],
      ]);
    });

    it("are not looked at where nobody asked, or this page load is not of the sample", async () => {
      const [tracked, { load, report }] = [[] as unknown[], library()];
      const none = { load, variables: { PUBLIC_VITALS_SAMPLE_PERCENT: "0" } };
      await vercelAnalytics({ load: () => sdk(tracked), vitals: none }).start(visit);
      await settled();
      report("LCP", "v5-1", 1234);
      expect(tracked).toEqual([]);
    });

    it("take nothing else down where their library does not load", async () => {
      const tracked: unknown[] = [];
      const broken = { load: () => Promise.reject(new Error("offline")), variables: {} };
      const sink = await vercelAnalytics({ load: () => sdk(tracked), vitals: broken }).start(visit);
      await settled();
      sink.event?.("search", {});
      expect(tracked).toEqual([["search", {}]]);
    });
  });

  it("of Vercel get pages without what was searched for, and nothing once consent is taken back", async () => {
    const tracked: unknown[] = [];
    let before: ((event: { url: string }) => { url: string } | null) | undefined;
    const sink = await vercelAnalytics({
      load: () => ({
        inject: ({ beforeSend }) => {
          before = beforeSend;
        },
        track: (name, properties) => tracked.push([name, properties]),
      }),
    }).start(visit);
    expect(before?.({ url: "https://shop.example/search?q=someone" })).toEqual({ url: "https://shop.example/search" });
    expect(before?.({ url: "https://shop.example/sellers/someone%40example.org" })).toEqual({
      url: "https://shop.example/sellers/[email]",
    });
    sink.event?.("contact_seller", { item_category: "coats" });
    sink.allow?.(false);
    sink.event?.("contact_seller", {});
    expect(tracked).toEqual([["contact_seller", { item_category: "coats" }]]);
    expect(before?.({ url: "https://shop.example/" })).toBeNull();
  });
});
