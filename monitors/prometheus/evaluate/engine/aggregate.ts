import { assertNever } from "../../../model/assert-never";
import { at, keyOf, labelsWhere, NAME, newColumn, type Column, type Labels } from "./column";
import type { Aggregate } from "./expression";
import { meanOf, sumOf } from "./total";

/** One column for each group: prometheus/prometheus promql/engine.go, aggregation. */
export const aggregate = (
  { operator, without, labels }: Pick<Aggregate, "operator" | "without" | "labels">,
  columns: readonly Column[],
  count: number,
): readonly Column[] => {
  const groups = new Map<string, { readonly labels: Labels; readonly members: Column[] }>();
  for (const column of columns) {
    const own = labelsWhere(column.labels, (name) =>
      without ? name !== NAME && !labels.includes(name) : labels.includes(name),
    );
    const key = keyOf(own);
    const group = groups.get(key) ?? { labels: own, members: [] };
    group.members.push(column);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => combined(operator, group.labels, group.members, count));
};

const combined = (
  operator: Aggregate["operator"],
  labels: Labels,
  members: readonly Column[],
  count: number,
): Column => {
  const [only] = members;
  // Of one series the sum, the mean and the extremes are itself.
  if (only !== undefined && members.length === 1 && operator !== "count") return { ...only, labels };
  const column = newColumn(labels, count);
  for (let step = 0; step < count; step += 1) {
    const present = members.filter(({ there }) => there[step] === 1);
    if (present.length === 0) continue;
    column.there[step] = 1;
    column.values[step] = combine(
      operator,
      present.map(({ values }) => at(values, step)),
    );
  }
  return column;
};

const combine = (operator: Aggregate["operator"], values: readonly number[]): number => {
  switch (operator) {
    case "count":
      return values.length;
    case "sum":
      return sumOf(values);
    case "avg":
      return meanOf(values);
    case "max":
      return values.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most));
    case "min":
      return values.reduce((least, value) => (value < least || Number.isNaN(least) ? value : least));
    default:
      return assertNever(operator);
  }
};
