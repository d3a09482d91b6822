import type { Route } from "../model/route";
import type { Environment } from "../model/environment";
import type { Source } from "../model/sources/source";
import type { Destination } from "./destination";
import type { PlannedSignal, PlannedMeasure } from "./plan";
import type { PlannedQuiet } from "./quiet";

/** A measure as one vendor is asked to watch it: first, or as the backstop of another. */
export interface Watch<S extends Source = Source> {
  readonly signal: PlannedSignal;
  readonly measure: PlannedMeasure;
  readonly source: S;
  readonly role: "first" | "backstop";
  /** Measures of the same vendor that keep it quiet while they breach. @default none */
  readonly suppressors?: readonly Suppressor<S>[];
  /** Whether others are kept quiet by it. @default no */
  readonly suppresses?: true;
}

/** A measure whose gravest level keeps others quiet. */
export type Suppressor<S extends Source = Source> = Pick<Watch<S>, "signal" | "measure" | "source">;

/** What renderers may know of the environment and of where alerts go; nothing of it changes when an alert fires. */
export interface RenderContext {
  readonly environment: Environment;
  readonly routeOf: (destination: Pick<Destination, "priority">) => Route;
  /** What is kept quiet on purpose. */
  readonly quiet: readonly PlannedQuiet[];
}
