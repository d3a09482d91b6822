import { at, type Samples } from "./column";
import type { Judge } from "./select";
import { Total } from "./total";

/**
 * Where the line through a window's samples will be so many seconds later: prometheus/prometheus promql/functions.go,
 * linearRegression. Windows overlap by nearly all of their length, so that sums are carried from one to the next; they are of
 * distances from the first sample, to stay small. Of values that are all the same the line is level, whatever sums are rounded to.
 */
export const regressionOver = ({ times, values }: Samples, ahead: number): Judge => {
  let sums = new Sums(0, 0);
  let [from, to] = [0, 0];
  /** Since when all values are the same. */
  let same = 0;
  const add = (index: number, sign: 1 | -1): void => {
    sums.add(at(times, index), at(values, index), sign);
  };
  return (first, next, _, end) => {
    if (first >= to) {
      sums = new Sums(at(times, first), at(values, first));
      [from, to] = [first, first];
      same = Math.max(same, first);
    }
    for (; from < first; from += 1) add(from, -1);
    for (; to < next; to += 1) {
      add(to, 1);
      if (to > 0 && at(values, to) !== at(values, to - 1)) same = to;
    }
    return same <= first ? at(values, first) : sums.lineAt(end + ahead);
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
    const [x, y] = [time - this.time, value - this.value];
    this.count += sign;
    this.x.add(sign * x);
    this.y.add(sign * y);
    this.xy.add(sign * x * y);
    this.xx.add(sign * x * x);
  }

  lineAt(time: number): number {
    const [x, y] = [this.x.value / this.count, this.y.value / this.count];
    const slope = (this.xy.value - this.x.value * y) / (this.xx.value - this.x.value * x);
    return this.value + y + slope * (time - this.time - x);
  }
}
