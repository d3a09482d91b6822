/** How long a breach must last to fire, and how long it goes on firing afterwards, in seconds. */
export interface Hold {
  readonly breached: number;
  readonly over: number;
}

export type AlertPhase = "inactive" | "pending" | "firing";

/**
 * One alert of one set of labels. Prometheus and Grafana agree on it: pending from the first breach, firing at the first evaluation at
 * which the breach has lasted, and gone at the first without, unless it is kept.
 * prometheus/prometheus rules/alerting.go (Eval); grafana/grafana pkg/services/ngalert/state/state.go (resultAlerting, resultNormal);
 * https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/#keep-firing-for
 */
export class AlertState {
  phase: AlertPhase = "inactive";
  private since = 0;
  /** Since when there is no breach any more while it is kept firing. */
  private overSince: number | undefined;

  advance(breaches: boolean, now: number, hold: Hold): void {
    if (breaches) this.breach(now, hold);
    else if (this.phase !== "inactive" && !this.isKept(now, hold)) this.phase = "inactive";
  }

  private breach(now: number, { breached }: Hold): void {
    this.overSince = undefined;
    if (this.phase === "inactive") {
      this.since = now;
      this.phase = "pending";
    }
    if (now - this.since >= breached) this.phase = "firing";
  }

  private isKept(now: number, { over }: Hold): boolean {
    if (this.phase !== "firing" || over === 0) return false;
    this.overSince ??= now;
    return now - this.overSince < over;
  }
}
