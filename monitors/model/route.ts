import type { Priority } from "./priority";
import type { Quantity } from "./quantity";

/** How a message travels. `pagerduty` is the push and e-mail of its app; `sms` and `phone` come from PagerDuty alone. */
export const channels = ["pagerduty", "phone", "sms", "slack", "email"] as const;

export type Channel = (typeof channels)[number];

/** The channels that PagerDuty brings: a route that uses one of them pages. */
export const pagingChannels: ReadonlySet<Channel> = new Set(["pagerduty", "phone", "sms"]);

/** Who can be told, in the order in which they are. */
export const rungNumbers = [1, 2, 3, 4] as const;

export type RungNumber = (typeof rungNumbers)[number];

/** `weekly`: they take turns by the week. `fixed`: the same people at all times. */
export const turns = ["weekly", "fixed"] as const;

export type Turns = (typeof turns)[number];

export interface Rung {
  /** "development team": the words of the plan and of the reports. */
  readonly who: string;
  readonly turns: Turns;
  /** The hours of each day in which the rung is called; outside them the ladder goes on to the next. @default always */
  readonly hours?: { readonly from: `${number}:${number}`; readonly for: Quantity<"duration"> };
}

/** One rung told: when (after the alert, absolute), who, by which channels. */
export interface Step {
  readonly after: Quantity<"duration">;
  readonly rung: RungNumber;
  readonly channels: readonly [Channel, ...Channel[]];
}

/** PagerDuty's word for how loud an incident is. A low-urgency incident never escalates. */
export const urgencies = ["high", "low"] as const;

export type Urgency = (typeof urgencies)[number];

export type Route =
  | { readonly pages: true; readonly urgency: Urgency; readonly steps: readonly [Step, ...Step[]] }
  | { readonly pages: false; readonly steps: readonly [Step, ...Step[]] };

/** Whether the route rings a phone. */
export const rings = ({ steps }: Route): boolean =>
  steps.some(({ channels: told }) => told.includes("phone") || told.includes("sms"));

export type Routes = Readonly<Record<Priority, Route>>;

/** The weekly hand-off: every seven days of wall-clock time in its zone, so that it stays at ten when clocks change. */
export interface HandOff {
  /** The first one, RFC 3339. Every rotation counts its turns from here. */
  readonly first: string;
  /** IANA name, such as Europe/Paris. */
  readonly timeZone: string;
}

/** Who hears of it, and when, in each environment of these names: all of `policies/`, as data. */
export interface Policies<Name extends string = string> {
  /** The longest time until a person must react. */
  readonly respondWithin: Readonly<Record<Priority, Quantity<"duration">>>;
  readonly rungs: Readonly<Record<RungNumber, Rung>>;
  readonly routes: Readonly<Record<Name, Routes>>;
  readonly handOff: HandOff;
}
