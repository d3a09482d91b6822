import { emitterOf, type Emission } from "../model/emission";
import type { Source } from "../model/sources/source";
import type { Diagnostic } from "./diagnostic";
import type { MonitoringPlan } from "./plan";

/** What the checks of rows share: how a fault names its row, and what every row must have. */

export type Report = (
  fault: Omit<Diagnostic, "severity" | "where" | "remedy"> & { readonly name?: string; readonly remedy?: string },
) => Diagnostic;

/** A row of the catalogue, be it a signal or an objective. */
interface Row {
  readonly id: string;
  readonly service: string;
}

/** A diagnostic that names its row, and the file and key where it is mended. */
export const reporter =
  ({ environment }: Pick<MonitoringPlan, "environment">, row: Row): Report =>
  ({ name = row.id, remedy, ...fault }) => ({
    severity: "error",
    where: `${name} (${environment})`,
    ...fault,
    remedy: [remedy, fileOf(row)].filter((part) => part !== undefined).join(" in "),
  });

/** A service's rows stand in the file of its name. */
export const fileOf = ({ service, id }: Row): string =>
  `monitors/catalogue/${service}.ts, key ${id.slice(service.length + 1)}`;

/** Texts that open messages: an empty one compiles. */
export const checkTexts = <Field extends string>(
  row: Readonly<Record<Field, string>>,
  fields: readonly Field[],
  report: Report,
): readonly Diagnostic[] =>
  fields
    .filter((field) => row[field].trim() === "")
    .map((field) =>
      report({
        what: `${field} is empty`,
        rule: "every message says what it is of, what users notice and what to do first",
        remedy: `write ${field}`,
      }),
    );

export const checkRunbookExists = (
  { runbook }: { readonly runbook: string },
  runbooks: ReadonlySet<string>,
  report: Report,
): readonly Diagnostic[] =>
  runbooks.has(runbook)
    ? []
    : [
        report({
          what: `the runbook runbooks/${runbook} is not there`,
          rule: "whoever is woken finds a page that says what to do",
          remedy: `write runbooks/${runbook}, or mend the path`,
        }),
      ];

export const checkEmitted = (
  {
    name,
    source,
    backstop,
  }: { readonly name: string; readonly source: Source; readonly backstop?: Source | undefined },
  emission: Emission,
  report: Report,
): readonly Diagnostic[] =>
  [...source.reads, ...(backstop?.reads ?? [])]
    .filter((feed) => emitterOf(emission, feed) === undefined)
    .map((feed) =>
      report({
        name,
        what: `nothing emits ${feed}`,
        rule: "every source names who sends what it reads (monitors/catalogue/emission.ts)",
        remedy: "add the emitter to monitors/catalogue/emission.ts, or change the source",
      }),
    );
