import type { SignalKind } from "../../monitors/model/signal-kind";

/** Kinds whose number is not one of the values that are measured: of what is usual, of a while, of whether something happened. */
const ofSomethingElse: ReadonlySet<string> = new Set<SignalKind>([
  "anomaly",
  "change",
  "outage",
  "event",
  "heartbeat",
  "silence",
  "forecast",
]);

/**
 * Whether a level's number can be held against a measured value: drawn as a line over it, or come near to.
 *
 * @param kind also one of another revision, which may know others
 */
export const comparesValues = (kind: string): boolean => !ofSomethingElse.has(kind);
