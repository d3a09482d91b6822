import { describeWithEngine } from "../tools/describe-with-engine";
import { keyVariables, KEYS_OF } from "../../infra/environment/keys";
import { cut, programOf, withStack } from "../stack-engine";
import { standInKeys } from "../stand-in-keys";

describeWithEngine("the vendors' keys on the real engine (stand-in vendors)", () => {
  it("are nowhere in the state, even for whoever can decrypt it", () =>
    withStack("prod", async (engine) => {
      await engine.up(programOf(cut));
      const state = await engine.exportInClear();
      // It is in clear: what resources carry can be read.
      expect(state).toContain("secret:grafana.slackToken");
      const found = [...Object.values(standInKeys("prod")), "datadog.apiKey", "pagerduty.token"].filter(
        (key) => key !== "prod" && state.includes(key),
      );
      expect(found).toEqual([]);
      expect(Object.values(keyVariables).flat()).toHaveLength(10);
    }));

  it("are asked for before anything is made, and whose they are", () =>
    withStack("prod", async (engine, vendor) => {
      const keys = { ...standInKeys("prod"), DD_APP_KEY: "", [KEYS_OF]: "dev" };
      const failed = await engine.failingUp(programOf(cut, keys));
      expect(failed.messages.map(({ text }) => text).join("\n")).toContain(
        [
          "nothing was changed:",
          'error  the shell, DRIPLO_KEYS_OF  is "dev"',
          "       the keys of prod stand in the environment, and DRIPLO_KEYS_OF=prod says that they are its own",
          '       fix: docs/bootstrap.md, "Keys and roles"',
          "error  the shell, DD_APP_KEY  is not set",
        ].join("\n"),
      );
      expect(vendor.calls()).toEqual([]);
    }));
});
