import { keyOf } from "../../monitors/declaration/declaration";
import type { Environment } from "../../monitors/model/environment";
import { listWords } from "../../monitors/model/list-words";
import { needsOf, type VendorName } from "../../monitors/model/sources/source";
import { destinationName, type Destination } from "../../monitors/plan/destination";
import type { MonitoringPlan, PlannedObjective } from "../../monitors/plan/plan";
import type { RenderContext, Watch } from "../../monitors/plan/watch";
import type { Refusal } from "../../monitors/plan/refusal";
import { workingOn } from "../../monitors/plan/working-on";
import type { PagedDestination } from "../../policies/pagerduty/render";
import { suppressionIn } from "./suppressors";
import { isSeen, isOn } from "../environment/switched-off";
import { nothing, type ObjectiveOutcome, type Outcome } from "../part";
import { vendors } from "../vendors";
import { groupPairs } from "../../monitors/model/group-by";

/** Every measure and objective of a plan, handed to its vendor. */

/** Every measure once for its source and once for its backstop, less what cannot be seen where a vendor is switched off. */
export const watchesOf = (plan: MonitoringPlan, environment: Environment): readonly Watch[] => {
  const suppressionOf = suppressionIn(plan);
  return plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure) => {
      const both = { signal, measure };
      const first: Watch = { ...both, source: measure.source, role: "first", ...suppressionOf(signal, measure) };
      const watches: readonly Watch[] =
        measure.backstop === undefined ? [first] : [first, { ...both, source: measure.backstop, role: "backstop" }];
      return watches.filter(({ source }) => isSeen(environment, source));
    }),
  );
};

/** What looks at other levels comes after them: its vendor wants them to be there. */
export const renderWatches = (watches: readonly Watch[], context: RenderContext): readonly Outcome[] => {
  const looksAtLevels = ({ source }: Watch): boolean => needsOf(source).length > 0;
  const outcomes = watches.filter((watch) => !looksAtLevels(watch)).flatMap((watch) => renderWatch(watch, context));
  const there = new Set(
    outcomes
      .filter(({ refusal }) => refusal === undefined)
      .flatMap(({ watch }) => watch.measure.levels.map(({ name }) => `${watch.source.vendor} ${name}`)),
  );
  return [
    ...outcomes,
    ...watches.filter(looksAtLevels).flatMap((watch) => {
      const refusal = refuseMissing(watch, there);
      return refusal === undefined ? renderWatch(watch, context) : [{ watch, ...nothing, refusal }];
    }),
  ];
};

const refuseMissing = ({ source }: Watch, there: ReadonlySet<string>): Refusal | undefined => {
  const missing = needsOf(source).filter((name) => !there.has(`${source.vendor} ${name}`));
  return missing.length === 0
    ? undefined
    : {
        what: `it looks at ${listWords(missing)}, which ${source.vendor} does not watch`,
        rule: "a source of levels names those of its own vendor, and of none that looks at levels itself",
        remedy: "name a level that is there, or give that row a source or backstop of this vendor",
      };
};

const renderWatch = (watch: Watch, context: RenderContext): readonly Outcome[] =>
  vendors
    .filter(({ name }) => name === watch.source.vendor)
    .map((vendor) => ({ watch, ...workingOn(watch.measure.name, () => vendor.watch(watch, context)) }));

/** Each objective once, less those whose vendor is switched off. */
export const renderObjectives = (
  objectives: readonly PlannedObjective[],
  context: RenderContext,
): readonly ObjectiveOutcome[] =>
  objectives.flatMap((objective) =>
    vendors
      .filter(({ name }) => name === objective.source.vendor && isOn(context.environment, name))
      .map((vendor) => ({ objective, ...workingOn(objective.id, () => vendor.objective(objective, context)) })),
  );

/** `<measure or objective> <vendor>` of what a vendor has refused: it is said already, and that nothing evaluates it follows. */
export const refusedOf = (rendered: readonly Outcome[], objectives: readonly ObjectiveOutcome[]): ReadonlySet<string> =>
  new Set([
    ...rendered
      .filter(({ refusal }) => refusal !== undefined)
      .map(({ watch }) => `${watch.measure.name} ${watch.source.vendor}`),
    ...objectives
      .filter(({ refusal }) => refusal !== undefined)
      .map(({ objective }) => `${objective.id} ${objective.source.vendor}`),
  ]);

/** A destination as one vendor sends there. */
type Telling = Destination & { readonly vendor: VendorName };

const tellingOf = ({ watch, refusal }: Outcome): readonly Telling[] => {
  if (refusal !== undefined || watch.signal.stage === "draft") return [];
  const { service, serviceTitle } = watch.signal;
  const { vendor } = watch.source;
  return watch.measure.levels.map(({ priority }) => ({ service, serviceTitle, priority, vendor }));
};

const tellingOfObjective = ({ objective, refusal }: ObjectiveOutcome): readonly Telling[] => {
  if (refusal !== undefined) return [];
  const { service, serviceTitle, tiers, source } = objective;
  return tiers.map(({ priority }) => ({ service, serviceTitle, priority, vendor: source.vendor }));
};

/** Where the rendered levels and tiers go, each destination once, with the vendors that send there. */
export const pagedDestinations = (
  rendered: readonly Outcome[],
  objectives: readonly ObjectiveOutcome[],
): readonly PagedDestination[] => {
  const found = new Map<string, PagedDestination>();
  const telling = [...rendered.flatMap(tellingOf), ...objectives.flatMap(tellingOfObjective)];
  for (const { vendor, ...destination } of telling) {
    const name = destinationName(destination);
    const from = found.get(name)?.from ?? [];
    if (!from.includes(vendor)) found.set(name, { ...destination, from: [...from, vendor] });
  }
  return [...found.values()];
};

/** Keys of the resources, by the name of a measure, or the id of an objective. */
export const groupResources = (
  rendered: readonly Outcome[],
  objectives: readonly ObjectiveOutcome[],
): ReadonlyMap<string, readonly string[]> =>
  groupPairs([
    ...rendered.flatMap(({ watch, declarations }) =>
      declarations.map((each) => [watch.measure.name, keyOf(each)] as const),
    ),
    ...objectives.flatMap(({ objective, declarations }) =>
      declarations.map((each) => [objective.id, keyOf(each)] as const),
    ),
  ]);
