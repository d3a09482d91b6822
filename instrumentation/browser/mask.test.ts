import fc from "fast-check";
import { harmless, personal } from "../../testing/masks/personal";
import { mask, scrub } from "./mask";

describe("a text", () => {
  it.each([
    ["an e-mail", "no account for someone.k+shop@example.co.uk", "no account for [email]"],
    [
      "an e-mail in an address",
      "https://shop.example/users/someone%40example.org",
      "https://shop.example/users/[email]",
    ],
    [
      "a search",
      "GET https://shop.example/search?q=size+42+someone#top failed",
      "GET https://shop.example/search failed",
    ],
    ["a path's query", "/sign-in?token=abc", "/sign-in"],
    ["a session's token", "bad token eyJhbGciOiJI.eyJzdWIi.c2lnbg", "bad token [token]"],
    ["a key", "key sb_secret_0123456789abcdef0123456789abcdef", "key [token]"],
    ["a named secret", `{"password":"hunter2","size":"M"}`, `{"password":"[token]","size":"M"}`],
    ["a telephone number", "call +49 (0)151 234 567 89 now", "call [phone] now"],
    ["a card", "card 4242 4242 4242 4242 declined", "card [card] declined"],
  ])("loses %s", (_, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each(personal)("loses %s: %j", (_, text, secret) => {
    expect(text).toContain(secret);
    expect(mask(text)).not.toContain(secret);
  });

  it.each([
    ...harmless,
    "https://shop.example/products/1234567890",
    "at buy (https://shop.example/_app/chunk.Bx3f9a8c.js:10:20481)",
    "realtime_channel",
  ])("keeps %s", (text) => {
    expect(mask(text)).toBe(text);
  });

  it("keeps a frame's line where its file has a query", () => {
    expect(mask("at buy (https://shop.example/app.js?v=1:10:20481)")).toBe(
      "at buy (https://shop.example/app.js:10:20481)",
    );
  });

  it("is cut where it is too long to be a message", () => {
    expect(mask("x ".repeat(10_000)).length).toBe(4000);
  });

  it("is masked once for all", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(mask(mask(text))).toBe(mask(text));
      }),
    );
  });

  it.each(["/", "a.", "1 ", "/?", "a@", "eyJ", "token=", "https:/", "cookie=", "code ", "fr12 ", "phone 1", '"\\'])(
    "of nothing but %j does not hold up the page",
    (part) => {
      expect(mask(part.repeat(4000)).length).toBeLessThanOrEqual(4000);
    },
  );
});

describe("an event", () => {
  it("loses it wherever it stands, and ends where it goes in circles", () => {
    const event: Record<string, unknown> = { message: "of someone@example.org", frames: [{ url: "/a?b=c" }], at: 5 };
    event["request"] = { query_string: "q=someone", headers: { "x-api-key": "abc" }, card_number: 4242 };
    event["self"] = event;
    scrub(event);
    expect(event["message"]).toBe("of [email]");
    expect(event["frames"]).toEqual([{ url: "/a" }]);
    expect(event["at"]).toBe(5);
    expect(event["request"]).toEqual({ headers: { "x-api-key": "[masked]" }, card_number: "[masked]" });
  });
});
