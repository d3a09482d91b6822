import { inMinutes } from "../monitors/model/quantity";
import { priorities, type Priority } from "../monitors/model/priority";
import { pagingChannels, rings, rungNumbers, type Step } from "../monitors/model/route";
import { policies } from ".";

const { respondWithin, routes, rungs } = policies;

describe("R1: how soon a person must react", () => {
  it.each([
    ["P0", 0],
    ["P1", 15],
    ["P2", 60],
    ["P3", 24 * 60],
  ] as const)("%s within %d min", (priority, minutes) => {
    expect(inMinutes(respondWithin[priority])).toBe(minutes);
  });
});

describe("R2: the rungs", () => {
  it.each([
    [1, "development team", "weekly"],
    [2, "senior engineers", "weekly"],
    [3, "engineering managers", "fixed"],
    [4, "CTO and leadership", "fixed"],
  ] as const)("%d is the %s, %s", (rung, who, turns) => {
    expect(rungs[rung]).toEqual({ who, turns });
  });
});

const stepsOf = (environment: "prod" | "dev", priority: Priority): readonly Step[] =>
  routes[environment][priority].steps;

/** Minutes after the alert, rung, channels. */
const ladder = (steps: readonly Step[]): readonly string[] =>
  steps.map(({ after, rung, channels }) => `${inMinutes(after)} min: rung ${rung} by ${channels.join(", ")}`);

describe("R2 and R3: who hears of it in prod, when, and how", () => {
  it.each<readonly [Priority, readonly string[]]>([
    [
      "P0",
      [
        "0 min: rung 1 by pagerduty, phone, sms, slack",
        "5 min: rung 2 by pagerduty, phone, sms",
        "15 min: rung 3 by pagerduty, phone, sms",
        "30 min: rung 4 by pagerduty, phone, sms",
      ],
    ],
    [
      "P1",
      [
        "0 min: rung 1 by pagerduty, phone, sms, slack",
        "15 min: rung 2 by pagerduty, phone, sms",
        "30 min: rung 3 by pagerduty, phone, sms",
        "60 min: rung 4 by pagerduty, phone, sms",
      ],
    ],
    ["P2", ["0 min: rung 1 by pagerduty, slack, email", "0 min: rung 2 by slack, email"]],
    ["P3", ["0 min: rung 1 by slack, email"]],
  ])("%s", (priority, expected) => {
    expect(ladder(stepsOf("prod", priority))).toEqual(expected);
  });

  it.each([
    ["P0", true, "high"],
    ["P1", true, "high"],
    ["P2", true, "low"],
    ["P3", false, undefined],
  ] as const)("%s pages: %s, at urgency %s", (priority, pages, urgency) => {
    const route = routes.prod[priority];
    expect(route.pages).toBe(pages);
    expect(route.pages ? route.urgency : undefined).toBe(urgency);
  });

  it.each(priorities)("%s pages exactly where one of its channels is PagerDuty's", (priority) => {
    const { pages, steps } = routes.prod[priority];
    expect(steps.some(({ channels }) => channels.some((channel) => pagingChannels.has(channel)))).toBe(pages);
  });

  it("pages one rung for P2: a low-urgency incident never escalates", () => {
    const paging = stepsOf("prod", "P2").filter(({ channels }) => channels.includes("pagerduty"));
    expect(paging.map(({ rung }) => rung)).toEqual([1]);
  });

  it("phones and texts for P0 and P1 alone, and e-mails for P2 and P3 alone", () => {
    const using = (...wanted: readonly string[]) =>
      priorities.filter((priority) =>
        stepsOf("prod", priority).some(({ channels }) => channels.some((channel) => wanted.includes(channel))),
      );
    expect(using("phone")).toEqual(["P0", "P1"]);
    expect(using("sms")).toEqual(["P0", "P1"]);
    expect(using("email")).toEqual(["P2", "P3"]);
    expect(using("slack")).toEqual([...priorities]);
  });

  it("climbs every rung for P0 and P1", () => {
    expect(stepsOf("prod", "P0").map(({ rung }) => rung)).toEqual([...rungNumbers]);
    expect(stepsOf("prod", "P1").map(({ rung }) => rung)).toEqual([...rungNumbers]);
  });
});

describe("R4: dev has the whole ladder, and nothing rings there", () => {
  it.each<readonly [Priority, readonly string[]]>([
    [
      "P0",
      [
        "0 min: rung 1 by pagerduty, slack",
        "5 min: rung 2 by pagerduty",
        "15 min: rung 3 by pagerduty",
        "30 min: rung 4 by pagerduty",
      ],
    ],
    [
      "P1",
      [
        "0 min: rung 1 by pagerduty, slack",
        "15 min: rung 2 by pagerduty",
        "30 min: rung 3 by pagerduty",
        "60 min: rung 4 by pagerduty",
      ],
    ],
    ["P2", ["0 min: rung 1 by pagerduty, slack", "0 min: rung 2 by slack"]],
    ["P3", ["0 min: rung 1 by slack"]],
  ])("%s", (priority, expected) => {
    expect(ladder(stepsOf("dev", priority))).toEqual(expected);
  });

  it.each(priorities)("%s pages where prod does, at low urgency, and rings no phone", (priority) => {
    const route = routes.dev[priority];
    expect(route.pages).toBe(routes.prod[priority].pages);
    expect(route.pages ? route.urgency : "low").toBe("low");
    expect(rings(route)).toBe(false);
  });

  it("is no rule of prod's: P0 and P1 ring there", () => {
    expect(priorities.filter((priority) => rings(routes.prod[priority]))).toEqual(["P0", "P1"]);
  });
});
