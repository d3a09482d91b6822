import type { Vendor as System } from "../monitors/declaration/declaration";
import type { VendorName } from "../monitors/model/sources/source";
import { drawBoards, type Boards } from "./assembly/boards";
import { pagedDestinations, renderObjectives, renderWatches } from "./assembly/outcomes";
import type { ObjectiveOutcome, Outcome, Part, Rendering } from "./part";
import { partNames, partOf, parts, type DeclarationIn, type PartName, type StackDeclaration } from "./parts";
import type { PlannedStack } from "./plan-stack";

/** What the chosen parts declare, and what came of each row on the way. */
export interface RenderedStack {
  /** What was asked for. A system that is switched off is among it, and has no part. */
  readonly chosen: readonly PartName[];
  /** Those of it that the environment has. */
  readonly parts: readonly RenderedPart[];
  /** Of all parts, in the order in which they are created. */
  readonly declarations: readonly StackDeclaration[];
  readonly outcomes: readonly Outcome[];
  readonly objectives: readonly ObjectiveOutcome[];
  readonly boards: Boards;
}

export interface RenderedPart<Name extends PartName = PartName> {
  readonly name: Name;
  readonly declarations: readonly DeclarationIn<Name>[];
}

const renderPart = <Name extends PartName>(name: Name, from: Rendering): RenderedPart<Name> => {
  const rows: { readonly [Each in PartName]: Pick<Part<DeclarationIn<Each>>, "render"> } = parts;
  return { name, declarations: rows[name].render(from) };
};

/** What one part declares; nothing where the stack has it not. */
export const declarationsIn = <Name extends PartName>(
  { parts: rendered }: Pick<RenderedStack, "parts">,
  name: Name,
): readonly DeclarationIn<Name>[] => {
  const isWanted = (part: RenderedPart): part is RenderedPart<Name> => part.name === name;
  return rendered.filter(isWanted).flatMap(({ declarations }) => declarations);
};

/** The parts at one vendor and at PagerDuty: what judges a row of that vendor, and whom it tells. */
export const partsAt = (vendors: readonly VendorName[]): readonly PartName[] => {
  const systems = new Set<System>([...vendors, "pagerduty"]);
  return partNames.filter((name) => systems.has(parts[name].at));
};

/** The second stage of `declareStack`. Pure. @param chosen parts; rows of a vendor that is not among them are left out */
export const renderStack = (planned: PlannedStack, chosen: readonly PartName[] = partNames): RenderedStack => {
  const { plan, environment, context } = planned;
  const names = partNames.filter((name) => chosen.includes(name) && parts[name].on(environment));
  const judging = new Set(names.flatMap((name) => partOf(name).evaluates?.name ?? []));
  const outcomes = renderWatches(
    planned.watches.filter(({ source }) => judging.has(source.vendor)),
    context,
  );
  const objectives = renderObjectives(
    plan.objectives.filter(({ source }) => judging.has(source.vendor)),
    context,
  );
  const boards = names.includes("dashboards")
    ? drawBoards(plan, outcomes, objectives, context)
    : { dashboards: [], diagnostics: [] };
  const from: Rendering = {
    ...{ plan, policies: planned.rows.policies, context, watches: planned.watches, outcomes, objectives },
    destinations: pagedDestinations(outcomes, objectives),
    dashboards: boards.dashboards,
  };
  const rendered = names.map((name) => renderPart(name, from));
  return {
    chosen,
    parts: rendered,
    declarations: rendered.flatMap(({ declarations }) => declarations),
    outcomes,
    objectives,
    boards,
  };
};
