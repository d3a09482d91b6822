import { ref } from "../../../monitors/model/late";
import { rungNumbers } from "../../../monitors/model/route";
import { policies } from "../../../policies";
import type { PagerDutyDeclaration } from "../../../policies/pagerduty/declaration";
import { testDev, testProd } from "../../../testing/environment";
import { declare } from "../../../testing/stack";
import type { StackDeclaration } from "../../vendors";
import { proveRoutes } from "./prove";

/** R4, by the declarations: what is rendered is changed, and the proof must see that dev could ring. */

const dev = declare(testDev);

const prove = (made: readonly StackDeclaration[]) => proveRoutes(dev.plan, made, policies, testDev);

const EVERY_PHONE = {
  where: "drill.phone (dev)",
  what: "pagerduty:index/userContactMethod:UserContactMethod drill.phone is declared",
  rule: "in dev nothing rings, and nobody there has a phone",
  remedy: "take people and schedules out of Pulumi.dev.yaml: a drill's user is on call without them",
};

/** A phone of the drill's user, and the rule that uses it. */
const phone = (urgency: "high" | "low"): readonly PagerDutyDeclaration[] => [
  {
    vendor: "pagerduty",
    type: "pagerduty:index/userContactMethod:UserContactMethod",
    name: "drill.phone",
    args: {
      userId: ref("pagerduty:index/user:User", "drill", "id"),
      type: "phone_contact_method",
      countryCode: 33,
      address: "639980001",
      label: "phone",
    },
  },
  {
    vendor: "pagerduty",
    type: "pagerduty:index/userNotificationRule:UserNotificationRule",
    name: `drill.phone.${urgency}`,
    args: {
      userId: ref("pagerduty:index/user:User", "drill", "id"),
      startDelayInMinutes: 0,
      urgency,
      contactMethod: {
        type: "phone_contact_method",
        id: ref("pagerduty:index/userContactMethod:UserContactMethod", "drill.phone", "id"),
      },
    },
  },
];

/** Every service with another urgency, as a drill gives its own incident. */
const raised = dev.declarations.map((each): StackDeclaration =>
  each.type === "pagerduty:index/service:Service"
    ? { ...each, args: { ...each.args, incidentUrgencyRule: { type: "constant", urgency: "high" } } }
    : each,
);

const channelsOf = ({ proofs }: ReturnType<typeof prove>): ReadonlySet<string> =>
  new Set(proofs.flatMap(({ timeline }) => timeline().map(({ channel }) => channel)));

describe("in dev nothing rings", () => {
  it("is proved of every level: PagerDuty's e-mail, Slack, and New Relic's mail", () => {
    expect(prove(dev.declarations).diagnostics).toEqual([]);
    expect(channelsOf(prove(dev.declarations))).toEqual(new Set(["pagerduty", "slack", "email"]));
  });

  it("holds at high urgency too: a drill climbs the ladder, and reaches the drill's user by e-mail", () => {
    const proof = prove(raised);
    expect(channelsOf(proof)).toEqual(new Set(["pagerduty", "slack", "email"]));
    const climbed = proof.proofs.find(({ name }) => name === "api.availability.critical")?.timeline() ?? [];
    expect(climbed.map(({ afterSeconds, channel, who }) => `${afterSeconds / 60} min ${channel} ${who}`)).toEqual([
      "0 min pagerduty dev rung 1: development team: drill",
      "0 min slack #alerts-dev",
      "5 min pagerduty dev rung 2: senior engineers: drill",
      "15 min pagerduty dev rung 3: engineering managers (drill): drill",
      "30 min pagerduty dev rung 4: CTO and leadership (drill): drill",
    ]);
  });

  it("could fail: a service of high urgency is seen", () => {
    const [found] = prove(raised).diagnostics.filter(({ what }) => what.includes("urgency"));
    expect(found).toEqual({
      severity: "error",
      where: "storefront.page_load.critical (dev)",
      what: "P2 opens an incident of high urgency at storefront.P2, and so 12 other levels",
      rule: "in dev nothing rings",
      remedy: "mend the urgency of its route in policies/routing.ts",
    });
  });

  it("could fail: a phone that no rule rings yet is seen, for a rule is a click of its owner's", () => {
    const found = prove([...dev.declarations, ...phone("high")]).diagnostics;
    expect(found).toEqual([{ severity: "error", ...EVERY_PHONE }]);
  });

  it("could fail: a phone that rings is seen on the way of each level", () => {
    const found = prove([...dev.declarations, ...phone("low")]).diagnostics;
    expect(found.map(({ what }) => what.replace(/, and so \d+ other levels$/, ""))).toContain(
      "phone to dev rung 1: development team: drill (policy P0 → rule 1 → schedule rung-1)",
    );
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(["in dev nothing rings", EVERY_PHONE.rule]));
  });

  it("could fail: another stack's schedules are seen, for nobody here knows who is on them", () => {
    const schedules = { 1: ["PROD001"], 2: ["PROD002"], 3: ["PROD003"], 4: ["PROD004"] };
    const { diagnostics } = declare({ ...testDev, onCall: { declaredHere: false, schedules } });
    expect(diagnostics.filter(({ where }) => where === "P0 (dev)").map(({ what }) => what)).toEqual(
      rungNumbers.map((rung) => `rule ${rung} calls schedule PROD00${rung}, which is another stack's`),
    );
    expect(new Set(diagnostics.map(({ rule }) => rule))).toEqual(new Set([EVERY_PHONE.rule]));
  });

  it("is asked of dev alone: prod's ladder is refused at low urgency, and without phones", () => {
    const silenced = { ...policies, routes: { ...policies.routes, prod: policies.routes.dev } };
    const made = declare(testProd).declarations.map((each): StackDeclaration =>
      each.type === "pagerduty:index/service:Service"
        ? { ...each, args: { ...each.args, incidentUrgencyRule: { type: "constant", urgency: "low" } } }
        : each,
    );
    const found = proveRoutes(declare(testProd).plan, made, silenced, testProd).diagnostics.map(({ rule }) => rule);
    expect(new Set(found)).toEqual(
      new Set(["P0 and P1 ring, and nothing else does", "PagerDuty never escalates an incident of low urgency"]),
    );
  });
});
