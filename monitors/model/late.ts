/**
 * Values known only when the engine runs. Decisions never depend on one; they stand in a declaration's arguments, and
 * one resolver (`declaration/component.ts`) turns them into Pulumi outputs.
 */

/** A property of another declared resource, by its type and logical name: an ARN, an id, an integration key. */
export interface Reference {
  readonly late: "reference";
  readonly type: string;
  readonly name: string;
  readonly property: string;
}

/** A secret of the stack's configuration. Offline only its path is known, never its value. */
export interface SecretReference {
  readonly late: "secret";
  /** Configuration key without the project's namespace, then the path inside it. */
  readonly path: readonly [string, ...string[]];
}

/** A vendor's answer to a question, such as the id of an integration by its name. */
export interface Lookup {
  readonly late: "lookup";
  /** Which lookup of the vendor's component: `pagerduty:getVendor`. */
  readonly token: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Text around late values: `burn_rate("${id}")`. */
export interface Template {
  readonly late: "template";
  readonly parts: readonly (string | Reference | SecretReference)[];
}

/** What HTTP's basic authentication sends of a user and a password (RFC 7617): a header that no template can spell, for it is base64. */
export interface BasicCredentials {
  readonly late: "basic";
  readonly user: string;
  readonly password: SecretReference;
}

export type Late = Reference | SecretReference | Lookup | Template | BasicCredentials;

export const ref = (type: string, name: string, property: string): Reference => ({
  late: "reference",
  type,
  name,
  property,
});

export const lookup = (token: string, args: Lookup["args"]): Lookup => ({ late: "lookup", token, args });

export const template = (...parts: Template["parts"]): Template => ({ late: "template", parts });

export const basic = (user: string, password: SecretReference): BasicCredentials => ({ late: "basic", user, password });

export const isLate = (value: unknown): value is Late =>
  typeof value === "object" && value !== null && "late" in value && typeof value.late === "string";
