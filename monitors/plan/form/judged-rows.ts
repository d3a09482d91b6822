import type { Emission } from "../../model/emission";
import type { Policies } from "../../model/route";
import type { Catalogue, Services } from "../../model/signal";
import type { Diagnostic } from "../diagnostic";
import type { FormFault } from "./fault";
import { policyFaults } from "./policies";
import { catalogueFaults, emitterFaults, objectiveFaults, quietFaults, serviceFaults, signalFaults } from "./rows";
import { isRecord } from "../../model/unknown-value";

/** A row, and what is wrong with its form. */
export interface JudgedRow {
  /** `api.response_time`, `quiet database_upgrade` */
  readonly name: string;
  /** Where it stands; the key is empty where the file is the row. */
  readonly file: string;
  readonly key: string;
  /** The service that it is a row of. */
  readonly of?: unknown;
  readonly row: unknown;
  readonly faults: readonly FormFault[];
}

/** Rows that a plan can do without. @param environments the names that there are */
export const judgeRows = (catalogue: Catalogue, environments: readonly string[]): readonly JudgedRow[] => {
  const { services, quiet } = readable(catalogue);
  return [...judgeServices(services), ...judgeQuiets(quiet, environments)];
};

/** A catalogue that is none has no rows. That it is none, `judgeNeeded` says. */
export const readable = (catalogue: Catalogue): Catalogue =>
  isRecord(catalogue) ? catalogue : { services: {}, emission: {} };

/** Rows that a plan needs. @param environments the names that there are */
export const judgeNeeded = (
  catalogue: Catalogue,
  policies: Policies,
  environments: readonly string[],
): readonly JudgedRow[] => [
  ...judgeCatalogue(catalogue),
  ...judgeEmitters(readable(catalogue).emission),
  ...judgePolicies(policies, environments),
];

export const entriesOf = (table: unknown): readonly (readonly [string, unknown])[] =>
  isRecord(table) ? Object.entries(table) : [];

const judgeCatalogue = (catalogue: Catalogue): readonly JudgedRow[] => [
  {
    name: "catalogue",
    file: "monitors/catalogue/services.ts",
    key: "",
    row: catalogue,
    faults: catalogueFaults(catalogue),
  },
];

const judgeServices = (services: Services): readonly JudgedRow[] =>
  entriesOf(services).flatMap(([name, service]): readonly JudgedRow[] => {
    const file = isRecord(service) ? `monitors/catalogue/${name}.ts` : "monitors/catalogue/services.ts";
    const signals = isRecord(service) && "signals" in service ? service["signals"] : undefined;
    const objectives = isRecord(service) && "objectives" in service ? service["objectives"] : undefined;
    return [
      { name, file, key: isRecord(service) ? "" : name, row: service, faults: serviceFaults(service) },
      ...entriesOf(signals).map(([key, row]) => ({
        ...{ name: `${name}.${key}`, file, key, of: service, row },
        faults: signalFaults(row),
      })),
      ...entriesOf(objectives).map(([key, row]) => ({
        ...{ name: `${name}.${key}`, file, key, of: service, row },
        faults: objectiveFaults(row),
      })),
    ];
  });

const judgeQuiets = (quiet: Catalogue["quiet"], environments: readonly string[]): readonly JudgedRow[] =>
  entriesOf(quiet).map(([key, row]) => ({
    ...{ name: `quiet ${key}`, file: "monitors/catalogue/quiet.ts", key, row },
    faults: quietFaults(row, environments),
  }));

const judgeEmitters = (emission: Emission): readonly JudgedRow[] =>
  entriesOf(emission).map(([key, row]) => ({
    ...{ name: `emitter ${key}`, file: "monitors/catalogue/emission.ts", key: JSON.stringify(key), row },
    faults: emitterFaults(row),
  }));

const policyFiles: Readonly<Partial<Record<string, string>>> = {
  respondWithin: "policies/priorities.ts",
  routes: "policies/routing.ts",
  rungs: "policies/on-call.ts",
  handOff: "policies/on-call.ts",
};

const judgePolicies = (policies: Policies, environments: readonly string[]): readonly JudgedRow[] =>
  policyFaults(policies, environments).map((fault) => ({
    name: "policies",
    file: policyFiles[fault.path.split(".")[0] ?? ""] ?? "policies/index.ts",
    ...{ key: "", row: policies, faults: [fault] },
  }));

export const toDiagnostics = ({ name, file, key, faults }: JudgedRow, environment: string): readonly Diagnostic[] =>
  faults.map(({ path, what, rule, remedy }) => {
    const at = [key, path].filter((part) => part !== "").join(".");
    return {
      severity: "error",
      where: `${name} (${environment})`,
      ...{ what, rule },
      remedy: `${remedy} in ${file}${at === "" ? "" : `, key ${at}`}`,
    };
  });
