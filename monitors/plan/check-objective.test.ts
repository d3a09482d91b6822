import { planOf, testProd } from "../../testing/environment";
import { catalogueOf, latencyRow } from "../../testing/rows";
import type { ObjectiveDefinition } from "../model/objective";
import { count, percent } from "../model/quantity";
import type { Catalogue } from "../model/signal";
import { datadog } from "../model/sources/datadog";
import { prometheus } from "../model/sources/prometheus";
import { checkPlan } from "./check";
import type { Diagnostic } from "./diagnostic";

const tier = (priority: "P0" | "P1" | "P2" | "P3", least = 10) =>
  ({ priority, minimumBadEvents: count(least) }) as const;

const slo: ObjectiveDefinition = {
  title: "Uptime",
  impact: "It fails.",
  firstAction: "Look.",
  good: "requests that were answered",
  target: percent(99.95),
  source: datadog.spans({ service: "driplo-api", kind: "server" }),
  tiers: { one_hour: tier("P1"), six_hours: tier("P2"), one_day: tier("P3"), three_days: tier("P3") },
  runbook: "api/response-time.md",
};

const withObjective = (objective: ObjectiveDefinition, key = "slo"): Catalogue => {
  const rows = catalogueOf({ thing: latencyRow });
  const api = rows.services["api"];
  if (api === undefined) throw new Error("no service");
  return { ...rows, services: { api: { ...api, objectives: { [key]: objective } } } };
};

const checked = (objective: ObjectiveDefinition, key?: string): readonly Diagnostic[] => {
  const rows = withObjective(objective, key);
  return checkPlan(planOf(rows), rows.emission, testProd);
};

const HERE = "monitors/catalogue/api.ts, key slo";

const faults: readonly (readonly [string, ObjectiveDefinition, Omit<Diagnostic, "severity">])[] = [
  [
    "an impact that says nothing",
    { ...slo, impact: "" },
    {
      where: "api.slo (prod)",
      what: "impact is empty",
      rule: "every message says what it is of, what users notice and what to do first",
      remedy: `write impact in ${HERE}`,
    },
  ],
  [
    "a good event that is not named",
    { ...slo, good: " " },
    {
      where: "api.slo (prod)",
      what: "good is empty",
      rule: "every message says what it is of, what users notice and what to do first",
      remedy: `write good in ${HERE}`,
    },
  ],
  [
    "a target that leaves no budget",
    { ...slo, target: percent(100) },
    {
      where: "api.slo (prod)",
      what: "the target is 100 %",
      rule: "a target is above 0 % and below 100 %: at 100 % there is no budget to spend",
      remedy: HERE,
    },
  ],
  [
    "a target of nothing",
    { ...slo, target: percent(0) },
    {
      where: "api.slo (prod)",
      what: "the target is 0 %",
      rule: "a target is above 0 % and below 100 %: at 100 % there is no budget to spend",
      remedy: HERE,
    },
  ],
  [
    "a burn rate that no outage reaches",
    { ...slo, target: percent(93), tiers: { ...slo.tiers, six_hours: { off: "the first is enough" } } },
    {
      where: "api.slo.one_hour (prod)",
      what: "it tells above 14.4 times the allowed rate; with every event bad 93 % is missed by 14.2857142857 times",
      rule: "a tier's burn rate is below 1 ÷ (1 − target), or it can never tell",
      remedy: `switch the tier off with a reason, or raise the target in ${HERE}`,
    },
  ],
  [
    "a runbook that is not there",
    { ...slo, runbook: "api/nowhere.md" },
    {
      where: "api.slo (prod)",
      what: "the runbook runbooks/api/nowhere.md is not there",
      rule: "whoever is woken finds a page that says what to do",
      remedy: `write runbooks/api/nowhere.md, or mend the path in ${HERE}`,
    },
  ],
  [
    "spans that nobody sends",
    { ...slo, source: datadog.spans({ service: "driplo-nothing", kind: "server" }) },
    {
      where: "api.slo (prod)",
      what: "nothing emits datadog:spans/driplo-nothing",
      rule: "every source names who sends what it reads (monitors/catalogue/emission.ts)",
      remedy: `add the emitter to monitors/catalogue/emission.ts, or change the source in ${HERE}`,
    },
  ],
  [
    "a least number of bad events that is none",
    { ...slo, tiers: { ...slo.tiers, one_day: tier("P3", 0) } },
    {
      where: "api.slo.one_day (prod)",
      what: "the least number of bad events is 0",
      rule: "a tier wants a whole number of bad events, at least 1, before it tells",
      remedy: HERE,
    },
  ],
  [
    "half an event",
    { ...slo, tiers: { ...slo.tiers, one_day: tier("P3", 1.5) } },
    {
      where: "api.slo.one_day (prod)",
      what: "the least number of bad events is 1.5",
      rule: "a tier wants a whole number of bad events, at least 1, before it tells",
      remedy: HERE,
    },
  ],
  [
    "a slower tier that is more urgent",
    { ...slo, tiers: { ...slo.tiers, six_hours: tier("P0") } },
    {
      where: "api.slo.six_hours (prod)",
      what: "it is P0, and the faster one_hour is P1",
      rule: "a slower tier is never more urgent than a faster one",
      remedy: HERE,
    },
  ],
  [
    "a tier that is off, and nobody knows why",
    { ...slo, tiers: { ...slo.tiers, three_days: { off: " " } } },
    {
      where: "api.slo.three_days (prod)",
      what: "it is switched off without a reason",
      rule: "whoever reads the plan learns why nobody is told",
      remedy: `write the reason into tiers.three_days.off in ${HERE}`,
    },
  ],
  [
    "nobody is told at all",
    {
      ...slo,
      tiers: { one_hour: { off: "a" }, six_hours: { off: "b" }, one_day: { off: "c" }, three_days: { off: "d" } },
    },
    {
      where: "api.slo (prod)",
      what: "all of its tiers are off",
      rule: "somebody hears of an objective that will be missed",
      remedy: `switch a tier on in ${HERE}`,
    },
  ],
  [
    "scrapes in place of events",
    { ...slo, target: percent(99.99), source: prometheus.state("postgres_up") },
    {
      where: "api.slo (prod)",
      what: "it counts scrapes, one each 1 min: one missed of the 60 in 1 h is 167 times the rate that 99.99 % allows",
      rule: "an objective counts events one by one, such as requests or calls",
      remedy: `count the calls of those who use it (datadog.spans) in ${HERE}`,
    },
  ],
];

describe("an objective with a fault", () => {
  it.each(faults)("%s", (_name, objective, expected) => {
    expect(checked(objective)).toEqual([{ severity: "error", ...expected }]);
  });

  it("an id that a signal has, or that cannot be one", () => {
    expect(checked(slo, "thing").map(({ what }) => what)).toEqual(["a signal has this id too"]);
    expect(checked(slo, "Slo").map(({ what }) => what)).toEqual(["the id api.Slo is not of the form service.key"]);
  });

  it("could pass: without one, nothing is said", () => {
    expect(checked(slo)).toEqual([]);
    // 14.4 is below 1 ÷ 0.068 = 14.7.
    expect(checked({ ...slo, target: percent(93.2) })).toEqual([]);
    expect(checked({ ...slo, tiers: { ...slo.tiers, one_day: { off: "told by the others" } } })).toEqual([]);
    expect(checked({ ...slo, tiers: { ...slo.tiers, one_day: tier("P3", 1) } })).toEqual([]);
  });
});
