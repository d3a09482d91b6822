/** The same time of day, days and weeks earlier, by a clock that is put forward and back. */

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Seconds that the zone's clock is ahead of UTC, known by the hour: zones change at whole hours of UTC, or of half an hour in three. */
export const offsetIn = (zone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const known = new Map<number, number>();
  return (at) => {
    const hour = Math.floor(at / (HOUR / 2));
    const found = known.get(hour) ?? readOffset(format.format(new Date(hour * (HOUR / 2) * 1_000)));
    known.set(hour, found);
    return found;
  };
};

/** `10/25/2026, GMT+02:00` */
const readOffset = (text: string): number => {
  const [, sign, hours = "0", minutes = "0"] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60);
};

/**
 * What Postgres makes of `(at time zone Z - interval) at time zone Z`: of a time that the clock shows twice, or never, the one of
 * standard time. src/backend/utils/adt/datetime.c, DetermineTimeZoneOffset
 */
export const earlierBy = (offset: (at: number) => number, at: number, seconds: number): number => {
  const local = at + offset(at) - seconds;
  const [standard, summer] = [offset(local - DAY), offset(local + DAY)].toSorted((a, b) => a - b);
  if (standard === undefined || summer === undefined || standard === summer) return local - (standard ?? 0);
  if (offset(local - standard) === standard) return local - standard;
  return offset(local - summer) === summer ? local - summer : local - standard;
};
