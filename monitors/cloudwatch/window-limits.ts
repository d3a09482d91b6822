import type { PlannedMeasure } from "../plan/plan";
import type { Refusal } from "../plan/refusal";

/** What an alarm can look at, whatever it reads. */

export const refuseWindowOf = (window: number, period: number, what: string): Refusal | undefined =>
  window >= period && window % period === 0
    ? undefined
    : {
        what: `a window of ${window} s is no multiple of the metric's period of ${period} s`,
        rule: `${what} has a point every ${period} s, and an alarm looks at whole periods`,
        remedy: `make the window a multiple of ${period} s`,
      };

/** Below the least traffic a value is set to one that cannot breach, and of a band nobody knows which that is. */
export const refuseGuardedBand = ({ kind, minimumTraffic }: PlannedMeasure): Refusal | undefined =>
  kind === "anomaly" && minimumTraffic !== undefined
    ? {
        what: "a minimum of traffic on an anomaly",
        rule: "CloudWatch learns the band of the value that it judges, and one that is set while traffic is low would be learnt",
        remedy: "leave minimumTraffic out",
      }
    : undefined;
