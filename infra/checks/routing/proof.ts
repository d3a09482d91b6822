import type { LevelName } from "../../../monitors/model/level";
import type { BurnTierName } from "../../../monitors/model/objective";
import type { Priority } from "../../../monitors/model/priority";
import type { VendorName } from "../../../monitors/model/sources/source";
import type { Stage } from "../../../monitors/model/stage";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import type { Followed } from "../../../monitors/plan/following";
import type { PlannedLevel, PlannedTier } from "../../../monitors/plan/plan";
import type { Incident } from "../../../policies/pagerduty/follow";

/** Who is told of a level, when, and by what links. */
export interface Telling {
  /** Since the vendor tells; how long that takes is the detection's affair. */
  readonly afterSeconds: number;
  readonly channel: "slack" | "email" | "phone" | "sms" | "pagerduty";
  readonly who: string;
  readonly via: readonly string[];
  /** What a person must have done by hand for it to hold. */
  readonly byHand?: string;
}

/** The proof of one evaluating resource. Of an objective: its id, `burn_rate`, and the tier. */
export interface RouteProof {
  readonly signal: string;
  readonly measure: string;
  readonly level: LevelName | BurnTierName;
  /** Logical name of the resource. */
  readonly name: string;
  readonly priority: Priority;
  readonly vendor: VendorName;
  readonly role: "first" | "backstop";
  readonly stage: Stage;
  /** In the order of time. Spelt out when asked for: of ten thousand alerts nobody reads them all. */
  readonly timeline: () => readonly Telling[];
  /** The same of missing data: empty where its declaration never tells of that. */
  readonly silence: () => readonly Telling[];
}

export interface RoutingProof {
  readonly proofs: readonly RouteProof[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A proof, with the links that the checks look at. */
export interface Way {
  readonly proof: RouteProof;
  /** The level or tier of the plan that it proves, known by identity. */
  readonly level: PlannedLevel | PlannedTier;
  readonly followed: Followed;
  readonly incidents: readonly Incident[];
}
