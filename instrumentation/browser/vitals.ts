import type { RumAttributeName } from "../../monitors/model/sources/datadog";
import { loadMasks, type Masks } from "./masks";
import { isSampled, type Adapter, type Load, type Visit } from "./sink";
import type { Variables } from "./variables";

/**
 * The web vitals as the page itself measures them, to an address of our own: by device and network, for pages that Datadog's sampling or
 * retention has forgotten. What alerts read, Datadog's SDK measures by itself.
 */

interface Metric {
  readonly name: keyof typeof names;
  readonly value: number;
  readonly id: string;
  readonly rating: string;
  readonly navigationType: string;
}

/** What is used of web-vitals 6, Google's own library. */
type Observe = (report: (metric: Metric) => void) => void;

export type WebVitals = Readonly<Record<`on${keyof typeof names}`, Observe>>;

/** Names of the catalogue where a row reads the same vital. */
const names = {
  LCP: "largest_contentful_paint",
  INP: "interaction_to_next_paint",
  CLS: "cumulative_layout_shift",
  TTFB: "first_byte",
  FCP: "first_contentful_paint",
} as const satisfies Readonly<Record<string, RumAttributeName | "first_contentful_paint">>;

/** One vital of one page load: what is told of the same id later (a layout that went on shifting) takes its place. */
export interface Vital {
  readonly id: string;
  readonly name: (typeof names)[keyof typeof names];
  readonly value: number;
  readonly unit: "ms" | "score";
  readonly rating: string;
  readonly navigation: string;
  readonly path: string;
}

/** A score has decimals that mean something; a millisecond has none. */
const round = (value: number, decimals: number): number => Math.round(value * decimals) / decimals;

type Measured = Pick<Vital, "name" | "value" | "unit">;

const measured = ({ name, value }: Metric): Measured => ({
  name: names[name],
  ...(name === "CLS" ? { value: round(value, 10_000), unit: "score" } : { value: round(value, 1), unit: "ms" }),
});

const toVital = (metric: Metric, { mask }: Masks): Vital => ({
  ...measured(metric),
  ...detailsOf(metric),
  path: mask(location.pathname),
});

const detailsOf = ({ id, rating, navigationType }: Metric) => ({ id, rating, navigation: navigationType });

const observe = ({ onCLS, onFCP, onINP, onLCP, onTTFB }: WebVitals, report: (metric: Metric) => void): void => {
  for (const start of [onCLS, onFCP, onINP, onLCP, onTTFB]) start(report);
};

/**
 * Each vital of a page load once, as it is first told: for who cannot take a later one in its place. A layout that shifts on after the
 * page was hidden for the first time is told too low.
 */
export const observeOnce = async (load: Load<WebVitals>, report: (vital: Measured) => void): Promise<void> => {
  const told = new Set<string>();
  observe(await load(), (metric) => {
    if (told.has(metric.id)) return;
    told.add(metric.id);
    report(measured(metric));
  });
};

/** What is kept for a better moment, while the browser is offline; the oldest goes. */
const MOST_KEPT = 50;

interface Batch {
  readonly add: (vital: Vital) => void;
  readonly send: () => void;
  readonly empty: () => void;
}

/**
 * `sendBeacon`, because the browser sends it even as the page goes, reads no answer and tells no error: a collector that is slow, down or
 * hostile is not noticed. It answers false where the browser would not take it; then the batch waits.
 * https://developer.mozilla.org/en-US/docs/Web/API/Navigator/sendBeacon
 */
const createBatch = (address: string, visit: Visit): Batch => {
  const kept = new Map<string, Vital>();
  return {
    add: (vital) => {
      kept.set(vital.id, vital);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    send: () => {
      if (kept.size === 0 || !navigator.onLine) return;
      const body = JSON.stringify({ version: 1, visit, vitals: [...kept.values()] });
      try {
        if (navigator.sendBeacon(address, body)) kept.clear();
      } catch {
        // An address that is none.
      }
    },
    empty: () => {
      kept.clear();
    },
  };
};

/**
 * In batches, as the page hides: LCP is final at the first input, CLS and INP when nobody looks any more. Observed from the moment of
 * consent: paints and navigation before it count, for the browser keeps them; an interaction does not.
 */
export const collector = ({
  load,
  variables,
}: {
  readonly load: Load<WebVitals>;
  readonly variables: Variables;
}): Adapter | undefined => {
  const address = variables.PUBLIC_VITALS_ENDPOINT;
  if (!address || !isSampled(variables.PUBLIC_VITALS_SAMPLE_PERCENT)) return undefined;
  return {
    purpose: "measurement",
    start: async (visit) => {
      const { add, send, empty } = createBatch(address, visit);
      let allowed = true;
      const [library, masks] = await Promise.all([load(), loadMasks()]);
      observe(library, (metric) => {
        if (allowed) add(toVital(metric, masks));
      });
      // The bubbling end of the window: vitals that are told as the page hides are told before it, by the same event.
      addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") send();
      });
      addEventListener("online", send);
      return {
        allow: (granted) => {
          allowed = granted;
          empty();
        },
      };
    },
  };
};
