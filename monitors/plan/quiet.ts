import type { Quiet, Quiets } from "../model/quiet";
import type { Team } from "../model/team";
import type { Diagnostic } from "./diagnostic";
import type { MonitoringPlan, PlannedSignal } from "./plan";
import { refuseText } from "./vendor-text";
import { midnightOn } from "../model/calendar";

/** A quiet of one environment, with the signals that it covers. */
export interface PlannedQuiet {
  readonly key: string;
  readonly reason: string;
  readonly owner: Team;
  /** Milliseconds since 1970, whole minutes. */
  readonly from: number;
  readonly until: number;
  /** Whole services, or none where it is of single signals. */
  readonly services: readonly string[];
  /** Ids of the covered signals, in the order of the plan. */
  readonly signals: ReadonlySet<string>;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:00)?(Z|[+-]\d{2}:\d{2})$/;

/** Undefined where it is no moment: 30 February, a second that is not whole, no zone. */
export const parseMoment = (text: string): number | undefined => {
  const [, date = ""] = MOMENT.exec(text) ?? [];
  if (midnightOn(date) === undefined) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
};

/** "2026-03-14T21:00:00Z": the same in UTC, as every vendor takes it. */
export const formatMoment = (moment: number): string => new Date(moment).toISOString().replace(".000Z", "Z");

const rowsOf = (quiets: Quiets, { environment }: MonitoringPlan): readonly (readonly [string, Quiet])[] =>
  Object.entries(quiets).filter(([, { environments }]) => environments.includes(environment));

const isCovered = ({ services, signals }: Quiet, { id, service }: PlannedSignal): boolean =>
  services?.includes(service) ?? signals?.includes(id) ?? false;

/** What is quiet in this environment; a row that is wrong is left out, and is a diagnostic. */
export const resolveQuiet = (quiets: Quiets, plan: MonitoringPlan): readonly PlannedQuiet[] =>
  rowsOf(quiets, plan).flatMap(([key, row]) => {
    const [from, until] = [parseMoment(row.from), parseMoment(row.until)];
    if (from === undefined || until === undefined || from >= until) return [];
    const covered = plan.signals.filter((signal) => isCovered(row, signal));
    return [
      {
        key,
        reason: row.reason,
        owner: row.owner,
        from,
        until,
        services: row.services ?? [],
        signals: new Set(covered.map(({ id }) => id)),
      },
    ];
  });

type Fault = Omit<Diagnostic, "severity" | "where">;

/** @param now milliseconds since 1970; without it nothing is taken for over */
export const checkQuiet = (quiets: Quiets, plan: MonitoringPlan, now?: number): readonly Diagnostic[] =>
  rowsOf(quiets, plan).flatMap(([key, row]) =>
    [...checkText(key, row), ...checkTimes(row, now), ...checkNames(row, plan), ...checkP0(row, plan)].map((fault) => ({
      severity: "error",
      where: `quiet ${key} (${plan.environment})`,
      ...fault,
      remedy: `${fault.remedy} in monitors/catalogue/quiet.ts, key ${key}`,
    })),
  );

const KEY = /^[a-z][a-z0-9_]*$/;

const LEAST_REASON = 10;

const checkText = (key: string, { reason }: Quiet): readonly Fault[] => [
  ...(KEY.test(key)
    ? []
    : [
        {
          what: `the key "${key}" cannot be part of a name`,
          rule: "keys are small letters, digits and underscores",
          remedy: "rename it",
        },
      ]),
  ...(reason.trim().length >= LEAST_REASON
    ? []
    : [
        {
          what: `the reason is "${reason}"`,
          rule: "whoever finds it quiet reads why, in a few words",
          remedy: "say what is done meanwhile",
        },
      ]),
  ...refuseText("reason", reason),
];

const DAY = 86_400_000;

/** Longer than any maintenance; who wants a signal quiet for longer wants another threshold, or `stage: "draft"`. */
const LONGEST_DAYS = 14;

const checkTimes = (row: Quiet, now: number | undefined): readonly Fault[] => {
  const [from, until] = [parseMoment(row.from), parseMoment(row.until)];
  if (from === undefined || until === undefined)
    return (["from", "until"] as const)
      .filter((end) => parseMoment(row[end]) === undefined)
      .map((end) => ({
        what: `${end} is ${row[end]}`,
        rule: "a moment is a day, a time to the minute and its zone",
        remedy: `write it as 2026-03-14T22:00+01:00`,
      }));
  if (from >= until)
    return [
      {
        what: `it ends at ${row.until} and begins at ${row.from}`,
        rule: "it ends after it begins",
        remedy: "mend from or until",
      },
    ];
  return [
    ...(until - from <= LONGEST_DAYS * DAY
      ? []
      : [
          {
            what: `it is quiet for ${Math.ceil((until - from) / DAY)} days`,
            rule: `nothing is kept quiet for more than ${LONGEST_DAYS} days`,
            remedy: 'end it sooner, change the threshold, or set stage: "draft" on the signal; mend until',
          },
        ]),
    ...(now === undefined || now < until
      ? []
      : [
          {
            what: `it was over at ${row.until}`,
            rule: "what is over is deleted, so that nobody takes it for a plan",
            remedy: "delete the row",
          },
        ]),
  ];
};

const checkNames = (row: Quiet, { signals }: MonitoringPlan): readonly Fault[] => {
  const known = new Set(signals.map(({ id, service }) => (row.services === undefined ? id : service)));
  const sort = row.services === undefined ? "signal" : "service";
  return (row.services ?? row.signals)
    .filter((name) => !known.has(name))
    .map((name) => ({
      what: `there is no ${sort} ${name}`,
      rule: `it names ${sort}s of the catalogue`,
      remedy: "mend the name",
    }));
};

const checkP0 = (row: Quiet, { signals }: MonitoringPlan): readonly Fault[] => {
  const urgent = signals.filter(
    (signal) =>
      signal.stage === "live" &&
      isCovered(row, signal) &&
      signal.measures.some(({ levels }) => levels.some(({ priority }) => priority === "P0")),
  );
  return row.silencesP0 === true || urgent.length === 0
    ? []
    : [
        {
          what: `it silences a P0: ${urgent.map(({ id }) => id).join(", ")}`,
          rule: "that nobody is woken for a P0 is said in so many words",
          remedy: "set silencesP0: true, or leave these signals out",
        },
      ];
};
