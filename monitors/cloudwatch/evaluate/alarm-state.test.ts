import fc from "fast-check";
import { judge, MORE, type Point, type Rule } from "./alarm-state";

const treatments = ["missing", "ignore", "breaching", "notBreaching"] as const;

/** `0 X -` from the oldest to the newest, as AWS writes them. */
const rangeOf = (words: string): readonly Point[] =>
  words
    .split(" ")
    .map((word): Point => (word === "X" ? "breaching" : word === "0" ? "good" : "missing"))
    .toReversed();

/**
 * The worked examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html ("How alarm state is
 * evaluated when data is missing"), both tables: the state for each treatment, in the order of its columns. Compared row by row with a public
 * copy of the page's whole text.
 */
const worked: readonly (readonly [m: number, range: string, states: readonly (string | undefined)[]])[] = [
  [3, "0 - X - X", ["ok", "ok", "ok", "ok"]],
  [3, "0 - - - -", ["ok", "ok", "ok", "ok"]],
  [3, "- - - - -", ["no_data", undefined, "alert", "ok"]],
  [3, "0 X X - X", ["alert", "alert", "alert", "alert"]],
  [3, "- - X - -", ["alert", undefined, "alert", "ok"]],
  [2, "0 - X - X", ["alert", "alert", "alert", "alert"]],
  [2, "0 0 X 0 X", ["alert", "alert", "alert", "alert"]],
  [2, "0 - X - -", ["ok", "ok", "alert", "ok"]],
  [2, "- - - - 0", ["ok", "ok", "alert", "ok"]],
  [2, "- - - X -", ["alert", undefined, "alert", "ok"]],
];

describe("AWS's worked examples", () => {
  it.each(worked)("%i of 3: %s", (datapointsToAlarm, range, states) => {
    expect(
      treatments.map((treatMissingData) =>
        judge(rangeOf(range), { evaluationPeriods: 3, datapointsToAlarm, treatMissingData }),
      ),
    ).toEqual(states);
  });
});

describe("a premature alarm", () => {
  /** The same page, "Avoiding premature transitions to alarm state": 3 of 3 over a range of five, and 2 of 3. */
  it.each([
    ["- - - - X", 3, undefined],
    ["- - - X -", 3, undefined],
    ["- - - X 0", 3, "ok"],
    ["- - X - 0", 3, "ok"],
    ["- - X - -", 3, "alert"],
    ["- - - X -", 2, "alert"],
  ] as const)("%s with %i to alarm is %p where missing points are missing", (range, datapointsToAlarm, state) => {
    expect(judge(rangeOf(range), { evaluationPeriods: 3, datapointsToAlarm, treatMissingData: "missing" })).toBe(state);
  });
});

describe("whatever the points", () => {
  const rules = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom(...treatments))
    .map(([a, b, treatMissingData]): Rule => ({
      evaluationPeriods: Math.max(a, b),
      datapointsToAlarm: Math.min(a, b),
      treatMissingData,
    }));
  const cases = rules.chain((rule) =>
    fc.tuple(
      fc.constant(rule),
      fc.array(fc.constantFrom<Point>("breaching", "good", "missing"), {
        minLength: rule.evaluationPeriods + MORE,
        maxLength: rule.evaluationPeriods + MORE,
      }),
    ),
  );

  it("the treatment of missing points is nothing to a range with N real ones", () => {
    fc.assert(
      fc.property(cases, ([rule, range]) => {
        fc.pre(range.filter((point) => point !== "missing").length >= rule.evaluationPeriods);
        const states = treatments.map((treatMissingData) => judge(range, { ...rule, treatMissingData }));
        expect(new Set(states).size).toBe(1);
      }),
      { seed: 8, numRuns: 2_000 },
    );
  });

  it("one more breaching point never ends an alarm", () => {
    fc.assert(
      fc.property(cases, fc.nat(), ([rule, range], at) => {
        const worse = range.with(at % range.length, "breaching");
        fc.pre(range[at % range.length] === "good");
        if (judge(range, rule) === "alert") expect(judge(worse, rule)).toBe("alert");
      }),
      { seed: 8, numRuns: 2_000 },
    );
  });

  it("only `missing` knows a state without data, and only of an empty range", () => {
    fc.assert(
      fc.property(cases, ([rule, range]) => {
        const empty = range.every((point) => point === "missing");
        expect(judge(range, rule) === "no_data").toBe(empty && rule.treatMissingData === "missing");
      }),
      { seed: 8, numRuns: 2_000 },
    );
  });
});
