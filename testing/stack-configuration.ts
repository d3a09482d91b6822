import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { z } from "zod";
import type { EnvironmentName } from "../monitors/model/environment-name";
import { repositoryRoot } from "../infra/environment/repository-root";

/** The repository's root. */
export const ROOT = repositoryRoot();

const stackFile = z.object({ config: z.record(z.string(), z.json()) });

/**
 * The committed configuration of a stack as the engine would take it, with a telling text in place of each secret, which only
 * the stack's own passphrase could read: `secret:people.engineer-1.phone.number`.
 */
export const stackConfiguration = (name: EnvironmentName, secretOf: (path: string) => string = secretAt): ConfigMap => {
  const { config } = stackFile.parse(parse(readFileSync(join(ROOT, `Pulumi.${name}.yaml`), "utf8")));
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const path = key.slice(key.indexOf(":") + 1);
      const clear = withSecrets(value, path, secretOf);
      return [
        key,
        {
          value: typeof clear === "string" ? clear : JSON.stringify(clear),
          secret: JSON.stringify(value).includes('"secure"'),
        },
      ];
    }),
  );
};

/** What has a form of its own at its vendor. */
export const FORMED: Readonly<Record<string, string>> = {
  "datadog.apiKey": "da7ad09c0ffee000000000000000a91e",
  "datadog.appKey": "da7ad09c0ffee0000000000000000000000a99ef",
  "vercel.apiToken": "theTokenOfVercelsAccount",
  "pagerduty.token": "the-key-of-pagerduty",
  "pagerduty.userToken": "a-person-s-pagerduty",
};

/** What must look like a number, a key or a generated password does; any other secret says where it stands. */
export const secretAt = (path: string): string => {
  const formed = FORMED[path];
  if (formed !== undefined) return formed;
  if (path.endsWith(".number")) return NUMBER;
  if (path === "elastic.hashKey") return HASH_KEY;
  if (path.endsWith(".accountHashKey")) return HASH_KEY_OF_ACCOUNTS;
  return path.endsWith(".password") ? "thePasswordOfGrafanaPostgres" : `secret:${path}`;
};

/** Of a range that is never given to anybody (ARCEP 2018-0881). */
export const NUMBER = "639980001";

export const HASH_KEY = "theKeyOfTheHashesInTheLogs";
export const HASH_KEY_OF_ACCOUNTS = "theKeyOfTheHashOfAccountsInTheLogs";

type Json = z.infer<ReturnType<typeof z.json>>;

const withSecrets = (value: Json, path: string, secretOf: (path: string) => string): Json => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withSecrets(item, path, secretOf));
  return "secure" in value
    ? secretOf(path)
    : Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, withSecrets(item, `${path}.${key}`, secretOf)]),
      );
};
