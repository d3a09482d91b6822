import type { AlertState } from "../../plan/evaluate";

/** How an alarm judges the points of its evaluation range. */

/** Of one period: over the line, within it, or not there. */
export type Point = "breaching" | "good" | "missing";

export interface Rule {
  /** N */
  readonly evaluationPeriods: number;
  /** M */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "missing" | "ignore" | "breaching" | "notBreaching";
}

/**
 * CloudWatch asks for more periods than it evaluates, so that late points count: how many more is not published. Its own worked examples
 * have five where it evaluates three.
 */
export const MORE = 2;

/**
 * While the range has N real points, the newest N alone count and how missing ones are treated does not matter. Otherwise all real ones
 * count, and so many missing ones are filled as make N.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 *
 * @param range newest first, `evaluationPeriods` + `MORE` of them
 * @returns undefined where the state stays as it is
 */
export const judge = (range: readonly Point[], rule: Rule): AlertState | undefined => {
  const { evaluationPeriods, datapointsToAlarm } = rule;
  let [real, breaching, oldest] = [0, 0, 0];
  for (let age = 0; age < range.length && real < evaluationPeriods; age += 1) {
    const point = range[age];
    if (point === "missing") continue;
    real += 1;
    if (point !== "breaching") continue;
    breaching += 1;
    oldest = age + 1;
  }
  if (breaching >= datapointsToAlarm) return "alert";
  if (real >= evaluationPeriods) return "ok";
  return judgeWithMissing({ real, breaching, oldest, missing: evaluationPeriods - real }, rule);
};

interface Counted {
  readonly real: number;
  readonly breaching: number;
  /** Age of the oldest breaching point, 1 for the newest period; 0 without one. */
  readonly oldest: number;
  readonly missing: number;
}

const judgeWithMissing = (
  { real, breaching, oldest, missing }: Counted,
  { datapointsToAlarm, treatMissingData }: Rule,
): AlertState | undefined => {
  if (treatMissingData === "breaching") return breaching + missing >= datapointsToAlarm ? "alert" : "ok";
  if (treatMissingData === "notBreaching" || breaching < real) return "ok";
  // Nothing but breaching points, too few of them, or nothing at all.
  if (treatMissingData === "ignore") return undefined;
  if (real === 0) return "no_data";
  // "Premature alarm state": all that is there breaches, and has since as long ago as M points.
  return oldest >= datapointsToAlarm ? "alert" : undefined;
};
