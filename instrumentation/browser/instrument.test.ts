import { instrument } from "./instrument";

describe("who is signed in", () => {
  beforeAll(() => {
    // What a page has and Node has not.
    Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
    Object.defineProperty(globalThis, "matchMedia", { value: () => ({ matches: false }), configurable: true });
  });

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
