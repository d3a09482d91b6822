import { keyOf } from "../declaration/declaration";
import { formatDiagnostic, hasErrors } from "../plan/diagnostic";
import { committed, declare, readConfiguration } from "../../testing/stack";
import { edit, validConfiguration } from "../../testing/configuration";
import { testDev, testProd, without } from "../../testing/environment";
import { catalogueOf, latencyRow } from "../../testing/rows";

/** New Relic in the whole: on everywhere, switched off only with a reason, and never forgotten. */

describe("New Relic switched off with a reason", () => {
  it("says for each signal that has lost its backstop to whom it is left, as a warning", () => {
    const { diagnostics } = declare(without(testDev, "newrelic"));
    expect(hasErrors(diagnostics)).toBe(false);
    expect(diagnostics.map(formatDiagnostic)).toEqual([
      ...[
        "error_rate (dev)  newrelic is switched off; api error rate",
        "response_time (dev)  newrelic is switched off; api response time",
      ].map((what) =>
        [
          `warning api.${what} is left to datadog`,
          "       switched off: the trial is over",
          "       fix: take switchedOff.newrelic out of Pulumi.dev.yaml, or give the row a backstop",
        ].join("\n"),
      ),
      [
        "warning monitoring.heartbeat.newrelic (dev)  newrelic is switched off, and there is no beat of it to listen for",
        "       switched off: the trial is over",
        "       fix: take switchedOff.newrelic out of Pulumi.dev.yaml",
      ].join("\n"),
    ]);
  });

  it("declares nothing of it, at PagerDuty neither", () => {
    expect(JSON.stringify(declare(without(testDev, "newrelic")).declarations)).not.toContain("newrelic");
    expect(
      declare(without(testProd, "newrelic")).declarations.filter(({ name }) => name.endsWith(".newrelic")),
    ).toEqual([]);
    expect(declare(testProd).declarations.map(keyOf)).toContain(
      "pagerduty:index/serviceIntegration:ServiceIntegration api.P2.newrelic",
    );
  });

  it("is in neither of the committed environments, each with an account of its own", () => {
    const [dev, prod] = [committed("dev"), committed("prod")];
    expect([...declare(dev).diagnostics, ...declare(prod).diagnostics]).toEqual([]);
    expect(dev.newrelic?.accountId).not.toBe(prod.newrelic?.accountId);
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
  it("tells the environment's list, for its Slack destinations cannot be declared", () => {
    const { proofs, diagnostics } = declare(testDev);
    expect(diagnostics).toEqual([]);
    const told = proofs
      .filter(({ vendor, priority }) => vendor === "newrelic" && priority === "P3")
      .map(({ name, timeline }) => [name, ...timeline().map(({ channel, who }) => `${channel} ${who}`)]);
    expect(told).toEqual([
      ["api.response_time.warning", "email alerts-dev@shop.test"],
      ["api.error_rate.warning", "email alerts-dev@shop.test"],
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
    expect(committed("dev").newrelic).toEqual({ accountId: "1", region: "EU" });
  });
});
