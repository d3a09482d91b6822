import type { Environment } from "../../monitors/model/environment";
import { listWords } from "../../monitors/model/list-words";
import type { Quiets } from "../../monitors/model/quiet";
import type { VendorName } from "../../monitors/model/sources/source";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { checkQuiet, type PlannedQuiet } from "../../monitors/plan/quiet";
import type { RenderContext } from "../../monitors/plan/watch";
import { keyOf, type Declaration } from "../../monitors/declaration/declaration";
import { coveredBy, type BoundVendor } from "../part";

/** What is kept quiet on purpose, by what, and what goes on telling all the same. */
export interface QuietReport {
  readonly quiet: PlannedQuiet;
  /** Keys of the resources that keep it quiet. */
  readonly resources: readonly string[];
  /** Vendors that still tell, and the covered signals of which they do. */
  readonly loud: readonly { readonly vendor: VendorName; readonly signals: readonly string[] }[];
}

/** @param vendors those that are on */
export const reportQuiets = (
  vendors: readonly BoundVendor[],
  declarations: readonly Declaration[],
  { quiet: quiets }: RenderContext,
): readonly QuietReport[] =>
  quiets.map((quiet) => {
    const covered = coveredBy(quiet, declarations);
    const loud = vendors.flatMap(({ name, staysLoud }) => {
      const told = new Set(covered.filter(staysLoud).flatMap(({ watches }) => watches?.signal ?? []));
      return told.size === 0 ? [] : [{ vendor: name, signals: [...told] }];
    });
    return { quiet, loud, resources: declarations.filter(({ keeps }) => keeps === quiet.key).map(keyOf) };
  });

export const checkQuiets = (
  quiets: Quiets,
  plan: MonitoringPlan,
  reports: readonly QuietReport[],
  environment: Environment,
  now: number | undefined,
): readonly Diagnostic[] => [
  ...checkQuiet(quiets, plan, now),
  ...reports.flatMap(({ quiet, loud }) =>
    loud.map(({ vendor, signals }): Diagnostic => ({
      severity: "warning",
      where: `quiet ${quiet.key} (${environment.name})`,
      what: `${vendor} still tells of ${listWords(signals)}`,
      rule: `${vendor} has nothing that keeps these quiet for a time`,
      remedy: "tell whoever reads it, or name only signals of other vendors in monitors/catalogue/quiet.ts",
    })),
  ),
];
