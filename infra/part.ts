import type { Dashboard } from "../dashboards/grafana/model";
import type { Declaration, Vendor as System } from "../monitors/declaration/declaration";
import type { Environment } from "../monitors/model/environment";
import type { Policies } from "../monitors/model/route";
import type { Source, VendorName } from "../monitors/model/sources/source";
import type { BudgetChart, Chart } from "../monitors/plan/chart";
import type { Costs } from "../monitors/plan/cost";
import type { Delay } from "../monitors/plan/delay";
import type { Evaluator } from "../monitors/plan/evaluate";
import type { Followed } from "../monitors/plan/following";
import type { MonitoringPlan, PlannedLevel, PlannedObjective } from "../monitors/plan/plan";
import type { PlannedQuiet } from "../monitors/plan/quiet";
import type { Refusal } from "../monitors/plan/refusal";
import type { Example, Telling } from "../monitors/plan/telling";
import type { RenderContext, Watch } from "../monitors/plan/watch";
import type { PagedDestination } from "../policies/pagerduty/render";

/** What a vendor made of a measure, or why it made nothing. */
export interface Watched {
  readonly declarations: readonly Declaration[];
  readonly refusal: Refusal | undefined;
  /** Why what should keep it quiet does not; it is watched all the same. */
  readonly unsuppressed: readonly Refusal[];
}

export const nothing: Watched = { declarations: [], refusal: undefined, unsuppressed: [] };

/** What a vendor made of a measure, for its source or as its backstop. */
export interface Outcome extends Watched {
  readonly watch: Watch;
}

/** What a vendor made of an objective. */
export interface ObjectiveOutcome extends Watched {
  readonly objective: PlannedObjective;
}

/** What a part is rendered from. The rows are rendered first: what their resources share is known by them. */
export interface Rendering {
  readonly plan: MonitoringPlan;
  readonly policies: Policies;
  readonly context: RenderContext;
  /** Everything that is watched here, rendered or not. */
  readonly watches: readonly Watch[];
  readonly outcomes: readonly Outcome[];
  readonly objectives: readonly ObjectiveOutcome[];
  readonly destinations: readonly PagedDestination[];
  readonly dashboards: readonly Dashboard[];
}

/** One row of `parts.ts`: resources of one purpose at one system, and all that is to be known of them. Pure. */
export interface Part<D extends Declaration = Declaration> {
  /** At which system most of it is. */
  readonly at: System;
  /** Whether the environment has it; nothing else of the row is asked where it has not. */
  readonly on: (environment: Environment) => boolean;
  /** Parts whose resources its own name: they stand above it in the table, and are created first. */
  readonly order: readonly string[];
  /** Its declarations, each after those that it names. */
  readonly render: (from: Rendering) => readonly D[];
  /** The limits of its system that a declaration breaks, whichever part declares it; nothing of other systems' declarations. */
  readonly check?: (declaration: Declaration) => readonly Refusal[];
  /** What its system charges for. */
  readonly costs?: Costs;
  /** How it judges what the catalogue measures. Absent where it judges nothing. */
  readonly evaluates?: BoundVendor<D>;
}

/** A vendor as the assembly sees it: it is handed any source and any declaration, and answers for its own. */
export interface BoundVendor<D extends Declaration = Declaration> {
  readonly name: VendorName;
  readonly watch: (watch: Watch, context: RenderContext) => Watched;
  readonly objective: (objective: PlannedObjective, context: RenderContext) => Watched;
  /** What the rows' resources share: a monitor that is saved before its rule is not routed by it. */
  readonly shared: (from: Rendering) => readonly D[];
  /** By what another vendor hears that this one still tells. */
  readonly beat: (from: Rendering) => readonly D[];
  /** What was rendered for the rows, each resource after those that it reads, and what keeps it quiet. */
  readonly rows: (from: Rendering) => readonly D[];
  /** What of its own goes on telling while the vendor is kept quiet. */
  readonly staysLoud: (declaration: Declaration) => boolean;
  readonly follow: (declarations: readonly Declaration[]) => (declaration: Declaration) => Followed | undefined;
  readonly tells: (
    declarations: readonly Declaration[],
  ) => (declaration: Declaration, example: Example) => readonly Telling[];
  readonly chart: (
    declarations: readonly Declaration[],
    context: RenderContext,
  ) => (declaration: Declaration, watch: Watch, level: PlannedLevel) => Chart | undefined;
  readonly chartObjective: (
    objective: PlannedObjective,
    rendered: readonly Declaration[],
    context: RenderContext,
  ) => readonly BudgetChart[];
  /**
   * How the vendor would judge a series by this declaration of its own. Another revision's may have arguments that the vendor does not
   * read any more: whoever hands those over catches what is thrown.
   */
  readonly evaluator: (declarations: readonly Declaration[]) => (declaration: Declaration) => Evaluator | undefined;
  readonly check: (declaration: Declaration) => readonly Refusal[];
  readonly delays: {
    /** Undefined of another vendor's source. */
    readonly sight: (source: Source) => Delay | undefined;
    readonly notification: Delay;
  };
  readonly costs: Costs;
}

/** Resources that watch a signal which is kept quiet. */
export const coveredBy = <D extends Declaration>({ signals }: PlannedQuiet, declarations: readonly D[]): readonly D[] =>
  declarations.filter(({ watches }) => watches !== undefined && signals.has(watches.signal));
