import { planStack, type PlannedStack } from "../../infra/plan-stack";
import { partsAt, renderStack } from "../../infra/render-stack";
import { vendors } from "../../infra/vendors";
import type { Emission } from "../../monitors/model/emission";
import type { Environment } from "../../monitors/model/environment";
import type { LevelName } from "../../monitors/model/level";
import { checkPlan } from "../../monitors/plan/check";
import { policies } from "../../policies";
import { declaredWatchers } from "./declared";
import { toDefinition, type Row } from "./row";
import type { Parts } from "./parts";
import { boundOf, wordBound, type Declared, type Existing } from "./watcher";

/** A row, and the number of the export that each of its levels is to be. */
export interface Proposed {
  readonly service: string;
  readonly key: string;
  readonly row: Row;
  readonly levels: readonly {
    readonly level: LevelName;
    readonly existing: Existing;
    /** The export's own number. */
    readonly threshold: number;
  }[];
}

export interface Proof {
  /** Why the row is not its source. Empty where it is. */
  readonly differences: readonly string[];
  /** What makes the row fire or end sooner or later. */
  readonly timing: readonly string[];
}

/** The row planned and rendered as it would be, and read as an export is: nothing that it looks at may differ from its source. */
export const prove = (proposed: Proposed, environment: Environment): Proof => {
  const { planned, refusals } = planOf(proposed, environment);
  if (refusals.length > 0) return { differences: refusals, timing: [] };
  const { outcomes, declarations } = renderStack(planned, partsAt(planned.watches.map(({ source }) => source.vendor)));
  const refused = [
    ...outcomes.flatMap(({ refusal }) => refusal ?? []),
    ...outcomes
      .flatMap((outcome) => outcome.declarations)
      .flatMap((declaration) => vendors.flatMap((vendor) => vendor.check(declaration))),
  ].map(({ what, rule }) => `${what}: ${rule}`);
  if (refused.length > 0) return { differences: refused, timing: [] };
  const watchers = declaredWatchers({ plan: planned.plan, declarations }, environment);
  const compared = proposed.levels.map(({ level, existing, threshold }) => {
    const declared = watchers.find((watcher) => watcher.level?.level.level === level);
    return declared === undefined
      ? { differences: [`${existing.vendor} is switched off in ${environment.name}`], timing: [] }
      : compare(existing, threshold, declared);
  });
  return {
    differences: [...new Set(compared.flatMap(({ differences }) => differences))],
    timing: [...new Set(compared.flatMap(({ timing }) => timing))],
  };
};

/** As one row of a catalogue whose runbook and emitter are there, for these are still to be written. */
const planOf = (
  { service, key, row }: Proposed,
  environment: Environment,
): { readonly planned: PlannedStack; readonly refusals: readonly string[] } => {
  const signals = { [key]: toDefinition(row) };
  const services = { [service]: { title: service, owner: "platform" as const, signals } };
  const planned = planStack({ services, emission: {} }, policies, environment);
  const { plan } = planned;
  const reads = plan.signals.flatMap(({ measures }) => measures.flatMap(({ source }) => source.reads));
  const emission: Emission = Object.fromEntries(
    reads.map((feed) => [feed, { by: "built-in", who: "to be named", status: "here" } as const]),
  );
  const refusals = checkPlan(plan, emission, { runbooks: new Set([row.runbook]) });
  return { planned, refusals: refusals.map(({ what, rule }) => `${what}: ${rule}`) };
};

const compare = (existing: Existing, threshold: number, declared: Declared): Proof => ({
  differences: [
    ...differs("type", existing.type, declared.vendorType),
    ...comparePlace(existing, declared),
    ...keysOf(existing.parts, declared.parts).flatMap((what) =>
      differs(what, existing.parts?.[what], declared.parts?.[what]),
    ),
    ...compareBound(existing, threshold, declared),
    ...differs(existing.vendor === "datadog" ? "window" : "points", existing.window, declared.window),
    ...(existing.unit === undefined ? [] : differs("unit", existing.unit, declared.unit)),
    ...differs("missing data", existing.missingData, declared.missingData),
    ...differs("state", existing.state, declared.state),
  ],
  timing: keysOf(existing.timing, declared.timing)
    .map((what) => [what, existing.timing[what] ?? "none", declared.timing[what] ?? "none"] as const)
    .filter(([, there, here]) => there !== here)
    .map(([what, there, here]) => `${what}: ${there} of the source, ${here} of the row`),
});

const keysOf = (a: Parts = {}, b: Parts = {}): readonly string[] => [
  ...new Set([...Object.keys(a), ...Object.keys(b)]),
];

const differs = (what: string, there = "none", here = "none"): readonly string[] =>
  there === here ? [] : [`its ${what} ${what.endsWith("s") ? "are" : "is"} ${there}, and a row's would be ${here}`];

/** The same names are other things in another account and region. */
const comparePlace = (existing: Existing, declared: Declared): readonly string[] => {
  if (existing.vendor === "datadog") return [];
  return existing.accountId === undefined
    ? ["it has no AlarmArn, which names its account and region"]
    : [
        ...differs("account", existing.accountId, declared.accountId),
        ...differs("region", existing.region, declared.region),
      ];
};

const compareBound = (existing: Existing, threshold: number, declared: Declared): readonly string[] => {
  const [there, here] = [boundOf(existing, threshold), boundOf(declared, declared.threshold ?? NaN)];
  return there === here ? [] : [`it fires at ${wordBound(existing, threshold)}, and a row would at ${here}`];
};
