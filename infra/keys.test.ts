import { checkKeys } from "./keys";
import { testProd } from "./testing/environment";
import { standInKeys } from "./testing/stand-in-keys";

const keys = standInKeys("prod");

const told = (variables: Readonly<Record<string, string>>) =>
  checkKeys(testProd, { ...keys, ...variables }).map(({ where, what }) => `${where}: ${what}`);

describe("the keys of a shell", () => {
  it("are taken where each has its vendor's form", () => {
    expect(told({})).toEqual([]);
    expect(told({ VERCEL_API_TOKEN: `vcp_${"a1".repeat(20)}`, DD_APP_KEY: `ddapp_${"a".repeat(34)}` })).toEqual([]);
  });

  it.each([
    ["VERCEL_API_TOKEN", "a-token-with-dashes-in-it-", "24 letters and digits"],
    ["VERCEL_API_TOKEN", "a".repeat(23), "24 letters and digits"],
    ["DD_API_KEY", "a".repeat(31), "32 digits or a to f"],
    ["DD_APP_KEY", "a".repeat(32), "40 digits or a to f, or ddapp_…"],
    ["PAGERDUTY_TOKEN", "a".repeat(32), "20 characters"],
    ["PAGERDUTY_USER_TOKEN", "with a blank in it..", "20 characters"],
  ])("%s is refused where it has another, and is not repeated", (name, value, words) => {
    const found = told({ [name]: value });
    expect(found).toEqual([`the shell, ${name}: is no such key: those are ${words}`]);
    expect(found.join("")).not.toContain(value);
  });
});
