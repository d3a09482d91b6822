import type { Command } from "commander";
import type { DeclaredStack } from "../../infra/declare";
import { isPagerDuty } from "../../policies/pagerduty/declaration";
import { shiftsOn, type Shift } from "../../policies/pagerduty/on-call";
import type { View } from "./view";

/** Who is on call on a day, by the declared schedules. */
export const onCallView = (asked: true | string, command: Command): View => {
  const day = asked === true ? today() : asked;
  if (shiftsOn([], day) === undefined)
    command.error(`error: ${JSON.stringify(day)} is no day; a day is written like 2026-12-25`);
  const shifts = ({ declarations }: DeclaredStack): readonly Shift[] =>
    shiftsOn(declarations.filter(isPagerDuty), day) ?? [];
  return {
    json: (declared) => ({ version: 1, environment: declared.plan.environment, day, shifts: shifts(declared) }),
    text: (declared) => toText(declared.plan.environment, day, shifts(declared)),
  };
};

const today = (): string => new Date().toISOString().slice(0, 10);

const toText = (environment: string, day: string, shifts: readonly Shift[]): string => {
  const titles = [...new Set(shifts.map(({ title }) => title))];
  return [
    `${environment}: who is on call on ${day}`,
    "",
    ...(titles.length === 0
      ? ["No schedule is declared here: the stack that owns the account has them (ownsAccount)."]
      : titles.flatMap((title) => [
          title,
          ...shifts
            .filter((shift) => shift.title === title)
            .map(({ from, until, who }) => `  ${hours(from, until)}  ${who ?? "nobody"}`),
        ])),
    ...(titles.length === 0
      ? []
      : ["", "By the declared rotation. Overrides that people make in PagerDuty are theirs, and win."]),
    "",
  ].join("\n");
};

/** "00:00 – 10:00 +01:00": the offset is said where a day has two. */
const hours = (from: string, until: string): string => {
  const [start, end] = [from, until].map((moment) => ({ clock: moment.slice(11, 16), offset: moment.slice(19) }));
  const offsets =
    start?.offset === end?.offset ? (start?.offset ?? "") : `${start?.offset ?? ""}, then ${end?.offset ?? ""}`;
  return `${start?.clock ?? ""} – ${end?.clock ?? ""}  ${offsets}`;
};
