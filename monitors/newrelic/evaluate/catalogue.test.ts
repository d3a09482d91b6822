import type { Inputs } from "../../plan/evaluate";
import { evaluatorsOf } from "../../../testing/catalogue-evaluators";
import { changesIn, series, times } from "../../../testing/series";

/** How New Relic would judge series, by the conditions that prod declares: all of them backstops of Datadog's. */

const { judged, evaluatorFor, evaluatorOf } = evaluatorsOf("newrelic");

const run = (name: string, inputs: Inputs, minutes: number) => changesIn(evaluatorOf(name), inputs, minutes);

describe("a share, as a backstop", () => {
  const all = (minutes: number) => series(times(minutes, 100));

  it("waits for five values and for its delay, and ends when five are good", () => {
    // From 20 on half fail. At 20 it is 50 of 500, more than 5 %: the windows that end at 20 to 24 breach, the last closed at 26.
    // The failures end with 39: at 43 one minute of them is left, 10 %; those of 44 to 48 are clean, the last closed at 50.
    const bad = series([...times(20, 0), ...times(20, 50), ...times(40, 0)]);
    expect(run("api.error_rate.critical", { bad, all: all(80) }, 80)).toEqual([
      [26, "alert"],
      [50, "ok"],
    ]);
  });

  it("keeps quiet of a breach that is over before", () => {
    // One minute is in five windows. Of half of its requests the share is 10 % in each, and that is just long enough.
    expect(run("api.error_rate.critical", { bad: series([...times(20, 0), 50]), all: all(60) }, 60)).toEqual([
      [26, "alert"],
      [31, "ok"],
    ]);
    // 24 are 4.8 %; and 50 of a minute that only four windows have enough traffic for are one window too few.
    expect(run("api.error_rate.critical", { bad: series([...times(20, 0), 24]), all: all(60) }, 60)).toEqual([]);
    const lull = series([...times(20, 100), 99, ...times(4, 0), ...times(35, 10)]);
    expect(run("api.error_rate.critical", { bad: series([...times(20, 0), 50]), all: lull }, 60)).toEqual([]);
  });

  it("keeps quiet below its least traffic", () => {
    const few = (many: number) => ({ bad: series(times(40, many)), all: series(times(40, many)) });
    expect(run("api.error_rate.critical", few(19), 40)).toEqual([]);
    // A hundred in five minutes; the windows that end at 4 to 8 are closed at 6 to 10.
    expect(run("api.error_rate.critical", few(20), 40)).toEqual([[10, "alert"]]);
  });
});

describe("a percentile", () => {
  it("is in milliseconds, and the mean of its minutes over the window", () => {
    // 4 s from 10 on: more than 2 s with the third of five, 0.4 × 2 + 4 × 3 over 5 is 2.56. Windows of 12 to 16, closed at 18.
    const slow = series([...times(10, 400), ...times(30, 4_000)]);
    expect(run("api.response_time.critical", { value: slow }, 40)).toEqual([[18, "alert"]]);
  });
});

describe("spans that stop", () => {
  const slow = series([...times(20, 4_000), ...times(30, undefined)]);

  it("leave the last windows open, and close what stands after eight minutes", () => {
    // The last span is of 19: those that end after 17 are never judged. 480 s later is 27.
    expect(run("api.response_time.critical", { value: slow }, 50)).toEqual([
      [6, "alert"],
      [27, "ok"],
    ]);
  });

  it("say nothing where there never were any", () => {
    expect(run("api.response_time.critical", {}, 60)).toEqual([]);
  });
});

describe("of prod's conditions", () => {
  it("each judges series", () => {
    expect(judged.map(({ name }) => name)).toEqual([
      "api.response_time.warning",
      "api.response_time.critical",
      "api.error_rate.warning",
      "api.error_rate.critical",
    ]);
    expect(judged.filter((each) => evaluatorFor?.(each) === undefined)).toEqual([]);
  });

  it("each runs over nothing, and over noise", () => {
    for (const { name } of judged) {
      const evaluator = evaluatorOf(name);
      const noise = Object.fromEntries(evaluator.inputs.map((input) => [input.name, series(times(600, 1))]));
      for (const inputs of [{}, noise]) expect(evaluator.run(inputs, { from: 0, to: 36_000 })).toEqual([]);
    }
  });
});
