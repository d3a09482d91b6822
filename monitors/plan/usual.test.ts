import { judgeUsual, multiplesOf, rarestNone, surenessOf, type Counted, type Judging } from "./usual";

const amount: Judging = { gives: "amount", least: 1, deviations: 3, tellsOfFall: true };
const share: Judging = { gives: "share", least: 50, deviations: 3, tellsOfFall: true };
const events = (many: number): Counted => ({ value: many, events: many });
const weeks = (many: number, each: Counted): readonly Counted[] => Array.from({ length: many }, () => each);
const fallen = (present: Counted, earlier: readonly Counted[], judging = amount): number =>
  judgeUsual(present, earlier, judging).fallen;

describe("deviations from a usual amount", () => {
  /** Exact tails of the binomial distribution of both together, in deviations (Python's lgamma and a bisection). */
  it.each([
    [8, 6, 0, 2.696],
    [8, 16, 0, 5.002],
    [4, 7.5, 0, 3.026],
    [8, 8, 1, 2.626],
    [8, 100, 40, 6.441],
    [4, 25, 3, 4.976],
    [8, 0, 4, -3.611],
    [8, 1, 8, -3.651],
    [8, 5, 20, -4.463],
  ])("of %d weeks of %d, and now %d: %d", (many, usual, now, exact) => {
    const earlier = weeks(many, { value: usual, events: usual });
    expect(Math.abs(fallen(events(now), earlier) - exact)).toBeLessThan(0.03);
  });

  it("are none where nothing has changed, and where there is nothing", () => {
    expect(Math.abs(fallen(events(100), weeks(8, events(100))))).toBeLessThan(0.1);
    expect(fallen(events(0), weeks(8, events(0)))).toBe(0);
    expect(fallen(events(0), weeks(3, events(100)))).toBe(0);
  });

  it("are fewer where the weeks differ by more than chance, and no more where by less", () => {
    const alike = fallen(events(40), weeks(8, events(100)));
    const wide = [72, 80, 96, 104, 120, 128, 100, 100].map(events);
    expect(fallen(events(40), wide)).toBeCloseTo(alike / Math.sqrt(24 / 7), 9);
  });

  it("take unequal events for fewer", () => {
    // 24 of 5 and 8 of 45, week by week, are 13.7 of 35.
    const mixed = { value: 480, events: 32, squares: 24 * 25 + 8 * 2_025 };
    const none = { value: 0, events: 0, squares: 0 };
    expect(Math.abs(fallen(none, weeks(8, mixed)) - 4.57)).toBeLessThan(0.03);
  });
});

describe("deviations from a usual share", () => {
  it("are of the binomial's own deviation, pooled", () => {
    const deviation = Math.sqrt((5 / 9) * (4 / 9) * (1 / 100 + 1 / 800));
    expect(fallen({ value: 20, events: 100 }, weeks(8, { value: 60, events: 100 }), share)).toBeCloseTo(
      0.4 / deviation,
      9,
    );
  });

  it("are none of a share that is always none or all, and of a present that is too thin", () => {
    expect(fallen({ value: 0, events: 90 }, weeks(8, { value: 0, events: 90 }), share)).toBe(0);
    expect(fallen({ value: 90, events: 90 }, weeks(8, { value: 90, events: 90 }), share)).toBe(0);
    expect(judgeUsual(undefined, weeks(8, { value: 60, events: 100 }), share).fallen).toBe(0);
  });

  it("leave out weeks that are too thin, and want four", () => {
    const full = weeks(3, { value: 60, events: 100 });
    expect(judgeUsual({ value: 0, events: 100 }, [...full, undefined, undefined], share)).toEqual({
      fallen: 0,
      enough: false,
    });
  });
});

describe("the window", () => {
  it("is the row's, and where it holds too little longer, by half at most, up to a week", () => {
    expect(multiplesOf(3_600, true)).toEqual([1, 2, 3, 4, 6, 9, 13, 19, 28, 42, 63, 94, 141, 168]);
    expect(multiplesOf(86_400, true)).toEqual([1, 2, 3, 4, 6, 7]);
    expect(multiplesOf(604_800, true)).toEqual([1]);
    expect(multiplesOf(3_600, false)).toEqual([1]);
  });

  const enough = (usual: number, judging = amount, many = 8): boolean =>
    judgeUsual(events(0), weeks(many, events(usual)), judging).enough;
  const grave: Judging = { ...amount, deviations: 5 };

  it.each([
    [3, 8, 7, 8],
    [3, 4, 7, 8],
    [5, 8, 15, 16],
    [5, 4, 16, 17],
  ])("holds enough for %d deviations, of %d weeks, from more than %d events on", (deviations, many, few, from) => {
    expect([enough(few, { ...amount, deviations }, many), enough(from, { ...amount, deviations }, many)]).toEqual([
      false,
      true,
    ]);
    // Then none of them is that far off, and before not by more than the tail is approximated.
    const none = (usual: number): number => fallen(events(0), weeks(many, events(usual)));
    expect(none(from)).toBeGreaterThan(deviations);
    expect(none(few)).toBeLessThan(deviations + 0.03);
  });

  it("is longer where the weeks differ, up to four times as much, and where the least traffic is not there", () => {
    const differing = [8, 24, 8, 24, 8, 24, 8, 24].map(events);
    expect([enough(16, grave), judgeUsual(events(0), differing, grave).enough]).toEqual([true, false]);
    const wild = [0, 200, 0, 200, 0, 200, 0, 200].map(events);
    expect(judgeUsual(events(0), wild, grave).enough).toBe(true);
    expect([enough(16, { ...grave, least: 17 }), enough(17, { ...grave, least: 17 })]).toEqual([false, true]);
  });

  it("does not grow in the first weeks, of a rise, or beyond two thousand events", () => {
    expect(enough(0, grave, 3)).toBe(true);
    expect(enough(0, { ...amount, tellsOfFall: false })).toBe(true);
    const rare = { value: 1, events: 2_000 };
    expect(judgeUsual(rare, weeks(8, rare), share).enough).toBe(true);
    expect(judgeUsual(rare, weeks(8, { value: 1, events: 1_999 }), share).enough).toBe(false);
  });
});

describe("the rarest none", () => {
  it("is hardly more than −ln of the normal distribution's tail, and of a share the square", () => {
    // Of 0.00134990 and 2.86652e-7: 6.6077 and 15.0650.
    expect(rarestNone("amount", 3) + Math.log(0.0013499)).toBeCloseTo(0.015, 3);
    expect(rarestNone("amount", 5) + Math.log(2.86652e-7)).toBeCloseTo(0.003, 3);
    expect(rarestNone("share", 5)).toBe(25);
    expect(surenessOf("amount", 8)).toBeCloseTo(-8 * Math.log(8 / 9), 12);
  });
});
