import { harmless, personal } from "../../testing/masks/personal";
import { LONGEST, maskText, maskValue } from "./mask";

describe("free text", () => {
  it.each([
    ["from someone.else+x@shop.test, twice: J@SHOP.CO.UK", "from [email], twice: [email]"],
    ["of ?to=someone%40shop.test", "of "],
    ["zélé@écran.test", "[email]"],
    ["call +33 6 12 34 56 78 or 06.12.34.56.78", "call [phone] or [phone]"],
    ["card 4242 4242 4242 4242", "card [card]"],
    ["to FR76 3000 6000 0112 3456 7890 189 please", "to [iban] please"],
    ["Authorization: Bearer abc.def", "Authorization: [token]"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[token]"],
    ["sk_live_0123456789abcdef", "[token]"],
  ])("%j becomes %j", (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it.each(personal)("loses %s: %j", (_, text, secret) => {
    expect(maskText(text)).not.toContain(secret);
  });

  it.each([
    ...harmless,
    "image/heic of 12 MB",
    "storefront@1.2.3",
    "0b9e3c1e-0000-4000-8000-0000000000ad",
    "/api/listings/images",
    "Eicar-Test-Signature",
    "status 503 after 2000 ms",
    "",
  ])("leaves %j alone", (text) => {
    expect(maskText(text)).toBe(text);
  });

  it("is cut where it is long, so that a hostile one costs no time", () => {
    expect(maskText(`${"a".repeat(100_000)}@`)).toHaveLength(LONGEST);
    expect(maskText("1 ".repeat(100_000))).toHaveLength(LONGEST);
  });
});

/** Not one of them has a shape of its own. */
const secretFields = {
  "x-forwarded-for": "someone",
  "x-real-ip": "someone",
  apikey: "someone",
  "x-api-key": "someone",
  access_token: "someone",
  refreshToken: "someone",
  new_password: "someone",
  iban: "someone",
  address: { line1: "someone" },
  card_number: 4242,
};

it("an event of Sentry's SDK keeps its shape, and loses who it was", () => {
  const cyclic: Record<string, unknown> = { depth: 1 };
  cyclic["again"] = cyclic;
  const event = {
    event_id: "0123456789abcdef0123456789abcdef",
    timestamp: 1_790_000_000.5,
    release: "storefront@1.2.3",
    user: { id: "7", email: "someone@shop.test", ip_address: "203.0.113.7" },
    contexts: { refusal: { account: "f00d".repeat(16) }, trace: { trace_id: "0123456789abcdef0123456789abcdef" } },
    request: {
      url: "https://shop.test/search?q=someone",
      query_string: "q=someone",
      data: { ...secretFields, size: "M" },
      headers: { Authorization: "Bearer abc", Cookie: "sb-access-token=abc", "user-agent": "Firefox" },
    },
    breadcrumbs: [{ message: "sent to someone@shop.test" }],
    sdk: { name: "sentry.javascript.node" },
  };
  expect(maskValue(event)).toEqual({
    ...event,
    user: { id: "7", email: "[masked]", ip_address: "[masked]" },
    request: {
      url: "https://shop.test/search",
      data: { ...Object.fromEntries(Object.keys(secretFields).map((name) => [name, "[masked]"])), size: "M" },
      headers: { Authorization: "[masked]", Cookie: "[masked]", "user-agent": "Firefox" },
    },
    breadcrumbs: [{ message: "sent to [email]" }],
  });
  expect(JSON.stringify(maskValue(cyclic))).toContain("[deep]");
});
