import { DateTime, Interval } from "luxon";
import { referenceOf, textOf } from "../../monitors/plan/following";
import type { PagerDutyDeclaration } from "./declaration";

/** Who is on call, by the declared schedules alone: an override that somebody made in PagerDuty is known there only. */

type Schedule = Extract<PagerDutyDeclaration, { type: "pagerduty:index/schedule:Schedule" }>;
type Layer = Schedule["args"]["layers"][number];

export interface Shift {
  /** Logical name of the schedule. */
  readonly schedule: string;
  /** "rung 1: development team" */
  readonly title: string;
  /** Role; undefined where nobody is. */
  readonly who: string | undefined;
  /** RFC 3339, in the schedule's own time zone. */
  readonly from: string;
  readonly until: string;
}

/** The shifts of a day, in the schedules' own time zones: `2026-12-25`. Undefined where that is no day. */
export const shiftsOn = (declarations: readonly PagerDutyDeclaration[], day: string): readonly Shift[] | undefined =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && DateTime.fromISO(day).isValid
    ? declarations.filter(isSchedule).flatMap((schedule) => {
        const start = DateTime.fromISO(day, { zone: textOf(schedule.args.timeZone) });
        return shiftsOf(schedule, Interval.fromDateTimes(start, start.plus({ days: 1 })));
      })
    : undefined;

const isSchedule = (each: PagerDutyDeclaration): each is Schedule => each.type === "pagerduty:index/schedule:Schedule";

/** Of several layers the last one that has somebody wins (https://support.pagerduty.com/main/docs/schedule-basics, layers). */
const shiftsOf = ({ name, args: { name: title, layers } }: Schedule, span: Interval): readonly Shift[] => {
  const moments = [span.start, ...layers.flatMap((layer) => handOffs(layer, span)), span.end].filter(
    (moment): moment is DateTime<true> => moment?.isValid === true,
  );
  const ordered = moments
    .toSorted((a, b) => a.toMillis() - b.toMillis())
    .filter((moment, index, all) => index === 0 || moment.toMillis() !== all[index - 1]?.toMillis());
  const shifts = ordered.slice(0, -1).map((from, index) => ({
    schedule: name,
    title: textOf(title).replace(/^Driplo /, ""),
    who: layers.map((layer) => onCallAt(layer, from)).findLast((who) => who !== undefined),
    from: from.toISO({ suppressMilliseconds: true }),
    until: (ordered[index + 1] ?? from).toISO({ suppressMilliseconds: true }),
  }));
  return shifts.reduce<readonly Shift[]>(joined, []);
};

/** A hand-off to oneself is none. */
const joined = (before: readonly Shift[], shift: Shift): readonly Shift[] => {
  const last = before.at(-1);
  return last?.who === shift.who && last !== undefined
    ? [...before.slice(0, -1), { ...last, until: shift.until }]
    : [...before, shift];
};

/**
 * The start of a turn. Turns are counted in days of the schedule's time zone and not in seconds: the hand-off stays at its
 * hour when clocks change (https://support.pagerduty.com/main/docs/time-zones; of the API no word on it was found).
 */
const startOfTurn = (layer: Layer, zone: DateTime["zone"], turn: number): DateTime =>
  DateTime.fromISO(textOf(layer.rotationVirtualStart), { zone }).plus({
    days: (turn * Number(layer.rotationTurnLengthSeconds)) / SECONDS_PER_DAY,
  });

const SECONDS_PER_DAY = 86_400;

const turnAt = (layer: Layer, at: DateTime): number => {
  const days = at.diff(startOfTurn(layer, at.zone, 0), "days").days;
  const guess = Math.floor((days * SECONDS_PER_DAY) / Number(layer.rotationTurnLengthSeconds));
  // A day in which the clocks change is longer or shorter than its share: the guess may be off by one at a hand-off.
  const candidates = [guess + 1, guess, guess - 1];
  return candidates.find((turn) => startOfTurn(layer, at.zone, turn) <= at) ?? guess;
};

const handOffs = (layer: Layer, { start, end }: Interval): readonly DateTime[] => {
  if (start === null || end === null) return [];
  const [first, last] = [turnAt(layer, start), turnAt(layer, end)];
  const starts = Array.from({ length: last - first + 1 }, (_, index) => startOfTurn(layer, start.zone, first + index));
  const hours = hoursAround(layer, start).flatMap((interval) => [interval.start, interval.end]);
  return [...starts, ...hours.filter((moment) => moment !== null)].filter((moment) => moment > start && moment < end);
};

/** The hours of the day that a layer is restricted to, around a moment: yesterday's may reach past midnight. */
const hoursAround = ({ restrictions }: Layer, at: DateTime): readonly Interval[] =>
  (restrictions ?? []).flatMap(({ startTimeOfDay, durationSeconds }) => {
    const [hour = 0, minute = 0, second = 0] = textOf(startTimeOfDay).split(":").map(Number);
    return [-1, 0, 1].map((day) => {
      const start = at.startOf("day").plus({ days: day }).set({ hour, minute, second });
      return Interval.after(start, { seconds: Number(durationSeconds) });
    });
  });

const allowedAt = (layer: Layer, at: DateTime): boolean => {
  const hours = hoursAround(layer, at);
  return hours.length === 0 || hours.some((interval) => interval.contains(at));
};

const onCallAt = (layer: Layer, at: DateTime): string | undefined => {
  if (at < DateTime.fromISO(textOf(layer.start)) || layer.users.length === 0 || !allowedAt(layer, at)) return undefined;
  const turn = turnAt(layer, at);
  const user = layer.users[((turn % layer.users.length) + layer.users.length) % layer.users.length];
  return referenceOf(user)?.name ?? textOf(user);
};
