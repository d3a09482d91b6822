import { keyOf, type Declaration } from "../monitors/declaration/declaration";
import type { Environment } from "../monitors/model/environment";
import { checkPlan } from "../monitors/plan/check";
import type { Diagnostic } from "../monitors/plan/diagnostic";
import type { Refusal } from "../monitors/plan/refusal";
import { workingOn } from "../monitors/plan/working-on";
import { checkRoutes, usedPriorities } from "../policies/check";
import { checkIncidents, checkNotices } from "../policies/incidents/check";
import { refusedOf } from "./assembly/outcomes";
import { checkQuiets, reportQuiets, type QuietReport } from "./assembly/quiet";
import { checkConfigured, checkCoverage, checkPaid } from "./checks/coverage";
import type { RouteProof } from "./checks/routing/proof";
import { proveRoutes } from "./checks/routing/prove";
import { checkMeasured, provesMeasured, type StillMeasured } from "./checks/still-measured";
import { checkQueries } from "./integrations/business-metrics/check";
import { checkDrained } from "./integrations/vercel/check";
import { partNames, partOf } from "./parts";
import type { PlannedStack } from "./plan-stack";
import type { RenderedStack } from "./render-stack";

/** What is true of a stack, and what is wrong with it. */
export interface CheckedStack {
  /** Who is told of each level, followed through the declarations. */
  readonly proofs: readonly RouteProof[];
  /** Why the silence of each measure would be noticed, by its name. */
  readonly stillMeasured: StillMeasured;
  /** What is kept quiet on purpose. */
  readonly quiet: readonly QuietReport[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The third stage of `declareStack`: who is told is proved through what was rendered, and rows and declarations are held to every rule.
 * Pure. Of a vendor that was not chosen no declaration is looked at, and its rows are.
 *
 * @param now milliseconds since 1970: what is kept quiet on purpose must not be over. Without it nothing is taken for over.
 */
export const checkStack = (planned: PlannedStack, rendered: RenderedStack, now?: number): CheckedStack => {
  const { plan, rows, environment, context } = planned;
  const { declarations, outcomes, objectives, boards } = rendered;
  const stillMeasured = provesMeasured(plan, environment);
  const on = rendered.parts.flatMap(({ name }) => partOf(name).evaluates ?? []);
  const quiet = reportQuiets(on, declarations, context);
  const { proofs, diagnostics } = proveRoutes(plan, declarations, rows.policies, environment, {
    refused: refusedOf(outcomes, objectives),
    judging: new Set(rendered.chosen.flatMap((name) => partOf(name).evaluates?.name ?? [])),
  });
  return {
    proofs,
    stillMeasured,
    quiet,
    diagnostics: [
      ...checkRows(planned),
      ...checkRoutes(rows.policies, environment, usedPriorities(plan)),
      ...(rendered.chosen.includes("statusPage") ? [...checkIncidents(environment.name), ...checkNotices(plan)] : []),
      ...checkCoverage(plan, planned.wantedRoutes, environment),
      ...checkRefusals(rendered, environment),
      ...checkDeclarations(declarations, environment),
      ...boards.diagnostics,
      ...checkMeasured(plan, stillMeasured, environment),
      ...checkQuiets(rows.catalogue.quiet ?? {}, plan, quiet, environment, now),
      ...diagnostics,
    ],
  };
};

/** What is wrong with rows, whatever becomes of them. */
const checkRows = ({ plan, rows: { catalogue }, environment }: PlannedStack): readonly Diagnostic[] => [
  ...checkPlan(plan, catalogue.emission, environment),
  ...checkConfigured(plan, environment),
  ...checkQueries(plan, environment),
  ...checkDrained(plan, catalogue.emission, environment),
  ...checkPaid(plan, environment),
];

const toDiagnostic = (where: string, refusal: Refusal): Diagnostic => ({ severity: "error", where, ...refusal });

const checkRefusals = ({ outcomes, objectives }: RenderedStack, environment: Environment): readonly Diagnostic[] =>
  [
    ...outcomes.map(({ watch, ...outcome }) => ({ name: watch.measure.name, ...outcome })),
    ...objectives.map(({ objective, ...outcome }) => ({ name: objective.id, ...outcome })),
  ].flatMap(({ name, refusal, unsuppressed }) =>
    [...(refusal === undefined ? [] : [refusal]), ...unsuppressed].map((each) =>
      toDiagnostic(`${name} (${environment.name})`, each),
    ),
  );

const checkDeclarations = (declarations: readonly Declaration[], environment: Environment): readonly Diagnostic[] => [
  ...declarations.flatMap((declaration) => checkDeclaration(declaration, environment)),
  ...checkUnique(declarations, environment),
];

const checkDeclaration = (declaration: Declaration, environment: Environment): readonly Diagnostic[] =>
  workingOn(declaration.name, () => partNames.flatMap((name) => partOf(name).check?.(declaration) ?? [])).map(
    (refusal) => toDiagnostic(`${declaration.name} (${environment.name})`, refusal),
  );

const checkUnique = (declarations: readonly Declaration[], environment: Environment): readonly Diagnostic[] => {
  const seen = new Set<string>();
  return declarations.flatMap((declaration) => {
    const key = keyOf(declaration);
    const twice = seen.has(key);
    seen.add(key);
    return twice
      ? [
          toDiagnostic(`${declaration.name} (${environment.name})`, {
            what: `${key} is declared twice`,
            rule: "a resource is known by its type and logical name",
            remedy: "give one of the two rows another key",
          }),
        ]
      : [];
  });
};
