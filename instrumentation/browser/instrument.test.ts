import { analyticsEvents } from "../../monitors/model/analytics";
import { features } from "../../monitors/model/sources/browser";
import { instrument } from "./instrument";
import { describeVisit, forgetVisitor, visitorId } from "./visit";

beforeAll(() => {
  // What a page has and Node has not.
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  Object.defineProperty(globalThis, "matchMedia", { value: () => ({ matches: false }), configurable: true });
});

describe("who is signed in", () => {
  it("is nobody in the end, for whom signs out while the pseudonym is computed", async () => {
    const users: string[] = [];
    const shop = instrument([
      { purpose: "measurement", start: () => Promise.resolve({ user: (id) => users.push(id) }) },
    ]);
    shop.consent({ measurement: true, analytics: false, replay: false });
    shop.identify("9b2f4c1e-52d7-4c43-9d0e-2b1a63f7a111");
    shop.identify(undefined);
    // A pseudonym of the same length takes as long, and was asked for later.
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode("another"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Without storage a visitor is "unknown".
    expect(users).toEqual(["unknown", "unknown"]);
  });
});

describe("every event for analytics", () => {
  it("is an action of Datadog's too, once; a search is one already", async () => {
    const actions: (readonly unknown[])[] = [];
    const shop = instrument([
      { purpose: "measurement", start: () => ({ action: (...action) => actions.push(action) }) },
    ]);
    shop.consent({ measurement: true, analytics: false, replay: false });
    for (const name of analyticsEvents) shop.event(name);
    shop.event("purchase", { transaction_id: "o-1", item_category: "coats" }, "o-1");
    shop.event("purchase", { transaction_id: "o-1" }, "o-1");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(actions).toEqual([
      ...analyticsEvents.filter((name) => name !== "search").map((name) => [name, "done", {}]),
      ["purchase", "done", { category: "coats" }],
    ]);
    const counted: readonly string[] = Object.values(features);
    expect(analyticsEvents.filter((name) => !counted.includes(name))).toEqual([]);
  });
});

describe("a visitor", () => {
  const kept = new Map<string, string>();

  beforeAll(() => {
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      value: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
        removeItem: (key: string) => kept.delete(key),
      },
    });
  });

  afterAll(() => {
    Reflect.deleteProperty(globalThis, "localStorage");
  });

  it("comes back on another day, and not with another page of the same", () => {
    expect(describeVisit().returning).toBe(false);
    expect(kept.size).toBe(0);
    jest.useFakeTimers({ now: new Date("2026-02-16T10:00:00Z") });
    const id = visitorId();
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(describeVisit().returning).toBe(false);
    jest.setSystemTime(new Date("2026-02-17T10:00:00Z"));
    expect(describeVisit().returning).toBe(true);
    expect(visitorId()).toBe(id);
    jest.useRealTimers();
  });

  it("whose id has no day yet was here before; one who is forgotten was not", () => {
    kept.set("driplo.visitor", "9b2f4c1e-52d7-4c43-9d0e-2b1a63f7a111");
    expect(describeVisit().returning).toBe(true);
    expect(visitorId()).toBe("9b2f4c1e-52d7-4c43-9d0e-2b1a63f7a111");
    forgetVisitor();
    expect(describeVisit().returning).toBe(false);
  });
});
