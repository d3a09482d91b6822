import { keyOf } from "../declaration/declaration";
import { formatDiagnostic, hasErrors } from "../plan/diagnostic";
import { committed, declare, readConfiguration } from "../../testing/stack";
import { edit, validConfiguration } from "../../testing/configuration";
import { testDev, testProd } from "../../testing/environment";
import { catalogueOf, latencyRow } from "../../testing/rows";

/** New Relic in the whole: on in prod, switched off with a reason in dev, and never forgotten. */

describe("New Relic switched off with a reason", () => {
  it("says for each signal that has lost its backstop to whom it is left, as a warning", () => {
    const { diagnostics } = declare(committed("dev"));
    expect(hasErrors(diagnostics)).toBe(false);
    expect(diagnostics.map(formatDiagnostic)).toEqual([
      ...[
        "error_rate (dev)  newrelic is switched off; api error rate",
        "response_time (dev)  newrelic is switched off; api response time",
      ].map((what) =>
        [
          `warning api.${what} is left to datadog`,
          "       switched off: the team's New Relic account has one environment, prod",
          "       fix: take switchedOff.newrelic out of Pulumi.dev.yaml, or give the row a backstop",
        ].join("\n"),
      ),
      [
        "warning monitoring.heartbeat.newrelic (dev)  newrelic is switched off, and there is no beat of it to listen for",
        "       switched off: the team's New Relic account has one environment, prod",
        "       fix: take switchedOff.newrelic out of Pulumi.dev.yaml",
      ].join("\n"),
    ]);
  });

  it("declares nothing of it, at PagerDuty neither", () => {
    expect(JSON.stringify(declare(committed("dev")).declarations)).not.toContain("newrelic");
    const off = { ...testProd, switchedOff: { newrelic: "the trial is over" } };
    expect(declare(off).declarations.filter(({ name }) => name.endsWith(".newrelic"))).toEqual([]);
    expect(declare(testProd).declarations.map(keyOf)).toContain(
      "pagerduty:index/serviceIntegration:ServiceIntegration api.P2.newrelic",
    );
  });

  it("has nothing to say of prod", () => {
    expect(declare(committed("prod")).diagnostics).toEqual([]);
  });
});

describe("New Relic neither configured nor switched off", () => {
  const forgotten = { ...testProd, newrelic: undefined };

  it("is an error that names the rows which read from it", () => {
    expect(declare(forgotten).diagnostics.map(formatDiagnostic)).toEqual([
      [
        "error  Pulumi.prod.yaml, newrelic  api.response_time and api.error_rate read from New Relic, and the configuration has no newrelic",
        "       an environment says how to reach a vendor that its rows read from, or why it is switched off",
        "       fix: set newrelic in Pulumi.prod.yaml (docs/bootstrap.md), or switchedOff.newrelic with a reason",
      ].join("\n"),
    ]);
  });

  it("is nothing to say where no row reads from it, or where it is off", () => {
    expect(declare(forgotten, catalogueOf({ response_time: latencyRow })).diagnostics).toEqual([]);
    expect(hasErrors(declare(testDev).diagnostics)).toBe(false);
  });
});

describe("New Relic where only Slack would hear", () => {
  it("is refused, for its Slack destinations cannot be declared", () => {
    const { diagnostics } = declare({ ...testDev, newrelic: testProd.newrelic, switchedOff: {} });
    expect(diagnostics.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      "P2 (dev): nobody would hear of it from New Relic",
      "P3 (dev): nobody would hear of it from New Relic",
      "api.response_time.warning (dev): newrelic tells nobody of it, and so 3 other levels",
    ]);
  });
});

describe("New Relic's configuration", () => {
  const read = (newrelic: unknown) =>
    readConfiguration("prod", edit(validConfiguration("file"), "newrelic", newrelic), "file").diagnostics.map(
      ({ where, what }) => `${where}: ${what}`,
    );

  it.each([
    ["a whole one", { accountId: "1234567", region: "EU" }, []],
    ["the other data centre", { accountId: "1234567", region: "US" }, []],
    ["none", undefined, []],
    [
      "another data centre",
      { accountId: "1234567", region: "eu" },
      ["Pulumi.prod.yaml, newrelic.region: must be the account's data centre: US or EU"],
    ],
    [
      "an account by name",
      { accountId: "driplo", region: "EU" },
      ["Pulumi.prod.yaml, newrelic.accountId: must be the digits of the account without a leading 0, in quotes"],
    ],
    [
      "an account with a leading 0, which the provider refuses",
      { accountId: "0000002", region: "EU" },
      ["Pulumi.prod.yaml, newrelic.accountId: must be the digits of the account without a leading 0, in quotes"],
    ],
    [
      "a key",
      { accountId: "1234567", region: "EU", apiKey: "NRAK-1" },
      [
        "Pulumi.prod.yaml, newrelic: unknown key: apiKey",
        "Pulumi.prod.yaml, newrelic.apiKey: it holds what looks like a key of New Relic's, in clear",
      ],
    ],
  ])("takes or refuses %s", (_, newrelic, faults) => {
    expect(read(newrelic)).toEqual(faults);
  });

  it("gives the account and the region on, and never the key", () => {
    expect(committed("prod").newrelic).toEqual({ accountId: "2", region: "EU" });
    expect(committed("dev").newrelic).toBeUndefined();
  });
});
