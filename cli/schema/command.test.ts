import Ajv from "ajv/dist/2020";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environmentNames } from "../../monitors/model/environment-name";
import { valueOn } from "../../monitors/model/unknown-value";
import { edit, validConfiguration, type Values } from "../../testing/configuration";
import { runCommand } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { stackSchema } from "./stack-schema";

describe("docs/plan.schema.json, docs/stack.schema.json and docs/configuration.md", () => {
  it("say what the schemas say: else `npm run schema`", async () => {
    expect(await runCommand(ROOT, ["schema", "--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});

const fits = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(stackSchema());

const faultsOf = (values: Values): readonly string[] => {
  const config = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`driplo-monitoring:${key}`, value] as const),
  );
  fits({ config: { ...config, "aws:region": "eu-west-3" } });
  return (fits.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath.replace("/config/driplo-monitoring:", "")}: ${message ?? ""}`,
  );
};

describe("docs/stack.schema.json, as an editor applies it", () => {
  it.each(environmentNames)("finds nothing in the committed file of %s, which names it", (name) => {
    const text = readFileSync(join(ROOT, `Pulumi.${name}.yaml`), "utf8");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=docs/stack.schema.json");
    expect([fits(parse(text)), fits.errors]).toEqual([true, null]);
  });

  const file = validConfiguration("file");

  it.each([
    ["a misspelt key", "aws.regoin", "eu-west-3", "aws: must NOT have additional properties"],
    ["a missing key", "datadog.site", undefined, "datadog: must have required property 'site'"],
    ["a number for text", "aws.accountId", 111111111111, "aws/accountId: must be string"],
    ["a secret in clear", "grafana.push.token", "hunter2", "grafana/push/token: must be object"],
    ["a rung that is none", "rotations.5", ["ann"], "rotations: must NOT have additional properties"],
    ["a site that is none", "datadog.site", "evil.test", "datadog/site: must be equal to one of the allowed values"],
  ])("finds %s", (_, path, value, fault) => {
    expect(faultsOf(file)).toEqual([]);
    expect(faultsOf(edit(file, path, value))).toEqual([fault]);
  });

  it("explains each key, with an example", () => {
    const at = ["properties", "config", "properties", "driplo-monitoring:identities", "properties", "webAcl"];
    expect(valueOn(stackSchema(), at)).toMatchObject({
      description: "metric name of the AWS WAF web ACL in front of it",
      examples: ["prod-web-acl"],
    });
  });
});
