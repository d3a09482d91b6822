import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { environmentNames } from "../../monitors/model/environment-name";
import { readConfiguration } from "./read";
import { PROJECT } from "../../monitors/model/configuration/table";
import { exampleConfiguration } from "./example";
import { drillOnCall } from "./drill-on-call";
import { placeholderEnvironment } from "./placeholder";
import { edit, validConfiguration } from "../../testing/configuration";
import { ROOT } from "../../testing/stack-configuration";

/** What stands in for real values has the form of real ones: a provider refuses the rest before it has asked anybody. */

/** docs/bootstrap.md, "State and secrets". */
const TRIAL = "driplo-trial";

/** Pulumi's passphrase provider: sdk/go/common/resource/config/crypt.go (AES-256-GCM, a million rounds of PBKDF2 with SHA-256). */
const decrypterOf = (salt: string) => {
  const key = pbkdf2Sync(TRIAL, Buffer.from(salt.split(":")[1] ?? "", "base64"), 1_000_000, 32, "sha256");
  return (ciphertext: string): string => {
    const [, nonce = "", text = ""] = ciphertext.split(":");
    const bytes = Buffer.from(text, "base64");
    const cipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    cipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString("utf8");
  };
};

const secure = z.strictObject({ secure: z.string() });

const inClear = (value: unknown, decrypt: (text: string) => string): unknown => {
  const secret = secure.safeParse(value);
  if (secret.success) return decrypt(secret.data.secure);
  if (Array.isArray(value)) return value.map((item) => inClear(item, decrypt));
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inClear(item, decrypt)]))
    : value;
};

describe("the committed stack files, opened with the passphrase of the trial", () => {
  it.each(environmentNames)("hold in %s what each provider takes", (name) => {
    const { config, encryptionsalt } = z
      .object({ config: z.record(z.string(), z.unknown()), encryptionsalt: z.string() })
      .parse(parse(readFileSync(join(ROOT, `Pulumi.${name}.yaml`), "utf8")));
    const decrypt = decrypterOf(encryptionsalt);
    const values = Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.replace(`${PROJECT}:`, ""), inClear(value, decrypt)]),
    );
    expect(readConfiguration(name, values, "program").diagnostics).toEqual([]);
  });
});

describe("the environment that stands in for a file which cannot be read", () => {
  it("keeps what could be read: a vendor that is switched off is not asked for its route", () => {
    const values = edit(validConfiguration("file"), "runbookSite", "http://runbooks.shop.test");
    const off = { newrelic: "its account has one environment" };
    const read = readConfiguration("dev", edit(values, "switchedOff", off), "file");
    expect(read.environment).toBeUndefined();
    const files = { runbooks: new Set<string>(), businessQueries: {}, boardQueries: {} };
    expect(placeholderEnvironment("dev", files, read).switchedOff).toEqual(off);
    expect(placeholderEnvironment("dev", files).switchedOff).toEqual({});
  });

  it.each(environmentNames)("is for %s the example of each key, in a stack that owns no account", (name) => {
    const files = { runbooks: new Set<string>(), businessQueries: {}, boardQueries: {} };
    const { environment, diagnostics } = readConfiguration(name, exampleConfiguration(false), "file");
    expect(diagnostics).toEqual([]);
    // Another stack's schedules would be a fault of dev's own.
    const onCall = name === "dev" ? drillOnCall(name, environment?.email ?? "") : environment?.onCall;
    expect(placeholderEnvironment(name, files)).toEqual({ ...environment, ...files, onCall });
    expect(environment).toMatchObject({
      name,
      ownsAccount: false,
      identities: { apiHost: "api.shop.test" },
      onCall: { declaredHere: false, schedules: { 1: ["PRUNG01"], 4: ["PRUNG04"] } },
    });
  });
});
