import { placeholderEnvironment } from "../../infra/environment/placeholder";
import { readConfiguration } from "../../infra/environment/read";
import { checkCopied } from "../../infra/checks/copied";
import { configurationPage } from "../../cli/schema/configuration-page";
import { stackSchema } from "../../cli/schema/stack-schema";
import type * as Datadog from "../../monitors/datadog/configuration";
import type * as Fields from "../../monitors/model/configuration/fields";
import { valueOn } from "../../monitors/model/unknown-value";
import { testEnvironment } from "../context";
import { edit, exampleEnvironment, validConfiguration, type Values } from "../configuration";
import { testDev, testProd } from "../environment";
import { secretAt } from "../stack-configuration";

/** What a person adds: one line in a vendor's `configuration.ts`. All else is derived, and finds it without another line. */
jest.mock("../../monitors/datadog/configuration", () => {
  const { key, secret, text } = jest.requireActual<typeof Fields>("../../monitors/model/configuration/fields");
  const { datadog } = jest.requireActual<typeof Datadog>("../../monitors/datadog/configuration");
  return {
    datadog: datadog.extend({
      invented: key(text.regex(/^[a-z-]+$/, "must be made of small letters"), "an invented key", "made-up", {
        own: true,
      }),
      inventedSecret: secret("an invented secret"),
    }),
  };
});

const REFERENCE = { late: "secret", path: ["datadog", "inventedSecret"] };
const FOUND = { invented: "made-up", inventedSecret: REFERENCE };
const files = { runbooks: new Set<string>(), businessQueries: {}, boardQueries: {} };

const faultsOf = (values: Values) =>
  readConfiguration("prod", values, "file").diagnostics.map(({ where, what }) => [where, what]);

const file = validConfiguration("file");

describe("a new key of a vendor's, and a new secret", () => {
  it("stand in the tests' configuration, in both forms", () => {
    expect(valueOn(file, ["datadog"])).toMatchObject({ invented: "made-up", inventedSecret: { secure: "v1:abc:def" } });
    const program = validConfiguration("program");
    expect(valueOn(program, ["datadog"])).toMatchObject({ inventedSecret: "secret:datadog.inventedSecret" });
    expect(secretAt("datadog.inventedSecret")).toBe("secret:datadog.inventedSecret");
  });

  it.each(["file", "program"] as const)("are read from the %s, the secret as its place alone", (form) => {
    const { environment, diagnostics } = readConfiguration("prod", validConfiguration(form), form);
    expect(diagnostics).toEqual([]);
    expect(environment?.datadog).toMatchObject(FOUND);
    expect(JSON.stringify(environment)).not.toContain("secret:datadog");
  });

  it("stand in every environment of the tests, and in the placeholder", () => {
    const environments = [exampleEnvironment, testEnvironment, testProd, testDev, placeholderEnvironment("dev", files)];
    for (const { datadog } of environments) expect(datadog).toMatchObject(FOUND);
  });

  it("are asked for where they are missing, of the wrong form, or in clear", () => {
    const place = "Pulumi.prod.yaml, datadog.invented";
    const without = edit(edit(file, "datadog.invented", undefined), "datadog.inventedSecret", undefined);
    const unencrypted = "must be a secret, and is missing or stands here in clear";
    expect(faultsOf(without)).toEqual([
      [place, "is missing"],
      [`${place}Secret`, unencrypted],
    ]);
    expect(faultsOf(edit(file, "datadog.invented", "Ä"))).toEqual([[place, "must be made of small letters"]]);
    expect(faultsOf(edit(file, "datadog.inventedSecret", "hunter2"))).toEqual([[`${place}Secret`, unencrypted]]);
  });

  it("is each environment's own, where its line says so", () => {
    const copied = checkCopied("dev", [
      { name: "dev", values: file },
      { name: "prod", values: file },
    ]);
    expect(copied.map(({ where }) => where)).toContain("Pulumi.dev.yaml, datadog.invented");
  });

  it("stand in the JSON Schema for editors", () => {
    const block = ["properties", "config", "properties", "driplo-monitoring:datadog"];
    expect(valueOn(stackSchema(), [...block, "required"])).toEqual([
      "site",
      "clientToken",
      "invented",
      "inventedSecret",
    ]);
    expect(valueOn(stackSchema(), [...block, "properties"])).toMatchObject({
      invented: {
        type: "string",
        description: "an invented key",
        examples: ["made-up"],
        pattern: "^[a-z-]+$",
      },
      inventedSecret: { type: "object", description: "an invented secret", required: ["secure"] },
    });
  });

  it("have their commands on the page of the configuration", () => {
    expect(configurationPage()).toContain(
      "# an invented key\npulumi config set --stack prod --plaintext --path 'driplo-monitoring:datadog.invented' 'made-up'\n",
    );
    expect(configurationPage()).toContain(
      "# an invented secret\npulumi config set --stack prod --secret --path 'driplo-monitoring:datadog.inventedSecret'\n",
    );
  });
});
