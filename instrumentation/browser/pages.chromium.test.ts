import type { Page } from "playwright-core";
import { describeWithChromium, launchChromium } from "../../testing/tools/describe-with-chromium";
import { pause, until } from "../../testing/until";
import { BUSY_MS, FIRST_BYTE_MS, type Manner } from "./testing/server";
import { everything, measured, nothing, openShop, type Shop, type Visit } from "./testing/shop";
import { variables } from "./testing/variables";
import type { Vital } from "./vitals";

/** Only the collector: a page without SDKs is a page that is ready at once. */
const collectorAlone = { PUBLIC_VITALS_ENDPOINT: "/api/vitals" };

describeWithChromium("the shop's instrument in Chromium", () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await openShop(launchChromium);
  });

  afterEach(() => shop.leave());
  afterAll(() => shop.close());

  const vitalsOf = ({ sentTo }: Visit): readonly Vital[] =>
    sentTo("/api/vitals").flatMap((body) => (JSON.parse(body) as { vitals: Vital[] }).vitals);

  /** A layout that shifts by nobody's hand, a click, and time for both to be painted. */
  const use = async (page: Page): Promise<void> => {
    await page.evaluate(() => {
      const banner = document.createElement("div");
      banner.style.height = "200px";
      document.body.prepend(banner);
    });
    await page.click("#write");
    await page.waitForFunction(() => window.heard.length > 0);
  };

  /** The library for web vitals is loaded by consent, and at work. */
  const isObserving = async ({ page, server }: Visit): Promise<void> => {
    await until("the library for web vitals", () => server.requests.find(({ path }) => path.startsWith("/web-vitals")));
    await page.evaluate(() => window.test.observes());
  };

  const away = (page: Page) => page.goto("about:blank");

  it("hears in each visit of its own page alone, however late another one sends", async () => {
    const before = await shop.visit({ granted: nothing });
    const visit = await shop.visit({ granted: nothing });
    await before.page.evaluate(() => navigator.sendBeacon("/api/vitals", "late"));
    await before.page.close({ runBeforeUnload: true });
    await until("the beacon", () => before.sentTo("/api/vitals").includes("late"));
    expect(visit.sentTo("/api/vitals")).toEqual([]);
  });

  describe("without consent", () => {
    it("sends, stores and loads nothing, whatever the page does", async () => {
      const { page, context, server, errors, elsewhere } = await shop.visit({
        granted: nothing,
        account: crypto.randomUUID(),
      });
      await page.evaluate(async () => {
        const { shop: instrument, upload, searched, purchased, handleError } = window.test;
        instrument.action("realtime_channel", "failed");
        instrument.error(new Error("broken"), "test");
        instrument.page("/products/[id]");
        searched(instrument, 3, 100);
        purchased(instrument, { id: "o-1", value: 10, currency: "EUR" });
        handleError({ error: new Error("broken"), status: 500 });
        await upload(instrument, new Blob(["photo"]), () => Promise.resolve({ ok: true, status: 200 }));
      });
      await use(page);
      await page.click("#break");
      await away(page);
      await pause(200);
      expect(server.requests.map(({ path }) => path).filter((path) => !path.startsWith("/chunk"))).toEqual([
        "/products/17",
        "/page.js",
        "/photo.svg",
      ]);
      expect(elsewhere).toEqual([]);
      expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
      expect(errors).toEqual([]);
    });

    it("ends when it is taken back, and its visitor is forgotten", async () => {
      const visit = await shop.visit({ granted: everything });
      const { page, context, server, sentTo } = visit;
      await until("Sentry's first session", () => sentTo("/sentry").length > 0);
      expect((await context.storageState()).origins).toHaveLength(1);
      await isObserving(visit);
      await page.evaluate(() => {
        window.test.shop.consent({ measurement: false, analytics: false, replay: false });
      });
      const takenBack = Date.now();
      const before = server.requests.length;
      const events = await page.evaluate(() => (window.dataLayer ?? []).length);
      await page.evaluate(() => {
        const { shop: instrument, purchased } = window.test;
        purchased(instrument, { id: "o-1", value: 10, currency: "EUR" });
        instrument.error(new Error("broken"), "test");
      });
      await use(page);
      expect(await page.evaluate(() => (window.dataLayer ?? []).length)).toBe(events);
      expect((await context.storageState()).origins).toEqual([]);
      await away(page);
      await pause(200);
      // What Datadog's SDK had measured before is on its way; nothing after.
      const after = server.requests.slice(before);
      expect(after.map(({ path }) => path.split("?")[0]).filter((path) => path !== "/rum")).toEqual([]);
      const dates = after.flatMap(({ body }) =>
        [...body.matchAll(/"type":"[a-z]+".*?"date":(\d+)/g)].map(([, at]) => Number(at)),
      );
      expect(dates.filter((date) => date > takenBack)).toEqual([]);
    });
  });

  it("tells analytics of an order once, however often the page does", async () => {
    const { page } = await shop.visit({ granted: { ...nothing, analytics: true } });
    await page.waitForFunction(() => (window.dataLayer ?? []).length > 2);
    const events = await page.evaluate(() => {
      const { shop: instrument, purchased } = window.test;
      for (const id of ["o-1", "o-1", "o-2"]) purchased(instrument, { id, value: 10, currency: "EUR" });
      return (window.dataLayer ?? []).map((entry) => JSON.stringify(Array.from(entry as ArrayLike<unknown>)));
    });
    expect(events.filter((event) => event.includes("purchase"))).toEqual(
      ["o-1", "o-2"].map((id) =>
        JSON.stringify(["event", "purchase", { transaction_id: id, value: 10, currency: "EUR" }]),
      ),
    );
  });

  describe("web vitals", () => {
    it("arrive once each, with plausible values, in one batch", async () => {
      const start = performance.now();
      const visit = await shop.visit({ granted: measured, env: collectorAlone });
      const { page, sentTo, errors } = visit;
      await isObserving(visit);
      await use(page);
      await away(page);
      await until("the vitals", () => vitalsOf(visit).length > 0);
      const took = performance.now() - start;
      await pause(100);
      expect(sentTo("/api/vitals")).toHaveLength(1);
      const found = Object.fromEntries(vitalsOf(visit).map(({ name, value }) => [name, value]));
      expect(
        vitalsOf(visit)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual([
        "cumulative_layout_shift",
        "first_byte",
        "first_contentful_paint",
        "interaction_to_next_paint",
        "largest_contentful_paint",
      ]);
      const { first_byte = 0, first_contentful_paint = 0, largest_contentful_paint = 0 } = found;
      expect(first_byte).toBeGreaterThanOrEqual(FIRST_BYTE_MS);
      expect(first_contentful_paint).toBeGreaterThan(first_byte);
      expect(largest_contentful_paint).toBeGreaterThanOrEqual(first_contentful_paint);
      // No part takes longer than the whole, on any machine.
      expect(largest_contentful_paint).toBeLessThan(took);
      expect(found["interaction_to_next_paint"]).toBeLessThan(took);
      expect(found["interaction_to_next_paint"]).toBeGreaterThanOrEqual(BUSY_MS);
      expect(found["cumulative_layout_shift"]).toBeGreaterThan(0);
      expect(found["cumulative_layout_shift"]).toBeLessThan(1);
      expect(JSON.parse(sentTo("/api/vitals")[0] ?? "")).toMatchObject({
        version: 1,
        visit: { network: expect.any(String) as string, memory: expect.any(Number) as number, installed: false },
        vitals: expect.arrayContaining([
          expect.objectContaining({ name: "first_byte", unit: "ms", navigation: "navigate", path: "/products/17" }),
        ]) as unknown,
      });
      expect(errors).toEqual([]);
    });

    it("wait while the browser is offline, and come when it is back", async () => {
      const visit = await shop.visit({ granted: measured, env: collectorAlone });
      const { page, context, errors } = visit;
      await isObserving(visit);
      await use(page);
      await context.setOffline(true);
      await hide(page);
      await pause(100);
      expect(vitalsOf(visit)).toEqual([]);
      await context.setOffline(false);
      await until("the vitals", () => vitalsOf(visit).length > 0);
      expect(vitalsOf(visit).map(({ name }) => name)).toContain("cumulative_layout_shift");
      expect(errors).toEqual([]);
    });

    it("come from a page that is closed early", async () => {
      const visit = await shop.visit({ granted: measured, env: collectorAlone });
      const { page } = visit;
      await isObserving(visit);
      await page.close({ runBeforeUnload: true });
      await until("the vitals", () => vitalsOf(visit).find(({ name }) => name === "first_byte"));
    });
  });

  /** As another tab is looked at: Chromium without a screen never does so by itself. */
  const hide = (page: Page): Promise<void> =>
    page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    });

  describe("a collector", () => {
    it.each<Manner>(["500", "hangs", "huge"])("that answers %s does not touch the page", async (manner) => {
      const visit = await shop.visit({ granted: measured });
      const { page, server, sentTo, errors } = visit;
      server.manner = manner;
      await isObserving(visit);
      await until("Sentry's first session", () => sentTo("/sentry").length > 0);
      await use(page);
      await hide(page);
      await until("the vitals", () => vitalsOf(visit).length > 0);
      await page.click("#break");
      await page.getByText("Something went wrong.").waitFor();
      expect(errors).toEqual([]);
    });

    it("that is blocked, with every SDK, does not touch the page", async () => {
      const visit = await shop.visit({
        granted: everything,
        // Beacons are past Playwright's routes: Chromium itself refuses the port.
        env: { ...variables, PUBLIC_VITALS_ENDPOINT: "http://127.0.0.1:1/vitals" },
        prepare: async (context) => {
          await context.route(/main-|sentry-sdk|dist-|build\.umd|googletag/, (route) => route.abort("blockedbyclient"));
        },
      });
      const { page, server, errors } = visit;
      await isObserving(visit);
      await use(page);
      await page.evaluate(() => {
        window.test.shop.error(new Error("broken"), "test");
      });
      await hide(page);
      expect(server.requests.filter(({ body }) => body !== "")).toEqual([]);
      expect(errors).toEqual([]);
    });

    it("whose address is none does not touch the page", async () => {
      const visit = await shop.visit({ granted: measured, env: { PUBLIC_VITALS_ENDPOINT: "http://[" } });
      const { page, errors } = visit;
      await isObserving(visit);
      await use(page);
      await hide(page);
      expect(errors).toEqual([]);
    });
  });
});
