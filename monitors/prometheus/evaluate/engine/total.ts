/** Sums as Prometheus adds them up, with what rounding loses kept beside (Kahan and Neumaier; prometheus/util/kahansum). */
export class Total {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const sum = this.sum + value;
    if (!Number.isFinite(sum)) this.lost = 0;
    else if (Math.abs(this.sum) >= Math.abs(value)) this.lost += this.sum - sum + value;
    else this.lost += value - sum + this.sum;
    this.sum = sum;
  }

  get value(): number {
    return this.sum + this.lost;
  }
}

export const sumOf = (values: ArrayLike<number>, first = 0, next = values.length): number => {
  const total = new Total();
  for (let index = first; index < next; index += 1) total.add(values[index] ?? Number.NaN);
  return total.value;
};

/** The mean, also of numbers whose sum is beyond all numbers: prometheus/prometheus promql/functions.go, funcAvgOverTime */
export const meanOf = (values: ArrayLike<number>, first = 0, next = values.length): number => {
  const sum = sumOf(values, first, next);
  if (Number.isFinite(sum)) return sum / (next - first);
  let mean = 0;
  for (let index = first; index < next; index += 1) {
    const count = index - first + 1;
    mean = mean * ((count - 1) / count) + (values[index] ?? Number.NaN) / count;
  }
  return mean;
};
