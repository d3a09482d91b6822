import { midnightOn } from "../../monitors/model/calendar";

/** Times as people and exports write them. */

const ZONED = /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Later than this, seconds since 1970 are milliseconds that somebody has not divided. */
const LATEST = 1e11;

/**
 * Seconds since 1970 of `2026-11-23T10:00:00Z`, with any zone or offset, or of a number that is that already; undefined of anything else.
 * Without a zone a time is not one moment. One file may have several zones (a clock that was put back, two exports joined): each of its
 * times is one moment.
 */
export const secondsOf = (time: string): number | undefined => {
  if (/^\d+(\.\d+)?$/.test(time)) return Number(time) < LATEST ? Number(time) : undefined;
  const [, day] = ZONED.exec(time) ?? [];
  if (day === undefined || midnightOn(day) === undefined) return undefined;
  const at = Date.parse(time.replace(" ", "T"));
  return Number.isNaN(at) ? undefined : at / 1_000;
};

/** Undefined of what is no finite number in decimals. */
export const numberOf = (cell: string): number | undefined => {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
};
