import { handOff } from "./on-call";

const WEEK = 7 * 24 * 3_600 * 1_000;

const inParis = (instant: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Paris",
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(instant);

describe("R5: the hand-off", () => {
  it("is on a Monday at 10:00 in Paris", () => {
    expect(inParis(Date.parse(handOff.first))).toBe("Monday 10:00");
  });

  it("is counted in the wall-clock time of Paris: as an instant it would move when clocks change", () => {
    expect(handOff.timeZone).toBe("Europe/Paris");
    expect(inParis(Date.parse(handOff.first) + 26 * WEEK)).toBe("Monday 11:00");
  });

  it("says the offset that Paris had on that day", () => {
    expect(handOff.first).toMatch(/^\d{4}-\d{2}-\d{2}T10:00:00\+0[12]:00$/);
  });
});
