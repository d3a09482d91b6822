import fc from "fast-check";
import type { Evaluator, Inputs } from "../../plan/evaluate";
import { changesIn, series, times } from "../../../testing/series";
import type { AlarmDeclaration, CloudWatchDeclaration } from "../declaration";
import { evaluatorIn } from "./evaluate";
import { compileRule } from "./evaluate-composite";
import { leastSamples } from "./low-samples";

/** What prod's own alarms do not show of CloudWatch: monitors/cloudwatch/evaluate/catalogue.test.ts has those. */

const alarm = (name: string, args: Partial<AlarmDeclaration["args"]> = {}): AlarmDeclaration => ({
  vendor: "cloudwatch",
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name,
  args: {
    name: `shop-${name}`,
    namespace: "Shop",
    metricName: "Thing",
    statistic: "Average",
    period: 60,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 10,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
    ...args,
  },
});

const evaluatorOf = (declared: CloudWatchDeclaration, ...others: readonly CloudWatchDeclaration[]): Evaluator => {
  const evaluator = evaluatorIn([declared, ...others])(declared);
  if (evaluator === undefined) throw new Error("nothing evaluates it");
  return evaluator;
};

describe("a percentile of few samples", () => {
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html, with its own example of p99. */
  it.each([
    ["p99", 1_000],
    ["p95", 200],
    ["p50", 20],
    ["p10", 100],
    ["p99.9", 10_000],
  ])("of %s is one of fewer than %i", (extendedStatistic, least) => {
    const { args } = alarm("slow", { extendedStatistic, evaluateLowSampleCountPercentiles: "ignore" });
    expect(leastSamples({ ...alarm("slow"), args })).toBe(least);
  });

  const slow: Inputs = { value: series([...times(5, 1), ...times(10, 99)]) };
  const judged = (evaluateLowSampleCountPercentiles: string, samples: number) => {
    const { statistic, ...args } = alarm("slow").args;
    const p95 = { ...args, extendedStatistic: "p95", evaluateLowSampleCountPercentiles };
    const inputs = { ...slow, samples: series([...times(8, samples), ...times(7, 200)]) };
    expect(statistic).toBe("Average");
    return changesIn(evaluatorOf({ ...alarm("slow"), args: p95 }), inputs, 15);
  };

  it("is judged like any other by an alarm that says so", () => {
    expect(judged("evaluate", 199)).toEqual([[5, "alert"]]);
  });

  it("leaves the state as it is where the alarm ignores few", () => {
    // From 8 on there are 200 a minute.
    expect(judged("ignore", 199)).toEqual([[8, "alert"]]);
    expect(judged("ignore", 200)).toEqual([[5, "alert"]]);
  });
});

describe("an alarm on alarms", () => {
  const attack = alarm("attack");
  const errors = alarm("errors", { threshold: 5 });
  const down = alarm("down", { threshold: 1, comparisonOperator: "LessThanThreshold", treatMissingData: "breaching" });
  const both: CloudWatchDeclaration = {
    vendor: "cloudwatch",
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    name: "both",
    args: {
      alarmName: "shop-both",
      alarmRule: 'ALARM("shop-attack") AND (ALARM("shop-errors") OR ALARM("shop-down"))',
    },
  };
  const evaluator = evaluatorOf(both, attack, errors, down);

  it("reads its children's series, each by the child's name", () => {
    expect(evaluator.inputs.map(({ name }) => name)).toEqual(["attack.value", "errors.value", "down.value"]);
  });

  it("follows their states", () => {
    const inputs = {
      "attack.value": series([...times(5, 0), ...times(10, 99), ...times(10, 0)]),
      "errors.value": series([...times(8, 0), ...times(4, 9), ...times(13, 0)]),
      "down.value": series([...times(14, 1), 0, ...times(10, 1)]),
    };
    // Errors during the attack from 8 to 11, and down within it at 14; the attack is over at 15.
    expect(changesIn(evaluator, inputs, 25)).toEqual([
      [8, "alert"],
      [12, "ok"],
      [14, "alert"],
      [15, "ok"],
    ]);
  });

  it("knows nothing of a child whose silence is bad but by that child's own state", () => {
    const inputs = { "attack.value": series(times(10, 99)), "errors.value": series(times(10, 0)) };
    expect(changesIn(evaluator, inputs, 10)).toEqual([[0, "alert"]]);
    expect(changesIn(evaluator, {}, 10)).toEqual([]);
  });

  it("becomes what its children read, from one series of whether it is so", () => {
    const value = series([0, 0, 1, 1, 0]);
    const inputs = evaluator.feeds?.({ value }) ?? {};
    expect(changesIn(evaluator, inputs, 5)).toEqual([
      [2, "alert"],
      [4, "ok"],
    ]);
  });

  /** The example expressions of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html. */
  it.each([
    ["ALARM(CPUUtilizationTooHigh) AND ALARM(DiskReadOpsTooHigh)", ["CPUUtilizationTooHigh"], false],
    [
      "ALARM(CPUUtilizationTooHigh) AND ALARM(DiskReadOpsTooHigh)",
      ["CPUUtilizationTooHigh", "DiskReadOpsTooHigh"],
      true,
    ],
    ["ALARM(CPUUtilizationTooHigh) AND NOT ALARM(DeploymentInProgress)", ["CPUUtilizationTooHigh"], true],
    [
      "ALARM(CPUUtilizationTooHigh) AND NOT ALARM(DeploymentInProgress)",
      ["CPUUtilizationTooHigh", "DeploymentInProgress"],
      false,
    ],
    [
      '(ALARM("CPUUtilizationTooHigh") OR ALARM("DiskReadOpsTooHigh")) AND OK("NetworkOutTooHigh")',
      ["DiskReadOpsTooHigh"],
      true,
    ],
    [
      '(ALARM("CPUUtilizationTooHigh") OR ALARM("DiskReadOpsTooHigh")) AND OK("NetworkOutTooHigh")',
      ["DiskReadOpsTooHigh", "NetworkOutTooHigh"],
      false,
    ],
    ["INSUFFICIENT_DATA(CPUUtilizationTooHigh) OR FALSE", [], false],
    ["TRUE", [], true],
  ])("%s, of %j in alarm, is %p", (rule, inAlarm, expected) => {
    expect(compileRule(rule)((name) => (inAlarm.includes(name) ? "alert" : "ok"))).toBe(expected);
  });

  it("with a rule of something else is said in one line", () => {
    expect(() => compileRule('AT_LEAST(2, ALARM, ("a", "b"))')).toThrow(/^"AT_LEAST.* is no rule of alarms/);
  });
});

describe("whatever the series", () => {
  const treatments = ["missing", "ignore", "breaching", "notBreaching"];
  const cases = fc.record({
    evaluationPeriods: fc.integer({ min: 1, max: 5 }),
    datapointsToAlarm: fc.integer({ min: 1, max: 5 }),
    treatMissingData: fc.constantFrom(...treatments),
    period: fc.constantFrom(60, 120, 300),
    values: fc.array(fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }), { minLength: 1, maxLength: 40 }),
    raised: fc.array(fc.nat({ max: 39 }), { maxLength: 6 }),
  });
  const alertsIn = (declared: AlarmDeclaration, values: readonly (number | undefined)[]): ReadonlySet<number> => {
    const changes = changesIn(evaluatorOf(declared), { value: series(values) }, 60);
    return new Set(
      Array.from({ length: 60 }, (_, minute) => minute).filter(
        (minute) => changes.findLast(([at]) => at <= minute)?.[1] === "alert",
      ),
    );
  };

  it("a value that is raised never ends an alarm, nor makes one shorter", () => {
    let alerted = 0;
    fc.assert(
      fc.property(cases, ({ values, raised, evaluationPeriods, datapointsToAlarm, ...args }) => {
        const declared = alarm("high", {
          ...args,
          evaluationPeriods,
          datapointsToAlarm: Math.min(datapointsToAlarm, evaluationPeriods),
        });
        const worse = values.map((value, minute) => (value !== undefined && raised.includes(minute) ? 99 : value));
        const [before, after] = [alertsIn(declared, values), alertsIn(declared, worse)];
        if (before.size > 0) alerted += 1;
        expect([...before].filter((minute) => !after.has(minute))).toEqual([]);
      }),
      { seed: 8, numRuns: 1_000 },
    );
    expect(alerted).toBeGreaterThan(200);
  });
});
