import { catalogue } from "../../../monitors/catalogue";
import { keyOf } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { isRecord } from "../../../monitors/model/unknown-value";
import { ref } from "../../../monitors/model/late";
import { priorities } from "../../../monitors/model/priority";
import { seconds } from "../../../monitors/model/quantity";
import type { Diagnostic } from "../../../monitors/plan/diagnostic";
import { policies } from "../../../policies";
import { declareStack } from "../../../testing/stack";
import { testDev, testProd } from "../../../testing/environment";
import type { StackDeclaration } from "../../vendors";
import type { RouteProof } from "./proof";
import { proveRoutes } from "./prove";

/** What is rendered is changed, and nothing else: the proof must see it in the declarations. */

const { plan, declarations } = declareStack(catalogue, policies, testProd);
const dev = declareStack(catalogue, policies, testDev);

/** The value with another one at a path; `undefined` takes the key away. */
const at = (value: unknown, [head, ...rest]: readonly string[], replacement: unknown): unknown => {
  if (head === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === head ? at(item, rest, replacement) : item));
  if (!isRecord(value)) throw new Error(`nothing at ${head}`);
  const changed = at(value[head], rest, replacement);
  return Object.fromEntries(Object.entries({ ...value, [head]: changed }).filter(([, each]) => each !== undefined));
};

const isDeclaration = (value: unknown): value is StackDeclaration => isRecord(value) && "type" in value;

type Change = (all: readonly StackDeclaration[]) => readonly StackDeclaration[];

const change =
  (type: string, name: string, path: string, replacement: unknown): Change =>
  (all) => {
    const key = keyOf({ type, name });
    if (!all.some((each) => keyOf(each) === key)) throw new Error(`no ${key}`);
    return all.flatMap((each) => {
      if (keyOf(each) !== key) return [each];
      const changed = at(each, path.split("."), replacement);
      return isDeclaration(changed) ? [changed] : [];
    });
  };

const remove =
  (type: string, name: string): Change =>
  (all) => {
    const left = all.filter((each) => keyOf(each) !== keyOf({ type, name }));
    if (left.length !== all.length - 1) throw new Error(`no ${type} ${name}`);
    return left;
  };

const add =
  (type: string, name: string, as: string): Change =>
  (all) => [
    ...all,
    ...all.filter((each) => keyOf(each) === keyOf({ type, name })).map((each) => ({ ...each, name: as })),
  ];

const MONITOR = "datadog:index/monitor:Monitor";
const TEST = "datadog:index/syntheticsTest:SyntheticsTest";
const RULE = "datadog:index/monitorNotificationRule:MonitorNotificationRule";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const SECURITY = "datadog:index/securityMonitoringRule:SecurityMonitoringRule";
const NOTIFICATION = "datadog:index/securityNotificationRule:SecurityNotificationRule";
const SERVICE = "pagerduty:index/service:Service";
const POLICY = "pagerduty:index/escalationPolicy:EscalationPolicy";
const SCHEDULE = "pagerduty:index/schedule:Schedule";
const INTEGRATION = "pagerduty:index/serviceIntegration:ServiceIntegration";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

const prove = (made: readonly StackDeclaration[], environment: Environment = testProd) =>
  proveRoutes(environment.name === "dev" ? dev.plan : plan, made, policies, environment);

/** What is said, less how many other levels it harms. */
const said = (found: readonly Diagnostic[]): readonly string[] =>
  found.map(({ what }) => what.replace(/, and so \d+ other levels?$/, ""));

interface Fault {
  readonly change: Change;
  readonly says: string | RegExp;
}

const LINKS = "every link of an alert's way leads to a declared resource";

const faults: Readonly<Record<string, Fault>> = {
  "a monitor whose tags no rule matches": {
    change: change(MONITOR, "api.cpu.critical", "args.tags", ["service:api", "env:prod", "priority:p9"]),
    says: "datadog tells nobody of it",
  },
  "a rule that is gone": {
    change: remove(RULE, "search.P1"),
    says: "datadog tells nobody of it",
  },
  "a monitor that may be saved before its rule": {
    change: change(MONITOR, "search.error_rate.critical", "after", []),
    says: "it may be saved before its rule search.P1",
  },
  "a rule that tells recovery to nobody": {
    change: (all) =>
      change(RULE, "search.P1", "args.conditionalRecipients", {
        conditions: [{ scope: "transition_type:is_alert", recipients: ["pagerduty-driplo-prod-search-P1"] }],
      })(change(RULE, "search.P1", "args.recipients", [])(all)),
    says: /^pagerduty hears of alert, and not of recovery/,
  },
  "a rule that names a channel which is declared nowhere": {
    change: change(RULE, "P3", "args.recipients", ["slack-shop-trend"]),
    says: "rule P3 tells slack-shop-trend, which is declared nowhere",
  },
  "a rule of an urgent priority that reads in Slack alone": {
    change: change(RULE, "search.P1", "args.recipients", ["slack-shop-urgent"]),
    says: "P1 rings no phone; it is told to #urgent",
  },
  "a message that pages somebody whom no rule names": {
    change: change(MONITOR, "api.cpu.critical", "args.message", "Slow. @pagerduty-Other"),
    says: "its message names @pagerduty-Other",
  },
  "a message that names a declared channel, which a rule should": {
    change: change(MONITOR, "api.cpu.critical", "args.message", "Slow. @slack-shop-trends"),
    says: "its message names @slack-shop-trends",
  },
  "a test's message that names an address": {
    change: change(TEST, "api.availability.critical", "args.message", "Down. @ann@shop.test"),
    says: "its message names @ann@shop.test",
  },
  "a test that names somebody when it tells again": {
    change: change(TEST, "api.availability.critical", "args.optionsList.monitorOptions", {
      escalationMessage: "Still down @all",
    }),
    says: "its message names @all",
  },
  "a security rule's message that names everybody": {
    change: change(SECURITY, "security.breach_indicators.root.critical", "args.message", "Root. @all"),
    says: "its message names @all",
  },
  "a security rule whose notification rule is gone": {
    change: remove(NOTIFICATION, "P0"),
    says: "datadog tells nobody of it",
  },
  "a security rule that tells a channel which is declared nowhere": {
    change: change(NOTIFICATION, "P0", "args.targets", ["@slack-shop-urgant"]),
    says: "rule P0 tells @slack-shop-urgant, which is declared nowhere",
  },
  "a security rule that is read beside an alarm which is gone": {
    change: remove(ALARM, "security.breach_indicators.root.critical"),
    says: "P0 rings no phone; it is told to #urgent",
  },
  "an alarm on alarms that may be saved before one of them": {
    change: change(COMPOSITE, "edge.ddos.detected_unhealthy.critical", "after", [`${ALARM} edge.none.critical`]),
    says: `its rule names ${ALARM} edge.none.critical, which is declared nowhere`,
  },
  "an alarm on alarms whose topic is gone": {
    change: change(COMPOSITE, "edge.ddos.detected_unhealthy.critical", "args.okActions", []),
    says: /^pagerduty hears of alert, and not of recovery/,
  },
  "two rules that both page": {
    change: add(RULE, "search.P1", "search.P1.again"),
    says: "datadog opens 2 incidents for one alert (search.P1, search.P1)",
  },
  "an integration that is gone": {
    change: remove(INTEGRATION, "search.P1.datadog"),
    says: "PagerDuty's integration search.P1.datadog leads to no service with a policy",
  },
  "a service of the wrong urgency": {
    change: change(SERVICE, "payments.P1", "args.incidentUrgencyRule.urgency", "low"),
    says: "P1 opens an incident of low urgency at payments.P1",
  },
  "a low-urgency policy with a second rule": {
    change: (all) =>
      change(POLICY, "P2", "args.rules", [
        { escalationDelayInMinutes: 30, targets: [{ type: "schedule_reference", id: ref(SCHEDULE, "rung-1", "id") }] },
        { escalationDelayInMinutes: 30, targets: [{ type: "schedule_reference", id: ref(SCHEDULE, "rung-2", "id") }] },
      ])(all),
    says: "policy P2 has 2 rules, and service api.P2 low urgency",
  },
  "a rung with nobody in it": {
    change: change(POLICY, "P0", "args.rules.2.targets", []),
    says: "rule 3 of policy P0 has nobody in it",
  },
  "a schedule without people": {
    change: change(SCHEDULE, "rung-2", "args.layers.0.users", []),
    says: "nobody is on schedule rung-2",
  },
  "a schedule that is gone": {
    change: remove(SCHEDULE, "rung-1"),
    says: /rule 1 leads to no schedule$/,
  },
  "a person whose phone does not ring": {
    change: (all) =>
      remove(
        "pagerduty:index/userNotificationRule:UserNotificationRule",
        "ben.phone.high",
      )(remove("pagerduty:index/userNotificationRule:UserNotificationRule", "ben.sms.high")(all)),
    says: "ben of schedule rung-2 has no phone that rings",
  },
  "a level after a later one": {
    change: change(POLICY, "P0", "args.rules.0.escalationDelayInMinutes", -5),
    says: "rule 2 of policy P0 comes no later than the one before",
  },
  "an alarm that tells a topic of another region": {
    change: change(ALARM, "infrastructure.memory.critical", "args.region", "us-east-1"),
    says: /^its topic infrastructure\.P1.* is in eu-west-3, the alarm in us-east-1$/,
  },
  "an alarm that tells recovery to nobody": {
    change: change(ALARM, "infrastructure.memory.critical", "args.okActions", []),
    says: /^pagerduty hears of alert.* and not of recovery/,
  },
  "a backstop that does not wait": {
    change: change(ALARM, "api.availability.critical", "args.datapointsToAlarm", 1),
    says: "cloudwatch tells 1 min after datadog, both of them api.P0: one cause may ring twice",
  },
  "a level that nothing evaluates": {
    change: remove(TEST, "api.availability.critical"),
    says: "nothing at datadog evaluates it",
  },
  "a tier of an objective that nothing evaluates": {
    change: remove(MONITOR, "api.availability_slo.one_hour"),
    says: "nothing at datadog evaluates it",
  },
  "a tier of an objective whose tags no rule matches": {
    change: change(MONITOR, "api.availability_slo.one_hour", "args.tags", ["service:api", "env:prod"]),
    says: "datadog tells nobody of it",
  },
  "a subscription that leads to nobody": {
    change: (all) => {
      const found = all.find((each) => each.type === SUBSCRIPTION && each.name.startsWith("infrastructure.P1"));
      return change(SUBSCRIPTION, found?.name ?? "", "args.endpoint", "https://example.test")(all);
    },
    says: /^subscription infrastructure\.P1.* leads to nobody$/,
  },
  "a contact point that keeps recovery to itself": {
    change: change(
      "grafana:alerting/contactPoint:ContactPoint",
      "database.P1",
      "args.pagerduties.0.disableResolveMessage",
      true,
    ),
    says: /^pagerduty hears of alert and no data, and not of recovery/,
  },
  "a workflow that carries no recovery": {
    change: change("newrelic:index/workflow:Workflow", "api.P2", "args.destinations.0.notificationTriggers", [
      "ACTIVATED",
    ]),
    says: /^pagerduty hears of alert, and not of recovery/,
  },
  "an alert of Sentry's whose service of PagerDuty is gone": {
    change: remove("sentry:index/integrationPagerduty:IntegrationPagerduty", "storefront.P2"),
    says: "its page leads to no declared service of PagerDuty",
  },
  "an alert of Sentry's whose monitor is gone": {
    change: remove("sentry:index/metricMonitor:MetricMonitor", "storefront.error_rate"),
    says: "its alert looks at no declared monitor",
  },
  "an alert of Sentry's that is switched off": {
    change: change("sentry:index/alert:Alert", "storefront.new_error.widespread.critical", "args.enabled", false),
    says: "sentry tells nobody of it",
  },
  "a service of PagerDuty's at Sentry with a key of no integration": {
    change: remove(INTEGRATION, "storefront.P2.sentry"),
    says: "PagerDuty's integration storefront.P2.sentry leads to no service with a policy",
  },
  "a rule without its contact point": {
    change: remove("grafana:alerting/contactPoint:ContactPoint", "database.P1"),
    says: "its rule names no declared contact point",
  },
};

describe("the routing proof", () => {
  it("finds nothing wrong in either environment", () => {
    expect(prove(declarations).diagnostics).toEqual([]);
    expect(prove(dev.declarations, testDev).diagnostics).toEqual([]);
  });

  it.each(Object.entries(faults))("sees %s", (_name, { change: plant, says }) => {
    const found = said(prove(plant(declarations)).diagnostics);
    expect(found).toContainEqual(typeof says === "string" ? says : expect.stringMatching(says));
  });

  it("lists whoever a message reaches among those who are told, and reads no handle within braces", () => {
    const named = change(
      MONITOR,
      "api.cpu.critical",
      "args.message",
      "{{[@http.client].name}} @ann@shop.test",
    )(declarations);
    const { proofs, diagnostics } = prove(named);
    expect(proofs.find(({ name }) => name === "api.cpu.critical")?.timeline()).toContainEqual({
      afterSeconds: 0,
      channel: "email",
      who: "ann@shop.test",
      via: ["Datadog message of its own"],
    });
    expect(said(diagnostics)).toEqual(["its message names @ann@shop.test"]);
  });

  it("sees a first contact that is later than the priority allows", () => {
    const later = { ...policies, respondWithin: { ...policies.respondWithin, P1: seconds(0) } };
    const rung2First = change(POLICY, "P1", "args.rules", [
      { escalationDelayInMinutes: 15, targets: [] },
      { escalationDelayInMinutes: 15, targets: [{ type: "schedule_reference", id: ref(SCHEDULE, "rung-2", "id") }] },
    ])(declarations);
    const found = proveRoutes(plan, rung2First, later, testProd).diagnostics;
    expect(said(found)).toContain("the first to hear is told after 15 min");
  });

  it("allows a backstop that does not wait where the service groups by time", () => {
    const hasty = change(ALARM, "api.availability.critical", "args.datapointsToAlarm", 1)(declarations);
    const grouped = change(SERVICE, "api.P0", "args.alertGroupingParameters", { type: "time" })(hasty);
    expect(prove(grouped).diagnostics).toEqual([]);
  });

  it("proves every level and tier that each vendor evaluates, each once", () => {
    const { proofs } = prove(declarations);
    const levels = plan.signals.flatMap(({ measures }) =>
      measures.flatMap(({ levels: own, source, backstop }) =>
        own.flatMap(({ name }) =>
          [source, ...(backstop === undefined ? [] : [backstop])].map(({ vendor }) => `${name} ${vendor}`),
        ),
      ),
    );
    const tiers = plan.objectives.flatMap((objective) =>
      objective.tiers.map(({ name }) => `${name} ${objective.source.vendor}`),
    );
    expect(proofs.map(({ name, vendor }) => `${name} ${vendor}`).toSorted()).toEqual([...levels, ...tiers].toSorted());
    expect(tiers).toHaveLength(16);
  });

  it("follows a tier of an objective to the phones", () => {
    const proof = prove(declarations).proofs.find(({ name }) => name === "payments.processing_slo.one_hour");
    expect(proof).toMatchObject({
      ...{ signal: "payments.processing_slo", measure: "burn_rate", level: "one_hour" },
      ...{ priority: "P0", vendor: "datadog", role: "first", stage: "live" },
    });
    expect(proof === undefined ? [] : minutesOf(proof)).toEqual([
      "0 min rung 1",
      "5 min rung 2",
      "15 min rung 3",
      "30 min rung 4",
    ]);
  });
});

const minutesOf = ({ timeline }: RouteProof): readonly string[] => [
  ...new Set(
    timeline()
      .filter(({ channel }) => channel === "phone")
      .map(({ afterSeconds, who }) => `${afterSeconds / 60} min ${who.split(":")[0] ?? ""}`),
  ),
];

/** Cloud SIEM's signals, beside CloudWatch's alarms of the same. */
const readBeside = ({ signal, vendor, role }: RouteProof): boolean =>
  signal === "security.breach_indicators" && vendor === "datadog" && role === "backstop";

/** R2, copied by hand: whose phones ring, and after how many minutes. */
const ladders = {
  P0: ["0 min rung 1", "5 min rung 2", "15 min rung 3", "30 min rung 4"],
  P1: ["0 min rung 1", "15 min rung 2", "30 min rung 3", "60 min rung 4"],
  P2: [],
  P3: [],
} as const;

describe("the ladders of the plan of record, found again in what PagerDuty is told", () => {
  it.each(priorities)("%s", (priority) => {
    const proofs = prove(declarations).proofs.filter((proof) => proof.priority === priority);
    expect(proofs.length).toBeGreaterThan(0);
    for (const proof of proofs) expect(minutesOf(proof)).toEqual(readBeside(proof) ? [] : ladders[priority]);
  });

  it("and of what cannot wait for its primary, whoever reads and nobody's phone", () => {
    const beside = prove(declarations).proofs.filter(readBeside);
    expect(
      beside.map(
        ({ name, timeline }) =>
          `${name}: ${timeline()
            .map(({ who }) => who)
            .join()}`,
      ),
    ).toEqual([
      "security.breach_indicators.change.critical: #urgent",
      "security.breach_indicators.read.critical: #urgent",
      "security.breach_indicators.root.critical: #urgent",
    ]);
  });
});

it("says of a link that many levels pass once, and how many", () => {
  const found = prove(change(SCHEDULE, "rung-2", "args.layers.0.users", [])(declarations)).diagnostics;
  const loud = plan.signals.flatMap(({ measures }) =>
    measures.flatMap(({ levels, backstop }) =>
      levels
        .filter(({ priority }) => priority === "P0" || priority === "P1")
        .flatMap(({ name }) => (backstop === undefined || backstop.type === "trail" ? [name] : [name, name])),
    ),
  );
  const tiers = plan.objectives.flatMap((objective) =>
    objective.tiers.filter(({ priority }) => priority === "P0" || priority === "P1"),
  );
  const others = loud.length - 1 + tiers.length;
  expect(found.map(({ where, what }) => `${where}: ${what}`)).toEqual([
    `api.availability.critical (prod): nobody is on schedule rung-2, and so ${others} other levels`,
  ]);
});

it("names the rule of a broken link", () => {
  const [found] = prove(remove(INTEGRATION, "search.P1.datadog")(declarations)).diagnostics;
  expect(found?.rule).toBe(LINKS);
});
