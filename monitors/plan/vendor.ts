import type { Declaration } from "../declaration/declaration";
import type { Source } from "../model/sources/source";
import type { BudgetChart, ChartIn } from "./chart";
import type { Costs } from "./cost";
import type { Delay } from "./delay";
import type { Destination } from "./destination";
import type { EvaluatorIn } from "./evaluate";
import type { FollowIn } from "./following";
import type { PlannedObjective } from "./plan";
import type { PlannedQuiet } from "./quiet";
import type { Refusal } from "./refusal";
import type { TellsIn } from "./telling";
import type { RenderContext, Suppressor, Watch } from "./watch";

export type RenderQuiet<D extends Declaration> = (
  quiet: PlannedQuiet,
  covered: readonly D[],
  context: RenderContext,
) => readonly D[];

/** One system that evaluates measures. Every function is pure; `infra/bind.ts` is the only caller. */
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
  /** What people get, in the vendor's own words. */
  readonly tellsIn: TellsIn<D>;
  /** What a dashboard draws of a level. A vendor without is not drawn: it is nobody's first source. */
  readonly chartIn?: ChartIn<D>;
  /** How it would judge a series. */
  readonly evaluatorIn?: EvaluatorIn<D>;
  /** The vendor's limits that a declaration breaks. */
  readonly check: (declaration: D) => readonly Refusal[];
  /** How late it can judge what happens, and how long its notification takes. */
  readonly delays: { readonly sight: (source: S) => Delay; readonly notification: Delay };
  /** What its resources cost by list price. */
  readonly costs: Costs;
}
