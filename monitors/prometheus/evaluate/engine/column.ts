/** What a query gives over many evaluations at once: of each series a value for each of them, or none. */

export type Labels = Readonly<Record<string, string>>;

/** Samples of one series. */
export interface Samples {
  readonly labels: Labels;
  /** Seconds since 1970, rising. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** 1 where there is no value, but Prometheus's mark that the series has ended (a stale marker). */
  readonly ends?: Uint8Array;
}

/**
 * Prometheus counts in whole milliseconds. Of seconds with a fraction, sums and differences are not the same number as what they stand
 * for: whoever compares moments compares these.
 */
export const inMilliseconds = (seconds: number): number => Math.round(seconds * 1_000);

/** Evaluations: the first at `from`, then every so many seconds. */
export interface Steps {
  readonly from: number;
  readonly every: number;
  readonly count: number;
}

export interface Column {
  readonly labels: Labels;
  readonly values: Float64Array;
  /** 1 where there is a value. It may be NaN, as of 0 / 0, which is not the same as none. */
  readonly there: Uint8Array;
}

export const NAME = "__name__";

export const newColumn = (labels: Labels, count: number): Column => ({
  labels,
  values: new Float64Array(count),
  there: new Uint8Array(count),
});

/** Empty where there is none. */
export const labelOf = (labels: Labels, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? "") : "";

/** An empty label is none. */
export const labelsWhere = (labels: Labels, keeps: (name: string) => boolean): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name, value]) => value !== "" && keeps(name)));

export const withoutName = (labels: Labels): Labels => labelsWhere(labels, (name) => name !== NAME);

/** The same for equal labels, in whichever order. */
export const keyOf = (labels: Labels): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([, value]) => value !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** What Prometheus refuses to evaluate; its rule is then in error. */
export class EvaluationFault extends Error {}

/**
 * Columns of equal labels as one.
 * @throws EvaluationFault where two of them have a value at once
 */
export const merge = (columns: readonly Column[]): readonly Column[] => {
  if (columns.length < 2) return columns;
  const merged = new Map<string, Column>();
  for (const column of columns) {
    const key = keyOf(column.labels);
    const into = merged.get(key);
    if (into === undefined) merged.set(key, column);
    else merged.set(key, united(into, column));
  }
  return [...merged.values()];
};

/**
 * The same, of a range's own evaluation: Prometheus refuses equal labels there also where their values are not of the same moment.
 * prometheus/prometheus promql/engine.go, ContainsSameLabelset; of a sign no longer since 3.9 (commit
 * 37b97a0200), which is refused here all the same.
 * @throws EvaluationFault
 */
export const refuseSame = (columns: readonly Column[]): readonly Column[] => {
  const keys = new Set<string>();
  for (const { labels, there } of columns) {
    if (!there.includes(1)) continue;
    const key = keyOf(labels);
    if (keys.has(key)) throw new EvaluationFault(`two series of a range are ${key}`);
    keys.add(key);
  }
  return columns;
};

const united = (one: Column, other: Column): Column => {
  const [values, there] = [one.values.slice(), one.there.slice()];
  for (let step = 0; step < there.length; step += 1) {
    if (other.there[step] !== 1) continue;
    if (there[step] === 1) throw new EvaluationFault(`two series are ${keyOf(one.labels)}`);
    there[step] = 1;
    values[step] = at(other.values, step);
  }
  return { labels: one.labels, values, there };
};

export const at = (numbers: Float64Array, index: number): number => numbers[index] ?? Number.NaN;
