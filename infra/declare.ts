import type { Environment } from "../monitors/model/environment";
import type { Policies } from "../monitors/model/route";
import type { Catalogue } from "../monitors/model/signal";
import type { Feed } from "../monitors/model/sources/feed";
import { sortDiagnostics } from "../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../monitors/plan/plan";
import type { SoundRows } from "../monitors/plan/sound-rows";
import type { Boards } from "./assembly/boards";
import { groupResources } from "./assembly/outcomes";
import { readsHere } from "./assembly/reads-here";
import { checkStack, type CheckedStack } from "./check-stack";
import { partNames, type PartName } from "./parts";
import { planStack } from "./plan-stack";
import { renderStack, type RenderedStack } from "./render-stack";

export interface DeclaredStack extends Pick<RenderedStack, "parts" | "declarations">, CheckedStack {
  /** What is declared: the rows that could be read, and a stand-in for a policy that could not. */
  readonly rows: SoundRows;
  readonly plan: MonitoringPlan;
  /** Keys (`type name`) of the resources made for each measure and objective, by the measure's name and the objective's id. */
  readonly resourcesOf: ReadonlyMap<string, readonly string[]>;
  /** The measures and objectives that read each feed here. */
  readonly reads: ReadonlyMap<Feed, readonly string[]>;
  /** The boards, where Grafana is on. */
  readonly dashboards: Boards["dashboards"];
}

export interface Asked {
  /** Milliseconds since 1970: what is kept quiet on purpose must not be over. @default nothing is taken for over */
  readonly now?: number;
  /** Which parts the stack is to have, of the plan. @default all */
  readonly choose?: (plan: MonitoringPlan) => readonly PartName[];
}

/**
 * The whole stack of one environment as data: planned, rendered, proved and checked. Pure. The offline tools print it, and the program
 * turns each declaration into a resource, so what is listed is what is created.
 */
export const declareStack = <Name extends string>(
  catalogue: Catalogue,
  policies: Policies<NoInfer<Name>>,
  environment: Environment<Name>,
  { now, choose = () => partNames }: Asked = {},
): DeclaredStack => {
  const planned = planStack(catalogue, policies, environment);
  const { rows, plan } = planned;
  const rendered = renderStack(planned, choose(plan));
  const checked = checkStack(planned, rendered, now);
  return {
    rows,
    plan,
    parts: rendered.parts,
    declarations: rendered.declarations,
    resourcesOf: groupResources(rendered.outcomes, rendered.objectives),
    reads: readsHere(plan, environment),
    dashboards: rendered.boards.dashboards,
    ...checked,
    diagnostics: sortDiagnostics([...rows.diagnostics, ...checked.diagnostics]),
  };
};
