import type { LevelName, Sooner } from "../model/level";
import type { MissingData } from "../model/missing-data";
import type { Priority } from "../model/priority";
import type { BurnTierName } from "../model/objective";
import type { Dimension, Quantity } from "../model/quantity";
import type { Routes } from "../model/route";
import type { Breach, Seasonality, SignalKind, Statistic } from "../model/signal-kind";
import type { Source } from "../model/sources/source";
import type { Stage } from "../model/stage";
import type { Team } from "../model/team";

/** The resolved catalogue of one environment: every default filled in, every id spelt out. */
export interface MonitoringPlan {
  readonly environment: string;
  readonly signals: readonly PlannedSignal[];
  readonly objectives: readonly PlannedObjective[];
  readonly routes: Routes;
}

export interface PlannedSignal {
  /** `api.response_time` */
  readonly id: string;
  readonly service: string;
  readonly serviceTitle: string;
  readonly owner: Team;
  readonly title: string;
  readonly impact: string;
  readonly runbook: string;
  readonly stage: Stage;
  /** Ids of the signals that keep it quiet while they fire. */
  readonly suppressedBy: readonly string[];
  readonly measures: readonly PlannedMeasure[];
}

export interface PlannedMeasure {
  /** `main` for a signal's only measure, or for the one that is the signal itself. */
  readonly key: string;
  /** Logical name without the level: the signal's id, and the key unless it is `main`. */
  readonly name: string;
  readonly kind: SignalKind;
  readonly statistic: Statistic | undefined;
  readonly window: Quantity<"duration">;
  /** The kind's side, or the row's where the kind leaves it open. */
  readonly breach: Breach;
  /** Of an anomaly: the rhythm of the usual. */
  readonly seasonality: Seasonality | undefined;
  /** Of a change: how long ago the value is compared with. */
  readonly against: Quantity<"duration"> | undefined;
  readonly minimumTraffic: Quantity<"count"> | undefined;
  readonly missingData: MissingData;
  /** The measure's own, or its signal's. */
  readonly firstAction: string;
  readonly source: Source;
  readonly backstop: Source | undefined;
  /** Least grave first. */
  readonly levels: readonly PlannedLevel[];
}

export type Threshold =
  { readonly at: Quantity<Dimension>; readonly event?: never } | { readonly event: string; readonly at?: never };

export interface PlannedLevel {
  readonly level: LevelName;
  readonly threshold: Threshold;
  readonly priority: Priority;
  /** The measure's, or narrower. */
  readonly breach: Breach;
  /** Judged over a shorter window as well. */
  readonly sooner?: Sooner;
  /** `api.response_time.critical`: the identity of everything made for this level. */
  readonly name: string;
}

export interface PlannedObjective {
  /** `api.availability_slo` */
  readonly id: string;
  readonly service: string;
  readonly serviceTitle: string;
  readonly owner: Team;
  readonly title: string;
  readonly impact: string;
  readonly firstAction: string;
  readonly good: string;
  readonly target: Quantity<"percentage">;
  /** The span over which the target holds. */
  readonly period: Quantity<"duration">;
  readonly source: Source;
  readonly runbook: string;
  /** Those that are on, fastest first. */
  readonly tiers: readonly PlannedTier[];
  /** Those that are off, and why. */
  readonly switchedOff: readonly { readonly tier: BurnTierName; readonly reason: string }[];
}

export interface PlannedTier {
  readonly tier: BurnTierName;
  /** `api.availability_slo.one_hour`: the identity of everything made for this tier. */
  readonly name: string;
  /** How many times faster than allowed the budget is spent. */
  readonly burnRate: number;
  readonly longWindow: Quantity<"duration">;
  /** Over it the budget must still be spent as fast, so that the alert ends when the cause does. */
  readonly shortWindow: Quantity<"duration">;
  /** How long the whole budget lasts at this rate. */
  readonly lasts: Quantity<"duration">;
  readonly priority: Priority;
  readonly minimumBadEvents: Quantity<"count">;
}
