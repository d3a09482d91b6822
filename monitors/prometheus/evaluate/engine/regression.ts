import { at, inMilliseconds, type Samples } from "./column";
import type { Judge } from "./select";
import { Total } from "./total";

/**
 * Where the line through a window's samples will be so many seconds later: prometheus/prometheus promql/functions.go,
 * linearRegression. Windows overlap by nearly all of their length, so that sums are carried from one to the next; they are of
 * distances from the first sample, to stay small. Of values that are all the same the line is level, whatever sums are rounded to.
 * Through a value that is no finite number goes no line; it stays out of the sums, which could not lose it again.
 */
export const regressionOver = ({ times, values }: Samples, ahead: number): Judge => {
  let sums = new Sums(0, 0);
  let [from, to] = [0, 0];
  /** Since when all values are the same, and where the last one is that is not finite. */
  let [same, odd] = [0, -1];
  const add = (index: number, sign: 1 | -1): void => {
    if (Number.isFinite(at(values, index))) sums.add(at(times, index), at(values, index), sign);
  };
  return (first, next, _, end) => {
    if (first >= to) {
      sums = new Sums(at(times, first), Number.isFinite(at(values, first)) ? at(values, first) : 0);
      [from, to] = [first, first];
      same = Math.max(same, first);
    }
    for (; from < first; from += 1) add(from, -1);
    for (; to < next; to += 1) {
      add(to, 1);
      if (to > 0 && at(values, to) !== at(values, to - 1)) same = to;
      if (!Number.isFinite(at(values, to))) odd = to;
    }
    if (odd >= first) return Number.NaN;
    return same <= first ? at(values, first) : sums.lineAt(end / 1_000 + ahead);
  };
};

class Sums {
  private count = 0;
  private readonly x = new Total();
  private readonly y = new Total();
  private readonly xy = new Total();
  private readonly xx = new Total();

  constructor(
    private readonly time: number,
    private readonly value: number,
  ) {}

  add(time: number, value: number, sign: 1 | -1): void {
    const [x, y] = [this.since(time), value - this.value];
    this.count += sign;
    this.x.add(sign * x);
    this.y.add(sign * y);
    this.xy.add(sign * x * y);
    this.xx.add(sign * x * x);
  }

  lineAt(time: number): number {
    const [x, y] = [this.x.value / this.count, this.y.value / this.count];
    const slope = (this.xy.value - this.x.value * y) / (this.xx.value - this.x.value * x);
    return this.value + y + slope * (this.since(time) - x);
  }

  private since(time: number): number {
    return (inMilliseconds(time) - inMilliseconds(this.time)) / 1_000;
  }
}
