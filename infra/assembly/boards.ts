import { checkDashboards } from "../../dashboards/grafana/check";
import { renderDashboards, type Drawn } from "../../dashboards/grafana/render";
import type { Dashboard } from "../../dashboards/grafana/model";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import type { RenderContext } from "../../monitors/plan/watch";
import { isOn } from "../environment/switched-off";
import type { ObjectiveOutcome, Outcome } from "../part";
import { vendors } from "../vendors";

export interface Boards {
  readonly dashboards: readonly Dashboard[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The boards of an environment; none where Grafana is off. */
export const drawBoards = (
  plan: MonitoringPlan,
  rendered: readonly Outcome[],
  objectives: readonly ObjectiveOutcome[],
  context: RenderContext,
): Boards => {
  if (!isOn(context.environment, "prometheus")) return { dashboards: [], diagnostics: [] };
  const dashboards = renderDashboards(
    plan,
    { measures: drawWatches(rendered, context), objectives: drawObjectives(objectives, context) },
    context,
  );
  return { dashboards, diagnostics: checkDashboards(dashboards, context.environment) };
};

/** What each measure's first vendor draws of its levels. A measure that was refused is not watched, and so not drawn. */
const drawWatches = (rendered: readonly Outcome[], context: RenderContext): Drawn["measures"] => {
  const own = rendered.flatMap(({ declarations }) => declarations);
  const charts = vendors.map((vendor) => vendor.chart(own, context));
  return new Map(
    rendered
      .filter(({ watch, refusal }) => watch.role === "first" && refusal === undefined)
      .map(({ watch, declarations }) => [
        watch.measure.name,
        watch.measure.levels.flatMap((level) => {
          const evaluating = declarations.filter(({ watches }) => watches?.level === level.level);
          const [chart] = evaluating.flatMap((each) => charts.flatMap((draw) => draw(each, watch, level) ?? []));
          return chart === undefined ? [] : [{ level: level.level, chart }];
        }),
      ]),
  );
};

const drawObjectives = (objectives: readonly ObjectiveOutcome[], context: RenderContext): Drawn["objectives"] =>
  new Map(
    objectives.map(({ objective, declarations }) => [
      objective.id,
      vendors.flatMap((vendor) => vendor.chartObjective(objective, declarations, context)),
    ]),
  );
