import { testDev, testProd, without } from "../testing/environment";
import type { Environment } from "../monitors/model/environment";
import { priorities, type Priority } from "../monitors/model/priority";
import { minutes } from "../monitors/model/quantity";
import type { Policies, Route, RungNumber, Step } from "../monitors/model/route";
import type { Diagnostic } from "../monitors/plan/diagnostic";
import { policies } from ".";
import { checkRoutes } from "./check";

const check = (
  { environment = testProd, rules = policies }: { readonly environment?: Environment; readonly rules?: Policies },
  ...used: readonly Priority[]
): readonly Diagnostic[] => checkRoutes(rules, environment, new Set(used));

const onCall = (change: { readonly rung?: RungNumber; readonly phoneless?: string }): Environment => {
  if (!testProd.onCall.declaredHere) throw new Error("the test's prod declares who is on call");
  const { people, rotations } = testProd.onCall;
  const bare = Object.entries(people).map(([role, { name, email, phone }]) => [
    role,
    role === change.phoneless || phone === undefined ? { name, email } : { name, email, phone },
  ]);
  return {
    ...testProd,
    onCall: {
      declaredHere: true,
      people: Object.fromEntries(bare) as typeof people,
      rotations: change.rung === undefined ? rotations : { ...rotations, [change.rung]: [] },
    },
  };
};

const routed = (priority: Priority, steps: readonly [Step, ...Step[]]): Policies => {
  const route: Route = { pages: true, urgency: "high", steps };
  return { ...policies, routes: { ...policies.routes, prod: { ...policies.routes.prod, [priority]: route } } };
};

const page = (rung: RungNumber, after: number): Step => ({ after: minutes(after), rung, channels: ["pagerduty"] });

interface Fault {
  readonly given: Parameters<typeof check>[0];
  readonly used: Priority;
  readonly says: Omit<Diagnostic, "severity">;
}

const faults: Readonly<Record<string, Fault>> = {
  "a rung without people": {
    given: { environment: onCall({ rung: 3 }) },
    used: "P0",
    says: {
      where: "route P0 (prod)",
      what: "rung 3 pages and nobody is on it",
      rule: "a page has a person behind it",
      remedy: "add roles to rotations.3 in Pulumi.prod.yaml",
    },
  },
  "a person without a phone": {
    given: { environment: onCall({ phoneless: "ben" }) },
    used: "P0",
    says: {
      where: "route P0 (prod)",
      what: "rung 2 phones, and ben has no phone",
      rule: "whoever is phoned has a number",
      remedy: "set people.ben.phone in Pulumi.prod.yaml (docs/bootstrap.md)",
    },
  },
  "a first contact later than the response": {
    given: { rules: routed("P1", [page(1, 16)]) },
    used: "P1",
    says: {
      where: "route P1 (prod)",
      what: "the first to hear is told after 16 min",
      rule: "a person must react to P1 within 15 min",
      remedy: "tell rung 1 earlier in policies/routing.ts",
    },
  },
  "a first contact of P0 after a minute": {
    given: { rules: routed("P0", [page(1, 1)]) },
    used: "P0",
    says: {
      where: "route P0 (prod)",
      what: "the first to hear is told after 1 min",
      rule: "a person must react to P0 within 0 ms",
      remedy: "tell rung 1 earlier in policies/routing.ts",
    },
  },
  "times that go down": {
    given: { rules: routed("P0", [page(1, 0), page(2, 15), page(3, 5)]) },
    used: "P0",
    says: {
      where: "route P0 (prod)",
      what: "rung 3 is told after 5 min, before rung 2 at 15 min",
      rule: "a ladder's times never go down",
      remedy: "order the steps by time in policies/routing.ts",
    },
  },
  "no PagerDuty to page with": {
    given: { environment: { ...testProd, pagerduty: undefined } },
    used: "P2",
    says: {
      where: "route P2 (prod)",
      what: "rung 1 pages, and the configuration has no pagerduty",
      rule: "an environment that pages says how to reach PagerDuty, or why it is switched off",
      remedy: "set pagerduty in Pulumi.prod.yaml (docs/bootstrap.md)",
    },
  },
};

describe("checkRoutes", () => {
  it.each(Object.entries(faults))("says of %s exactly one thing", (_fault, { given, used, says }) => {
    expect(check(given, used)).toEqual([{ severity: "error", ...says }]);
  });

  it("says of every rung and every priority in use what is wrong, in one run", () => {
    const empty = { ...testProd, onCall: { declaredHere: false, schedules: { 1: [], 2: [], 3: [], 4: [] } } } as const;
    const found = check({ environment: empty }, "P3", "P2", "P0");
    expect(found.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      "route P0 (prod): rung 1 pages and nobody is on it",
      "route P0 (prod): rung 2 pages and nobody is on it",
      "route P0 (prod): rung 3 pages and nobody is on it",
      "route P0 (prod): rung 4 pages and nobody is on it",
      "route P2 (prod): rung 1 pages and nobody is on it",
    ]);
  });

  it("says nothing of a priority that no level has", () => {
    expect(check({ environment: onCall({ rung: 3 }) }, "P2", "P3")).toEqual([]);
  });

  it.each<readonly [string, Environment]>([
    ["prod", testProd],
    ["dev, which has neither people nor PagerDuty and pages nobody", testDev],
    ["prod with PagerDuty switched off for a reason", { ...without(testProd, "pagerduty"), pagerduty: undefined }],
    [
      "schedules read by id, whose people only PagerDuty knows",
      { ...testProd, onCall: { declaredHere: false, schedules: { 1: ["S1"], 2: ["S2"], 3: ["S3"], 4: ["S4"] } } },
    ],
  ])("says nothing of %s", (_name, environment) => {
    expect(check({ environment }, ...priorities)).toEqual([]);
  });

  it("allows two rungs at once, and a first contact at the last moment", () => {
    expect(check({ rules: routed("P1", [page(1, 15), page(2, 15)]) }, "P1")).toEqual([]);
  });

  it("names the key that is to be mended where schedules are read by id", () => {
    const schedules = { 1: [], 2: ["S2"], 3: ["S3"], 4: ["S4"] };
    const [found] = check({ environment: { ...testProd, onCall: { declaredHere: false, schedules } } }, "P2");
    expect(found?.remedy).toMatch(/schedules\.1 in Pulumi\.prod\.yaml/);
  });
});

describe("who a rung is", () => {
  it("is prose, which names nobody by a handle", () => {
    const rungs = { ...policies.rungs, 2: { ...policies.rungs[2], who: "senior engineers @all" } };
    expect(check({ rules: { ...policies, rungs } })).toEqual([
      {
        severity: "error",
        where: "rung 2 (prod)",
        what: 'who holds "@all", a handle or an address',
        rule: "Datadog acts on it wherever it stands (https://docs.datadoghq.com/monitors/notify/)",
        remedy: "name the team in words in policies/on-call.ts",
      },
    ]);
    expect(check({})).toEqual([]);
  });
});
