import type { LevelName } from "../../monitors/model/level";
import type { BurnTierName } from "../../monitors/model/objective";
import type { PlannedLevel } from "../../monitors/plan/plan";

export type Role = "first" | "backstop";

/** What is judged: a level of a measure, or a tier of an objective. */
export interface Judged extends Pick<PlannedLevel, "name" | "priority" | "threshold" | "breach"> {
  readonly level: LevelName | BurnTierName;
}
