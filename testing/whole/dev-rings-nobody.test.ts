import type { DeclaredStack } from "../../infra/declare";
import type { StackDeclaration } from "../../infra/vendors";
import { keyOf } from "../../monitors/declaration/declaration";
import { dev, leaves, prod, protocolsOf, recipientsOf } from "./declared-stack";

type Of<T extends StackDeclaration["type"]> = Extract<StackDeclaration, { type: T }>;

const ofType = <T extends StackDeclaration["type"]>({ declarations }: DeclaredStack, type: T): readonly Of<T>[] =>
  declarations.filter((each): each is Of<T> => each.type === type);

const SERVICE = "pagerduty:index/service:Service";
const POLICY = "pagerduty:index/escalationPolicy:EscalationPolicy";
const SCHEDULE = "pagerduty:index/schedule:Schedule";
const USER = "pagerduty:index/user:User";

describe("dev rings nobody", () => {
  it.each([SERVICE, POLICY, "pagerduty:index/serviceIntegration:ServiceIntegration"] as const)(
    "declares each %s that prod does",
    (type) => {
      expect(ofType(dev, type).map(keyOf)).toEqual(ofType(prod, type).map(keyOf));
      expect(ofType(dev, type).length).toBeGreaterThan(0);
    },
  );

  it("opens every incident at low urgency, where prod's P0 and P1 are high", () => {
    const urgencies = (stack: DeclaredStack) =>
      new Set(ofType(stack, SERVICE).map(({ args }) => leaves(args.incidentUrgencyRule).join(" ")));
    expect(urgencies(dev)).toEqual(new Set(["type,constant urgency,low"]));
    expect(urgencies(prod)).toEqual(new Set(["type,constant urgency,high", "type,constant urgency,low"]));
  });

  it("has prod's ladders: the same rules, delays and loops", () => {
    const ladders = (stack: DeclaredStack) =>
      ofType(stack, POLICY).map(({ name, args: { numLoops, rules } }) => [
        name,
        numLoops,
        ...rules.map(({ escalationDelayInMinutes }) => escalationDelayInMinutes),
      ]);
    expect(ladders(dev)).toEqual(ladders(prod));
    expect(ladders(dev)).toEqual([
      ["P0", 2, 5, 10, 15, 30],
      ["P1", 2, 15, 15, 30, 30],
      ["P2", 0, 30],
    ]);
  });

  it("has a drill's user on every rung, with the environment's list and no phone", () => {
    expect(ofType(dev, SCHEDULE).map(({ name, args }) => [name, args.name])).toEqual([
      ["rung-1", "Driplo dev rung 1: development team"],
      ["rung-2", "Driplo dev rung 2: senior engineers"],
      ["rung-3.drill", "Driplo dev rung 3: engineering managers (drill)"],
      ["rung-4.drill", "Driplo dev rung 4: CTO and leadership (drill)"],
    ]);
    const onCall = ofType(dev, SCHEDULE).flatMap(({ args }) => args.layers.flatMap(({ users }) => users));
    expect(new Set(onCall.map((user) => JSON.stringify(user)))).toEqual(
      new Set([JSON.stringify({ late: "reference", type: USER, name: "drill", property: "id" })]),
    );
    expect(ofType(dev, USER).map(({ args: { name, email } }) => ({ name, email }))).toEqual([
      { name: "Driplo dev drill", email: "alerts-dev@shop.test" },
    ]);
    expect(ofType(dev, "pagerduty:index/userContactMethod:UserContactMethod")).toEqual([]);
    expect(ofType(dev, "pagerduty:index/userNotificationRule:UserNotificationRule")).toEqual([]);
  });

  it("shares no name with prod's: one account holds both", () => {
    const names = (stack: DeclaredStack) =>
      stack.declarations.flatMap(({ vendor, type, args }) =>
        vendor === "pagerduty" && !type.endsWith(":ServiceIntegration") && "name" in args
          ? [`${type} ${leaves(args.name).join()}`]
          : [],
      );
    expect(names(dev).filter((name) => names(prod).includes(name))).toEqual([]);
    expect(names(dev).length).toBeGreaterThan(ofType(dev, SERVICE).length);
  });

  it("tells its own services of PagerDuty, one Slack channel and nobody else", () => {
    const told = recipientsOf(dev).filter((each) => !each.startsWith("pagerduty-driplo-dev-"));
    expect(new Set(told)).toEqual(new Set(["slack-shop-alerts-dev"]));
    expect(recipientsOf(dev).length).toBeGreaterThan(told.length);
  });

  it("subscribes PagerDuty to its topics, and no list", () => {
    expect(new Set(protocolsOf(dev))).toEqual(new Set(["https"]));
    expect(new Set(protocolsOf(prod))).toEqual(new Set(["https", "email"]));
  });
});
