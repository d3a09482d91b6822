import type { Inputs, Known, Series, Share } from "../../plan/evaluate";
import { valueAt } from "../../plan/share";
import { selectorsOf, type Expression } from "./engine/expression";

/** Series that a query turns into a given value: the way back from a signal's value to what the rule reads. */
export interface Feeds {
  readonly from: (known: Known) => Inputs;
  /** Of a query of a share's two counts. */
  readonly fromShare?: (share: Share) => Inputs;
  /** The value is not what is compared: it is in the catalogue's own unit. */
  readonly ownUnit?: true;
}

type Make = (value: Series, traffic: (index: number) => number) => readonly Series[];

interface Row extends Pick<Feeds, "ownUnit"> {
  /** The query with its selectors as numbers and its spans left out. */
  readonly form: RegExp;
  /** A series for each selector, in their order. */
  readonly make: Make;
  readonly makeOfShare?: (share: Share) => readonly Series[];
}

const mapped = ({ times, values }: Series, change: (value: number, index: number) => number): Series => ({
  times,
  values: values.map(change),
});

/** A counter that rises by so many in a minute; between two samples as fast as it last did. */
const counter = ({ times, values }: Series, perMinute: (value: number, index: number) => number): Series => {
  let [sum, before] = [HIGH, times[0] ?? 0];
  return {
    times,
    values: values.map((value, index) => {
      const now = times[index] ?? before;
      sum += (perMinute(value, index) * (now - before)) / MINUTE;
      before = now;
      return sum;
    }),
  };
};

/** So high that it is not taken for a counter that just began. */
const HIGH = 1e9;

const MINUTE = 60;

/** Many, so that no least traffic keeps a rule quiet. */
const BUSY = 100_000;

const WHOLE = 100;

/** What is left, of which so much goes away as would take it to nothing in the value's time (ms). */
const remainder = ({ times, values }: Series): Series => {
  let [left, before] = [1e12, times[0] ?? 0];
  return {
    times,
    values: values.map((value, index) => {
      const now = times[index] ?? before;
      left *= Math.exp((before - now) / Math.max(MINUTE, value / 1_000));
      before = now;
      return left;
    }),
  };
};

const rows: readonly Row[] = [
  // 1 while it does not answer, as of a synthetic test's run.
  { form: /^min\(0\)$/, ownUnit: true, make: (value) => [mapped(value, (each) => (each > 0 ? 0 : 1))] },
  { form: /^max\((avg|max)_over_time\(0\[\]\)\)$/, make: (value) => [value] },
  {
    form: /^100 - 100 \* avg\(rate\(0\[\]\) and count_over_time\(0\[\]\) >= \d+\)$/,
    make: (value) => [counter(value, (each) => MINUTE * (1 - each / WHOLE))],
  },
  {
    form: /^sum\(increase\(0\[\]\)\) \/ sum\(increase\(1\[\]\)\)$/,
    make: (value, traffic) => [
      counter(value, (each, index) => each * traffic(index)),
      counter(value, (_, index) => traffic(index)),
    ],
  },
  {
    form: /^100 \* sum\(increase\(0\[\]\)\) \/ \(sum\(increase\(0\[\]\)\) \+ sum\(increase\(1\[\]\)\)\)$/,
    make: (value, traffic) => [
      counter(value, (each, index) => (each / WHOLE) * traffic(index)),
      counter(value, (each, index) => (1 - each / WHOLE) * traffic(index)),
    ],
    makeOfShare: ({ bad, all }) => {
      const some = { times: all.times, values: all.times.map(valueAt(bad)) };
      return [counter(all, (each, index) => each - (some.values[index] ?? 0)), counter(some, (each) => each)];
    },
  },
  {
    form: /^max(?: by \(\w+\))?\((avg|max)_over_time\(\(100 - 100 \* 0 \/ 1\)\[:\]\)\)$/,
    make: (value) => [mapped(value, (each) => WHOLE - each), mapped(value, () => WHOLE)],
  },
  {
    form: /^max\((avg|max)_over_time\(\(100 \* 0 \/ on \(\w+\) group_left label_replace\(max by \(\w+\)\(1\), [^)]*\)"\)\)\[:\]\)\)$/,
    make: (value) => [value, mapped(value, () => WHOLE)],
  },
  {
    form: /^min(?: by \(\w+\))?\(predict_linear\(0\[\], \d+\) and count_over_time\(0\[\]\) >= \d+\)$/,
    ownUnit: true,
    make: (value) => [remainder(value)],
  },
  // Scrapes that succeeded, and beats that came.
  { form: /^max\(sum_over_time\(0\[\]\)\)$/, ownUnit: true, make: (value) => [present(value)] },
  { form: /^sum\(count_over_time\(0\[\]\)\)$/, ownUnit: true, make: (value) => [present(value)] },
];

const present = ({ times, values }: Series): Series => ({
  times: times.filter((_, index) => (values[index] ?? 0) > 0),
  values: values.filter((value) => value > 0),
});

/** Undefined of a query of another form than those that the catalogue renders. */
export const feedsOf = (expression: Expression): Feeds | undefined => {
  const value = unguarded(expression);
  const names = selectorsOf(value).map(({ text }) => text);
  const form = names
    .reduce((text, name, index) => text.replaceAll(name, String(index)), value.text)
    .replaceAll(/\[(\w+)(:?)\w*\]/g, "[$2]");
  const row = rows.find((each) => each.form.test(form));
  if (row === undefined) return undefined;
  const { ownUnit, make, makeOfShare } = row;
  return {
    ...(ownUnit === undefined ? {} : { ownUnit }),
    from: ({ value, traffic }) => named(make(value, trafficAt(value, traffic)), names),
    ...(makeOfShare === undefined ? {} : { fromShare: (share: Share) => named(makeOfShare(share), names) }),
  };
};

const named = (made: readonly Series[], names: readonly string[]): Inputs =>
  Object.fromEntries(names.flatMap((name, index) => (made[index] === undefined ? [] : [[name, made[index]] as const])));

/** Of the value's minutes. */
const trafficAt = ({ times }: Series, traffic: Series | undefined): ((index: number) => number) => {
  if (traffic === undefined) return () => BUSY;
  const known = valueAt(traffic);
  return (index) => known(times[index] ?? 0);
};

/** `(value and traffic >= least) or …` → `value` */
const unguarded = (expression: Expression): Expression =>
  expression.kind === "set" && expression.operator === "or" && expression.left.kind === "set"
    ? expression.left.left
    : expression;
