import type { Environment } from "../../../monitors/model/environment";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../../../monitors/plan/plan";
import { fileOfNumber, FOLDER } from "../../environment/sql-files";

/** Rows that read a business number whose SQL is not there. */
export const checkQueries = (plan: MonitoringPlan, environment: Environment): readonly Diagnostic[] =>
  plan.signals.flatMap(({ measures }) =>
    measures.flatMap(({ name, source, backstop }) =>
      [source, ...(backstop === undefined ? [] : [backstop])].flatMap((each): readonly Diagnostic[] =>
        each.type !== "sql" || environment.businessQueries[each.number] !== undefined
          ? []
          : [
              {
                severity: "error",
                where: `${name} (${environment.name})`,
                what: `${FOLDER}/${fileOfNumber(each.number)} is not there`,
                rule: "each business number (monitors/model/sources/business.ts) has a file of its name",
                remedy: "write it, or change the source",
              },
            ],
      ),
    ),
  );
