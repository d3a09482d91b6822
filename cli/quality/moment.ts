import { DateTime } from "luxon";
import { z } from "zod";
import { shown } from "../shared/shown";

/** PagerDuty's analytics write no offset (2023-05-31T10:05:00) and say the zone apart, this one where it was not asked for. */
export const DEFAULT_ZONE = "Etc/UTC";

/** A day alone, a week or an hour are times to luxon, and here only a mistake. */
const DAY_AND_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

const ZONED = /(?:Z|UTC|[+-]\d{2}(?::?\d{2})?)$/;

/** A clock that is put forward shows no time between; luxon takes the one an hour later. */
const isShown = (text: string, read: DateTime): boolean =>
  ZONED.test(text) || text.slice(11, 13) === "24" || read.toFormat("HH:mm") === text.slice(11, 16);

/** Milliseconds since 1970, of a text with a day and a time; where it has no offset, in that zone. */
export const momentIn = (zone: string) =>
  z
    .string()
    .trim()
    .transform((text, context) => {
      const read = DateTime.fromISO(
        text
          .replace(" ", "T")
          .replace(/ (?=[+-]\d|UTC$)/, "")
          .replace(/UTC$/, "Z"),
        { zone },
      );
      const isMoment = DAY_AND_TIME.test(text) && read.isValid;
      if (isMoment && isShown(text, read)) return read.toMillis();
      context.addIssue({
        code: "custom",
        message: isMoment
          ? `${shown(text)} is no time in ${zone}: its clock was put forward over it; write the offset (2026-11-02T03:02:00+01:00)`
          : `${shown(text)} is no day with a time (2026-11-02T03:02:00Z)`,
      });
      return z.NEVER;
    });

/** A table has no other way to leave something out than to leave it empty. */
export const filledIn = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

export const isZone = (name: string): boolean => DateTime.local({ zone: name }).isValid;
