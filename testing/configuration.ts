import { exampleConfiguration, type SecretAt, type Values } from "../infra/environment/example";
import { readConfiguration, type ReadConfiguration } from "../infra/environment/read";
import type { ConfigurationForm } from "../infra/environment/secrets";
import type { Person } from "../monitors/model/environment";
import { isRecord } from "../monitors/model/unknown-value";

export type { Values };

/** Of a range that is never given to anybody (ARCEP 2018-0881). */
export const NUMBER = "639980001";

/** In clear, the first that its vendor would take: a text that says where it stands, the same of letters and digits alone, a number. */
export const clearSecret = (...[path, { faultOf }]: Parameters<SecretAt>): string => {
  const place = path.join(".");
  const letters = `secretOf${place.replaceAll(/[^A-Za-z0-9]/g, "")}`.padEnd(40, "0");
  const fit = [`secret:${place}`, letters, NUMBER].find((clear) => faultOf(clear) === undefined);
  if (fit === undefined) throw new Error(`no text of the tests is a secret for ${place}`);
  return fit;
};

/** A configuration of prod without a fault. A secret is ciphertext in the file, and in clear in what the engine hands over. */
export const validConfiguration = (form: ConfigurationForm): Values =>
  form === "file" ? exampleConfiguration(true) : { ...exampleConfiguration(true, clearSecret), ownsAccount: true };

/** As it is read: what every environment of the tests has that is about something else. */
export const exampleEnvironment: NonNullable<ReadConfiguration["environment"]> = (() => {
  const { environment, diagnostics } = readConfiguration("prod", validConfiguration("file"), "file");
  if (environment === undefined) throw new Error(`an example is refused: ${JSON.stringify(diagnostics)}`);
  return environment;
})();

/** A person with a phone, by role. */
export const personOf = (role: string): Person => ({
  name: { late: "secret", path: ["people", role, "name"] },
  email: { late: "secret", path: ["people", role, "email"] },
  phone: { countryCode: 33, number: { late: "secret", path: ["people", role, "phone", "number"] } },
});

/** The values with one of them set, or taken out where `value` is undefined: `edit(values, "aws.region", "eu-west-3")`. */
export const edit = (values: Values, path: string, value: unknown): Values => {
  const [key = "", ...rest] = path.split(".");
  const inner = values[key];
  const next = rest.length === 0 ? value : edit(isRecord(inner) ? inner : {}, rest.join("."), value);
  return Object.fromEntries(Object.entries({ ...values, [key]: next }).filter(([, each]) => each !== undefined));
};
