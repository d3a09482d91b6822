import type { Emitter } from "../model/emission";
import type { Policies } from "../model/route";
import type { Catalogue, MeasureDefinition, ServiceDefinition, SignalDefinition } from "../model/signal";
import { needsOf } from "../model/sources/source";
import type { Diagnostic } from "./diagnostic";
import { judgeNeeded, judgeRows, readable, toDiagnostics, type JudgedRow } from "./form/judged-rows";
import { mendPolicies } from "./form/policies";
import { isRecord } from "../model/unknown-value";

/** The rows that are what their types say, and what is wrong with the others. */
export interface SoundRows<Name extends string = string> {
  readonly catalogue: Catalogue;
  readonly policies: Policies<Name>;
  /** Pages to which the rows lead that are left out. */
  readonly otherRunbooks: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Holds at run time what the rows' types promise, because nothing that plans runs the compiler. A faulty row is left out of the
 * plan, and so is every reference to it, so that one fault is one error; everything else is planned and checked.
 */
export const soundRows = <Name extends string>(
  catalogue: Catalogue,
  policies: Policies<NoInfer<Name>>,
  environment: Name,
): SoundRows<Name> => {
  const names = environmentsOf(policies, environment);
  const rows = judgeRows(catalogue, names);
  const needed = judgeNeeded(catalogue, policies, names);
  const faulty = [...rows, ...needed].filter(({ faults }) => faults.length > 0);
  if (faulty.length === 0) return { catalogue, policies, otherRunbooks: [], diagnostics: [] };
  const out = leftOut(rows);
  const gone = new Set([...faulty, ...out].map(({ row }) => row));
  return {
    catalogue: without(readable(catalogue), gone, new Set(out.map(({ name }) => name))),
    policies: mendPolicies(policies, names),
    otherRunbooks: out.flatMap(({ row }) => runbookOf(row)),
    diagnostics: [...faulty.flatMap((each) => toDiagnostics(each, environment)), ...sayLeftOut(out, environment)],
  };
};

/** The environments that have routes, and the one that is planned, which must. */
const environmentsOf = (policies: unknown, environment: string): readonly string[] => {
  const routes = isRecord(policies) ? policies["routes"] : undefined;
  return [...new Set([...(isRecord(routes) ? Object.keys(routes) : []), environment])];
};

/** The faulty rows, all rows of a faulty service, and those that look at levels of such a row. */
const leftOut = (rows: readonly JudgedRow[]): readonly JudgedRow[] => {
  const bad = new Set(rows.filter(({ faults }) => faults.length > 0).map(({ row }) => row));
  const first = rows.filter(({ row, of }) => bad.has(row) || (of !== undefined && bad.has(of)));
  const names = new Set(first.map(({ name }) => name));
  const isOut = new Set(first);
  return rows.filter((each) => isOut.has(each) || namesNeeded(each).some((name) => names.has(name)));
};

/** Ids of the signals at whose levels a sound signal looks: `api.availability` of `api.availability.critical`. */
const namesNeeded = ({ row, of, faults }: JudgedRow): readonly string[] =>
  faults.length > 0 || of === undefined || !isSignal(row)
    ? []
    : measuresOf(row)
        .flatMap(({ source, backstop }) => [...needsOf(source), ...(backstop === undefined ? [] : needsOf(backstop))])
        .map((level) => level.split(".").slice(0, 2).join("."));

/** Of a row without faults. */
const isSignal = (row: unknown): row is SignalDefinition => isRecord(row) && ("kind" in row || "measures" in row);

const measuresOf = (signal: SignalDefinition): readonly MeasureDefinition[] =>
  signal.measures === undefined ? [signal] : Object.values(signal.measures);

const runbookOf = (row: unknown): readonly string[] =>
  isRecord(row) && "runbook" in row && typeof row["runbook"] === "string" ? [row["runbook"]] : [];

const MOST_NAMES = 20;

const sayLeftOut = (out: readonly JudgedRow[], environment: string): readonly Diagnostic[] => {
  const names = out.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = out.length - names.length;
  return out.length === 0
    ? []
    : [
        {
          severity: "error",
          where: `catalogue (${environment})`,
          what: `left out of this plan: ${[...names, ...(more === 0 ? [] : [`and ${more} more`])].join(", ")}`,
          rule: "a row that cannot be read is not planned, nor is one that looks at its levels",
          remedy: "mend the errors of these rows, and plan again",
        },
      ];
};

const UNKNOWN_EMITTER: Emitter = { by: "built-in", who: "an emitter that cannot be read", status: "here" };

const without = (
  { services, emission, quiet }: Catalogue,
  gone: ReadonlySet<unknown>,
  ids: ReadonlySet<string>,
): Catalogue => ({
  services: mapRows(services, (service) => (gone.has(service) ? undefined : withoutSignals(service, gone, ids))),
  emission: mapRows(emission, (emitter) => (gone.has(emitter) ? UNKNOWN_EMITTER : emitter)),
  quiet: mapRows(quiet ?? {}, (row) => {
    if (gone.has(row)) return undefined;
    const [name, ...names] = (row.services ?? row.signals).filter((each) => !ids.has(each));
    if (name === undefined) return undefined;
    return row.services === undefined ? { ...row, signals: [name, ...names] } : { ...row, services: [name, ...names] };
  }),
});

const withoutSignals = (
  { signals, objectives, ...service }: ServiceDefinition,
  gone: ReadonlySet<unknown>,
  ids: ReadonlySet<string>,
): ServiceDefinition => ({
  ...service,
  signals: mapRows(signals, (signal) => (gone.has(signal) ? undefined : unsuppressed(signal, ids))),
  objectives: mapRows(objectives ?? {}, (objective) => (gone.has(objective) ? undefined : objective)),
});

const unsuppressed = (signal: SignalDefinition, ids: ReadonlySet<string>): SignalDefinition => {
  const { suppressedBy = [], ...rest } = signal;
  const [first, ...others] = suppressedBy.filter((id) => !ids.has(id));
  return first === undefined ? rest : { ...rest, suppressedBy: [first, ...others] };
};

/** The rows that are made of something, under their keys. */
const mapRows = <Row>(rows: Readonly<Record<string, Row>>, make: (row: Row) => Row | undefined): Record<string, Row> =>
  // Not by assignment, which would lose a row of the key __proto__ without a word.
  Object.fromEntries(
    (isRecord(rows) ? Object.entries(rows) : []).flatMap(([key, row]) => {
      const kept = make(row);
      return kept === undefined ? [] : [[key, kept] as const];
    }),
  );
