import { hours, type Quantity } from "../../monitors/model/quantity";
import type { Policies } from "../../monitors/model/route";
import { ref } from "../../monitors/model/late";
import { policies } from "..";
import type { PagerDutyDeclaration } from "./declaration";
import { shiftsOn } from "./on-call";
import { renderPeople } from "./people";

const person = (role: string) =>
  ({
    name: { late: "secret", path: ["people", role, "name"] },
    email: { late: "secret", path: ["people", role, "email"] },
  }) as const;

const declared = (rungs: Policies["rungs"] = policies.rungs): readonly PagerDutyDeclaration[] =>
  renderPeople(
    {
      declaredHere: true,
      people: { a: person("a"), b: person("b"), c: person("c"), m: person("m") },
      rotations: { 1: ["a", "b", "c"], 2: ["b", "a"], 3: ["m"], 4: ["m"] },
    },
    { ...policies, rungs },
    { name: "prod", ownsAccount: true },
  );

const shifts = (day: string, schedule = "rung-1", declarations = declared()): readonly string[] | undefined =>
  shiftsOn(declarations, day)
    ?.filter((shift) => shift.schedule === schedule)
    .map(({ who, from, until }) => `${who ?? "nobody"} ${from} ${until}`);

describe("who is on call, counted by hand from Monday 2026-01-05 at 10:00 in Paris", () => {
  it.each([
    [
      "the first day of all",
      "2026-01-05",
      [
        "nobody 2026-01-05T00:00:00+01:00 2026-01-05T10:00:00+01:00",
        "a 2026-01-05T10:00:00+01:00 2026-01-06T00:00:00+01:00",
      ],
    ],
    [
      "a hand-off, 46 weeks on",
      "2026-11-23",
      [
        "a 2026-11-23T00:00:00+01:00 2026-11-23T10:00:00+01:00",
        "b 2026-11-23T10:00:00+01:00 2026-11-24T00:00:00+01:00",
      ],
    ],
    ["a day within a turn", "2026-11-26", ["b 2026-11-26T00:00:00+01:00 2026-11-27T00:00:00+01:00"]],
    ["the day when clocks go forward", "2026-03-29", ["c 2026-03-29T00:00:00+01:00 2026-03-30T00:00:00+02:00"]],
    [
      "the hand-off after it, at ten in summer time",
      "2026-03-30",
      [
        "c 2026-03-30T00:00:00+02:00 2026-03-30T10:00:00+02:00",
        "a 2026-03-30T10:00:00+02:00 2026-03-31T00:00:00+02:00",
      ],
    ],
    ["the day when clocks go back", "2026-10-25", ["c 2026-10-25T00:00:00+02:00 2026-10-26T00:00:00+01:00"]],
    [
      "the hand-off after it, at ten in winter time",
      "2026-10-26",
      [
        "c 2026-10-26T00:00:00+01:00 2026-10-26T10:00:00+01:00",
        "a 2026-10-26T10:00:00+01:00 2026-10-27T00:00:00+01:00",
      ],
    ],
    ["the last day of a year", "2026-12-31", ["a 2026-12-31T00:00:00+01:00 2027-01-01T00:00:00+01:00"]],
    [
      "the first hand-off of the next",
      "2027-01-04",
      [
        "a 2027-01-04T00:00:00+01:00 2027-01-04T10:00:00+01:00",
        "b 2027-01-04T10:00:00+01:00 2027-01-05T00:00:00+01:00",
      ],
    ],
    ["a leap day", "2028-02-29", ["b 2028-02-29T00:00:00+01:00 2028-03-01T00:00:00+01:00"]],
  ] as const)("%s: %s", (_name, day, expected) => {
    expect(shifts(day)).toEqual(expected);
  });

  it("says of a fixed rung one shift, and no hand-off to oneself", () => {
    expect(shifts("2026-11-23", "rung-3.m")).toEqual(["m 2026-11-23T00:00:00+01:00 2026-11-24T00:00:00+01:00"]);
  });

  it.each(["2026-02-30", "23-11-2026", "today", "2026-11-23T10:00", ""])("takes %j for no day", (day) => {
    expect(shiftsOn(declared(), day)).toBeUndefined();
  });
});

const officeHours = (from: `${number}:${number}`, span: Quantity<"duration">) =>
  declared({ ...policies.rungs, 1: { ...policies.rungs[1], hours: { from, for: span } } });

describe("a rung that is called in some hours only", () => {
  it("has nobody outside them", () => {
    expect(shifts("2026-11-25", "rung-1", officeHours("08:00", hours(12)))).toEqual([
      "nobody 2026-11-25T00:00:00+01:00 2026-11-25T08:00:00+01:00",
      "b 2026-11-25T08:00:00+01:00 2026-11-25T20:00:00+01:00",
      "nobody 2026-11-25T20:00:00+01:00 2026-11-26T00:00:00+01:00",
    ]);
  });

  it("may reach past midnight", () => {
    expect(shifts("2026-11-25", "rung-1", officeHours("20:00", hours(12)))).toEqual([
      "b 2026-11-25T00:00:00+01:00 2026-11-25T08:00:00+01:00",
      "nobody 2026-11-25T08:00:00+01:00 2026-11-25T20:00:00+01:00",
      "b 2026-11-25T20:00:00+01:00 2026-11-26T00:00:00+01:00",
    ]);
  });
});

it("takes the upper of two layers, where it has somebody", () => {
  const layered = declared().map((each): PagerDutyDeclaration => {
    const [layer] = each.type === "pagerduty:index/schedule:Schedule" ? each.args.layers : [];
    return each.type === "pagerduty:index/schedule:Schedule" && layer !== undefined
      ? {
          ...each,
          args: {
            ...each.args,
            layers: [
              layer,
              { ...layer, start: "2026-11-25T12:00:00+01:00", users: [ref("pagerduty:index/user:User", "z", "id")] },
            ],
          },
        }
      : each;
  });
  expect(shifts("2026-11-26", "rung-1", layered)).toEqual(["z 2026-11-26T00:00:00+01:00 2026-11-27T00:00:00+01:00"]);
});
