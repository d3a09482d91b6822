import {
  ComponentResource,
  concat,
  output,
  type ComponentResourceOptions,
  type CustomResource,
  type CustomResourceOptions,
  type Input,
  type InvokeOutputOptions,
  type Output,
  type ProviderResource,
  type Resource,
} from "@pulumi/pulumi";
import { assertNever } from "../model/assert-never";
import { isLate, type Late, type Lookup, type SecretReference } from "../model/late";
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

export type Providers = Readonly<Partial<Record<Vendor, ProviderResource>>>;

/** What each component of declared resources takes. */
export interface DeclaredArgs<D extends Declaration> {
  /** What to create, each after those that it names: a part of `declareStack`'s, or data of one's own. */
  readonly declarations: readonly D[];
  /** The provider of each system that they are at: `{ datadog: new Provider(…) }`. */
  readonly providers: Providers;
  /** A secret of the stack's configuration, by its path. */
  readonly secret: (path: SecretReference["path"]) => Input<string>;
  /** Components whose resources they name. @default none */
  readonly after?: readonly DeclaredResources[];
}

/** The classes for a component's declarations, and whom it asks. A type without a class does not compile. */
export interface Making<D extends Declaration> {
  readonly constructors: Readonly<Record<D["type"], ResourceConstructor>>;
  /** @default none */
  readonly lookups?: Lookups;
}

/** By type and logical name (`keyOf`). */
type Resources = ReadonlyMap<string, CustomResource>;

/** A component whose children are declared as data: a table of classes and one loop, and nothing that decides. */
export abstract class DeclaredResources<D extends Declaration = Declaration> extends ComponentResource {
  readonly #resources: Resources;

  /** @throws Error where a declaration names what neither stands before it nor is in a component of `after` */
  protected constructor(
    kind: string,
    name: string,
    making: Making<D>,
    args: DeclaredArgs<D>,
    options: ComponentResourceOptions = {},
  ) {
    super(`driplo:monitoring:${kind}`, name, {}, options);
    this.#resources = createResources(args.declarations, {
      parent: this,
      // They stood directly under what is now the component's parent: the engine takes them along and replaces none.
      formerParent: options.parent,
      providers: args.providers,
      constructors: making.constructors,
      secret: args.secret,
      lookup: askOnce(making.lookups ?? {}, args.providers),
      others: args.after ?? [],
    });
  }

  /** A resource of it. */
  find(key: string): CustomResource | undefined {
    return this.#resources.get(key);
  }

  /** An output of each resource of a class, by logical name. */
  protected outputsOf<R extends CustomResource, T>(
    kind: new (...args: never[]) => R,
    read: (resource: R) => T,
  ): Readonly<Record<string, T>> {
    return Object.fromEntries(
      [...this.#resources].flatMap(([key, resource]) =>
        resource instanceof kind ? [[key.slice(key.indexOf(" ") + 1), read(resource)] as const] : [],
      ),
    );
  }
}

interface Surroundings {
  readonly parent: Resource;
  readonly formerParent: Resource | undefined;
  readonly providers: Providers;
  readonly constructors: Readonly<Record<string, ResourceConstructor>>;
  readonly secret: (path: SecretReference["path"]) => Input<string>;
  /** A vendor's answer, asked for once `after` is there. */
  readonly lookup: (lookup: Lookup, after: readonly Resource[]) => Input<string>;
  readonly others: readonly DeclaredResources[];
}

/** Creates each declaration, in their order. */
const createResources = (declarations: readonly Declaration[], surroundings: Surroundings): Resources => {
  const created = new Map<string, CustomResource>();
  const find = (key: string): CustomResource => {
    const resource = created.get(key) ?? surroundings.others.map((other) => other.find(key)).find(isThere);
    if (resource === undefined) throw new Error(`${key} is referred to before it is declared`);
    return resource;
  };
  for (const declaration of declarations)
    created.set(keyOf(declaration), createResource(declaration, find, surroundings));
  return created;
};

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

/** Twenty services ask for the same few integrations. Who asks the same comes after the same. */
const askOnce = (lookups: Lookups, providers: Providers): Surroundings["lookup"] => {
  const asked = new Map<string, Output<string>>();
  return ({ token, args }, after) => {
    const key = `${token} ${JSON.stringify(args)}`;
    const known = asked.get(key);
    if (known !== undefined) return known;
    const ask = lookups[token];
    // `sentry:getTeam` is Sentry's to answer, whoever asks.
    const provider = Object.entries(providers).find(([vendor]) => token.startsWith(`${vendor}:`))?.[1];
    if (ask === undefined || provider === undefined) throw new Error(`nobody to ask for ${key}`);
    const answer = ask(args, { provider, dependsOn: [...after] });
    asked.set(key, answer);
    return answer;
  };
};

const createResource = (
  declaration: Declaration,
  find: (key: string) => CustomResource,
  surroundings: Surroundings,
): CustomResource => {
  const { type, name, vendor, args, after = [], protect, secretOutputs } = declaration;
  const Constructor = surroundings.constructors[type];
  const provider = surroundings.providers[vendor];
  if (Constructor === undefined || provider === undefined) throw new Error(`no class or no provider for ${type}`);
  const dependsOn = after.map(find);
  // The one cast of the components: arguments with late values taken out are the class's own by construction (`Unwrap`).
  const resolved = resolve(args, { ...surroundings, find, after: dependsOn }) as never;
  return new Constructor(name, resolved, {
    parent: surroundings.parent,
    provider,
    dependsOn,
    ...(surroundings.formerParent === undefined ? {} : { aliases: [{ parent: surroundings.formerParent }] }),
    ...(protect === undefined ? {} : { protect }),
    ...(secretOutputs === undefined ? {} : { additionalSecretOutputs: [...secretOutputs] }),
  });
};

/** What the late values of one declaration are made of. */
interface Resolving extends Pick<Surroundings, "secret" | "lookup"> {
  readonly find: (key: string) => CustomResource;
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
      return Reflect.get(resolving.find(keyOf(late)), late.property);
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
