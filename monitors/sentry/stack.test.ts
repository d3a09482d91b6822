import { keyOf } from "../declaration/declaration";
import { formatDiagnostic, hasErrors } from "../plan/diagnostic";
import { catalogue, committed, declare, type DeclaredStack, readConfiguration } from "../../testing/stack";
import { edit, validConfiguration } from "../../testing/configuration";
import { testDev, testProd, without } from "../../testing/environment";
import { catalogueOf, latencyRow } from "../../testing/rows";
import { change } from "../../testing/stack-engine";

/** Sentry in the whole: what exists once, whom it tells, and what is left without it. */

const ofSentry = ({ declarations }: DeclaredStack) => declarations.filter(({ vendor }) => vendor === "sentry");

const typesOf = (stack: DeclaredStack) => new Set(ofSentry(stack).map(({ type }) => type.split(":").at(-1)));

describe("Sentry", () => {
  it("has in prod what there is one of, and in dev what evaluates, with whom it tells", () => {
    expect(typesOf(declare(testProd))).toEqual(
      new Set([
        "Team",
        "Project",
        "Key",
        "ProjectOwnership",
        "ProjectSpikeProtection",
        "ProjectInboundDataFilter",
        "IntegrationPagerduty",
        "MetricMonitor",
        "CronMonitor",
        "UptimeMonitor",
        "Alert",
      ]),
    );
    expect(typesOf(declare(testDev))).toEqual(
      new Set(["IntegrationPagerduty", "MetricMonitor", "CronMonitor", "UptimeMonitor", "Alert"]),
    );
  });

  it("pages for what must be looked at within the hour, and for no security event: Datadog rings for those", () => {
    const pages = (stack: DeclaredStack) =>
      stack.proofs.flatMap(({ vendor, name, timeline }) =>
        vendor === "sentry" && timeline().some(({ channel }) => channel === "pagerduty") ? [name] : [],
      );
    const paging = [
      "storefront.error_rate.critical",
      "storefront.new_error.widespread.critical",
      "monitoring.heartbeat.grafana.critical",
      "monitoring.heartbeat.elastic.critical",
    ];
    expect(pages(declare(testProd))).toEqual(paging);
    expect(pages(declare(testDev))).toEqual(paging);
  });

  it("tells a draft to nobody", () => {
    const draft = change(catalogue, "storefront", "error_rate", (row) => ({ ...row, stage: "draft" }));
    const { proofs, diagnostics } = declare(testProd, draft);
    expect(diagnostics).toEqual([]);
    expect(proofs.filter(({ signal }) => signal === "storefront.error_rate").map(({ timeline }) => timeline())).toEqual(
      [[], []],
    );
  });
});

describe("Sentry switched off with a reason", () => {
  it("is an error where it alone would page, a warning for the rest, and leaves nothing of it, at PagerDuty neither", () => {
    const stack = declare(without(testProd, "sentry"));
    expect(stack.diagnostics.map(({ severity, where, what }) => `${severity} ${where} ${what}`)).toEqual([
      "error monitoring.heartbeat.elastic (prod) sentry is switched off; heartbeat of the monitoring is left to nobody",
      "error monitoring.heartbeat.grafana (prod) sentry is switched off; heartbeat of the monitoring is left to nobody",
      // Sentry hears Grafana's beat: rows there that keep quiet without data stood on it.
      "error orders.completion_rate (prod) nobody would know that it is measured no more: missing data are ok, and nobody listens for prometheus's heartbeat",
      "error orders.revenue (prod) nobody would know that it is measured no more: missing data are ok, and nobody listens for prometheus's heartbeat",
      "warning monitoring.heartbeat.sentry (prod) sentry is switched off, and there is no beat of it to listen for",
      "warning security.failed_logins.tagged (prod) sentry is switched off; failed sign-ins is left to nobody",
      "warning security.payment_fraud.tagged (prod) sentry is switched off; payment fraud is left to nobody",
      "warning security.scraping.tagged (prod) sentry is switched off; scraping is left to nobody",
      "warning security.upload_violations.tagged (prod) sentry is switched off; refused uploads is left to nobody",
      "warning storefront.error_rate (prod) sentry is switched off; storefront error rate is left to nobody",
      "warning storefront.new_error.new (prod) sentry is switched off; new storefront error is left to nobody",
      "warning storefront.new_error.widespread (prod) sentry is switched off; new storefront error is left to nobody",
    ]);
    expect(ofSentry(stack)).toEqual([]);
    expect(stack.declarations.map(keyOf).filter((key) => key.endsWith(".sentry"))).toEqual([]);
  });
});

describe("Sentry without the name of its PagerDuty app", () => {
  const unnamed = { ...testProd, sentry: { ...testProd.sentry, pagerdutyIntegration: undefined } };

  it("is an error that names the rows which page from it", () => {
    expect(declare(unnamed).diagnostics.map(formatDiagnostic)).toEqual([
      [
        "error  Pulumi.prod.yaml, sentry  storefront.error_rate, storefront.new_error.widespread, monitoring.heartbeat.grafana and monitoring.heartbeat.elastic read from Sentry and page, and the configuration has no sentry.pagerdutyIntegration",
        "       an environment that pages from Sentry names the PagerDuty app that is installed there",
        "       fix: set sentry.pagerdutyIntegration in Pulumi.prod.yaml (docs/bootstrap.md)",
      ].join("\n"),
      [
        "error  monitoring.heartbeat.grafana.critical (prod)  P1 rings no phone; it is told to #urgent, and so 1 other level",
        "       P0 and P1 ring, and nothing else does",
        "       fix: page rung 1 in policies/routing.ts",
      ].join("\n"),
    ]);
  });

  it("is nothing to say where nothing of it pages", () => {
    expect(declare(unnamed, catalogueOf({ response_time: latencyRow })).diagnostics).toEqual([]);
    expect(hasErrors(declare(testDev).diagnostics)).toBe(false);
  });
});

describe("Sentry's configuration", () => {
  const read = (path: string, value: unknown) =>
    readConfiguration("prod", edit(validConfiguration("file"), path, value), "file").diagnostics.map(
      ({ where, what }) => `${where}: ${what}`,
    );

  it.each([
    ["another data centre", "sentry.baseUrl", "https://de.sentry.io/api/", []],
    ["no address, which is Sentry's own", "sentry.baseUrl", undefined, []],
    ["no app of PagerDuty's", "sentry.pagerdutyIntegration", undefined, []],
    [
      "an address without its path",
      "sentry.baseUrl",
      "https://de.sentry.io",
      ["Pulumi.prod.yaml, sentry.baseUrl: must be the address of Sentry's API: https://de.sentry.io/api/"],
    ],
    [
      "a name where a slug belongs",
      "sentry.project",
      "The Storefront",
      ["Pulumi.prod.yaml, sentry.project: must be a slug of Sentry, as in its addresses: storefront"],
    ],
    [
      "a token, which stands in the job's environment alone",
      "sentry.token",
      "sntrys_1",
      [
        "Pulumi.prod.yaml, sentry: unknown key: token",
        "Pulumi.prod.yaml, sentry.token: it holds what looks like a token of Sentry's, in clear",
      ],
    ],
    [
      "an environment that Sentry would not take",
      "identities.sentryEnvironment",
      "prod/eu",
      [
        "Pulumi.prod.yaml, identities.sentryEnvironment: must be a name of up to 64 characters without blanks and slashes",
      ],
    ],
    [
      "an address of check-ins without a place for the monitor",
      "sentry.checkIns",
      "https://o1.ingest.sentry.io/api/2/cron/heartbeat/abc/",
      [
        "Pulumi.prod.yaml, sentry.checkIns: must be the address of check-ins as Sentry shows it: https://….sentry.io/api/1/cron/___MONITOR_SLUG___/…/",
      ],
    ],
    ["nothing of Sentry", "sentry", undefined, ["Pulumi.prod.yaml, sentry: is missing"]],
  ])("takes or refuses %s", (_, path, value, faults) => {
    expect(read(path, value)).toEqual(faults);
  });

  it("gives slugs and names on, and never the token", () => {
    expect(committed("prod").sentry).toEqual({
      organization: "driplo",
      project: "storefront",
      team: "storefront",
      checkIns:
        "https://o0000000.ingest.de.sentry.io/api/0000000/cron/___MONITOR_SLUG___/00000000000000000000000000000000/",
      baseUrl: "https://de.sentry.io/api/",
      slackIntegration: "driplo",
      pagerdutyIntegration: "driplo",
    });
    expect(committed("dev").sentry).toEqual(committed("prod").sentry);
  });
});
