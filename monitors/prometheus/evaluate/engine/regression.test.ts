import fc from "fast-check";
import type { Samples } from "./column";
import { regressionOver } from "./regression";
import { overWindows } from "./select";
import { CURRENT } from "./release";

/** The line through all samples of a window, by the textbook, around their own means. */
const straight = ({ times, values }: Samples, from: number, to: number, ahead: number): number => {
  const there = Array.from(times.keys()).filter((index) => (times[index] ?? 0) > from && (times[index] ?? 0) <= to);
  const mean = (of: (index: number) => number): number =>
    there.reduce((sum, index) => sum + of(index), 0) / there.length;
  const [x, y] = [mean((index) => times[index] ?? 0), mean((index) => values[index] ?? 0)];
  const xy = mean((index) => ((times[index] ?? 0) - x) * ((values[index] ?? 0) - y));
  const xx = mean((index) => ((times[index] ?? 0) - x) ** 2);
  return y + (xy / xx) * (to + ahead - x);
};

const STEP = 60;
const WINDOW = 200 * STEP;

/** What changes from one sample to the next, and how many minutes lie between. */
const arbitraryWalk = fc.array(
  fc.tuple(fc.constantFrom(-1e9, 0, 0, 1, 1e6, -3e6), fc.constantFrom(1, 1, 1, 1, 2, 90, 300)),
  { minLength: 300, maxLength: 900 },
);

describe("the line through windows that overlap", () => {
  it("is that through each of them alone, also far from 1970 and by large numbers", () => {
    fc.assert(
      fc.property(arbitraryWalk, (walk) => {
        const times: number[] = [];
        const values: number[] = [];
        let [time, value] = [1.8e9, 1e12];
        for (const [change, apart] of walk) {
          time += apart * STEP;
          value += change;
          times.push(time);
          values.push(value);
        }
        const samples = { labels: {}, times: Float64Array.from(times), values: Float64Array.from(values) };
        const steps = { from: 1.8e9, every: 7 * STEP, count: Math.ceil((time - 1.8e9) / (7 * STEP)) };
        const found = overWindows(
          samples,
          steps,
          { seconds: WINDOW, least: 2, judge: regressionOver(samples, 3_600) },
          CURRENT,
        );
        let worst = 0;
        for (let step = 0; step < steps.count; step += 5) {
          if (found.there[step] !== 1) continue;
          const end = steps.from + step * steps.every;
          const expected = straight(samples, end - WINDOW, end, 3_600);
          worst = Math.max(worst, Math.abs((found.values[step] ?? 0) / expected - 1));
        }
        expect(worst).toBeLessThan(1e-9);
      }),
      { seed: 8, numRuns: 20 },
    );
  });

  it("is level where nothing changes any more", () => {
    const values = Float64Array.from({ length: 700 }, (_, index) => 1e11 / 3 + Math.min(index, 300) * 1.1e7);
    const samples = { labels: {}, times: values.map((_, index) => index * STEP), values };
    const steps = { from: 0, every: STEP, count: 700 };
    const found = overWindows(
      samples,
      steps,
      { seconds: WINDOW, least: 2, judge: regressionOver(samples, 1e6) },
      CURRENT,
    );
    expect(new Set(found.values.slice(500))).toEqual(new Set([values[300]]));
    expect(found.values[498]).toBeGreaterThan(values[300] ?? 0);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("is none while %d is in the window, and there again after", (odd) => {
    const values = Float64Array.from({ length: 700 }, (_, index) => (index === 250 ? odd : index));
    const samples = { labels: {}, times: values.map((_, index) => index * STEP), values };
    const steps = { from: 240 * STEP, every: STEP, count: 400 };
    const found = overWindows(
      samples,
      steps,
      { seconds: WINDOW, least: 2, judge: regressionOver(samples, 10 * STEP) },
      CURRENT,
    );
    const none = Array.from(found.values.keys()).filter((step) => Number.isNaN(found.values[step]));
    expect(none).toEqual(Array.from({ length: 200 }, (_, step) => step + 10));
    expect(found.values[399]).toBeCloseTo(649, 6);
  });
});
