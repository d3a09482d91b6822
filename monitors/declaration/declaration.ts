import type { VendorName as EvaluatingVendor } from "../model/sources/source";
import type { Late } from "../model/late";
import type { LevelName } from "../model/level";
import type { BurnTierName } from "../model/objective";

/** Every system that resources are declared in: those that evaluate, PagerDuty, which tells people, and Vercel, which feeds. */
export type Vendor = EvaluatingVendor | "pagerduty" | "vercel";

/**
 * A resource's own arguments with Pulumi's inputs taken off, so that the vendor's types check it and nothing of the SDK is
 * loaded. A late value may stand wherever a string or number does.
 */
export type Unwrap<T> = T extends string
  ? T | Late
  : T extends number
    ? T | Late
    : T extends boolean | undefined | null
      ? T
      : T extends { apply: unknown } | { urn: unknown } | PromiseLike<unknown>
        ? never // an output, a resource or a promise: inputs that only a running program has
        : T extends readonly (infer E)[]
          ? readonly Unwrap<E>[]
          : { readonly [K in keyof T]: Unwrap<T[K]> };

/** A resource as plain data, before Pulumi. */
export interface Declaration<Type extends string = string, Args = object> {
  readonly vendor: Vendor;
  /** Pulumi's type token: `datadog:index/monitor:Monitor`. */
  readonly type: Type;
  /** Logical name: an id of the catalogue or of the policies, never a title. Unique among those of its type. */
  readonly name: string;
  readonly args: Args;
  /** The measure and level it evaluates, where it does. */
  readonly watches?: Watched;
  /** The objective and tier whose budget it watches, where it does. */
  readonly burns?: Burned;
  /** The quiet, by its key, that it keeps. */
  readonly keeps?: string;
  /** Resources that must exist first though no argument refers to them. */
  readonly after?: readonly string[];
  /** The engine refuses to delete it until the protection is lifted in a change of its own. */
  readonly protect?: true;
  /** Outputs that the provider does not mark as secret and that are. */
  readonly secretOutputs?: readonly string[];
}

export interface Watched {
  readonly signal: string;
  readonly measure: string;
  readonly level: LevelName;
}

export interface Burned {
  readonly objective: string;
  readonly tier: BurnTierName;
}

/** From a table of type tokens and their arguments, the declarations of one vendor. */
export type DeclarationsOf<Table extends object> = {
  [Type in keyof Table & string]: Declaration<Type, Unwrap<Table[Type]>>;
}[keyof Table & string];

/** Identity of a declaration in a plan: two resources of different types may share a name. */
export const keyOf = ({ type, name }: { readonly type: string; readonly name: string }): string => `${type} ${name}`;
