import type { AlertState, Evaluator, Inputs } from "../../plan/evaluate";
import { changesIn, series, times } from "../../../testing/series";
import type { MonitorDeclaration, SecurityRuleDeclaration, SyntheticsDeclaration } from "../declaration";
import { everyOf, evaluatorIn } from "./evaluate";

/** Datadog's own worked tables, and what prod's monitors do not show: monitors/datadog/evaluate/catalogue.test.ts has those. */

const monitor = (query: string, args: Partial<MonitorDeclaration["args"]> = {}): MonitorDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/monitor:Monitor",
  name: "a",
  args: { name: "a", type: "query alert", query, message: "", ...args },
});

const evaluatorOf = (
  declared: MonitorDeclaration | SyntheticsDeclaration | SecurityRuleDeclaration,
  ...others: readonly MonitorDeclaration[]
): Evaluator => {
  const evaluator = evaluatorIn([declared, ...others])(declared);
  if (evaluator === undefined) throw new Error("nothing evaluates it");
  return evaluator;
};

type Changes = readonly (readonly [number, AlertState])[];

const run = (query: string, args: Partial<MonitorDeclaration["args"]>, inputs: Inputs, minutes: number): Changes =>
  changesIn(evaluatorOf(monitor(query, args)), inputs, minutes);

/** https://docs.datadoghq.com/monitors/configuration/ (evaluation frequency) */
it.each([
  ["23 hours", 23 * 3_600, 60],
  ["24 hours", 24 * 3_600, 600],
  ["47 hours", 47 * 3_600, 600],
  ["48 hours", 48 * 3_600, 1_800],
])("a window of %s is evaluated every %i s", (_name, window, every) => {
  expect(everyOf(window)).toBe(every);
});

describe("counts in a formula", () => {
  /** The error rate of https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/, at its own seconds. */
  const seconds = [30, 90, 160, 210, 280];
  const of = (values: readonly number[]) => ({ times: Float64Array.from(seconds), values: Float64Array.from(values) });
  const inputs = { value: of([1, 2, 3, 4, 5]), value2: of([10, 10, 10, 10, 10]) };
  const query = "sum(last_5m):sum:requests.error{*}.as_count() / sum:requests.total{*}.as_count()";

  it("are added up first: 15 of 50 are 0.3, and not the 1.5 of five shares", () => {
    const states = (bound: string) => evaluatorOf(monitor(`${query} ${bound}`)).run(inputs, { from: 300, to: 360 });
    expect(states("> 0.29")).toEqual([{ at: 300, to: "alert" }]);
    expect(states("> 0.3")).toEqual([]);
    expect(states(">= 0.3")).toEqual([{ at: 300, to: "alert" }]);
  });
});

describe("a recovery threshold", () => {
  /** Each row of https://docs.datadoghq.com/monitors/guide/recovery-thresholds/: past it at the last minute, and at it just before. */
  it.each([
    [
      "> 80",
      "70",
      [90, 75, 70.5, 70],
      [
        [0, "alert"],
        [3, "ok"],
      ],
    ],
    [
      ">= 80",
      "70",
      [80, 75, 70, 69.5],
      [
        [0, "alert"],
        [3, "ok"],
      ],
    ],
    [
      "< 20",
      "30",
      [10, 25, 29.5, 30],
      [
        [0, "alert"],
        [3, "ok"],
      ],
    ],
    [
      "<= 20",
      "30",
      [20, 25, 30, 30.5],
      [
        [0, "alert"],
        [3, "ok"],
      ],
    ],
    // "A metric crossing the recovery threshold without first reaching the alert threshold will have no effect."
    ["> 80", "70", [60, 75, 60, 75], []],
  ] as const)("of %s with %s", (alert, criticalRecovery, values, expected) => {
    const args = { monitorThresholds: { critical: alert.split(" ")[1] ?? "", criticalRecovery } };
    expect(run(`avg(last_1m):avg:load{*} ${alert}`, args, { value: series(values) }, 4)).toEqual(expected);
  });

  it("that is not there lets it recover as soon as it alerts no longer", () => {
    expect(run("avg(last_1m):avg:load{*} > 80", {}, { value: series([90, 80]) }, 2)).toEqual([
      [0, "alert"],
      [1, "ok"],
    ]);
  });
});

describe("missing data", () => {
  /** https://docs.datadoghq.com/monitors/guide/on_missing_data/ (the parameters), over a metric that alerts and stops at minute 5. */
  const gone = { value: series(times(5, 99)) };
  const load = "avg(last_2m):avg:load{*} > 80";

  it.each([
    [
      "resolve",
      [
        [0, "alert"],
        [6, "ok"],
      ],
    ],
    [
      "show_no_data",
      [
        [0, "alert"],
        [6, "no_data"],
      ],
    ],
    [
      "show_and_notify_no_data",
      [
        [0, "alert"],
        [6, "no_data"],
      ],
    ],
    ["default", [[0, "alert"]]],
  ] as const)("with %s", (onMissingData, expected) => {
    // The sample of 4 is in the windows that end at 4 and 5.
    expect(run(load, { onMissingData }, gone, 30)).toEqual(expected);
  });

  it("by default is 0 of a count that is searched for", () => {
    const query = 'logs("status:error").index("*").rollup("count").last("2m") > 80';
    expect(run(query, { onMissingData: "default" }, gone, 30)).toEqual([
      [0, "alert"],
      [6, "ok"],
    ]);
  });

  it("the older way waits for its own time frame", () => {
    // Minutes without a point: the last is of 4, and at 14 none is left in ten.
    expect(run(load, { notifyNoData: true, noDataTimeframe: 10 }, gone, 30)).toEqual([
      [0, "alert"],
      [14, "no_data"],
    ]);
    expect(run(load, { notifyNoData: false }, gone, 30)).toEqual([[0, "alert"]]);
  });
});

describe("windows", () => {
  const value = series([...times(3, 99), ...times(7, 0)]);

  it("that must be full are skipped until they are", () => {
    const query = "max(last_5m):max:load{*} > 80";
    expect(run(query, { requireFullWindow: false }, { value }, 10)[0]).toEqual([0, "alert"]);
    expect(run(query, { requireFullWindow: true }, { value }, 10)).toEqual([
      [4, "alert"],
      [7, "ok"],
    ]);
  });

  it("are looked at later by the evaluation delay", () => {
    expect(run("max(last_1m):max:load{*} > 80", { evaluationDelay: 300 }, { value }, 10)).toEqual([
      [5, "alert"],
      [8, "ok"],
    ]);
  });

  it("of a tier's two rates each wait for their own delay", () => {
    const tier: MonitorDeclaration = {
      ...monitor("a && b"),
      name: "slo.fast",
      burns: { objective: "slo", tier: "one_hour" },
    };
    const part = (name: string, evaluationDelay: number): MonitorDeclaration => ({
      ...monitor("max(last_1m):max:load{*} > 80", { evaluationDelay }),
      name: `slo.fast.${name}`,
    });
    // Seen by the long one from 4 to 6, and by the short one from 2 to 4.
    expect(changesIn(evaluatorOf(tier, part("long", 240), part("short", 120)), { value }, 10)).toEqual([
      [4, "alert"],
      [5, "ok"],
    ]);
  });
});

describe("groups", () => {
  const query = 'logs("x").index("*").rollup("count").by("@network.client.ip").last("5m") > 50';
  const evaluator = evaluatorOf(monitor(query));
  const inputs = {
    "value:198.51.100.1": series([...times(5, 0), 60, ...times(20, 0)]),
    "value:198.51.100.2": series([...times(8, 0), 60, ...times(17, 0)]),
    "value:198.51.100.3": series(times(26, 10)),
  };

  it("are judged each by itself, and not together", () => {
    // 10 a minute are 50 in five, and no more than that.
    expect(changesIn(evaluator, inputs, 26)).toEqual([
      [5, "alert"],
      [13, "ok"],
    ]);
  });

  it("that join are told of again", () => {
    expect(evaluator.retold?.(inputs, { from: 0, to: 26 * 60 })).toEqual([8 * 60]);
  });

  it("may be handed over as the largest alone", () => {
    expect(changesIn(evaluator, { value: series([60]) }, 10)).toEqual([
      [0, "alert"],
      [5, "ok"],
    ]);
  });
});

describe("an anomaly of what is no count", () => {
  const WEEK = 7 * 24 * 60;
  const query =
    "avg(last_125m):anomalies(avg:load{*}, 'robust', 3, direction='both', alert_window='last_25m', interval=300, seasonality='weekly') >= 1";
  const args = { monitorThresholds: { critical: "1", criticalRecovery: "0" }, notifyNoData: false };
  const usual = (until: number, other: (minute: number) => number | undefined) =>
    series(Array.from({ length: 3 * WEEK }, (_, minute) => (minute < until ? 50 + (minute % 5) : other(minute))));

  it("is of means, and ends when no point of its window is outside", () => {
    const start = 2 * WEEK + 600;
    const high = usual(start, (minute) => (minute < start + 60 ? 500 : 50 + (minute % 5)));
    const [first, second] = run(query, args, { value: high }, start + 180);
    expect(first?.[1]).toBe("alert");
    // Five points of five minutes, of which the oldest may have been one minute in.
    expect((first?.[0] ?? 0) - start).toBeLessThanOrEqual(24);
    expect((first?.[0] ?? 0) - start).toBeGreaterThanOrEqual(20);
    // The last bad minute is start + 59: in a point until + 64, and that point is in the window until it is 20 minutes old.
    expect(second).toEqual([start + 84, "ok"]);
  });

  it("is none of a gap: no point is not 0", () => {
    const start = 2 * WEEK + 600;
    expect(run(query, args, { value: usual(start, () => undefined) }, start + 120)).toEqual([]);
  });
});

describe("a synthetic test", () => {
  const test = (optionsList: NonNullable<SyntheticsDeclaration["args"]["optionsList"]>): Evaluator =>
    evaluatorOf({
      vendor: "datadog",
      type: "datadog:index/syntheticsTest:SyntheticsTest",
      name: "up",
      args: { name: "up", type: "api", status: "live", locations: ["p1", "p2", "p3"], optionsList },
    });
  /** From 0: whether a place can be reached. */
  const failing = (from: number, to: number) =>
    series(Array.from({ length: 90 }, (_, m) => Number(m >= from && m < to)));

  /** Both tables of https://docs.datadoghq.com/synthetics/guide/how-synthetics-monitors-trigger-alerts/ (test frequency and minimum duration). */
  it("tells when the minimum duration has elapsed, whether or not a run comes", () => {
    const evaluator = test({ tickEvery: 900, minFailureDuration: 780, minLocationFailed: 1 });
    expect(changesIn(evaluator, { p1: failing(10, 29) }, 60)).toEqual([
      [28, "alert"],
      [30, "ok"],
    ]);
  });

  it("starts its timer when the last retry fails", () => {
    const evaluator = test({
      tickEvery: 1_800,
      minFailureDuration: 300,
      minLocationFailed: 1,
      retry: { count: 2, interval: 60_000 },
    });
    expect(changesIn(evaluator, { p1: failing(10, 50) }, 90)).toEqual([
      [37, "alert"],
      [60, "ok"],
    ]);
    // A retry that passes makes the run pass.
    expect(changesIn(evaluator, { p1: failing(10, 32) }, 90)).toEqual([]);
  });

  it("wants so many places at once", () => {
    const evaluator = test({ tickEvery: 60, minFailureDuration: 0, minLocationFailed: 2 });
    expect(changesIn(evaluator, { p1: failing(10, 30), p2: failing(30, 40) }, 60)).toEqual([]);
    expect(changesIn(evaluator, { p1: failing(10, 30), p2: failing(29, 40) }, 60)).toEqual([
      [29, "alert"],
      [30, "ok"],
    ]);
  });
});

describe("a rule of records", () => {
  const rule: SecurityRuleDeclaration = {
    vendor: "datadog",
    type: "datadog:index/securityMonitoringRule:SecurityMonitoringRule",
    name: "root",
    args: {
      name: "root",
      message: "",
      queries: [{ query: "source:cloudtrail", aggregation: "count" }],
      cases: [{ status: "critical", condition: "records > 0" }],
      options: { evaluationWindow: 300, keepAlive: 7_200, maxSignalDuration: 86_400 },
    },
  };

  it("tells of the first, and stands until two hours after none is counted any more", () => {
    const value = series([...times(10, undefined), 1, ...times(100, undefined), 1, ...times(300, undefined)]);
    // The record of 111 is in the windows until 115, and two hours later is 235.
    expect(changesIn(evaluatorOf(rule), { value }, 400)).toEqual([
      [10, "alert"],
      [235, "ok"],
    ]);
  });

  it("of another condition is not judged", () => {
    const args = { ...rule.args, cases: [{ status: "high", condition: "a > 0 && b > 0" }] };
    expect(evaluatorIn([])({ ...rule, args })).toBeUndefined();
  });
});
