import type { Inputs } from "../../plan/evaluate";
import { evaluatorsOf } from "../../../testing/catalogue-evaluators";
import { changesIn, series, times } from "../../../testing/series";

/** How CloudWatch would judge series, by the alarms that prod declares. */

const { judged, evaluatorFor, evaluatorOf } = evaluatorsOf(
  "cloudwatch",
  ({ watches, type }) => watches !== undefined || type.endsWith(":MetricAlarm"),
);

const run = (name: string, inputs: Inputs, minutes: number) => changesIn(evaluatorOf(name), inputs, minutes);

describe("three of five one-minute maxima", () => {
  it("tells with the third that breaches, and is over when only two are left", () => {
    const memory = series([...times(10, 50), 99, 50, 99, 50, 99, ...times(10, 50)]);
    // Breaches at 10, 12 and 14. At 15 the five newest are 11 to 15, with two of them.
    expect(run("infrastructure.memory.critical", { value: memory }, 25)).toEqual([
      [14, "alert"],
      [15, "ok"],
    ]);
  });

  it("does not tell of a blip of two minutes", () => {
    const memory = series([...times(10, 50), 99, 99, ...times(10, 50)]);
    expect(run("infrastructure.memory.critical", { value: memory }, 22)).toEqual([]);
  });

  it("has no data when the whole range is empty, and not before", () => {
    const memory = series(times(10, 50));
    // The range is five points and two more: minute 9 is in it until 15.
    expect(run("infrastructure.memory.critical", { value: memory }, 30)).toEqual([[16, "no_data"]]);
  });
});

describe("a check whose silence is bad", () => {
  it("tells when no point is left in its range", () => {
    // Range of three and two more: the good point of minute 9 counts until 13, and then three are filled in.
    expect(run("api.availability.critical", { value: series(times(10, 1)) }, 20)).toEqual([[14, "alert"]]);
  });

  it("tells with the third minute of failure", () => {
    expect(
      run("api.availability.critical", { value: series([...times(10, 1), ...times(5, 0), ...times(5, 1)]) }, 20),
    ).toEqual([
      [12, "alert"],
      [15, "ok"],
    ]);
  });
});

describe("a rate with a least traffic", () => {
  const rate = series([...times(10, 0.1), ...times(10, 50)]);

  it("tells where there is enough of it", () => {
    expect(run("edge.cdn_error_rate.critical", { value: rate, traffic: series(times(20, 100)) }, 20)).toEqual([
      [12, "alert"],
    ]);
  });

  it("keeps quiet one request below", () => {
    expect(run("edge.cdn_error_rate.critical", { value: rate, traffic: series(times(20, 99)) }, 20)).toEqual([]);
  });
});

describe("a sum over a window that slides", () => {
  it("counts an event until it is an hour old, and does not look further back while the newest hour is empty", () => {
    // More than 10 in an hour: the eleventh comes at minute 100, the first, of minute 50, is out at 110. From 160 on nothing is in the hour.
    const frauds = series(
      Array.from({ length: 200 }, (_, minute) => (minute >= 50 && minute <= 100 && minute % 5 === 0 ? 1 : undefined)),
    );
    expect(run("security.payment_fraud.critical", { value: frauds }, 200)).toEqual([
      [100, "alert"],
      [110, "ok"],
    ]);
  });

  it("tells once of one burst, whatever the alarm", () => {
    // In three days of nothing eleven points within an hour, which together are a little more than the alarm's number.
    const [minutes, at] = [3 * 24 * 60, 24 * 60];
    const told = judged.flatMap((alarm) => {
      const evaluator = evaluatorFor?.(alarm);
      if (evaluator === undefined) return [];
      const burst = series(
        Array.from({ length: minutes }, (_, minute) =>
          minute >= at && minute <= at + 50 && minute % 5 === 0 ? (evaluator.compares ?? 10) / 10 || 1 : undefined,
        ),
      );
      const inputs = Object.fromEntries(evaluator.inputs.map(({ name }) => [name, burst]));
      const fired = changesIn(evaluator, inputs, minutes).filter(([minute, to]) => minute >= at && to === "alert");
      return fired.length > 1 ? [alarm.name] : [];
    });
    expect(told).toEqual([]);
  });
});

describe("an attack while the shop is unwell", () => {
  const quiet = times(40, 0);
  const attack = series(quiet.map((_, minute) => Number(minute >= 5 && minute < 30)));
  const traffic = series(times(40, 1_000));

  it("is one of both at once: three of five minutes with errors, and the attack remembered for five", () => {
    const errors = series(quiet.map((_, minute) => (minute >= 10 ? 20 : 0)));
    expect(
      run(
        "edge.ddos.detected_unhealthy.critical",
        {
          "edge.ddos.detected.critical.value": attack,
          "edge.cdn_error_rate.critical.value": errors,
          "edge.cdn_error_rate.critical.traffic": traffic,
          "api.availability.critical.value": series(times(40, 1)),
        },
        40,
      ),
    ).toEqual([
      [12, "alert"],
      // The last minute of the attack is 29; at 34 the five newest are clean.
      [34, "ok"],
    ]);
  });

  it("is none of an attack that nobody feels", () => {
    expect(
      run(
        "edge.ddos.detected_unhealthy.critical",
        {
          "edge.ddos.detected.critical.value": attack,
          "edge.cdn_error_rate.critical.value": series(quiet),
          "edge.cdn_error_rate.critical.traffic": traffic,
          "api.availability.critical.value": series(times(40, 1)),
        },
        40,
      ),
    ).toEqual([]);
  });
});

describe("a band around the usual", () => {
  const minutesOfWeek = 7 * 24 * 60;
  /** 100 and 110 by turns, each hour of three weeks alike. */
  const usual = (minutes: number): readonly number[] =>
    Array.from({ length: minutes }, (_, minute) => (minute % 2 === 0 ? 100 : 110));

  it("says nothing of the first week, and nothing of what is like it", () => {
    expect(run("edge.ddos.blocked.warning", { value: series(usual(3 * minutesOfWeek)) }, 3 * minutesOfWeek)).toEqual(
      [],
    );
  });

  it("tells of what is far above it, with the third point", () => {
    const start = 2 * minutesOfWeek + 600;
    const flooded = usual(3 * minutesOfWeek).map((value, minute) =>
      minute >= start && minute < start + 10 ? 10_000 : value,
    );
    expect(run("edge.ddos.blocked.warning", { value: series(flooded) }, start + 60)).toEqual([
      [start + 2, "alert"],
      [start + 12, "ok"],
    ]);
  });
});

describe("of prod's alarms", () => {
  it("each judges series", () => {
    expect(judged.filter((alarm) => evaluatorFor?.(alarm) === undefined).map(({ name }) => name)).toEqual([]);
  });

  it("each runs over nothing, and over noise", () => {
    for (const alarm of judged) {
      const evaluator = evaluatorFor?.(alarm);
      if (evaluator === undefined) continue;
      const noise = Object.fromEntries(evaluator.inputs.map(({ name }) => [name, series(times(600, 1))]));
      for (const inputs of [{}, noise]) {
        const changes = evaluator.run(inputs, { from: 0, to: 36_000 });
        expect(changes.every(({ at, to }, index) => at >= 0 && at < 36_000 && to !== changes[index - 1]?.to)).toBe(
          true,
        );
      }
    }
  });
});
