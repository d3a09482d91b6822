import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { z } from "zod";
import type { EnvironmentName } from "../monitors/model/environment-name";
import { fieldsOf } from "../infra/environment/fields";
import { repositoryRoot } from "../infra/environment/repository-root";
import { clearSecret } from "./configuration";

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

/** A text that its vendor would take, for the secret of a path: one that says where it stands, wherever that may. */
export const secretAt = (path: string): string => {
  const parts = path.split(".");
  const field = fieldsOf().find(
    (each) =>
      each.path.length === parts.length && each.path.every((part, at) => part === parts[at] || part.startsWith("<")),
  );
  if (field?.marks.secret === undefined) throw new Error(`${path} is no secret of the configuration`);
  return clearSecret(parts, field.marks.secret);
};

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
