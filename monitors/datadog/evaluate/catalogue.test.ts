import type { Inputs } from "../../plan/evaluate";
import { evaluatorsOf } from "../../../testing/catalogue-evaluators";
import { changesIn, series, times } from "../../../testing/series";

/** How Datadog would judge series, by the monitors and tests that prod declares. */

const { judged, evaluatorFor, evaluatorOf } = evaluatorsOf(
  "datadog",
  ({ watches, burns }) => watches !== undefined || burns !== undefined,
);

const run = (name: string, inputs: Inputs, minutes: number) => changesIn(evaluatorOf(name), inputs, minutes);

describe("a share of two counts", () => {
  const all = (many: number) => series(times(20, many));

  it("is of the window's sums: a minute of nothing but failures is a fifth of five", () => {
    // 20 of 100 is 20 %; the failures leave the window after five minutes.
    const bad = series([...times(10, 0), 20, ...times(9, 0)]);
    expect(run("api.error_rate.critical", { bad, all: all(20) }, 20)).toEqual([
      [10, "alert"],
      [15, "ok"],
    ]);
  });

  it("tells above the number, and not at it", () => {
    // Of 5 × 40: 10 bad are 5 %, 11 are more.
    expect(run("api.error_rate.critical", { bad: series([...times(10, 0), 10]), all: all(40) }, 12)).toEqual([]);
    expect(run("api.error_rate.critical", { bad: series([...times(10, 0), 11]), all: all(40) }, 12)).toEqual([
      [10, "alert"],
    ]);
  });

  it("keeps quiet below its least traffic", () => {
    // 100 requests in five minutes are enough, 95 are not.
    expect(run("api.error_rate.critical", { bad: series(times(20, 19)), all: all(19) }, 20)).toEqual([]);
    expect(run("api.error_rate.critical", { bad: series(times(20, 20)), all: all(20) }, 20)).toEqual([[4, "alert"]]);
  });

  it("is as it was while nothing is counted", () => {
    const bad = series([...times(10, 20), ...times(20, undefined)]);
    const whole = series([...times(10, 20), ...times(20, undefined)]);
    // At 10 and later the window has fewer than a hundred requests, and from 14 on none at all.
    expect(run("api.error_rate.critical", { bad, all: whole }, 30)).toEqual([
      [4, "alert"],
      [10, "ok"],
    ]);
  });
});

describe("a percentile", () => {
  it("is the mean of its minutes over the window, and resolves without data", () => {
    // Nanoseconds. From 10 on 4 s a minute: over five minutes more than 2 s with the third, 0.5 + 0.5 + 3 × 4 over 5.
    const slow = series([...times(10, 5e8), ...times(10, 4e9)]);
    expect(run("api.response_time.critical", { value: slow }, 40)).toEqual([
      [12, "alert"],
      [24, "ok"],
    ]);
  });
});

describe("a search", () => {
  it("adds up what it finds, and finds nothing where nothing is", () => {
    const failed = series([...times(30, undefined), 1, ...times(30, undefined)]);
    expect(run("delivery.deployment_failures.failed.warning", { value: failed }, 60)).toEqual([
      [30, "alert"],
      [35, "ok"],
    ]);
  });

  it("of a heartbeat tells when none is left in the window", () => {
    const beats = series(Array.from({ length: 60 }, (_, minute) => (minute < 30 && minute % 5 === 0 ? 1 : undefined)));
    // The last beat is at 25.
    expect(run("monitoring.heartbeat.cloudwatch.critical", { value: beats }, 60)).toEqual([[35, "alert"]]);
  });
});

describe("deployments that fail, and none that succeeds", () => {
  const failed = (...minutes: readonly number[]) =>
    series(Array.from({ length: 800 }, (_, minute) => (minutes.includes(minute) ? 1 : undefined)));
  const name = "delivery.deployment_failures.stuck.critical";

  it("are told of with the third in six hours, until the first is older", () => {
    expect(run(name, { failed: failed(10, 100, 200) }, 800)).toEqual([
      [200, "alert"],
      [370, "ok"],
    ]);
  });

  it("are not told of while one that succeeded is in those hours", () => {
    expect(run(name, { failed: failed(10, 100, 200), succeeded: failed(5) }, 800)).toEqual([
      [365, "alert"],
      [370, "ok"],
    ]);
    expect(run(name, { failed: failed(10, 100, 200), succeeded: failed(150) }, 800)).toEqual([]);
  });
});

describe("records of the trail", () => {
  it("are told of at once, each sort of them", () => {
    const one = series([...times(10, undefined), 1]);
    for (const sort of ["change", "read", "root"])
      expect(run(`security.breach_indicators.${sort}.critical`, { value: one }, 20)).toEqual([[10, "alert"]]);
  });
});

describe("a change against a week ago", () => {
  const WEEK = 7 * 24 * 60;

  it("is of the means of an hour", () => {
    const load = series(Array.from({ length: WEEK + 300 }, (_, minute) => (minute < WEEK + 120 ? 1_000 : 1_600)));
    // More than 50 % with the 51st minute of 60 % more: 60 × n / 60 > 50.
    expect(run("storefront.regression.critical", { value: load }, WEEK + 300)).toEqual([[WEEK + 120 + 50, "alert"]]);
  });

  it("has nothing to say of a first week", () => {
    expect(run("storefront.regression.critical", { value: series(times(3_000, 9)) }, 3_000)).toEqual([]);
  });
});

describe("an anomaly", () => {
  const WEEK = 7 * 24 * 60;
  const traffic = (minutes: number, lost: (minute: number) => boolean) =>
    series(Array.from({ length: minutes }, (_, minute) => (lost(minute) ? 0 : 100 + (minute % 7))));

  it("tells when all points of its window lie outside, and not of a shorter loss", () => {
    const start = 2 * WEEK + 603;
    const gone = traffic(3 * WEEK, (minute) => minute >= start);
    const blip = traffic(3 * WEEK, (minute) => minute >= start && minute < start + 15);
    const first = run("storefront.traffic.warning", { value: gone }, start + 60)[0];
    expect(first?.[1]).toBe("alert");
    // 25 minutes of five-minute points, the oldest of which may still be half full.
    expect((first?.[0] ?? 0) - start).toBeGreaterThanOrEqual(20);
    expect((first?.[0] ?? 0) - start).toBeLessThanOrEqual(25);
    expect(run("storefront.traffic.warning", { value: blip }, start + 60)).toEqual([]);
  });
});

describe("a burn rate", () => {
  /** Of a hundred calls a minute so many fail, from minute 200 on. */
  const burning = (bad: number, until = 2_000): Inputs => ({
    bad: series(Array.from({ length: 2_000 }, (_, minute) => (minute >= 200 && minute < until ? bad : 0))),
    all: series(times(2_000, 100)),
  });

  it.each([
    // 99.95 %: 14.4 times 0.05 % over an hour are 43.2 bad of 6,000; so many come in 43.2 / bad minutes.
    ["api.availability_slo.one_hour", 5, 200 + 8],
    ["api.availability_slo.one_hour", 10, 200 + 4],
    ["api.availability_slo.one_hour", 100, 200],
    // 6 times over six hours are 108 bad of 36,000; before 360 minutes the window is as long as the data, here 200 + n minutes.
    ["api.availability_slo.six_hours", 5, 200 + 12],
  ])("%s tells of %i % bad at minute %i", (tier, bad, minute) => {
    expect(run(tier, burning(bad), 600)[0]).toEqual([minute, "alert"]);
  });

  it("ends when the short window is clean, long before the long one", () => {
    expect(run("api.availability_slo.one_hour", burning(10, 230), 400)).toEqual([
      [204, "alert"],
      // At 234 the newest five minutes hold none of 200 to 229.
      [234, "ok"],
    ]);
  });

  it("keeps quiet of a rate below the tier's", () => {
    // 0.5 % is 10 times the allowed rate.
    expect(
      run("api.availability_slo.one_hour", { bad: series(times(600, 0.5)), all: series(times(600, 100)) }, 600),
    ).toEqual([]);
  });
});

describe("a synthetic test", () => {
  const runs = (values: readonly number[]) => ({
    times: Float64Array.from(values, (_, index) => index * 30),
    values: Float64Array.from(values),
  });

  it("tells when runs have failed for 30 seconds, and ends with the first that passes", () => {
    expect(run("api.availability.critical", { value: runs([0, 0, 1, 1, 1, 0, 0]) }, 10)).toEqual([
      [1.5, "alert"],
      [2.5, "ok"],
    ]);
  });

  it("takes a look-up's time in milliseconds, and a certificate's in what is left of it", () => {
    const slow = evaluatorOf("edge.dns_resolution.time.warning").feeds?.({ value: series([99, 100, 300]) });
    expect([...(slow?.["value"]?.values ?? [])]).toEqual([0, 1, 1]);
    const days = (many: number) => many * 86_400_000;
    const left = evaluatorOf("edge.certificate_expiry.critical").feeds?.({
      value: series([days(8), days(7), days(6)]),
    });
    expect([...(left?.["value"]?.values ?? [])]).toEqual([0, 1, 1]);
  });

  it("does not tell of one", () => {
    expect(run("api.availability.critical", { value: runs([0, 0, 1, 0, 0, 1, 0]) }, 10)).toEqual([]);
  });
});

describe("of what prod declares", () => {
  it("each judges series", () => {
    expect(judged.filter((each) => evaluatorFor?.(each) === undefined).map(({ name }) => name)).toEqual([]);
  });

  it("each runs over nothing, and over noise", () => {
    for (const declaration of judged) {
      const evaluator = evaluatorFor?.(declaration);
      if (evaluator === undefined) continue;
      const noise = Object.fromEntries(evaluator.inputs.map(({ name }) => [name, series(times(600, 1))]));
      for (const inputs of [{}, noise]) expect(evaluator.run(inputs, { from: 0, to: 36_000 }).length).toBeLessThan(200);
    }
  });
});
