import fc from "fast-check";
import * as q from "./quantity";

describe("formatQuantity", () => {
  it.each([
    ["0 ms", q.milliseconds(0)],
    ["0.5 ms", q.milliseconds(0.5)],
    ["500 ms", q.milliseconds(500)],
    ["1.8 s", q.seconds(1.8)],
    ["30 s", q.seconds(30)],
    ["1 min", q.minutes(1)],
    ["5 min", q.minutes(5)],
    ["1.5 h", q.minutes(90)],
    ["1 h", q.hours(1)],
    ["1 day", q.hours(24)],
    ["1.5 days", q.days(1.5)],
    ["21 days", q.days(21)],
    ["85 %", q.percent(85)],
    ["0.3 %", q.percent(0.1 + 0.2)],
    ["0.1", q.score(0.1)],
    ["20", q.count(20)],
    ["512 B", q.bytes(512)],
    ["3 per minute", q.perMinute(3)],
    ["3 deviations", q.deviations(3)],
  ])("%s", (words, quantity) => {
    expect(q.formatQuantity(quantity)).toBe(words);
  });
});

describe("formatWindow", () => {
  it.each([
    ["0s", q.seconds(0)],
    ["1500ms", q.milliseconds(1500)],
    ["30s", q.seconds(30)],
    ["90s", q.seconds(90)],
    ["5m", q.minutes(5)],
    ["90m", q.minutes(90)],
    ["1h", q.hours(1)],
    ["1d", q.hours(24)],
    ["36h", q.hours(36)],
    ["30d", q.days(30)],
  ])("%s", (spelling, window) => {
    expect(q.formatWindow(window)).toBe(spelling);
  });

  it("can be read back", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (amount) => {
        expect(readWindow(q.formatWindow(q.milliseconds(amount)))).toBe(amount);
      }),
    );
  });

  it("spells a window written as a decimal in the largest unit that divides it", () => {
    expect([q.hours(1.1), q.hours(4.1)].map(q.formatWindow)).toEqual(["66m", "246m"]);
  });
});

const spans: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const readWindow = (spelling: string): number => {
  const [, amount = "", unit = ""] = /^(\d+)(ms|s|m|h|d)$/.exec(spelling) ?? [];
  return Number(amount) * (spans[unit] ?? NaN);
};

/** Numbers as people write them: up to three decimals. */
const written = fc.tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 3 })).map(([n, places]) => n / 10 ** places);

describe("the laws of quantities", () => {
  it.each([
    ["milliseconds", (n: number) => q.inMilliseconds(q.milliseconds(n))],
    ["seconds", (n: number) => q.inSeconds(q.seconds(n))],
    ["minutes", (n: number) => q.inMinutes(q.minutes(n))],
    ["days", (n: number) => q.inDays(q.days(n))],
    ["percent", (n: number) => q.inCanonicalUnit(q.percent(n))],
    ["score", (n: number) => q.inCanonicalUnit(q.score(n))],
    ["count", (n: number) => q.inCanonicalUnit(q.count(n))],
    ["bytes", (n: number) => q.inCanonicalUnit(q.bytes(n))],
    ["perMinute", (n: number) => q.inCanonicalUnit(q.perMinute(n))],
    ["deviations", (n: number) => q.inCanonicalUnit(q.deviations(n))],
  ])("what goes in as %s comes out the same", (_unit, through) => {
    fc.assert(
      fc.property(written, (n) => {
        expect(through(n)).toBe(n);
      }),
    );
  });

  it("agrees between units: an hour is 60 minutes is 3,600 seconds, a millisecond a million nanoseconds", () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (n) => {
        expect(q.inMinutes(q.hours(n))).toBe(n * 60);
        expect(q.inSeconds(q.hours(n))).toBe(n * 3_600);
        expect(q.inNanoseconds(q.milliseconds(n))).toBe(n * 1_000_000);
      }),
    );
  });

  it("compares antisymmetrically, as the numbers do", () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const order = Math.sign(q.compareQuantities(q.percent(a), q.percent(b)));
        expect(order).toBe(Math.sign(a - b));
        expect(order + Math.sign(q.compareQuantities(q.percent(b), q.percent(a)))).toBe(0);
      }),
    );
  });

  it("compares transitively and a quantity with itself as equal", () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 3, maxLength: 3 }), (numbers) => {
        const sorted = numbers.map(q.seconds).toSorted(q.compareQuantities).map(q.inSeconds);
        expect(sorted).toEqual(numbers.toSorted((a, b) => a - b));
        expect(numbers.every((n) => q.compareQuantities(q.seconds(n), q.seconds(n)) === 0)).toBe(true);
      }),
    );
  });

  it("takes the same span for equal, in whatever unit it is written", () => {
    expect(q.compareQuantities(q.seconds(1.001), q.milliseconds(1_001))).toBe(0);
  });
});

describe("isMeaningful and isZero", () => {
  it.each([
    [5, true, false],
    [0, true, true],
    [-1, false, false],
    [NaN, false, false],
    [Infinity, false, false],
  ])("%d: meaningful %s, zero %s", (amount, meaningful, zero) => {
    expect(q.isMeaningful(q.seconds(amount))).toBe(meaningful);
    expect(q.isZero(q.seconds(amount))).toBe(zero);
  });
});

describe("isDuration", () => {
  it("knows spans of time from every other dimension", () => {
    const others = [q.percent(1), q.count(1), q.score(1), q.bytes(1), q.perMinute(1), q.deviations(1)];
    expect(q.isDuration(q.days(1))).toBe(true);
    expect(others.filter(q.isDuration)).toEqual([]);
  });
});
