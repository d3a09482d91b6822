import {
  concat,
  output,
  type CustomResource,
  type CustomResourceOptions,
  type Input,
  type InvokeOutputOptions,
  type Output,
  type ProviderResource,
  type Resource,
} from "@pulumi/pulumi";
import { assertNever } from "../model/assert-never";
import { isLate, type Late, type Lookup, type Reference, type SecretReference } from "../model/late";
import { keyOf, type Declaration, type Vendor } from "./declaration";

/** Declarations → Pulumi resources. Nothing is decided here; what a resource is stands in its declaration. */

/** `never` admits every resource's own arguments; the vendors' tables are checked type by type (`ConstructorsOf`). */
export type ResourceConstructor = new (name: string, args: never, options: CustomResourceOptions) => CustomResource;

/** From a table of type tokens and arguments, the table of the classes that take them. */
export type ConstructorsOf<Table extends object> = {
  readonly [Type in keyof Table]: new (
    name: string,
    args: Table[Type],
    options: CustomResourceOptions,
  ) => CustomResource;
};

/** Questions to a vendor, by token. Each is a function of the vendor's SDK that waits for what it depends on. */
export type Lookups = Readonly<Record<string, (args: Lookup["args"], options: InvokeOutputOptions) => Output<string>>>;

export interface Surroundings {
  readonly parent: Resource;
  readonly providers: Readonly<Partial<Record<Vendor, ProviderResource>>>;
  readonly constructors: Readonly<Record<string, ResourceConstructor>>;
  /** A secret of the stack's configuration, by its path. */
  readonly secret: (path: SecretReference["path"]) => Input<string>;
  /** A vendor's answer, asked for once `after` is there. */
  readonly lookup: (lookup: Lookup, after: readonly Resource[]) => Input<string>;
}

/** Creates each declaration, in their order. @throws Error where a reference points to what comes later */
export const createResources = (
  declarations: readonly Declaration[],
  surroundings: Surroundings,
): ReadonlyMap<string, CustomResource> => {
  const created = new Map<string, CustomResource>();
  for (const declaration of declarations)
    created.set(keyOf(declaration), createResource(declaration, created, surroundings));
  return created;
};

const createResource = (
  declaration: Declaration,
  created: ReadonlyMap<string, CustomResource>,
  surroundings: Surroundings,
): CustomResource => {
  const { type, name, vendor, args, after = [], protect, secretOutputs } = declaration;
  const Constructor = surroundings.constructors[type];
  const provider = surroundings.providers[vendor];
  if (Constructor === undefined || provider === undefined) throw new Error(`no class or no provider for ${type}`);
  const dependsOn = after.map((key) => get(created, key));
  // The one cast of the components: arguments with late values taken out are the class's own by construction (`Unwrap`).
  const resolved = resolve(args, { ...surroundings, created, after: dependsOn }) as never;
  return new Constructor(name, resolved, {
    parent: surroundings.parent,
    provider,
    dependsOn,
    ...(protect === undefined ? {} : { protect }),
    ...(secretOutputs === undefined ? {} : { additionalSecretOutputs: [...secretOutputs] }),
  });
};

const get = (created: ReadonlyMap<string, CustomResource>, key: string): CustomResource => {
  const resource = created.get(key);
  if (resource === undefined) throw new Error(`${key} is referred to before it is declared`);
  return resource;
};

/** What the late values of one declaration are made of. */
interface Resolving extends Pick<Surroundings, "secret" | "lookup"> {
  readonly created: ReadonlyMap<string, CustomResource>;
  readonly after: readonly Resource[];
}

/** A copy of the arguments with every late value turned into Pulumi's. */
const resolve = (value: unknown, resolving: Resolving): unknown => {
  if (isLate(value)) return resolveLate(value, resolving);
  if (Array.isArray(value)) return value.map((item) => resolve(item, resolving));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, resolving)]));
};

const resolveLate = (late: Late, resolving: Resolving): unknown => {
  switch (late.late) {
    case "reference":
      return property(late, resolving.created);
    case "secret":
      return resolving.secret(late.path);
    case "lookup":
      return resolving.lookup(late, resolving.after);
    case "template":
      return concat(...late.parts.map((part) => resolve(part, resolving)));
    case "basic":
      return output(resolving.secret(late.password.path)).apply((password) => toBasic(late.user, password));
    default:
      return assertNever(late);
  }
};

const toBasic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

const property = (reference: Reference, created: ReadonlyMap<string, CustomResource>): unknown =>
  Reflect.get(get(created, keyOf(reference)), reference.property);
