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
