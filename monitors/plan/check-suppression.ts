import { listWords } from "../model/list-words";
import { priorities, type Priority } from "../model/priority";
import type { Diagnostic } from "./diagnostic";
import type { MonitoringPlan, PlannedSignal } from "./plan";
import { reporter, type Report } from "./report";

/**
 * What keeps a row quiet must itself be told, at least as urgently, by a vendor that knows of both; and no row may be kept quiet
 * by itself, even by way of others.
 */
export const checkSuppression = (plan: MonitoringPlan): readonly Diagnostic[] => {
  const suppressed = plan.signals.filter(({ suppressedBy }) => suppressedBy.length > 0);
  if (suppressed.length === 0) return [];
  const byId = new Map(plan.signals.map((signal) => [signal.id, signal]));
  const circling = findCircling(byId);
  return suppressed.flatMap((signal) => {
    const report = reporter(plan, signal);
    return [
      ...signal.suppressedBy.flatMap((id) => checkSuppressor(signal, id, byId, report)),
      ...(circling.has(signal.id)
        ? [
            report({
              what: `it is kept quiet by ${listWords(signal.suppressedBy)}, which it keeps quiet in turn`,
              rule: "suppression does not go in a circle: all of it would be quiet at once",
              remedy: "take one of them out of suppressedBy",
            }),
          ]
        : []),
    ];
  });
};

const checkSuppressor = (
  signal: PlannedSignal,
  id: string,
  byId: ReadonlyMap<string, PlannedSignal>,
  report: Report,
): readonly Diagnostic[] => {
  const suppressor = byId.get(id);
  if (suppressor === undefined)
    return [
      report({
        what: `it is kept quiet by ${id}, which is no signal`,
        rule: "suppressedBy names signals of the catalogue",
        remedy: "mend the id, or take it out of suppressedBy",
      }),
    ];
  return [
    ...checkVendors(signal, suppressor, report),
    ...checkStage(signal, suppressor, report),
    ...checkUrgency(signal, suppressor, report),
  ];
};

/** No vendor knows what another one's alert says at the moment. */
const checkVendors = (signal: PlannedSignal, suppressor: PlannedSignal, report: Report): readonly Diagnostic[] => {
  const own = new Set(signal.measures.map(({ source }) => source.vendor));
  const others = new Set(suppressor.measures.map(({ source }) => source.vendor).filter((vendor) => !own.has(vendor)));
  return others.size === 0 && own.size === 1
    ? []
    : [
        report({
          what: `it is watched by ${listWords([...own])}, and ${suppressor.id}, which keeps it quiet, by ${listWords([...new Set(suppressor.measures.map(({ source }) => source.vendor))])}`,
          rule: "one vendor must see both: none knows what another's alert says",
          remedy: "take it out of suppressedBy, or read both from one vendor",
        }),
      ];
};

const checkStage = (signal: PlannedSignal, suppressor: PlannedSignal, report: Report): readonly Diagnostic[] =>
  suppressor.stage === "draft" && signal.stage === "live"
    ? [
        report({
          what: `${suppressor.id}, which keeps it quiet, is a draft`,
          rule: "a draft tells nobody: while it fires nobody would hear of either",
          remedy: `take it out of suppressedBy until ${suppressor.id} is live`,
        }),
      ]
    : [];

const checkUrgency = (signal: PlannedSignal, suppressor: PlannedSignal, report: Report): readonly Diagnostic[] => {
  const mine = mostUrgent(signal);
  const theirs = gravest(suppressor);
  return theirs.every((priority) => priorities.indexOf(priority) <= priorities.indexOf(mine))
    ? []
    : [
        report({
          what: `${suppressor.id}, which keeps its ${mine} quiet, is told as ${listWords([...new Set(theirs)])}`,
          rule: "what keeps an alert quiet is told at least as urgently",
          remedy: "take it out of suppressedBy",
        }),
      ];
};

const mostUrgent = ({ measures }: PlannedSignal): Priority => {
  const used = new Set(measures.flatMap(({ levels }) => levels.map(({ priority }) => priority)));
  return priorities.find((priority) => used.has(priority)) ?? "P3";
};

/** The priorities at which a suppressor keeps others quiet: of each measure its gravest level's. */
const gravest = ({ measures }: PlannedSignal): readonly Priority[] =>
  measures.flatMap(({ levels }) => levels.slice(-1).map(({ priority }) => priority));

/** Ids of the signals on a circle. Each signal is entered once: linear in signals and links. */
const findCircling = (byId: ReadonlyMap<string, PlannedSignal>): ReadonlySet<string> => {
  const circling = new Set<string>();
  const done = new Set<string>();
  /** The way here, with each one's place on it. */
  const path = new Map<string, number>();
  const visit = (id: string): void => {
    const at = path.get(id);
    if (at !== undefined) for (const each of [...path.keys()].slice(at)) circling.add(each);
    if (at !== undefined || done.has(id)) return;
    path.set(id, path.size);
    for (const next of byId.get(id)?.suppressedBy ?? []) visit(next);
    path.delete(id);
    done.add(id);
  };
  for (const id of byId.keys()) visit(id);
  return circling;
};
