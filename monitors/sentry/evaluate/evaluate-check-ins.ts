import type { Evaluator, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { MINUTE } from "../../plan/window";
import type { CronMonitorDeclaration } from "../declaration";

const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3_600, day: 86_400, week: 604_800 };

/**
 * Check-ins of a schedule that repeats. The next is expected an interval after the last, in whole minutes, and is missed with the first
 * minute that is as late as the margin (getsentry/sentry src/sentry/monitors/schedule.py, clock_tasks/check_missed.py); missed ones are
 * expected again an interval later. So many failures make the issue, and so many good ones end it (logic/incidents.py). Before the
 * first check-in nothing is expected.
 *
 * Its input is 1 for a check-in that says all is well, and 0 for one that does not.
 */
export const judgeCheckIns = ({ args }: CronMonitorDeclaration): Evaluator | undefined => {
  const { intervalValue, intervalUnit } = args.schedule;
  const interval = Number(intervalValue) * (UNITS[textOf(intervalUnit ?? "")] ?? Number.NaN);
  if (Number.isNaN(interval)) return undefined;
  const margin = Number(args.checkinMarginMinutes) * MINUTE;
  const needs = { failures: Number(args.failureIssueThreshold), good: Number(args.recoveryThreshold) };
  return {
    inputs: [{ name: "value", asks: `a check-in each ${interval} s`, unit: "count" }],
    every: MINUTE,
    delay: 0,
    run: ({ value }, { from, to }) => {
      const found: StateChange[] = [];
      const counted = { failures: 0, good: 0 };
      let [state, expected]: [StateChange["to"], number] = ["ok", Number.POSITIVE_INFINITY];
      const count = (at: number, good: boolean): void => {
        counted.good = good ? counted.good + 1 : 0;
        counted.failures = good ? 0 : counted.failures + 1;
        const next: StateChange["to"] | undefined =
          counted.failures >= needs.failures ? "alert" : counted.good >= needs.good ? "ok" : undefined;
        if (next !== undefined && next !== state && at >= from) found.push({ at, to: next });
        state = next ?? state;
      };
      const miss = (until: number): void => {
        for (; expected + margin <= until; expected += interval) count(expected + margin, false);
      };
      for (const [index, time] of (value?.times ?? []).entries()) {
        if (time >= to) break;
        miss(time - 1);
        count(time, (value?.values[index] ?? 0) > 0);
        expected = Math.floor((time + interval) / MINUTE) * MINUTE;
      }
      miss(to - 1);
      return found;
    },
  };
};
