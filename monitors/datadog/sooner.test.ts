import { count, minutes, percent } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { datadog, type DatadogSource } from "../model/sources/datadog";
import type { Series } from "../plan/evaluate";
import { computeStatus, type Status } from "../../testing/composite";
import { testContext, watchOf } from "../../testing/context";
import type { DatadogDeclaration, MonitorDeclaration } from "./declaration";
import { evaluatorIn } from "./evaluate/evaluate";
import { accepts } from "./limits";
import { render } from "./render";

const spans = datadog.spans({ service: "shop-api", kind: "server" });

const failing = {
  title: "Thing",
  impact: "It hurts.",
  firstAction: "Look.",
  runbook: "api/page.md",
  kind: "error_ratio",
  warning: { at: percent(1), priority: "P3" },
  critical: { at: percent(5), priority: "P1", sooner: { window: minutes(1), minimumTraffic: count(40) } },
  minimumTraffic: count(100),
  missingData: "ok",
  source: spans,
} as const satisfies SignalDefinition;

const isMonitor = (each: DatadogDeclaration): each is MonitorDeclaration =>
  each.type === "datadog:index/monitor:Monitor";

const rendered = render(watchOf<DatadogSource>(failing, spans), testContext);
const monitors = rendered.filter(isMonitor);
const of = (name: string): MonitorDeclaration => {
  const found = monitors.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not declared`);
  return found;
};

describe("a level that is judged over a shorter window as well", () => {
  it("is a monitor for each window, and one on both that tells; a level without stays one", () => {
    expect(monitors.map(({ name }) => name)).toEqual([
      "api.thing.warning",
      "api.thing.critical.condition",
      "api.thing.critical.sooner",
      "api.thing.critical",
    ]);
    const ratio =
      "100 * default_zero(sum:driplo.prod.api.thing.bad{*}.as_count()) / sum:driplo.prod.api.thing.all{*}.as_count()";
    const enough = (number: number) => `is_greater(sum:driplo.prod.api.thing.all{*}.as_count(), ${number})`;
    expect(of("api.thing.critical.condition").args.query).toBe(`sum(last_5m):(${ratio}) * ${enough(99)} > 5`);
    expect(of("api.thing.critical.sooner").args).toMatchObject({
      query: `sum(last_1m):(${ratio}) * ${enough(39)} > 5`,
      name: "Thing critical, over its shorter window (prod)",
      onMissingData: "default",
    });
    // Nobody hears of the parts: no rule carries what has no priority.
    for (const part of ["condition", "sooner"] as const) {
      expect(of(`api.thing.critical.${part}`)).not.toHaveProperty("watches");
      expect(of(`api.thing.critical.${part}`).args).not.toHaveProperty("priority");
    }
  });

  it("says both windows", () => {
    expect(of("api.thing.critical").args.message).toContain("Threshold: above 5 % over 5 min, or 1 min of at least 40");
    expect(of("api.thing.critical").args.message).toContain("Now: {{a.value}} % over 5 min, {{b.value}} % over 1 min.");
    expect(of("api.thing.warning").args.message).toContain("Threshold: above 1 % over 5 min. Quiet below");
  });

  it.each<readonly [Status, Status, Status]>([
    ["OK", "OK", "OK"],
    ["Alert", "OK", "Alert"],
    ["OK", "Alert", "Alert"],
    ["Alert", "Alert", "Alert"],
  ])("condition %s, sooner %s: %s", (condition, sooner, expected) => {
    const { query } = of("api.thing.critical").args;
    if (typeof query !== "object" || !("parts" in query)) throw new Error("a composite's query names others");
    expect(computeStatus(query, (name) => (name.endsWith(".sooner") ? sooner : condition))).toBe(expected);
  });

  const from = Date.UTC(2026, 10, 3) / 1_000;
  const series = (perMinute: (minute: number) => number): Series => ({
    times: Float64Array.from({ length: 60 }, (_, minute) => from + minute * 60),
    values: Float64Array.from({ length: 60 }, (_, minute) => perMinute(minute)),
  });
  const judge = evaluatorIn(rendered)(of("api.thing.critical"));
  const judged = (all: number, bad: (minute: number) => number) =>
    judge
      ?.run({ all: series(() => all), bad: series(bad) }, { from, to: from + 3_600 })
      .map(({ at, to }) => [(at - from) / 60, to]);

  it("is told of in the first minute that is bad enough, and is over when neither window breaches", () => {
    // 6 % of a hundred: five minutes pass 5 % only when all of them are bad, and end a minute after.
    expect(judged(100, (minute) => (minute >= 20 && minute < 30 ? 6 : 0))).toEqual([
      [20, "alert"],
      [30, "ok"],
    ]);
    // A minute of ten per cent is 2 % of five.
    expect(judged(100, (minute) => (minute === 20 ? 10 : 0))).toEqual([
      [20, "alert"],
      [21, "ok"],
    ]);
  });

  it("is told of by the row's window where a minute has too few events", () => {
    expect(judged(30, (minute) => (minute >= 20 && minute < 30 ? 3 : 0))?.[0]).toEqual([22, "alert"]);
    expect(judged(30, (minute) => (minute === 20 ? 6 : 0))).toEqual([]);
  });
});

describe("what has no shorter window", () => {
  const refused = (row: SignalDefinition) => accepts(watchOf<DatadogSource>(row, spans))?.what;

  it.each<readonly [string, SignalDefinition, string | undefined]>([
    ["a shorter one", failing, undefined],
    [
      "one as long as the row's",
      { ...failing, critical: { ...failing.critical, sooner: { window: minutes(5), minimumTraffic: count(40) } } },
      "sooner looks at 5 min, the row at 5 min",
    ],
    [
      "a row whose silence is told of",
      { ...failing, missingData: "notify" as const },
      "missingData is notify in a row with a level of two windows",
    ],
  ])("%s", (_, row, expected) => {
    expect(refused(row)).toBe(expected);
  });
});
