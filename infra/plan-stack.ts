import type { Environment } from "../monitors/model/environment";
import type { Policies, Routes } from "../monitors/model/route";
import type { Catalogue } from "../monitors/model/signal";
import type { MonitoringPlan } from "../monitors/plan/plan";
import { resolveQuiet } from "../monitors/plan/quiet";
import { resolvePlan } from "../monitors/plan/resolve";
import { soundRows, type SoundRows } from "../monitors/plan/sound-rows";
import type { RenderContext, Watch } from "../monitors/plan/watch";
import { watchesOf } from "./assembly/outcomes";

/** The rows as one environment has them, before anything is rendered. */
export interface PlannedStack {
  /** The rows that could be read, and a stand-in for a policy that could not. */
  readonly rows: SoundRows;
  readonly environment: Environment;
  readonly plan: MonitoringPlan;
  /** The routes as the policies have them. The plan's are fewer where PagerDuty is switched off. */
  readonly wantedRoutes: Routes;
  /** Every measure once for its source and once for its backstop, less what cannot be seen here. */
  readonly watches: readonly Watch[];
  readonly context: RenderContext;
}

/** The first stage of `declareStack`. Pure. */
export const planStack = <Name extends string>(
  catalogue: Catalogue,
  policies: Policies<NoInfer<Name>>,
  environment: Environment<Name>,
): PlannedStack => {
  const rows = soundRows(catalogue, policies, environment.name);
  const plan = resolvePlan(rows.catalogue, rows.policies, environment);
  return {
    rows,
    environment,
    plan,
    wantedRoutes: rows.policies.routes[environment.name],
    watches: watchesOf(plan, environment),
    context: {
      environment,
      routeOf: ({ priority }) => plan.routes[priority],
      quiet: resolveQuiet(rows.catalogue.quiet ?? {}, plan),
    },
  };
};
