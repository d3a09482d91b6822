import { chanceOf } from "./chance";

const drawn = (chance: () => number): readonly number[] => Array.from({ length: 1_000 }, chance);

describe("chance", () => {
  it("repeats itself by its names, and by no others", () => {
    expect(drawn(chanceOf("API", 1))).toEqual(drawn(chanceOf("API", 1)));
    expect(drawn(chanceOf("API", 1))).not.toEqual(drawn(chanceOf("API", 2)));
    expect(drawn(chanceOf("API", 1))).not.toEqual(drawn(chanceOf("API1")));
  });

  it("lies from 0 up to 1, as often in one half as in the other", () => {
    const numbers = drawn(chanceOf(7));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(Math.abs(numbers.filter((each) => each < 0.5).length - 500)).toBeLessThan(60);
  });
});
