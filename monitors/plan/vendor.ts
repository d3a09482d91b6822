import type { Declaration } from "../declaration/declaration";
import type { Environment } from "../model/environment";
import type { Route } from "../model/route";
import type { Source } from "../model/sources/source";
import type { BudgetChart, ChartIn } from "./chart";
import type { Destination } from "./destination";
import type { EvaluatorIn } from "./evaluate";
import type { FollowIn } from "./following";
import type { PlannedMeasure, PlannedObjective, PlannedSignal } from "./plan";
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

/** Why a vendor cannot watch a measure, in the words of a diagnostic. */
export interface Refusal {
  readonly what: string;
  readonly rule: string;
  readonly remedy: string;
}

/** What renderers may know of the environment and of where alerts go; nothing of it changes when an alert fires. */
export interface RenderContext {
  readonly environment: Environment;
  readonly routeOf: (destination: Pick<Destination, "priority">) => Route;
  /** What is kept quiet on purpose. */
  readonly quiet: readonly PlannedQuiet[];
}

export type RenderQuiet<D extends Declaration> = (
  quiet: PlannedQuiet,
  covered: readonly D[],
  context: RenderContext,
) => readonly D[];

/** One system that evaluates measures. Every function is pure; `infra/declare.ts` is the only caller. */
export interface Vendor<S extends Source, D extends Declaration> {
  readonly name: S["vendor"];
  /** Undefined where the vendor can watch it. */
  readonly accepts: (watch: Watch<S>) => Refusal | undefined;
  /** The resources of one measure: one that evaluates for each level, and what those need. */
  readonly render: (watch: Watch<S>, context: RenderContext) => readonly D[];
  /** Absent where the vendor cannot keep one alert quiet while another fires. */
  readonly suppression?: {
    /** Undefined where the one can be kept quiet by the other. */
    readonly accepts: (watch: Watch<S>, suppressor: Suppressor<S>) => Refusal | undefined;
    /** What was rendered for the rows, so that each resource comes after those that it reads. */
    readonly inOrder: (rendered: readonly D[]) => readonly D[];
  };
  /** Absent where the vendor cannot watch a budget. */
  readonly objectives?: {
    readonly accepts: (source: S) => Refusal | undefined;
    readonly render: (objective: PlannedObjective, source: S, context: RenderContext) => readonly D[];
    /** What a dashboard draws of it, from what was rendered of it. */
    readonly chart: (
      objective: PlannedObjective,
      rendered: readonly D[],
      context: RenderContext,
    ) => readonly BudgetChart[];
  };
  /** What the rendered resources share: rules, topics, connections. */
  readonly renderShared: (
    destinations: readonly Destination[],
    rendered: readonly D[],
    context: RenderContext,
  ) => readonly D[];
  /**
   * What keeps the covered resources quiet, made after them; or that the vendor's own resources carry it. A vendor without
   * cannot be kept quiet.
   */
  readonly renderQuiet?: "within render" | RenderQuiet<D>;
  /** Types of its resources that `renderQuiet` does not reach. @default none */
  readonly staysLoud?: readonly D["type"][];
  /** The way of an alert through the vendor's own declarations, to whoever hears of it. */
  readonly followIn: FollowIn<D>;
  /** What a dashboard draws of a level. A vendor without is not drawn: it is nobody's first source. */
  readonly chartIn?: ChartIn<D>;
  /** How it would judge a series. */
  readonly evaluatorIn?: EvaluatorIn<D>;
  /** The vendor's limits that a declaration breaks. */
  readonly check: (declaration: D) => readonly Refusal[];
}
