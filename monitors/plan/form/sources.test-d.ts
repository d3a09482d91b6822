import type { z } from "zod";
import type { Source } from "../../model/sources/source";
import type { source } from "./sources";

/** Every form of a source has the keys of its type, no more and no fewer; that their values fit, `satisfies` says in place. */

type Form = z.output<typeof source>;

type Of<S, V, T> = Extract<S, { readonly vendor: V; readonly type: T }>;

/** `never` where all is well; else the keys that one of the two lacks. */
type Differing<S> = S extends { readonly vendor: infer V; readonly type: infer T }
  ? Exclude<keyof S, keyof Of<Form, V, T>> | Exclude<keyof Of<Form, V, T>, keyof S>
  : never;

export const none = (differing: Differing<Source>): never => differing;
