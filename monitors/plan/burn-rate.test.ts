import { count, days, formatQuantity, hours, minutes, percent } from "../model/quantity";
import { datadog } from "../model/sources/datadog";
import { burnTierNames, type ObjectiveDefinition } from "../model/objective";
import { allowedShare, burnRateOf, burnTiers, highestBurnRate, resolveTiers } from "./burn-rate";

describe("burn rates are computed from the share of the budget", () => {
  /** https://sre.google/workbook/alerting-on-slos/, recommended parameters; 3 is Datadog's for 30 days. Copied by hand. */
  it.each([
    ["one_hour", 14.4, hours(1), minutes(5)],
    ["six_hours", 6, hours(6), minutes(30)],
    ["one_day", 3, days(1), hours(2)],
    ["three_days", 1, days(3), hours(6)],
  ] as const)("%s: %d over its two windows", (tier, rate, longWindow, shortWindow) => {
    expect(burnRateOf(burnTiers[tier])).toBe(rate);
    expect(burnTiers[tier]).toMatchObject({ longWindow, shortWindow });
  });

  /** Datadog's tables for each length of target (burn_rate page): rate, long window in hours, percent of the budget, days. */
  it.each([
    [16.8, 1, 10, 7],
    [5.6, 6, 20, 7],
    [2.8, 24, 40, 7],
    [14.4, 1, 2, 30],
    [6, 6, 5, 30],
    [3, 24, 10, 30],
    [21.6, 1, 1, 90],
    [10.8, 6, 3, 90],
    [4.5, 24, 5, 90],
  ])("%d over %d h spends %d %% of %d days", (rate, window, share, period) => {
    expect(burnRateOf({ budgetShare: percent(share), longWindow: hours(window) }, days(period))).toBe(rate);
  });

  it("looks over a short window of a twelfth of the long one", () => {
    for (const tier of burnTierNames) {
      const { longWindow, shortWindow } = burnTiers[tier];
      expect(burnRateOf({ budgetShare: percent(100), longWindow: shortWindow }, longWindow)).toBe(12);
    }
  });

  it("names the fastest tier first", () => {
    const rates = burnTierNames.map((tier) => burnRateOf(burnTiers[tier]));
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  });
});

it.each([
  [99.9, 0.001, 1_000],
  [99.95, 0.0005, 2_000],
  [99.99, 0.0001, 10_000],
  // Datadog: "the max burn rate for 96% is 25"
  [96, 0.04, 25],
])("of %d %% a share of %d may be bad, and the rate is at most %d", (target, share, rate) => {
  expect(allowedShare(percent(target))).toBe(share);
  expect(highestBurnRate(percent(target))).toBe(rate);
});

describe("the tiers of an objective", () => {
  const row: ObjectiveDefinition = {
    title: "Uptime",
    impact: "It fails.",
    firstAction: "Look.",
    good: "requests",
    target: percent(99.9),
    source: datadog.spans({ service: "shop", kind: "server" }),
    runbook: "api/page.md",
    tiers: {
      one_hour: { priority: "P1", minimumBadEvents: count(20) },
      six_hours: { off: "too little traffic at night" },
      one_day: { priority: "P3", minimumBadEvents: count(50) },
      three_days: { priority: "P3", minimumBadEvents: count(50) },
    },
  };

  it("are told with the time that the budget lasts; those that are off keep their reason", () => {
    const { tiers, switchedOff } = resolveTiers("api.slo", row);
    expect(tiers[0]).toEqual({
      tier: "one_hour",
      name: "api.slo.one_hour",
      burnRate: 14.4,
      longWindow: hours(1),
      shortWindow: minutes(5),
      lasts: days(30 / 14.4),
      priority: "P1",
      minimumBadEvents: count(20),
    });
    expect(tiers.map(({ tier, lasts }) => [tier, formatQuantity(lasts)])).toEqual([
      ["one_hour", "2.08333333333 days"],
      ["one_day", "10 days"],
      ["three_days", "30 days"],
    ]);
    expect(switchedOff).toEqual([{ tier: "six_hours", reason: "too little traffic at night" }]);
  });
});
