import { secondsOf } from "./moment";
import { PlainLine } from "./plain-line";
import { parseMoment } from "../../monitors/plan/quiet";
import { midnightOf, midnightOn } from "../../monitors/model/calendar";

const lineOf = (text: string): number | undefined => {
  const line = new PlainLine(1);
  return line.read(Buffer.from(text), 0, text.length) ? line.time : undefined;
};

describe("a day", () => {
  it.each([
    ["2026-11-23", 1_795_392_000],
    ["2028-02-29", 1_835_395_200],
  ])("%s is one everywhere", (day, at) => {
    expect(midnightOn(day)).toBe(at * 1_000);
    expect(parseMoment(`${day}T00:00Z`)).toBe(at * 1_000);
    expect(secondsOf(`${day}T00:00Z`)).toBe(at);
    expect(lineOf(`${day}T00:00:00Z,1`)).toBe(at);
  });

  it.each(["2026-02-30", "2027-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0026-01-01x"])(
    "%s is none anywhere",
    (day) => {
      expect(midnightOn(day)).toBeUndefined();
      expect(parseMoment(`${day}T00:00Z`)).toBeUndefined();
      expect(secondsOf(`${day}T00:00Z`)).toBeUndefined();
      expect(lineOf(`${day}T00:00:00Z,1`)).toBeUndefined();
    },
  );

  it("is of no year that Date would read as another", () => {
    expect(midnightOf(26, 1, 1)).toBeUndefined();
  });
});
