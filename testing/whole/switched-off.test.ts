import type { DeclaredStack } from "../../infra/declare";
import { keyOf } from "../../monitors/declaration/declaration";
import type { Environment } from "../../monitors/model/environment";
import { priorities } from "../../monitors/model/priority";
import { heartbeatOf } from "../../monitors/model/sources/source";
import { testDev, testProd, without } from "../environment";
import { dev, leaves, measuresOf, prod, protocolsOf, recipientsOf, unexpected, wherever } from "./declared-stack";
import { declare } from "../stack";

/** Measures whose source or backstop is the vendor's, or that listen for its beat, and objectives. */
const watchedBy = (vendor: string, environment: string): readonly string[] =>
  [
    ...measuresOf(prod).filter(({ source, backstop }) =>
      [source.vendor, backstop?.vendor, heartbeatOf(source)].some((each) => each === vendor),
    ),
    ...prod.plan.objectives.filter(({ source }) => source.vendor === vendor).map(({ id }) => ({ name: id })),
  ].map(({ name }) => `${name} (${environment})`);

/** Pages of CloudWatch's that keep quiet without data and stand on its heartbeat, which Datadog hears. */
const quietWithoutCloudWatch = [
  "edge.ddos.detected_unhealthy",
  "payments.failure_rate",
  "payments.payout_failures.failed",
  "security.payment_fraud",
];

describe("a vendor that is switched off", () => {
  it("in dev: a warning for each signal that it watched", () => {
    const { declarations, diagnostics } = declare(without(testDev, "datadog"));
    expect(declarations.filter(({ vendor }) => vendor === "datadog")).toEqual([]);
    expect(wherever(diagnostics, "error")).toEqual([]);
    // Nobody hears CloudWatch's heartbeat any more.
    expect([...new Set(wherever(diagnostics, "warning"))].toSorted()).toEqual(
      [...watchedBy("datadog", "dev"), ...quietWithoutCloudWatch.map((name) => `${name} (dev)`)].toSorted(),
    );
    expect(diagnostics.find(({ where }) => where === "api.memory (dev)")).toEqual({
      severity: "warning",
      where: "api.memory (dev)",
      what: "datadog is switched off; api memory is left to nobody",
      rule: "switched off: the trial is over",
      remedy: "take switchedOff.datadog out of Pulumi.dev.yaml, or give the row a backstop",
    });
  });

  it("in prod: an error for each P0 and P1 that has no other, and a warning for the rest", () => {
    const { declarations, diagnostics } = declare(without(testProd, "datadog"));
    expect(declarations.filter(({ vendor }) => vendor === "datadog")).toEqual([]);
    const errors = [
      "accounts.registration_failures (prod)",
      "api.availability_slo (prod)",
      "api.memory (prod)",
      "database.uptime_slo (prod)",
      "edge.certificate_expiry (prod)",
      ...quietWithoutCloudWatch.map((name) => `${name} (prod)`),
      "edge.dns_resolution.answer (prod)",
      "edge.dns_resolution.time (prod)",
      "listings.upload_failures (prod)",
      "monitoring.heartbeat.cloudwatch (prod)",
      "monitoring.heartbeat.newrelic (prod)",
      "payments.processing_slo (prod)",
      "payments.webhook_failures (prod)",
      "search.error_rate (prod)",
      "security.breach_indicators.change (prod)",
      "security.breach_indicators.read (prod)",
      "security.breach_indicators.refused (prod)",
      "security.breach_indicators.root (prod)",
      "storefront.uptime_slo (prod)",
    ];
    expect([...new Set(wherever(diagnostics, "error"))].toSorted()).toEqual(errors.toSorted());
    // These have CloudWatch left, which is said; and that nobody would hear of its silence.
    const both = ["change", "read", "root"].map((key) => `security.breach_indicators.${key} (prod)`);
    const rest = watchedBy("datadog", "prod").filter((where) => !errors.includes(where) || both.includes(where));
    expect(wherever(diagnostics, "warning").toSorted()).toEqual(rest.toSorted());
    expect(diagnostics.find(({ where }) => where === "api.availability (prod)")).toMatchObject({
      severity: "warning",
      what: "datadog is switched off; api availability is left to cloudwatch",
    });
  });

  it("cloudwatch in prod: errors where it is alone, a warning where it is the backstop", () => {
    const { declarations, diagnostics } = declare(without(testProd, "cloudwatch"));
    expect(declarations.filter(({ vendor }) => vendor === "cloudwatch")).toEqual([]);
    // Nobody hears Datadog's heartbeat any more either: rows that keep quiet without data stood on it.
    const unheard = [
      "accounts.registration_failures (prod)",
      "api.availability_slo (prod)",
      "api.memory (prod)",
      "database.uptime_slo (prod)",
      "listings.upload_failures (prod)",
      "payments.processing_slo (prod)",
      "payments.webhook_failures (prod)",
      "search.error_rate (prod)",
      // Those with a backstop at Kibana, whose beat Sentry hears, are not among them.
      "security.breach_indicators.refused (prod)",
      "storefront.uptime_slo (prod)",
    ];
    const alone = [
      ...quietWithoutCloudWatch.map((name) => `${name} (prod)`),
      "infrastructure.disk (prod)",
      "infrastructure.memory (prod)",
      "monitoring.heartbeat.datadog (prod)",
      // Datadog watches these too, and rings nobody: P1's changes and reads are said together, then P0's root.
      "security.breach_indicators.change.critical (prod)",
      "security.breach_indicators.root.critical (prod)",
    ];
    expect(wherever(diagnostics, "error").toSorted()).toEqual([...unheard, ...alone].toSorted());
    expect(diagnostics.find(({ where }) => where === "search.error_rate (prod)")).toEqual({
      severity: "error",
      where: "search.error_rate (prod)",
      what: "nobody would know that it is measured no more: missing data are ok, and nobody listens for datadog's heartbeat",
      rule: "what wakes somebody tells of missing data, or its vendor's heartbeat is heard by another",
      remedy:
        'set missingData: "notify", or give monitoring.heartbeat a measure of the vendor in monitors/catalogue/monitoring.ts',
    });
    expect(diagnostics.find(({ where }) => where === "payments.processing_slo (prod)")).toEqual({
      severity: "error",
      where: "payments.processing_slo (prod)",
      what: "nobody would know that it is measured no more: nobody listens for datadog's heartbeat",
      rule: "what wakes somebody tells of missing data, or its vendor's heartbeat is heard by another",
      remedy: "give monitoring.heartbeat a measure of the vendor in monitors/catalogue/monitoring.ts",
    });
    expect(wherever(diagnostics, "warning")).toContain("api.availability (prod)");
  });

  it("pagerduty in prod: each route that paged is named, and nothing of it is left", () => {
    const stack = declare(without(testProd, "pagerduty"));
    expect(stack.declarations.filter(({ vendor }) => vendor === "pagerduty")).toEqual([]);
    expect(recipientsOf(stack).filter((each) => each.startsWith("pagerduty-"))).toEqual([]);
    expect(protocolsOf(stack)).not.toContain("https");
    expect(stack.diagnostics.map(({ severity, where }) => `${severity} ${where}`)).toEqual([
      "error route P0 (prod)",
      "error route P1 (prod)",
      "warning route P2 (prod)",
    ]);
    expect(recipientsOf(stack)).toContain("slack-shop-urgent");
  });

  it("keeps watching with the others exactly as before", () => {
    const kept = (stack: DeclaredStack) =>
      stack.declarations.filter(
        ({ vendor, watches }) =>
          vendor === "cloudwatch" && watches !== undefined && watches.signal !== "monitoring.heartbeat",
      );
    expect(kept(declare(without(testProd, "datadog")))).toEqual(kept(prod));
  });

  it("is no longer named in the plan's routes", () => {
    const { plan } = declare(without(testProd, "pagerduty"));
    expect(priorities.filter((priority) => plan.routes[priority].pages)).toEqual([]);
  });
});

describe("Stripe's test mode", () => {
  const testing: Environment = { ...testProd, stripe: testDev.stripe };

  it("is refused in prod, for each source, and is dev's", () => {
    expect(declare(testing).diagnostics).toEqual([
      expect.objectContaining({ severity: "error", where: "Pulumi.prod.yaml, stripe.connectEventSource" }),
      {
        severity: "error",
        where: "Pulumi.prod.yaml, stripe.eventSource",
        what: "aws.partner/stripe.com/ed_test_dev0own is of Stripe's test mode",
        rule: "prod counts what buyers pay",
        remedy: "make the event destination in live mode, and set its source here (docs/bootstrap.md)",
      },
    ]);
    expect(unexpected(dev)).toEqual([]);
  });
});

describe("Shield Advanced that nobody pays for", () => {
  const without: Environment = { ...testProd, aws: { ...testProd.aws, shieldAdvanced: false } };
  const bare = declare(without);

  it("is warned of for each measure that it leaves unseen, and for nothing else", () => {
    expect(bare.diagnostics).toEqual([
      {
        severity: "warning",
        where: "edge.ddos.detected (prod)",
        what: "AWS Shield Advanced, which detects attacks on the CDN, is not paid for; attack on the edge (detected) is seen by nobody",
        rule: "aws.shieldAdvanced is false",
        remedy: "subscribe to it and set aws.shieldAdvanced in Pulumi.prod.yaml",
      },
      expect.objectContaining({ severity: "warning", where: "edge.ddos.detected_unhealthy (prod)" }),
    ]);
  });

  it("leaves every row in the plan, and no alarm on what is never measured", () => {
    expect(bare.plan.signals).toEqual(prod.plan.signals);
    const named = (stack: DeclaredStack) =>
      leaves(stack.declarations).filter(([, value]) => /ddos\.detected/.test(value));
    expect(named(bare)).toEqual([]);
    expect(named(prod).length).toBeGreaterThan(0);
    const rest = prod.declarations.filter(({ watches }) => watches?.measure.startsWith("detected") !== true);
    expect(bare.declarations.length).toBeLessThan(prod.declarations.length);
    expect(rest.filter(({ watches }) => watches !== undefined).map(keyOf)).toEqual(
      bare.declarations.filter(({ watches }) => watches !== undefined).map(keyOf),
    );
  });
});
