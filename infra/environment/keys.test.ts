import { checkKeys } from "./keys";
import { testProd } from "../../testing/environment";
import { standInKeys } from "../../testing/stand-in-keys";

const faultsOf = (changed: Readonly<Record<string, string>>) =>
  checkKeys(testProd, { ...standInKeys(testProd.name), ...changed });

test("keys of the forms that the vendors give them are taken", () => {
  expect(testProd.vercel).toBeDefined();
  expect(faultsOf({})).toEqual([]);
  expect(faultsOf({ VERCEL_API_TOKEN: `vcp_${"a1".repeat(20)}` })).toEqual([]);
  expect(faultsOf({ DD_APP_KEY: `ddapp_${"a".repeat(34)}` })).toEqual([]);
});

test.each([
  ["VERCEL_API_TOKEN", "a-token-with-dashes-in-it-", "is not a token of Vercel's: 24 letters and digits"],
  ["VERCEL_API_TOKEN", "a".repeat(23), "is not a token of Vercel's: 24 letters and digits"],
  ["DD_API_KEY", "a".repeat(31), "is not a key of Datadog's: 32 digits or a to f"],
  ["DD_APP_KEY", "a".repeat(32), "is not an application key of Datadog's: 40 digits or a to f, or ddapp_…"],
  ["PAGERDUTY_TOKEN", "a".repeat(32), "is not a REST API key of PagerDuty's: 20 characters"],
])("%s of another form is refused before a vendor is asked, and is not printed", (name, value, what) => {
  const diagnostics = faultsOf({ [name]: value });
  expect(diagnostics.map((each) => [each.where, each.what])).toEqual([[`the shell, ${name}`, what]]);
  expect(JSON.stringify(diagnostics)).not.toContain(value);
});
