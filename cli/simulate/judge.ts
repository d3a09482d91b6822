import type { DeclaredStack } from "../../infra/declare";
import { type StackDeclaration, vendors } from "../../infra/vendors";
import type { VendorName } from "../../monitors/model/sources/source";
import type { Evaluator } from "../../monitors/plan/evaluate";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import type { BurnRate } from "./burn-rate";
import type { Judged, Role } from "./judge-types";

/** A level with whoever judges it: its first vendor, or the one that stands behind. */
export interface Judge<L extends Judged = PlannedLevel> {
  readonly level: L;
  readonly vendor: string;
  readonly role: Role;
  readonly evaluator: Evaluator;
}

/** By the first vendor, a judge for each level that is evaluated. */
export const judgesOf = (declared: DeclaredStack, signal: string, measure: PlannedMeasure): readonly Judge[] =>
  judgesAt(declared, signal, measure, measure.source.vendor, "first");

/** By the vendor that stands behind the first, where there is one. */
export const backstopsOf = (declared: DeclaredStack, signal: string, measure: PlannedMeasure): readonly Judge[] =>
  measure.backstop === undefined ? [] : judgesAt(declared, signal, measure, measure.backstop.vendor, "backstop");

/** Of an objective, a judge for each tier, as if no faster one kept it quiet. */
export const judgesOfTiers = (declared: DeclaredStack, { name, levels, source }: BurnRate): readonly Judge<Judged>[] =>
  judgesBy(
    declared,
    levels,
    source.vendor,
    "first",
    ({ burns }, { level }) => burns?.objective === name && burns.tier === level,
  );

const judgesAt = (
  declared: DeclaredStack,
  signal: string,
  { key, levels }: PlannedMeasure,
  vendor: VendorName,
  role: Role,
): readonly Judge[] =>
  judgesBy(
    declared,
    levels,
    vendor,
    role,
    ({ watches }, { level }) => watches?.signal === signal && watches.measure === key && watches.level === level,
  );

const judgesBy = <L extends Judged>(
  { declarations }: DeclaredStack,
  levels: readonly L[],
  vendor: VendorName,
  role: Role,
  isOf: (declaration: StackDeclaration, level: L) => boolean,
): readonly Judge<L>[] => {
  const evaluate = vendors.find(({ name }) => name === vendor)?.evaluator(declarations);
  return levels.flatMap((level) =>
    declarations
      .filter((each) => each.vendor === vendor && isOf(each, level))
      .flatMap((each) => evaluate?.(each) ?? [])
      .slice(0, 1)
      .map((evaluator) => ({ level, vendor, role, evaluator })),
  );
};
