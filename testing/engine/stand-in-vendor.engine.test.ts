import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Provider as Aws } from "@pulumi/aws/provider";
import { Topic } from "@pulumi/aws/sns/topic";
import { Monitor } from "@pulumi/datadog/monitor";
import { Provider as Datadog } from "@pulumi/datadog/provider";
import { getVendor } from "@pulumi/pagerduty/getVendor";
import { Provider as PagerDuty } from "@pulumi/pagerduty/provider";
import { ServiceIntegration } from "@pulumi/pagerduty/serviceIntegration";
import { Config, CustomResource, runtime, secret } from "@pulumi/pulumi";
import { describeWithEngine } from "../tools/describe-with-engine";
import { withEngine } from "./engine";
import { ALARM, KEY, names, ops, toy, TOY_PACKAGES } from "./toy-program";

describeWithEngine("the real engine with a stand-in vendor", () => {
  it("previews, creates, and then finds nothing to do", () =>
    withEngine({ packages: TOY_PACKAGES }, async (engine, vendor) => {
      const preview = await engine.preview(toy());
      expect(ops(preview.steps)).toEqual(["create alarm", "create monitor-1", "create topic"]);
      expect(vendor.resources()).toEqual([]);

      const first = await engine.up(toy());
      expect(ops(first.steps)).toEqual(ops(preview.steps));
      expect(first.messages).toEqual([]);
      expect(names(vendor.resources())).toEqual(["alarm", "monitor-1", "topic"]);

      const second = await engine.up(toy());
      expect(Object.keys(second.changes)).toEqual(["same"]);
      expect((await engine.refresh()).changes).toEqual(second.changes);

      await engine.destroy();
      expect(vendor.resources()).toEqual([]);
    }));

  it("replaces for some properties and updates for others", () =>
    withEngine({ packages: TOY_PACKAGES }, async (engine, vendor) => {
      await engine.up(toy());
      const changed = await engine.up(toy({ type: "query alert", threshold: 6 }));
      expect(changed.changes).toEqual({ same: 4, replace: 1, update: 1 });
      expect(ops(changed.steps)).toEqual(
        expect.arrayContaining(["create-replacement monitor-1", "delete-replaced monitor-1", "update alarm"]),
      );
      const updated = await engine.up(toy({ type: "query alert", threshold: 6, query: "another" }));
      expect(updated.changes).toEqual({ same: 5, update: 1 });
      expect(
        vendor
          .resources()
          .filter(({ name }) => name === "monitor-1")
          .map(({ inputs }) => inputs),
      ).toEqual([{ name: "m", type: "query alert", query: "another", message: "Help" }]);
    }));

  it("hands computed outputs on, and keeps two regions apart", () =>
    withEngine({ packages: TOY_PACKAGES }, async (engine, vendor) => {
      await engine.up(() => {
        for (const region of ["eu-west-1", "us-east-1"]) {
          const provider = new Aws(region, { region });
          const { arn } = new Topic(`topic-${region}`, { name: "pages" }, { provider });
          new MetricAlarm(`alarm-${region}`, { ...ALARM, alarmActions: [arn] }, { provider });
        }
      });
      expect(vendor.resources()).toHaveLength(4);
      expect(vendor.resources().map(({ region, inputs }) => [region, inputs["alarmActions"]])).toEqual(
        expect.arrayContaining([
          ["eu-west-1", ["arn:aws:sns:eu-west-1:000000000000:pages"]],
          ["us-east-1", ["arn:aws:sns:us-east-1:000000000000:pages"]],
        ]),
      );
    }));

  it("keeps secrets encrypted, given and computed", () =>
    withEngine({ packages: ["datadog", "pagerduty"], config: GIVEN_IN_SECRET }, async (engine, vendor) => {
      await engine.up(() => {
        // In secret by our hand: this SDK marks neither its provider's token nor the integration's key.
        const pagerDuty = {
          provider: new PagerDuty("pagerduty", { token: secret(KEY) }),
          additionalSecretOutputs: ["integrationKey"],
        };
        const { integrationKey } = new ServiceIntegration("integration", { service: "P1", vendor: "P2" }, pagerDuty);
        const datadog = { provider: new Datadog("datadog", { apiKey: KEY, appKey: KEY }) };
        const monitor = { name: "m", type: "log alert", query: "q" };
        new Monitor("given", { ...monitor, message: new Config().requireSecret("given") }, datadog);
        new Monitor("derived", { ...monitor, message: integrationKey }, datadog);
      });
      const [computed] = vendor
        .resources()
        .flatMap(({ name, inputs }) => (name === "derived" ? [inputs["message"]] : []));
      expect(computed).toMatch(/^[0-9a-f]{32}$/);
      const { text } = await engine.exportState();
      for (const clear of ["given in secret", computed, KEY]) expect(text).not.toContain(clear);
    }));

  it("answers functions and parameterized packages", () =>
    withEngine(
      { packages: ["pagerduty", "terraform-provider"], invokes: { [GET_VENDOR]: VENDOR } },
      async (engine, vendor) => {
        await engine.up(async () => {
          const provider = new PagerDuty("pagerduty", { token: KEY });
          const { id } = await getVendor({ name: "CloudWatch" }, { provider });
          new ServiceIntegration("integration", { service: "P1", vendor: id }, { provider });
          new Alert(
            "sentry:index/alert:Alert",
            "alert",
            { organization: "o" },
            {},
            false,
            runtime.registerPackage(SENTRY),
          );
        });
        expect(vendor.resources().map(({ type, inputs }) => [type, inputs])).toEqual(
          expect.arrayContaining([
            ["pagerduty:index/serviceIntegration:ServiceIntegration", { service: "P1", vendor: "id of CloudWatch" }],
            ["sentry:index/alert:Alert", { organization: "o" }],
          ]),
        );
      },
    ));
});

const GIVEN_IN_SECRET = { "engine:given": { value: "given in secret", secret: true } };

const GET_VENDOR = "pagerduty:index/getVendor:getVendor";
const VENDOR = ({ name = "" }) => ({ id: `id of ${name}`, name, type: "any" });

class Alert extends CustomResource {}

/** As a generated SDK's `utilities.getPackage` has it. */
const SENTRY = {
  baseProviderName: "terraform-provider",
  baseProviderVersion: "1.1.3",
  baseProviderDownloadUrl: "",
  packageName: "sentry",
  packageVersion: "0.15.4",
  base64Parameter: Buffer.from(
    JSON.stringify({ remote: { url: "registry.opentofu.org/jianyuan/sentry", version: "0.15.4" } }),
  ).toString("base64"),
};
