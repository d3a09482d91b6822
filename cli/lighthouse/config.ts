import { inCanonicalUnit, inMilliseconds, isDuration } from "../../monitors/model/quantity";
import type { LevelName } from "../../monitors/model/level";
import type { SignalKind } from "../../monitors/model/signal-kind";
import { productPages } from "../../monitors/model/sources/browser";
import type { RumAttributeName } from "../../monitors/model/sources/datadog";
import type { MonitoringPlan, PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import { groupBy } from "../../monitors/model/group-by";

/**
 * Lighthouse CI's configuration: what users are measured by, asked of a preview before they see it. One page load of one machine is no
 * 75th percentile of users: a budget that is broken here will be broken there; one that holds here may not.
 * https://github.com/GoogleChrome/lighthouse-ci/blob/main/docs/configuration.md
 */
export interface LighthouseConfig {
  readonly ci: {
    readonly collect: { readonly numberOfRuns: number };
    readonly assert: { readonly assertMatrix: readonly Assertions[] };
    /** On the runner alone: nothing is sent to a public server. */
    readonly upload: { readonly target: "filesystem"; readonly outputDir: string };
  };
  /** Lighthouse CI reads `ci` alone. */
  readonly notMeasured: Readonly<Record<string, string>>;
}

/** An audit has one level in an entry, and so each level is an entry. */
interface Assertions {
  readonly matchingUrlPattern: string;
  readonly aggregationMethod: "median";
  readonly assertions: Readonly<Record<string, readonly ["warn" | "error", { readonly maxNumericValue: number }]>>;
}

/**
 * The audits of Lighthouse 12, which @lhci/cli 0.15 runs: times in ms, as the catalogue's once turned.
 * https://github.com/GoogleChrome/lighthouse/tree/v12.6.1/core/audits
 */
const audits: Readonly<Record<RumAttributeName, { readonly audit: string } | { readonly missing: string }>> = {
  largest_contentful_paint: { audit: "largest-contentful-paint" },
  cumulative_layout_shift: { audit: "cumulative-layout-shift" },
  first_byte: { audit: "server-response-time" },
  interaction_to_next_paint: {
    missing: "Lighthouse loads a page and touches nothing: INP is measured in timespans alone",
  },
  resource_duration: { missing: "Lighthouse has no audit of how long images take" },
  vital_duration: { missing: "a custom vital happens while people use the page" },
};

/** Which pages a filter of RUM means, by their address. */
const pages: Readonly<Record<string, string>> = {
  "": ".*",
  [productPages]: "/products/[^/]+/?$",
};

interface Budget {
  readonly pattern: string;
  readonly audit: string;
  readonly level: LevelName;
  readonly max: number;
}

export const toLighthouse = ({ signals }: Pick<MonitoringPlan, "signals">): LighthouseConfig => {
  const found = signals.flatMap(({ measures }) => measures.flatMap(budgetsOf));
  const budgets = found.filter((each) => "audit" in each);
  const groups = groupBy(budgets, ({ pattern, level }) => `${pattern} ${level}`);
  return {
    ci: {
      collect: { numberOfRuns: 3 },
      assert: { assertMatrix: [...groups.values()].map(toAssertions) },
      upload: { target: "filesystem", outputDir: ".lighthouseci/reports" },
    },
    notMeasured: Object.fromEntries(
      found.filter((each) => "missing" in each).map(({ name, missing }) => [name, missing]),
    ),
  };
};

const severity: Readonly<Record<LevelName, "warn" | "error">> = { warning: "warn", critical: "error" };

const toAssertions = (budgets: readonly Budget[]): Assertions => ({
  matchingUrlPattern: budgets[0]?.pattern ?? ".*",
  aggregationMethod: "median",
  // Of two for one audit the strictest comes last, and holds.
  assertions: Object.fromEntries(
    budgets
      .toSorted((a, b) => b.max - a.max)
      .map(({ audit, level, max }) => [audit, [severity[level], { maxNumericValue: max }]]),
  ),
});

const budgetsOf = (
  measure: PlannedMeasure,
): readonly (Budget | { readonly name: string; readonly missing: string })[] => {
  const { source, name, kind, levels } = measure;
  if (source.vendor !== "datadog" || source.type !== "rum" || !ofValues.has(kind)) return [];
  const found = audits[source.attribute];
  if ("missing" in found) return [{ name, missing: found.missing }];
  const pattern = pages[source.filter];
  if (pattern === undefined) return [{ name, missing: `no address tells which pages are ${source.filter}` }];
  return levels.flatMap((level) => {
    const max = numberOf(level);
    return max === undefined ? [] : [{ pattern, audit: found.audit, level: level.level, max }];
  });
};

/** Kinds whose number is one of the page itself, and not of how it changed. */
const ofValues: ReadonlySet<SignalKind> = new Set(["latency", "layout_shift"]);

const numberOf = ({ threshold }: PlannedLevel): number | undefined => {
  if (!("at" in threshold)) return undefined;
  return isDuration(threshold.at) ? inMilliseconds(threshold.at) : inCanonicalUnit(threshold.at);
};
