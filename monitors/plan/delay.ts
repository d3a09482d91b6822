/**
 * How long after something happened its vendor can judge it: what collects and delivers it, and what the vendor's intake takes.
 * What a declaration itself waits for (windows, New Relic's aggregation delay, how often it is evaluated) is its evaluator's, and is
 * not in here. Vendors publish few such figures: where none was found the row says `assumed`, and why this much.
 */
export interface Delay {
  readonly seconds: number;
  /** `documented` where the whole of it is somebody's published figure. */
  readonly basis: "documented" | "assumed";
  /** Each with where it is written, or the reason of an assumption. */
  readonly parts: readonly DelayPart[];
}

export type DelayPart = { readonly seconds: number; readonly what: string } & (
  { readonly basis: "documented"; readonly source: string } | { readonly basis: "assumed"; readonly why: string }
);

export const documented = (seconds: number, what: string, source: string): DelayPart => ({
  seconds,
  what,
  basis: "documented",
  source,
});

export const assumed = (seconds: number, what: string, why: string): DelayPart => ({
  seconds,
  what,
  basis: "assumed",
  why,
});

export const added = (...parts: readonly DelayPart[]): Delay => ({
  seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
  basis: parts.every(({ basis }) => basis === "documented") ? "documented" : "assumed",
  parts,
});

/** A heartbeat, or what one vendor tells another. */
export const MESSAGE = assumed(
  10,
  "a message between two vendors",
  "HTTP at once, by the documentation of both; no figure",
);

/** Of spans, by OTLP and Vercel's drain. */
export const OTLP_SPANS = documented(
  5,
  "the server's batch of spans",
  "https://opentelemetry.io/docs/specs/otel/trace/sdk/#batching-processor (scheduledDelayMillis 5000)",
);

export const DRAIN = assumed(
  15,
  "Vercel's drain",
  "https://vercel.com/docs/log-drains/log-drains-reference: sent 'every time your deployments generate logs', in batches; no figure",
);

/** From a vendor's verdict to a message on a screen: `what` is its notification. */
export const message = (what: string, ...before: readonly DelayPart[]): Delay =>
  added(
    ...before,
    assumed(5, what, "a call at once, when the state changes; no figure is published"),
    assumed(25, "PagerDuty's call, or Slack's message", "no figure is published of the ordinary case"),
  );
