import type { Feed } from "./sources/source";

/**
 * Who sends what a source reads. `built-in`: the vendor measures it itself. The others are ours to run; `where` is the
 * file or folder of this repository that sets them up, and `later` says that it is still to be written.
 */
export type Emitter =
  | { readonly by: "built-in"; readonly who: string; readonly status: "here" }
  | {
      readonly by: "drain" | "scrape" | "agent" | "instrumentation" | "event bus" | "sql";
      readonly who: string;
      readonly where: string;
      readonly status: "here" | "later";
    };

/** Keyed by feed. A key stands for all feeds below it: `datadog:rum/view` for `datadog:rum/view/first_byte`. */
export type Emission = Readonly<Record<Feed, Emitter>>;

/** The emitter of the feed itself, or of the nearest feed above it. */
export const emitterOf = (emission: Emission, feed: Feed): Emitter | undefined => {
  const table: Readonly<Partial<Record<string, Emitter>>> = emission;
  const parts = feed.split("/");
  for (let length = parts.length; length > 0; length -= 1) {
    const emitter = table[parts.slice(0, length).join("/")];
    if (emitter !== undefined) return emitter;
  }
  return undefined;
};
