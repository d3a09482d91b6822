import { z } from "zod";
import type { Priority } from "../../model/priority";
import { hours, seconds } from "../../model/quantity";
import {
  channels,
  rungNumbers,
  turns,
  urgencies,
  type Policies,
  type Route,
  type Rung,
  type RungNumber,
} from "../../model/route";
import { faultsOf, type FormFault } from "./fault";
import { listOf, oneOf, quantity, shape, text } from "./words";
import { isRecord } from "../../model/unknown-value";

/**
 * Routes and rungs, without which no plan can be made. In the place of one that cannot be read stands one that pages nobody: its
 * fault is an error, and everything else is still looked at.
 */

const duration = quantity("duration");

const steps = listOf(shape({ after: duration, rung: oneOf(rungNumbers), channels: listOf(oneOf(channels)) }));

const route = z.discriminatedUnion(
  "pages",
  [shape({ pages: z.literal(true), urgency: oneOf(urgencies), steps }), shape({ pages: z.literal(false), steps })],
  { error: "a route: pages true or false, and its steps" },
) satisfies z.ZodType<Route>;

const clock = z.custom<`${number}:${number}`>((value) => typeof value === "string" && /^\d{1,2}:\d{2}$/.test(value), {
  error: "a time of day, such as 09:00",
});

const rung = shape({
  who: text,
  turns: oneOf(turns),
  hours: shape({ from: clock, for: duration }).exactOptional(),
}) satisfies z.ZodType<Rung>;

const handOff = shape({ first: text, timeZone: text });

const byPriority = <T>(each: T) => ({ P0: each, P1: each, P2: each, P3: each }) satisfies Record<Priority, T>;

const byRung = <T>(each: T) => ({ 1: each, 2: each, 3: each, 4: each }) satisfies Record<RungNumber, T>;

const byEnvironment = <T>(names: readonly string[], each: T) => Object.fromEntries(names.map((name) => [name, each]));

const formOf = (names: readonly string[]) =>
  shape({
    respondWithin: shape(byPriority(duration)),
    rungs: shape(byRung(rung)),
    routes: shape(byEnvironment(names, shape(byPriority(route)))),
    handOff,
  }) satisfies z.ZodType<Policies>;

/** @param names the environments that there are */
export const policyFaults = (policies: unknown, names: readonly string[]): readonly FormFault[] =>
  faultsOf(policies, formOf(names));

/** What every vendor can send. */
const unpaged: Route = { pages: false, steps: [{ after: seconds(0), rung: 1, channels: ["slack", "email"] }] };

/** An object with all of these, whatever stood there. */
const parts = <Fields extends z.core.$ZodShape>(fields: Fields) =>
  z.preprocess((value) => (isRecord(value) ? value : {}), z.object(fields));

const mendedOf = (names: readonly string[]) =>
  parts({
    respondWithin: parts(byPriority(duration.catch(hours(24)))),
    rungs: parts(
      byRung(z.custom<Rung>((value) => rung.safeParse(value).success).catch({ who: "nobody known", turns: "fixed" })),
    ),
    routes: parts(
      byEnvironment(
        names,
        parts(byPriority(z.custom<Route>((value) => route.safeParse(value).success).catch(unpaged))),
      ),
    ),
    handOff: handOff.catch({ first: "2026-01-05T10:00:00Z", timeZone: "Etc/UTC" }),
  });

/** The policies, with a stand-in for each part that cannot be read. */
export const mendPolicies = (policies: unknown, names: readonly string[]): Policies => mendedOf(names).parse(policies);
