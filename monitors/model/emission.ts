import type { Feed } from "./sources/feed";

/** A resource as the plan lists it, `vercel:index/traceDrain:TraceDrain datadog`; or what such names begin with, up to a dot. */
export type ResourceKey = `${string}:${string}:${string} ${string}`;

/**
 * Who sends what a source reads. `built-in`: the vendor measures it itself. The others are ours to run; `where` is the
 * file or folder of this repository that sets them up, and `later` says that it is still to be written. The emission tests
 * below `instrumentation/` prove what is sent there, and a table of `sql` is created in its file; the rest name the
 * resources without which nothing is sent.
 */
export type Emitter =
  | ({ readonly by: "built-in"; readonly status: "here" } & Needs)
  | ({ readonly by: OurCode; readonly where: string; readonly status: "here" } & Needs)
  | ({ readonly by: OurPlumbing; readonly where: string; readonly status: "here" } & Needs &
      Required<Pick<Needs, "declares">>)
  | ({
      readonly by: OurCode | OurPlumbing;
      readonly where: string;
      readonly status: "later";
    } & Needs);

/** What we run between a sender and a vendor. */
export const ourPlumbing = ["drain", "scrape", "agent", "event bus"] as const;

type OurPlumbing = (typeof ourPlumbing)[number];

/** What we write, beside what we run. */
export const ourCode = ["instrumentation", "sql"] as const;

type OurCode = (typeof ourCode)[number];

interface Needs {
  readonly who: string;
  /** All of them must be declared in an environment, or it is not sent there. */
  readonly declares?: readonly [ResourceKey, ...ResourceKey[]];
  /** Words of docs/bootstrap.md, which says what a person does besides. */
  readonly byHand?: string;
}

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
