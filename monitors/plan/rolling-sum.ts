/**
 * The sum and the mean of values in a row, while its first ones are left out and further ones are taken in. Nothing is taken away from a
 * sum: that would leave the rounding of all that ever was in it, and a window that held 90 alone came to 90.00000000000001. The newer
 * values are added up as they come, and the older ones once, from the last of them backwards, so that each value is added twice (a queue
 * of two stacks: https://cp-algorithms.com/data_structures/stack_queue_modification.html). Beside each sum stands what its rounding has
 * lost (A. Neumaier, 1974). The result is the double nearest to the exact one, unless values of both signs cancel each other.
 */
export class RollingSum {
  /** Places of the first value that is in it, of the first that is added up from the other side, and of the next. */
  private first = 0;
  private turn = 0;
  private next = 0;
  /** Of the older ones, from each on to the turn. */
  private olderSums = new Float64Array(16);
  private olderLost = new Float64Array(16);
  private base = 0;
  private newer = 0;
  private lost = 0;
  private total = 0;

  constructor(private readonly values: Float64Array) {}

  get count(): number {
    return this.next - this.first;
  }

  take(): void {
    const value = this.values[this.next] ?? Number.NaN;
    const sum = this.newer + value;
    this.lost += lostIn(this.newer, value, sum);
    this.newer = sum;
    this.next += 1;
  }

  drop(): void {
    if (this.first === this.turn) this.turnOver();
    this.first += 1;
  }

  get sum(): number {
    const rest = this.settle();
    return Number.isFinite(rest) ? this.total + rest : this.total;
  }

  /** Divided with what rounding loses: of equal values it is their value. */
  get mean(): number {
    const rest = this.settle();
    const mean = this.total / this.count;
    const left = (remainder(this.total, mean, this.count) + rest) / this.count;
    return Number.isFinite(left) ? mean + left : mean;
  }

  /** Sets the total of both sides. @returns what its rounding has lost */
  private settle(): number {
    if (this.first === this.turn) {
      this.total = this.newer;
      return this.lost;
    }
    const place = this.first - this.base;
    const before = this.olderSums[place] ?? 0;
    this.total = before + this.newer;
    return lostIn(before, this.newer, this.total) + (this.olderLost[place] ?? 0) + this.lost;
  }

  /** All that is in it becomes the older ones. */
  private turnOver(): void {
    const { count } = this;
    if (this.olderSums.length < count)
      [this.olderSums, this.olderLost] = [new Float64Array(2 * count), new Float64Array(2 * count)];
    this.base = this.first;
    let [sum, lost] = [0, 0];
    for (let place = count - 1; place >= 0; place -= 1) {
      const value = this.values[this.first + place] ?? Number.NaN;
      const larger = sum + value;
      lost += lostIn(sum, value, larger);
      sum = larger;
      this.olderSums[place] = sum;
      this.olderLost[place] = lost;
    }
    this.turn = this.next;
    this.newer = 0;
    this.lost = 0;
  }
}

/** Exactly (D. E. Knuth, TAOCP 2, 4.2.2, theorem B); NaN where the sum overflows. */
const lostIn = (one: number, other: number, sum: number): number => {
  const second = sum - one;
  return one - (sum - second) + (other - second);
};

/** `sum − mean × count`, exactly: the product's own rounding is known from halves of 26 bits (T. J. Dekker, 1971). */
const remainder = (sum: number, mean: number, count: number): number => {
  const product = mean * count;
  const high = upperHalf(mean);
  const many = upperHalf(count);
  const [low, few] = [mean - high, count - many];
  return sum - product - (high * many - product + high * few + low * many + low * few);
};

const SPLIT = 2 ** 27 + 1;

const upperHalf = (value: number): number => {
  const large = SPLIT * value;
  return large - (large - value);
};
