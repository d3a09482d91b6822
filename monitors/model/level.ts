import type { Priority } from "./priority";
import type { Quantity } from "./quantity";
import type { Side, SignalKind, signalKinds } from "./signal-kind";

/** Least grave first. */
export const levelNames = ["warning", "critical"] as const;

export type LevelName = (typeof levelNames)[number];

/**
 * A shorter window beside the row's, for which there must be enough events by themselves: whichever of the two breaches first tells.
 * The longer one still sees what the shorter has too few events for.
 */
export interface Sooner {
  readonly window: Quantity<"duration">;
  readonly minimumTraffic: Quantity<"count">;
}

type DimensionOf<K extends SignalKind> = (typeof signalKinds)[K]["dimension"];

/** A number with its unit and a priority; of a kind without numbers, the event that is the breach. */
export type LevelOf<K extends SignalKind> =
  DimensionOf<K> extends infer D
    ? D extends "none"
      ? EventLevel
      : D extends Exclude<DimensionOf<SignalKind>, "none">
        ? { readonly at: Quantity<D>; readonly priority: Priority } & SideOf<K> & SoonerOf<K>
        : never
    : never;

/** Where the row chooses the side, a level may narrow it: told of both, woken by one. */
type SideOf<K extends SignalKind> = (typeof signalKinds)[K]["breach"] extends "chosen"
  ? { readonly side?: Side }
  : { readonly side?: never };

/** Of shares of events alone: a shorter look at anything else is another measure. */
export const SOONER_KIND = "error_ratio" satisfies SignalKind;

type SoonerOf<K extends SignalKind> = K extends typeof SOONER_KIND
  ? { readonly sooner?: Sooner }
  : { readonly sooner?: never };

export interface EventLevel {
  /** What happened, in the words of its source: `wrong_answer`. */
  readonly event: string;
  readonly priority: Priority;
}

/** At least one level: a row that can never alert is not a signal. */
export type Levels<L> =
  { readonly warning: L; readonly critical?: L } | { readonly warning?: never; readonly critical: L };
