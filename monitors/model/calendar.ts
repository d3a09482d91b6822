/** Milliseconds since 1970 of a day's first moment in UTC; undefined where there is no such day: of 30 February Date makes 2 March. */
export const midnightOf = (year: number, month: number, date: number): number | undefined => {
  const midnight = new Date(Date.UTC(year, month - 1, date));
  const isDay =
    midnight.getUTCFullYear() === year && midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === date;
  return isDay ? midnight.getTime() : undefined;
};

/** The same of `2026-11-23`. */
export const midnightOn = (day: string): number | undefined => {
  const [, year, month, date] = DAY.exec(day) ?? [];
  return year === undefined ? undefined : midnightOf(Number(year), Number(month), Number(date));
};

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
