/** What Prometheus's releases do differently, as far as rules here notice. */
export interface Release {
  /**
   * Whether a range, and the look back for the newest sample, take one that lies at their very beginning. Up to 2.x they do, since 3.0
   * no longer (prometheus/prometheus, commit debbdb8608; https://prometheus.io/docs/prometheus/latest/migration/#promql): of samples a minute apart `[5m]` has six, and now five.
   */
  readonly takesStart: boolean;
  /** Whether a counter's zero limits the extrapolation before it is decided how far to extrapolate, as up to 2.50 (commit 7f912db15a). */
  readonly zeroFirst: boolean;
  /**
   * Whether a pattern's dot takes a line's end, as since 3.0:
   * https://prometheus.io/docs/prometheus/latest/migration/#regular-expressions-match-newlines
   */
  readonly dotTakesNewline: boolean;
}

export const releaseOf = (major: number, minor: number): Release => ({
  takesStart: major < 3,
  zeroFirst: major < 2 || (major === 2 && minor < 51),
  dotTakesNewline: major >= 3,
});

/** Prometheus 3's, which Mimir, and with it Grafana Cloud, follows since its 2.15: https://grafana.com/docs/mimir/latest/release-notes/v2.15/ */
export const CURRENT = releaseOf(3, 0);

/**
 * How far back the newest sample of a series may lie, in seconds: https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness
 */
export const LOOKBACK = 300;
