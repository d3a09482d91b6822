import type { Evaluator, Inputs, Span, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import type { MonitorDeclaration } from "../declaration";

/**
 * A monitor by groups judges each by itself, and tells of each. A series may be of the largest group alone (`value`), or there may be
 * one for each (`value:198.51.100.7`): then the monitor alerts while any of them does, and a further one is told of again.
 * https://docs.datadoghq.com/monitors/configuration/ (multi alert)
 */
export const byGroup = ({ args }: MonitorDeclaration, evaluator: Evaluator): Evaluator =>
  GROUPED.test(textOf(args.query))
    ? {
        ...evaluator,
        partOf: (column) => (column.includes(":") ? [column.slice(0, column.indexOf(":"))] : []),
        run: (inputs, span) => merged(perGroup(evaluator, inputs, span)),
        retold: (inputs, span) => further(perGroup(evaluator, inputs, span)),
      }
    : evaluator;

/** Of a search, and of a metric. */
const GROUPED = /\.by\("|\} by \{/;

const perGroup = (
  evaluator: Evaluator,
  inputs: Inputs,
  span: Span,
): readonly { readonly changes: readonly StateChange[] }[] => {
  const groups = new Set(Object.keys(inputs).flatMap((name) => (name.includes(":") ? [groupOf(name)] : [])));
  if (groups.size === 0) return [{ changes: evaluator.run(inputs, span) }];
  return [...groups].map((group) => ({ changes: evaluator.run(ofGroup(inputs, group), span) }));
};

const groupOf = (name: string): string => name.slice(name.indexOf(":") + 1);

const ofGroup = (inputs: Inputs, group: string): Inputs =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([name, series]) =>
      name.includes(":") && groupOf(name) === group ? [[name.slice(0, name.indexOf(":")), series]] : [],
    ),
  );

type PerGroup = ReturnType<typeof perGroup>;

const inOrder = (groups: PerGroup): readonly (StateChange & { readonly group: number })[] =>
  groups
    .flatMap(({ changes }, group) => changes.map((change) => ({ ...change, group })))
    .toSorted((a, b) => a.at - b.at);

const merged = (groups: PerGroup): readonly StateChange[] => {
  const alerting = new Set<number>();
  const all = inOrder(groups);
  const found: StateChange[] = [];
  let state: StateChange["to"] = "ok";
  for (const [index, { at, to, group }] of all.entries()) {
    if (to === "alert") alerting.add(group);
    else alerting.delete(group);
    // Those of one moment together.
    if (all[index + 1]?.at === at) continue;
    const next: StateChange["to"] = alerting.size > 0 ? "alert" : "ok";
    if (next !== state) found.push({ at, to: next });
    state = next;
  }
  return found;
};

/** When a group joins others that alert already. */
const further = (groups: PerGroup): readonly number[] => {
  const alerting = new Set<number>();
  return inOrder(groups).flatMap(({ at, to, group }) => {
    if (to !== "alert") {
      alerting.delete(group);
      return [];
    }
    alerting.add(group);
    return alerting.size > 1 ? [at] : [];
  });
};
