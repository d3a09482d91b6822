import type { Evaluator, StateChange } from "../plan/evaluate";
import type { DatadogDeclaration } from "./declaration";

type SyntheticsTest = Extract<DatadogDeclaration, { type: "datadog:index/syntheticsTest:SyntheticsTest" }>;

/**
 * A synthetic test: it tells when runs have failed for so long, and ends with the first that passes. A retry that passes makes a run pass;
 * its input is of runs after their retries, and of as many places as must fail. https://docs.datadoghq.com/synthetics/guide/how-synthetics-monitors-trigger-alerts/
 */
export const judgeRuns = (options: SyntheticsTest["args"]["optionsList"]): Evaluator => {
  const every = Number(options?.tickEvery ?? 60);
  const needed = Number(options?.minFailureDuration ?? 0);
  return {
    inputs: [{ name: "value", asks: "1 for a run that failed, 0 for one that passed", unit: "count" }],
    every,
    delay: 0,
    run: ({ value }, { from, to }) => {
      const found: StateChange[] = [];
      let since: number | undefined;
      let state: StateChange["to"] = "ok";
      for (const [index, time] of (value?.times ?? []).entries()) {
        if (time >= to) break;
        since = (value?.values[index] ?? 0) > 0 ? (since ?? time) : undefined;
        const next: StateChange["to"] =
          since !== undefined && time - since >= needed ? "alert" : since === undefined ? "ok" : state;
        if (next !== state && time >= from) found.push({ at: time, to: next });
        state = next;
      }
      return found;
    },
  };
};
