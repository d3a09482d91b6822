import { declareStack } from "../../infra/declare";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { objectiveTitle } from "../../monitors/plan/wording";
import { testProd } from "../../testing/environment";
import type { Incident } from "./incidents";
import { matcherOf } from "./match";
import { measureQuality } from "./quality";

/** Whichever vendor opens an incident, it is counted: by the words that our resources have at each. */

const { plan } = declareStack(catalogue, policies, testProd);

const incidentOf = (title: string, service = "", openedAt = 0): Incident => ({
  id: title,
  number: undefined,
  title,
  service,
  details: "",
  openedAt,
  notifiedAt: undefined,
  acknowledgedAt: undefined,
  resolvedAt: undefined,
  merged: false,
});

/** How each vendor's integration heads an incident. */
const titleOf = {
  datadog: "[Triggered] API availability critical: down for more than 30 s (prod)",
  "cloudwatch, of an alarm": 'ALARM: "driplo-prod-payments.failure_rate.critical" in EU (Paris)',
  "cloudwatch, of an event": 'ALARM: "driplo-prod-security.breach_indicators.root.critical" in US East (N. Virginia)',
  "cloudwatch, in another region":
    'ALARM: "driplo-prod-edge.ddos.detected_unhealthy.critical" in US East (N. Virginia)',
} as const;

it.each([
  [titleOf.datadog, "api.availability", "datadog"],
  [titleOf["cloudwatch, of an alarm"], "payments.failure_rate", "cloudwatch"],
  [titleOf["cloudwatch, of an event"], "security.breach_indicators", "cloudwatch"],
  [titleOf["cloudwatch, in another region"], "edge.ddos", "cloudwatch"],
])("%s", (title, signal, vendor) => {
  expect(matcherOf(plan)(incidentOf(title))).toMatchObject({ signal, vendor });
});

it("every level that rings is known by the words of its own resources", () => {
  const match = matcherOf(plan);
  const urgent = plan.signals.flatMap((signal) =>
    signal.measures.flatMap((measure) =>
      measure.levels
        .filter(({ priority }) => priority === "P0" || priority === "P1")
        .map(({ name }) => ({ name, signal: signal.id, vendor: measure.source.vendor })),
    ),
  );
  expect(new Set(urgent.map(({ vendor }) => vendor))).toEqual(
    new Set(["datadog", "cloudwatch", "prometheus", "sentry"]),
  );
  const found = urgent.map(({ name }) => ({
    name,
    ...{ signal: undefined, vendor: undefined },
    ...match(incidentOf(`ALARM: "driplo-prod-${name}" in EU (Paris)`)),
  }));
  expect(found.map(({ name, signal, vendor }) => ({ name, signal, vendor }))).toEqual(urgent);
});

it("an objective's burn alert is of the objective, and no stranger", () => {
  const burns = plan.objectives.flatMap((objective) =>
    objective.tiers.map((tier) => ({ objective, tier, title: objectiveTitle("prod", objective, tier) })),
  );
  expect(burns.length).toBe(16);
  for (const { objective, tier, title } of burns)
    expect(matcherOf(plan)(incidentOf(`[Triggered] ${title}`))).toEqual({
      signal: objective.id,
      level: tier.name,
      vendor: "datadog",
    });
});

it("a backstop's incident is the backstop's", () => {
  const { title } = incidentOf("API availability critical: down for more than 30 s (prod), backstop");
  expect(matcherOf(plan)(incidentOf(title))).toMatchObject({ signal: "api.availability", vendor: "cloudwatch" });
});

it("counts each vendor and priority, none as 0, and leaves out what is of another environment", () => {
  const { counts, elsewhere, overall } = measureQuality(
    plan,
    [
      incidentOf(titleOf.datadog, "driplo-prod-api-P0"),
      incidentOf(titleOf["cloudwatch, of an alarm"], "driplo-prod-payments-P0"),
      incidentOf(titleOf["cloudwatch, of an event"], "driplo-prod-security-P0"),
      incidentOf("Somebody pressed the button", "other"),
      incidentOf(titleOf.datadog.replace("(prod)", "(dev)"), "driplo-dev-api-P0"),
    ],
    [],
  );
  expect(overall.incidents).toBe(4);
  expect(elsewhere).toBe(1);
  expect(counts.filter(({ priority }) => priority === "P0")).toEqual([
    { vendor: "datadog", priority: "P0", incidents: 1 },
    { vendor: "sentry", priority: "P0", incidents: 0 },
    { vendor: "cloudwatch", priority: "P0", incidents: 2 },
    { vendor: "newrelic", priority: "P0", incidents: 0 },
    { vendor: "prometheus", priority: "P0", incidents: 0 },
    { vendor: "elastic", priority: "P0", incidents: 0 },
  ]);
  expect(counts.filter(({ vendor }) => vendor === "unknown")).toEqual([
    { vendor: "unknown", priority: "unknown", incidents: 1 },
  ]);
});
