import { planOf, testProd } from "../../testing/environment";
import { catalogueOf, latencyRow, level, text } from "../../testing/rows";
import { percent, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import { datadog } from "../model/sources/datadog";
import { checkPlan } from "./check";
import type { Diagnostic } from "./diagnostic";

const checked = (signals: Readonly<Record<string, SignalDefinition>>): readonly Diagnostic[] => {
  const rows = catalogueOf(signals);
  return checkPlan(planOf(rows), rows.emission, testProd);
};

const down: SignalDefinition = {
  ...text,
  kind: "outage",
  critical: level(seconds(30), "P0"),
  missingData: "breach",
  source: datadog.http({ host: "apiHost", path: "/health", every: seconds(30), from: ["aws:eu-west-3"] }),
};

const slow = (...suppressedBy: readonly [`${string}.${string}`, ...`${string}.${string}`[]]): SignalDefinition => ({
  ...latencyRow,
  suppressedBy,
});

const hosts: SignalDefinition = {
  ...text,
  kind: "utilisation",
  statistic: "max",
  critical: level(percent(90), "P0"),
  missingData: "ok",
  source: cloudwatch.metric("worker_cpu"),
};

const circle = "suppression does not go in a circle: all of it would be quiet at once";

const faults: readonly (readonly [
  string,
  Readonly<Record<string, SignalDefinition>>,
  readonly Omit<Diagnostic, "severity">[],
])[] = [
  [
    "by nothing",
    { slow: slow("database.reacheable") },
    [
      {
        where: "api.slow (prod)",
        what: "it is kept quiet by database.reacheable, which is no signal",
        rule: "suppressedBy names signals of the catalogue",
        remedy: "mend the id, or take it out of suppressedBy in monitors/catalogue/api.ts, key slow",
      },
    ],
  ],
  [
    "by a signal of another vendor",
    { hosts, slow: slow("api.hosts") },
    [
      {
        where: "api.slow (prod)",
        what: "it is watched by datadog, and api.hosts, which keeps it quiet, by cloudwatch",
        rule: "one vendor must see both: none knows what another's alert says",
        remedy: "take it out of suppressedBy, or read both from one vendor in monitors/catalogue/api.ts, key slow",
      },
    ],
  ],
  [
    "by a draft",
    { down: { ...down, stage: "draft" }, slow: slow("api.down") },
    [
      {
        where: "api.slow (prod)",
        what: "api.down, which keeps it quiet, is a draft",
        rule: "a draft tells nobody: while it fires nobody would hear of either",
        remedy: "take it out of suppressedBy until api.down is live in monitors/catalogue/api.ts, key slow",
      },
    ],
  ],
  [
    "by what is told later",
    { other: { ...latencyRow, critical: level(seconds(3), "P3") }, slow: slow("api.other") },
    [
      {
        where: "api.slow (prod)",
        what: "api.other, which keeps its P2 quiet, is told as P3",
        rule: "what keeps an alert quiet is told at least as urgently",
        remedy: "take it out of suppressedBy in monitors/catalogue/api.ts, key slow",
      },
    ],
  ],
  [
    "by itself",
    { slow: slow("api.slow") },
    [
      {
        where: "api.slow (prod)",
        what: "it is kept quiet by api.slow, which it keeps quiet in turn",
        rule: circle,
        remedy: "take one of them out of suppressedBy in monitors/catalogue/api.ts, key slow",
      },
    ],
  ],
  [
    "in a circle of three; what only hangs on it is not of it",
    { a: slow("api.b"), b: slow("api.c"), c: slow("api.a"), d: slow("api.a") },
    [
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
    ].map(([one = "", next = ""]) => ({
      where: `api.${one} (prod)`,
      what: `it is kept quiet by api.${next}, which it keeps quiet in turn`,
      rule: circle,
      remedy: `take one of them out of suppressedBy in monitors/catalogue/api.ts, key ${one}`,
    })),
  ],
];

describe("a row that is to be kept quiet", () => {
  it.each(faults)("%s", (_name, signals, expected) => {
    expect(checked(signals)).toEqual(expected.map((each) => ({ severity: "error", ...each })));
  });

  it("could pass: by an outage, by two of them, and in a chain", () => {
    expect(checked({ down, slow: slow("api.down") })).toEqual([]);
    expect(checked({ down, also: down, slow: slow("api.down", "api.also") })).toEqual([]);
    expect(checked({ down, slow: slow("api.down"), slower: slow("api.slow") })).toEqual([]);
    // Two ways to one suppressor are no circle.
    expect(checked({ down, a: slow("api.down"), b: slow("api.a", "api.down") })).toEqual([]);
  });

  it("is linear: a long chain is followed once", () => {
    const rows = Array.from({ length: 2_000 }, (_, index): readonly [string, SignalDefinition] => [
      `r${index}`,
      index === 0 ? down : slow(`api.r${index - 1}`),
    ]);
    expect(checked(Object.fromEntries(rows))).toEqual([]);
  });
});
