import type { DeclaredStack } from "../../infra/declare";
import { inCanonicalUnit } from "../../monitors/model/quantity";
import type { SignalKind } from "../../monitors/model/signal-kind";
import type { AlertState, Evaluator, Inputs, Span, StateChange } from "../../monitors/plan/evaluate";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import { shareIn, valueOf } from "../../monitors/plan/share";
import type { Priority } from "../../monitors/model/priority";
import { momentsOf, silenceOf, type Moment } from "../plan/routes";
import type { Judged, Role } from "./judge-types";
import type { Judge } from "./judge";

/** What an alert would have done: the vendors' evaluators over a series, and the way that each telling takes from there. */

/** Something that happens at one level. */
export interface Happening {
  /** Seconds since 1970. */
  readonly at: number;
  readonly level: Judged["level"];
  readonly priority: Priority;
  readonly vendor: string;
  readonly role: Role;
  readonly to: AlertState;
  /** Of an alert, and of missing data where that is told: who hears while it lasts and nobody takes it. Seconds since 1970. */
  readonly told: readonly { readonly at: number; readonly who: string; readonly channels: readonly string[] }[];
}

export interface LevelSummary {
  readonly level: Judged["level"];
  readonly priority: Priority;
  readonly vendor: string;
  readonly role: Role;
  readonly fired: number;
  /** Times that it fired again within an hour of its end. */
  readonly flapped: number;
  readonly seconds: number;
  /** What it asks for and there are no samples of. */
  readonly noDataOf: readonly string[];
  /** Times that the vendor would have told again while it lasted; absent where it never does. */
  readonly retold?: number;
}

export interface Simulation {
  readonly signal: string;
  readonly measure: string;
  readonly span: Span;
  readonly happenings: readonly Happening[];
  readonly levels: readonly LevelSummary[];
  /** Of each series, in the unit in which it was handed over. */
  readonly inputs: Inputs;
}

const HOUR = 3_600;

interface Shown {
  /** Of the span: what came before is judged, for vendors look back, and is not told. @default all of it */
  readonly part?: Span;
  readonly progress?: (words: string) => void;
}

interface Asked {
  readonly signal: string;
  readonly measure: Pick<PlannedMeasure, "key" | "kind">;
  readonly judges: readonly Judge<Judged>[];
}

export const simulate = (
  declared: DeclaredStack,
  { signal, measure, judges }: Asked,
  inputs: Inputs,
  span: Span,
  { part = span, progress = () => undefined }: Shown = {},
): Simulation => {
  const perLevel = judges.map((judge, index) => {
    progress(`${index + 1} of ${judges.length}: judging ${judge.level.name} by ${judge.vendor} …`);
    return follow(declared, { signal, kind: measure.kind }, judge, inputs, {
      judged: { from: span.from, to: part.to },
      span: part,
    });
  });
  return {
    signal,
    measure: measure.key,
    span: part,
    happenings: perLevel.flatMap(({ happenings }) => happenings).toSorted((a, b) => a.at - b.at),
    levels: perLevel.map(({ summary }) => summary),
    inputs,
  };
};

/** What of a level says how a series is handed to its evaluator; `kind` and `breach` also of another revision. */
type Limited = Pick<PlannedLevel, "threshold"> & { readonly kind: string; readonly breach: string };

/** One judge over what its evaluator reads. */
const follow = (
  { proofs }: DeclaredStack,
  { signal, kind }: { readonly signal: string; readonly kind: SignalKind },
  { level, vendor, role, evaluator }: Judge<Judged>,
  inputs: Inputs,
  { judged, span }: { readonly judged: Span; readonly span: Span },
) => {
  const limited = { ...level, kind };
  const handed = scaled(inputs, limited, evaluator);
  const who = { level: level.level, priority: level.priority, vendor, role };
  const noDataOf = missingOf(inputs, limited, evaluator);
  // A column that was never handed over is no silence that anybody is to be woken for.
  const changes = noDataOf.length > 0 ? [] : changesFrom(span.from, evaluator.run(handed, judged));
  const proof = proofs.find((each) => each.name === level.name && each.vendor === vendor && each.signal === signal);
  const live = proof === undefined || proof.stage === "draft" ? undefined : proof;
  const moments: Readonly<Record<AlertState, readonly Moment[]>> = {
    alert: live === undefined ? [] : momentsOf(live),
    no_data: live === undefined ? [] : silenceOf(live),
    ok: [],
  };
  const happenings = changes.map(({ at, to }, index): Happening => {
    const until = changes[index + 1]?.at ?? span.to;
    const told = moments[to].filter(({ afterSeconds }) => at + afterSeconds < until);
    return {
      ...who,
      at,
      to,
      told: told.map(({ afterSeconds, who: hears, channels }) => ({ at: at + afterSeconds, who: hears, channels })),
    };
  });
  const retold =
    noDataOf.length > 0 ? undefined : evaluator.retold?.(handed, judged).filter((at) => at >= span.from).length;
  const summary: LevelSummary = {
    ...who,
    ...summarise(happenings, span),
    noDataOf,
    ...(retold === undefined ? {} : { retold }),
  };
  return { happenings, summary };
};

/** Those from then on, and before them the one that still lasted. */
const changesFrom = (from: number, changes: readonly StateChange[]): readonly StateChange[] => {
  const first = changes.findIndex(({ at }) => at >= from);
  const later = first < 0 ? [] : changes.slice(first);
  const before = (first < 0 ? changes : changes.slice(0, first)).at(-1);
  return before === undefined || before.to === "ok" ? later : [before, ...later];
};

/**
 * Series come in the catalogue's unit (durations in ms), and the vendor's number may be in another: ns, s, shares. Of an evaluator
 * that does not read the value itself they become what it reads, and so do a share's two counts.
 */
export const scaled = (inputs: Inputs, level: Limited, evaluator: Evaluator): Inputs => {
  const inUnit = inUnitOf(withShare(inputs, level, evaluator), level, evaluator);
  const { value, traffic, ...others } = inUnit;
  if (value === undefined || evaluator.feeds === undefined) return inUnit;
  return { ...evaluator.feeds({ value, ...(traffic === undefined ? {} : { traffic }) }), ...others };
};

const sharesOfEvents: readonly string[] = ["error_ratio", "hit_ratio", "crash_rate"] satisfies readonly SignalKind[];

/** Also by the names that the evaluator has for the counts, or as the value that it reads in their place. */
const withShare = (inputs: Inputs, { kind, breach }: Limited, evaluator: Evaluator): Inputs => {
  const share = shareIn(inputs);
  if (share === undefined) return inputs;
  if (evaluator.feedsShare !== undefined) return { ...inputs, ...evaluator.feedsShare(share) };
  const asks = new Set(evaluator.inputs.map(({ name }) => name));
  if (asks.has("bad") || asks.has("part")) return { ...inputs, ...share, part: share.bad, whole: share.all };
  if (inputs["value"] !== undefined || !sharesOfEvents.includes(kind)) return inputs;
  return { traffic: share.all, ...inputs, value: valueOf(share, breach) };
};

const inUnitOf = (inputs: Inputs, { threshold }: Limited, { compares }: Evaluator): Inputs => {
  const at = threshold.at === undefined ? undefined : inCanonicalUnit(threshold.at);
  const { value } = inputs;
  if (value === undefined || at === undefined || at === 0 || compares === undefined || compares === at) return inputs;
  return { ...inputs, value: { ...value, values: value.values.map((each) => (each * compares) / at) } };
};

/** Of a share the part that is bad; that there was none of it is no lack of data. */
const PARTS: ReadonlySet<string> = new Set(["bad", "part"]);

/** What an evaluator asks for and that has no samples: whatever it says is said of nothing. */
export const missingOf = (inputs: Inputs, level: Limited, evaluator: Evaluator): readonly string[] => {
  const handed = scaled(inputs, level, evaluator);
  const asked = evaluator.inputs.map(({ name }) => name);
  const columns = Object.keys(handed).filter((column) => (handed[column]?.times.length ?? 0) > 0);
  const there = new Set([...columns, ...columns.flatMap((column) => evaluator.partOf?.(column) ?? [])]);
  // What is told by its value, or by the counts of its share, has nothing else missing: of failures alone nothing succeeded.
  const known = evaluator.feedsShare === undefined ? undefined : shareIn(inputs)?.all;
  const told = [known, evaluator.feeds && inputs["value"]].some((series) => (series?.times.length ?? 0) > 0);
  const empty = asked.filter((name) => !there.has(name) && !(told && name in handed));
  if (empty.length < asked.length) return empty.filter((name) => !(PARTS.has(name) && name in handed));
  // Of what can be told by its value, nobody is asked for what the rule reads.
  return evaluator.feeds !== undefined && empty.length > 0 ? ["value"] : empty;
};

const summarise = (
  happenings: readonly Happening[],
  span: Span,
): Pick<LevelSummary, "fired" | "flapped" | "seconds"> => {
  let [fired, flapped, seconds] = [0, 0, 0];
  let ended = Number.NEGATIVE_INFINITY;
  for (const [index, { at, to }] of happenings.entries()) {
    if (to !== "alert") continue;
    const until = happenings[index + 1]?.at ?? span.to;
    fired += 1;
    if (at - ended < HOUR) flapped += 1;
    seconds += until - Math.max(at, span.from);
    ended = until;
  }
  return { fired, flapped, seconds };
};
