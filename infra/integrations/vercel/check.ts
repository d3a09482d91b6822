import { emitterOf, type Emission } from "../../../monitors/model/emission";
import type { Environment } from "../../../monitors/model/environment";
import { listWords } from "../../../monitors/model/list-words";
import type { Source } from "../../../monitors/model/sources/source";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../../../monitors/plan/plan";

const FOLDER = "infra/integrations/vercel";

/** Rows that read what nobody would send: an environment that has not said which projects of Vercel's it is. */
export const checkDrained = (
  plan: MonitoringPlan,
  emission: Emission,
  environment: Environment,
): readonly Diagnostic[] => {
  if (environment.vercel !== undefined) return [];
  const drained = ({ reads }: Source): boolean =>
    reads.some((feed) => {
      const emitter = emitterOf(emission, feed);
      return emitter !== undefined && emitter.by !== "built-in" && emitter.where.startsWith(FOLDER);
    });
  const readers = [
    ...plan.signals.flatMap(({ measures }) =>
      measures
        .filter(({ source, backstop }) => [source, ...(backstop === undefined ? [] : [backstop])].some(drained))
        .map(({ name }) => name),
    ),
    ...plan.objectives.filter(({ source }) => drained(source)).map(({ id }) => id),
  ];
  return readers.length === 0
    ? []
    : [
        {
          severity: "error",
          where: `Pulumi.${environment.name}.yaml, vercel`,
          what: `${listWords(readers)} ${readers.length === 1 ? "reads" : "read"} what Vercel drains, and the configuration has no vercel`,
          rule: "a row whose data nobody sends never fires",
          remedy: `set vercel in Pulumi.${environment.name}.yaml (docs/bootstrap.md)`,
        },
      ];
};
