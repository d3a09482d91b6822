import {
  concat,
  type CustomResource,
  type CustomResourceOptions,
  type Input,
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

export interface Surroundings {
  readonly parent: Resource;
  readonly providers: Readonly<Partial<Record<Vendor, ProviderResource>>>;
  readonly constructors: Readonly<Record<string, ResourceConstructor>>;
  /** A secret of the stack's configuration, by its path. */
  readonly secret: (path: SecretReference["path"]) => Input<string>;
  /** A vendor's answer; asked once for each argument. */
  readonly lookup: (lookup: Lookup) => Input<string>;
}

/** Creates each declaration, in their order: references point to what came before (`infra/declare.ts` checks that). */
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
  // The one cast of the components: arguments with late values taken out are the class's own by construction (`Unwrap`).
  const resolved = resolve(args, created, surroundings) as never;
  return new Constructor(name, resolved, {
    parent: surroundings.parent,
    provider,
    dependsOn: after.map((key) => get(created, key)),
    ...(protect === undefined ? {} : { protect }),
    ...(secretOutputs === undefined ? {} : { additionalSecretOutputs: [...secretOutputs] }),
  });
};

const get = (created: ReadonlyMap<string, CustomResource>, key: string): CustomResource => {
  const resource = created.get(key);
  if (resource === undefined) throw new Error(`${key} is referred to before it is declared`);
  return resource;
};

/** A copy of the arguments with every late value turned into Pulumi's. */
const resolve = (value: unknown, created: ReadonlyMap<string, CustomResource>, surroundings: Surroundings): unknown => {
  if (isLate(value)) return resolveLate(value, created, surroundings);
  if (Array.isArray(value)) return value.map((item) => resolve(item, created, surroundings));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, created, surroundings)]));
};

const resolveLate = (late: Late, created: ReadonlyMap<string, CustomResource>, surroundings: Surroundings): unknown => {
  switch (late.late) {
    case "reference":
      return property(late, created);
    case "secret":
      return surroundings.secret(late.path);
    case "lookup":
      return surroundings.lookup(late);
    case "template":
      return concat(...late.parts.map((part) => resolve(part, created, surroundings)));
    default:
      return assertNever(late);
  }
};

const property = (reference: Reference, created: ReadonlyMap<string, CustomResource>): unknown =>
  Reflect.get(get(created, keyOf(reference)), reference.property);
