import { count, percent, score, seconds } from "../../monitors/model/quantity";
import type { SignalDefinition } from "../../monitors/model/signal";
import { cloudwatch } from "../../monitors/model/sources/cloudwatch";
import { datadog } from "../../monitors/model/sources/datadog";
import { testProd } from "../environment";
import { catalogueOf, latencyRow, level, text } from "../rows";
import { declare } from "../stack";

describe("rows that could never fire, or would mean something else, are refused", () => {
  const share = { kind: "error_ratio", missingData: "ok", minimumTraffic: count(500) } as const;
  const critical = level(percent(80), "P2");

  it.each<readonly [string, SignalDefinition]>([
    // 500 ms is compared with a score, 80 % with milliseconds: neither vendor's table of units is held to the kind's.
    ["a latency of a score", { ...latencyRow, source: datadog.rum({ attribute: "cumulative_layout_shift" }) }],
    ["a latency of a percentage", { ...latencyRow, source: cloudwatch.metric("worker_cpu") }],
    ["a latency of a count", { ...latencyRow, source: cloudwatch.metric("cdn_requests") }],
    [
      "a score of nanoseconds",
      {
        ...text,
        kind: "layout_shift",
        statistic: "p75",
        critical: level(score(0.25), "P2"),
        missingData: "ok",
        source: datadog.rum({ attribute: "largest_contentful_paint" }),
      },
    ],
    [
      "a percentage of nanoseconds",
      {
        ...text,
        kind: "utilisation",
        statistic: "max",
        critical,
        missingData: "ok",
        source: datadog.metric({ metric: "driplo.server.cpu.used_percent", unit: "ns" }),
      },
    ],
    // The metric has no traffic beside it, and the guard is left out.
    [
      "a minimum of traffic that nothing counts",
      { ...text, ...share, critical, source: cloudwatch.metric("worker_cpu") },
    ],
    // `percentile()` is for distributions, and the mean is taken instead.
    [
      "a percentile of a gauge",
      { ...latencyRow, source: datadog.metric({ metric: "driplo.server.cpu.used_percent", unit: "ms" }) },
    ],
    // 300 s at 10 s each are 30 failures; Route 53 takes 1 to 10.
    [
      "a health check of too many failures",
      {
        ...text,
        kind: "outage",
        critical: level(seconds(300), "P0"),
        missingData: "breach",
        source: cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: seconds(10) }),
      },
    ],
    // Datadog's API documents `last_#m`, `last_#h`, `last_1d` and `last_1w`; this is spelt `last_90s`.
    ["a window of 90 s at Datadog", { ...latencyRow, window: seconds(90) }],
  ])("%s", (_name, row) => {
    expect(declare(testProd, catalogueOf({ row })).diagnostics).not.toEqual([]);
  });
});
