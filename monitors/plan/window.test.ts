import fc from "fast-check";
import { overWindow } from "./window";

/** Statistics over sliding windows, against the plain way of computing each by itself. */

const plainly = (
  samples: readonly (readonly [time: number, value: number])[],
  statistic: string,
  seconds: number,
  end: number,
): number => {
  const values = samples.filter(([time]) => time <= end && time > end - seconds).map(([, value]) => value);
  if (values.length === 0) return Number.NaN;
  const sum = values.reduce((a, b) => a + b, 0);
  if (statistic === "Sum") return sum;
  if (statistic === "Average") return sum / values.length;
  return statistic === "Maximum" ? Math.max(...values) : Math.min(...values);
};

it("is what each window holds, whatever the samples", () => {
  const sampled = fc
    .uniqueArray(fc.tuple(fc.integer({ min: -600, max: 1_800 }), fc.integer({ min: -50, max: 50 })), {
      selector: ([time]) => time,
      maxLength: 60,
    })
    .map((samples) => samples.toSorted(([a], [b]) => a - b));
  fc.assert(
    fc.property(
      sampled,
      fc.constantFrom("Sum", "Average", "Maximum", "Minimum"),
      fc.constantFrom(60, 90, 300, 600),
      (samples, statistic, seconds) => {
        const series = {
          times: Float64Array.from(samples, ([time]) => time),
          values: Float64Array.from(samples, ([, value]) => value),
        };
        const expected = Array.from({ length: 30 }, (_, minute) => plainly(samples, statistic, seconds, minute * 60));
        expect([...overWindow(series, statistic, seconds, 0, 30)]).toEqual(expected);
      },
    ),
    { seed: 8, numRuns: 500 },
  );
});

it("is what a window holds alone, whatever was before it", () => {
  const values = Float64Array.from([...Array.from({ length: 40 }, (_, minute) => 97.3 + minute / 7), 90]);
  // An hour after the others.
  const times = values.map((_, minute) => (minute === 40 ? 100 : minute) * 60);
  for (const seconds of [60, 300, 3_600 + 60])
    for (const statistic of ["Sum", "Average"]) {
      const [last] = overWindow({ times, values }, statistic, seconds, 100 * 60, 1);
      expect(last).toBe(90);
    }
  const next = Float64Array.from(times, (_, minute) => minute * 60);
  expect(overWindow({ times: next, values }, "Average", 60, 40 * 60, 1)[0]).toBe(90);
});

describe("beside exact rationals", () => {
  /** A double is a whole number of these: 2^-1074. */
  const exactly = (value: number): bigint => {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    const [high, low] = [bits.getUint32(0), bits.getUint32(4)];
    const power = (high >>> 20) & 0x7ff;
    const digits = (BigInt(high & 0xfffff) << 32n) + BigInt(low);
    const whole = power === 0 ? digits : (digits + (1n << 52n)) << BigInt(power - 1);
    return high >>> 31 === 1 ? -whole : whole;
  };
  const distance = (one: bigint, other: bigint): bigint => (one < other ? other - one : one - other);
  /** Either neighbour is a 2^-53th to a 2^-52nd away. */
  const neighbours = (value: number): readonly number[] => {
    const bits = new DataView(new ArrayBuffer(8));
    return [1n, -1n].map((step) => {
      bits.setFloat64(0, value);
      bits.setBigInt64(0, bits.getBigInt64(0) + step);
      return bits.getFloat64(0);
    });
  };
  const windows = (values: fc.Arbitrary<number>) =>
    fc.tuple(
      fc.array(fc.tuple(values, fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(60, 90, 300, 900),
    );
  const eachWindow = (
    steps: readonly (readonly [number, number])[],
    seconds: number,
    check: (statistic: "Sum" | "Average", found: number, exact: bigint, many: bigint, held: readonly number[]) => void,
  ): void => {
    let at = 0;
    const samples = steps.map(([value, step]) => ({ time: (at += step), value }));
    const series = {
      times: Float64Array.from(samples, ({ time }) => time),
      values: Float64Array.from(samples, ({ value }) => value),
    };
    for (const statistic of ["Sum", "Average"] as const)
      for (const [minute, found] of overWindow(series, statistic, seconds, 0, Math.ceil(at / 60) + 20).entries()) {
        const held = samples.filter(({ time }) => time <= minute * 60 && time > minute * 60 - seconds);
        const values = held.map(({ value }) => value);
        if (values.length === 0) continue;
        check(
          statistic,
          found,
          values.reduce((sum, value) => sum + exactly(value), 0n),
          BigInt(values.length),
          values,
        );
      }
  };

  it.each([
    ["measured decimals", fc.integer({ min: 0, max: 10_000_000 }).map((value) => value / 1_000)],
    ["any doubles of one sign", fc.double({ min: 1e-9, max: 1e15, noNaN: true })],
    ["equal values and now and then another", fc.constantFrom(90.1, 90.1, 90.1, 0.1, 1e12)],
  ])("a sum and a mean of %s are the double nearest to them", (_, values) => {
    fc.assert(
      fc.property(windows(values), ([steps, seconds]) => {
        eachWindow(steps, seconds, (statistic, found, exact, many) => {
          const times = statistic === "Sum" ? 1n : many;
          const off = distance(exactly(found) * times, exact);
          const isNearest = neighbours(found).every((other) => off <= distance(exactly(other) * times, exact));
          if (!isNearest) throw new Error(`${statistic} ${found} of ${String(many)} values`);
        });
      }),
      { seed: 17, numRuns: 100 },
    );
  });

  it("of both signs they are off by less than 2^-100 of what was added up, and by the rounding of the result", () => {
    fc.assert(
      fc.property(windows(fc.double({ min: -1e15, max: 1e15, noNaN: true })), ([steps, seconds]) => {
        eachWindow(steps, seconds, (statistic, found, exact, many, held) => {
          const times = statistic === "Sum" ? 1n : many;
          const rounding = neighbours(found).map((other) => distance(exactly(other), exactly(found)) * times);
          const added = held.reduce((sum, value) => sum + exactly(Math.abs(value)), 0n);
          const most = (rounding[0] ?? 0n) > (rounding[1] ?? 0n) ? rounding[0] : rounding[1];
          if (distance(exactly(found) * times, exact) > (most ?? 0n) + (added >> 100n))
            throw new Error(`${statistic} ${found} of ${held.join(", ")}`);
        });
      }),
      { seed: 17, numRuns: 100 },
    );
  });

  it("of what overflows they are infinite", () => {
    const series = { times: Float64Array.of(0, 60), values: Float64Array.of(1.5e308, 1.5e308) };
    expect([...overWindow(series, "Sum", 600, 60, 1)]).toEqual([Number.POSITIVE_INFINITY]);
  });
});
