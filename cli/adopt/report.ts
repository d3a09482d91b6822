import type { DeclaredStack } from "../../infra/declare";
import type { Environment } from "../../monitors/model/environment";
import { declaredWatchers } from "./declared";
import { compareWatchers, type Difference } from "./differences";
import { refuseImport, toImportFile, type ImportFile } from "./import-file";
import { matchExport, type Finding } from "./match";
import { proposeRows, type Proposals } from "./rows";
import { knownFrom } from "./say";
import type { Declared, Existing, Export } from "./watcher";

/** What a team has already, held against the catalogue. */
export interface AdoptReport {
  readonly environment: string;
  readonly matches: readonly Compared[];
  readonly duplicates: readonly { readonly existing: Existing; readonly of: Declared }[];
  readonly near: readonly { readonly existing: Existing; readonly signals: readonly string[] }[];
  readonly proposals: Proposals;
  readonly importFile: ImportFile;
  /** How many of the catalogue's were found, by vendor, and how many it has. */
  readonly counts: readonly {
    readonly vendor: string;
    readonly exported: number;
    readonly matched: number;
    readonly declared: number;
  }[];
  /** Items that could not be read. */
  readonly faults: readonly string[];
}

export interface Compared {
  readonly existing: Existing;
  readonly declared: Declared;
  readonly by: string;
  readonly differences: readonly Difference[];
  /** Why it is not in the import file. */
  readonly notImported?: string;
}

export const adopt = (
  exports: readonly Export[],
  declared: Pick<DeclaredStack, "plan" | "declarations">,
  environment: Environment,
): AdoptReport => {
  const watchers = declaredWatchers(declared, environment);
  const items = exports.flatMap((each) => each.items);
  const findings = matchExport(items, watchers);
  const matches = findings.flatMap((finding) => (finding.found === "match" ? [compare(finding, environment)] : []));
  return {
    environment: environment.name,
    matches,
    duplicates: findings.flatMap((finding) =>
      finding.found === "duplicate" ? [{ existing: finding.existing, of: finding.of }] : [],
    ),
    near: findings.flatMap((finding) =>
      finding.found === "lacking" && finding.near.length > 0
        ? [{ existing: finding.existing, signals: finding.near }]
        : [],
    ),
    proposals: proposeRows(
      findings,
      new Set(declared.plan.signals.map(({ id }) => id)),
      knownFrom(declared.plan),
      environment,
    ),
    importFile: toImportFile(findings, environment),
    counts: (["datadog", "cloudwatch"] as const).map((vendor) => ({
      vendor,
      exported: items.filter((item) => item.vendor === vendor).length,
      matched: matches.filter(({ existing }) => existing.vendor === vendor).length,
      declared: watchers.filter((watcher) => watcher.vendor === vendor).length,
    })),
    faults: exports.flatMap(({ faults }) => faults),
  };
};

const compare = ({ existing, declared, by }: Extract<Finding, { found: "match" }>, { aws }: Environment): Compared => {
  const notImported = refuseImport({ existing, declared }, aws.accountId);
  return {
    ...{ existing, declared, by },
    differences: compareWatchers(existing, declared),
    ...(notImported === undefined ? {} : { notImported }),
  };
};
