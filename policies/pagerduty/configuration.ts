import { z } from "zod";
import { key, secret, text } from "../../monitors/model/configuration/fields";

/** PagerDuty, and who is on call. */

export const pagerduty = z.strictObject({
  serviceRegion: key(z.enum(["us", "eu"]), "the service region of the account", "eu"),
});

/** Words, and a number for who shares them: what is longer or more mixed may be a secret, and a role stands in the plan. */
const role = z.string().regex(/^[a-z]+(-[a-z]+)*(-\d{1,3})?$/, "must be a role key in small letters: engineer-1");

/** PagerDuty's provider takes digits alone, without the leading 0 that is dialled inside the country. */
const nationalNumber = z
  .string()
  .regex(/^[1-9]\d{3,14}$/, "must be the digits of the number without country code and leading 0");

/** Without a phone the person cannot be phoned. */
export const person = z.strictObject({
  name: secret("the person's name"),
  email: secret("the person's e-mail address"),
  phone: z
    .strictObject({
      countryCode: key(z.number().int().min(1).max(999), "country code of the phone", 33),
      number: secret("the number without country code and leading 0", { form: nationalNumber }),
    })
    .optional(),
});

const rungsOf = <S extends z.ZodType>(schema: S) => z.strictObject({ 1: schema, 2: schema, 3: schema, 4: schema });

/** Of the stack that owns the account alone. The examples are the people of the tests. */
export const people = z.record(role.meta({ description: "role", examples: ["ann", "ben", "cem", "dia"] }), person);

export const rotations = key(
  rungsOf(z.array(role)),
  "role keys of people on each rung, in the order of the rotation; of the stack that owns the account",
  { 1: ["ann"], 2: ["ben"], 3: ["cem"], 4: ["dia"] },
);

/** Of the stacks that do not own the account. */
export const schedules = key(
  rungsOf(z.array(text).min(1)),
  "ids of the account's schedules of each rung, where this stack does not own the account and rings",
  { 1: ["PRUNG01"], 2: ["PRUNG02"], 3: ["PRUNG03"], 4: ["PRUNG04"] },
);
