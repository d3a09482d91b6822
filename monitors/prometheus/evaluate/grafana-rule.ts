import { AlertState, type Hold } from "./alert-state";
import { at, keyOf, type Column, type Steps } from "./engine/column";
import type { AlertState as State, StateChange } from "../../plan/evaluate";

/** What Grafana does with a rule's values from one evaluation to the next. */

export type WhenSilent = "OK" | "Alerting" | "NoData" | "KeepLast";

export interface GrafanaRule {
  readonly passes: (value: number) => boolean;
  readonly hold: Hold;
  readonly silent: WhenSilent;
  /** Evaluations that a series may be missing while others are there. @default 2, Grafana's own */
  readonly missingEvaluations: number;
  /** Seconds. */
  readonly every: number;
}

interface Instance {
  readonly alert: AlertState;
  /** Whether it is Grafana's own alert that there is no data. */
  readonly isSilence: boolean;
  seen: number;
}

/** Its key is that of no series: those are JSON. */
const SILENCE = "no data";

/**
 * A rule's alerts, one for each series. grafana/grafana pkg/services/ngalert/state/manager.go: setNextStateForRule and
 * processMissingSeriesStates. A query that fails is not a matter of series, so that `execErrState` never plays.
 */
export class GrafanaAlerts {
  private readonly instances = new Map<string, Instance>();
  private state: State = "ok";

  constructor(private readonly rule: GrafanaRule) {}

  /** Changes within these evaluations, which follow those before. */
  advance(columns: readonly Column[], steps: Steps): readonly StateChange[] {
    const changes: StateChange[] = [];
    const keys = columns.map(({ labels }) => keyOf(labels));
    for (let step = 0; step < steps.count; step += 1) {
      const now = steps.from + step * steps.every;
      this.evaluate(columns, keys, step, now);
      const to = this.told();
      if (to !== this.state) changes.push({ at: now, to });
      this.state = to;
    }
    return changes;
  }

  private evaluate(columns: readonly Column[], keys: readonly string[], step: number, now: number): void {
    let isSilent = true;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      if (column?.there[step] !== 1) continue;
      isSilent = false;
      this.judge(this.instanceOf(keys[index] ?? "", now), this.rule.passes(at(column.values, step)), now);
    }
    if (isSilent) this.silence(now);
    this.forgetMissing(now);
  }

  private judge(instance: Instance, breaches: boolean, now: number): void {
    instance.alert.advance(breaches, now, this.rule.hold);
    instance.seen = now;
  }

  private instanceOf(key: string, now: number, isSilence = false): Instance {
    const known = this.instances.get(key);
    if (known !== undefined) return known;
    const made: Instance = { alert: new AlertState(), isSilence, seen: now };
    this.instances.set(key, made);
    return made;
  }

  /**
   * Of a query without any series each alert becomes what the rule says of silence; "no data" alone is an alert of its own, beside
   * those of the series, which are missing.
   * https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/nodata-and-error-states/
   */
  private silence(now: number): void {
    const { silent } = this.rule;
    if (silent === "NoData") this.instanceOf(SILENCE, now, true).seen = now;
    else {
      if (this.instances.size === 0) this.instanceOf(SILENCE, now);
      for (const instance of this.instances.values())
        this.judge(
          instance,
          silent === "Alerting" || (silent === "KeepLast" && instance.alert.phase !== "inactive"),
          now,
        );
    }
  }

  /** https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/stale-alert-instances/; "no data" ends at once. */
  private forgetMissing(now: number): void {
    for (const [key, { seen, isSilence }] of this.instances) {
      const missing = isSilence ? 1 : this.rule.missingEvaluations;
      if (now - seen >= missing * this.rule.every) this.instances.delete(key);
    }
  }

  private told(): State {
    let told: State = "ok";
    for (const { alert, isSilence } of this.instances.values()) {
      if (alert.phase === "firing") return "alert";
      if (isSilence) told = "no_data";
    }
    return told;
  }
}
