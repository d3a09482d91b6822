import type { Evaluator, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { MINUTE, minutesIn, overWindow } from "../../plan/window";
import type { SecurityRuleDeclaration } from "../declaration";
import { nothing } from "./judged";

/**
 * A rule of Cloud SIEM that counts records. One case that is met opens a signal, which stays while records come at least so often as
 * `keepAlive`, and for `maxSignalDuration` at most. Its input is of the records of one group, as if they were one principal's.
 * @see https://docs.datadoghq.com/security/detection_rules/ (evaluation window, keep alive, maximum signal duration)
 *
 * @returns undefined of a rule with another condition than a count above a number
 */
export const judgeRecords = ({ cases, queries, options }: SecurityRuleDeclaration["args"]): Evaluator | undefined => {
  const [, above] = /^\w+ > (\d+)$/.exec(textOf(cases?.[0]?.condition ?? "")) ?? [];
  if (above === undefined || options === undefined || queries?.length !== 1) return undefined;
  const window = Number(options.evaluationWindow);
  const [alive, longest] = [Number(options.keepAlive), Number(options.maxSignalDuration)];
  return {
    inputs: [{ name: "value", asks: textOf(queries[0]?.query ?? ""), unit: "count" }],
    every: MINUTE,
    delay: 0,
    run: ({ value = nothing }, span) => {
      const counts = overWindow(value, "Sum", window, span.from, minutesIn(span));
      const found: StateChange[] = [];
      let [opened, met]: [number | undefined, number] = [undefined, 0];
      for (const [minute, count] of counts.entries()) {
        const at = span.from + minute * MINUTE;
        if (opened !== undefined && (at - met >= alive || at - opened >= longest)) {
          found.push({ at, to: "ok" });
          opened = undefined;
        }
        if (!(count > Number(above))) continue;
        met = at;
        if (opened === undefined) found.push({ at, to: "alert" });
        opened ??= at;
      }
      return found.filter(({ at, to }, index) => at !== found[index + (to === "ok" ? 1 : -1)]?.at);
    },
  };
};
