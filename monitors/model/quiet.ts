import type { Team } from "./team";

/** A moment to the minute, in ISO 8601 and with its zone: `2026-03-14T22:00+01:00`. */
export type Moment = `${string}T${string}Z` | `${string}T${string}${"+" | "-"}${number}:${number}`;

/**
 * Planned maintenance, or a mute: who is told nothing of what, from when until when, and why. It ends by itself; the row is
 * deleted after, and with it what the vendors hold of it.
 */
export type Quiet<Service extends string = string, Signal extends string = string, Name extends string = string> = {
  /** What is done meanwhile, or what is known: the vendors show it beside what they keep quiet. */
  readonly reason: string;
  readonly owner: Team;
  readonly environments: readonly [Name, ...Name[]];
  readonly from: Moment;
  /** There is no mute without an end. */
  readonly until: Moment;
  /** Said by whoever means it: nobody is woken for a P0 either. */
  readonly silencesP0?: true;
} & (
  | { readonly services: readonly [Service, ...Service[]]; readonly signals?: never }
  | { readonly signals: readonly [Signal, ...Signal[]]; readonly services?: never }
);

/** Keyed by what the maintenance is called: `database_upgrade`. */
export type Quiets<
  Service extends string = string,
  Signal extends string = string,
  Name extends string = string,
> = Readonly<Record<string, Quiet<Service, Signal, Name>>>;
