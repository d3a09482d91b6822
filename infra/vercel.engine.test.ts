import { catalogue } from "../monitors/catalogue";
import { describeWithEngine } from "./engine/describe-with-engine";
import { programOf, withStack } from "./testing/stack-engine";

jest.setTimeout(180_000);

/** What feeds the monitors, beside the few rows that it takes to have an environment at all. */
const { delivery } = catalogue.services;
const rows = { services: delivery === undefined ? {} : { delivery }, emission: catalogue.emission };

describeWithEngine("what feeds the monitors, on the real engine (stand-in vendors)", () => {
  it("hands Vercel's drains the keys that were made for them, and keeps them secret", () =>
    withStack("prod", async (engine, vendor) => {
      await engine.up(programOf(rows));
      const find = (type: string, name: string) =>
        vendor.resources().find((each) => each.type.endsWith(type) && each.name === name);
      const keys = [find("apiKey:ApiKey", "vercel"), find("apiAccessKey:ApiAccessKey", "vercel")].map(
        (made) => made?.outputs["key"],
      );
      expect(find("logDrain:LogDrain", "datadog.api")?.inputs["headers"]).toEqual({ "DD-API-KEY": keys[0] });
      expect(find("traceDrain:TraceDrain", "datadog")?.inputs["headers"]).toMatchObject({ "dd-api-key": keys[0] });
      expect(find("traceDrain:TraceDrain", "newrelic")?.inputs["headers"]).toEqual({ "api-key": keys[1] });
      // RFC 7617: the user and the password, in base64.
      const credentials = Buffer.from("vercel:thePasswordOfGrafanaPostgres").toString("base64");
      expect(find("logDrain:LogDrain", "log-store")?.inputs["headers"]).toEqual({
        Authorization: `Basic ${credentials}`,
      });
      const variable = (name: string) => find("ProjectEnvironmentVariable", name)?.inputs["value"];
      expect(variable("storefront.PUBLIC_SENTRY_DSN")).toBe("dsn of storefront");
      expect(variable("api.DATADOG_API_KEY")).toBe(keys[0]);
      expect(variable("api.DRIPLO_ACCOUNT_HASH_KEY")).toBe("theKeyOfTheHashOfAccountsInTheLogs");
      const state = (await engine.exportState()).text;
      for (const key of [...keys, credentials, "theKeyOfTheHashOfAccountsInTheLogs", "secret:vercel.apiToken"]) {
        if (typeof key !== "string") throw new Error("no key");
        expect(state).not.toContain(key);
      }
    }));
});
