import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { environmentNames } from "../../monitors/model/environment-name";
import { readConfiguration } from "./read";
import { PROJECT } from "./schema";
import { placeholderEnvironment } from "./placeholder";
import { edit, validConfiguration, type Values } from "../../testing/configuration";
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

  it.each(environmentNames)("is for %s one that the schema takes", (name) => {
    const {
      runbooks,
      businessQueries,
      boardQueries,
      name: own,
      onCall,
      ...stands
    } = placeholderEnvironment(name, {
      runbooks: new Set(),
      businessQueries: {},
      boardQueries: {},
    });
    expect({ own, runbooks: runbooks.size, businessQueries, boardQueries }).toEqual({
      ...{ own: name, runbooks: 0, businessQueries: {}, boardQueries: {} },
    });
    // Of a drill's user nothing stands in a file.
    const schedules = onCall.declaredHere ? {} : { schedules: onCall.schedules };
    expect(onCall.declaredHere).toBe(name === "dev");
    const values = merge(validConfiguration("file"), { ...stands, ...schedules });
    const guest = ["people", "rotations"].reduce((found, key) => edit(found, key, undefined), values);
    expect(readConfiguration(name, guest, "file").diagnostics).toEqual([]);
  });
});

/** Secrets stay those of the valid configuration; the rest is what stands in. */
const merge = (base: Values, over: Values): Values =>
  Object.entries(over).reduce<Values>((merged, [key, value]) => {
    const there = merged[key];
    return { ...merged, [key]: isValues(there) && isValues(value) ? merge(there, value) : value };
  }, base);

const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
