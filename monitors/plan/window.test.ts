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
