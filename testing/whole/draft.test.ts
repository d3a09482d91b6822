import { catalogue } from "../../monitors/catalogue";
import type { Catalogue } from "../../monitors/model/signal";
import { policies } from "../../policies";
import { declareStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { ROOT } from "../stack-configuration";
import { change } from "../stack-engine";

/** A row that is being tried out: watched at every vendor, and told to nobody. */

const declare = (rows: Catalogue) => {
  const { environment } = loadEnvironment(ROOT, "prod");
  if (environment === undefined) throw new Error("the configuration of prod has a fault");
  return declareStack(rows, policies, environment);
};

const draft = (service: string, key: string) =>
  declare(change(catalogue, service, key, (row) => ({ ...row, stage: "draft" })));

const argsOf = ({ declarations }: ReturnType<typeof declare>, name: string, type: string) =>
  declarations.find((each) => each.name === name && each.type.includes(type))?.args;

describe("a draft", () => {
  it("is a monitor of Datadog's without the priority that rules route by", () => {
    const monitor = argsOf(draft("search", "error_rate"), "search.error_rate.critical", "monitor:Monitor");
    expect(monitor).toMatchObject({
      name: "Draft: Search error rate critical: above 10 % over 5 min, or 1 min of at least 50 (prod)",
      draftStatus: "draft",
      tags: ["service:search", "env:prod", "owner:marketplace", "signal:search.error_rate", "stage:draft"],
    });
  });

  it("is a test of Datadog's without it", () => {
    const test = argsOf(draft("api", "availability"), "api.availability.critical", "syntheticsTest");
    expect(test).toMatchObject({ tags: expect.not.arrayContaining([expect.stringMatching(/^priority:/)]) as unknown });
  });

  it("is an alarm of CloudWatch's without an action", () => {
    const alarm = argsOf(draft("infrastructure", "memory"), "infrastructure.memory.critical", "metricAlarm");
    expect(alarm).toMatchObject({ alarmActions: [], okActions: [], insufficientDataActions: [] });
  });

  it("is a condition of New Relic's in a policy that no workflow carries", () => {
    const declared = draft("api", "response_time");
    expect(argsOf(declared, "api.response_time.critical", "nrqlAlertCondition")).toMatchObject({
      policyId: { name: "drafts" },
    });
    expect(argsOf(declared, "drafts", "alertPolicy")).toBeDefined();
    expect(argsOf(declared, "drafts", "workflow")).toBeUndefined();
  });

  it("is a rule of Grafana's that is evaluated and always muted", () => {
    const declared = draft("database", "cpu");
    expect(declared.diagnostics).toEqual([]);
    expect(argsOf(declared, "database.cpu.critical", "ruleGroup")).toMatchObject({
      rules: [
        {
          isPaused: false,
          labels: { stage: "draft" },
          notificationSettings: {
            contactPoint: { type: "grafana:alerting/contactPoint:ContactPoint", name: "drafts", property: "name" },
            muteTimings: [{ type: "grafana:alerting/muteTiming:MuteTiming", name: "drafts", property: "name" }],
          },
        },
      ],
    });
    expect(argsOf(declared, "drafts", "muteTiming")).toEqual({ name: "driplo-prod-drafts", intervals: [{}] });
    expect(argsOf(declared, "drafts", "contactPoint")).toEqual({
      name: "driplo-prod-drafts",
      emails: [{ addresses: ["alerts@driplo.com"], singleEmail: true }],
    });
    const told = declared.proofs.filter(({ signal }) => signal === "database.cpu").map(({ timeline }) => timeline());
    expect(told).toEqual([[], []]);
  });

  it("has Grafana's contact point and timing only where a draft is", () => {
    expect(argsOf(declare(catalogue), "drafts", "muteTiming")).toBeUndefined();
    expect(argsOf(declare(catalogue), "drafts", "contactPoint")).toBeUndefined();
  });

  it("leaves no destination behind that only it had", () => {
    // Listings page for uploads alone.
    expect(argsOf(declare(catalogue), "listings.P1", "service:Service")).toBeDefined();
    const declared = draft("listings", "upload_failures");
    expect(declared.declarations.filter(({ name }) => name.startsWith("listings.P1"))).toEqual([]);
    expect(declared.diagnostics).toEqual([]);
  });

  it("has everything else that it will have when it is live", () => {
    const names = (declared: ReturnType<typeof declare>) => declared.resourcesOf.get("search.error_rate");
    expect(names(draft("search", "error_rate"))).toEqual(names(declare(catalogue)));
  });

  it("notifies nobody by its words either: Datadog reads a draft's message like any other", () => {
    const loud = declare(
      change(catalogue, "search", "error_rate", (row) => ({ ...row, stage: "draft", impact: "Tell @pagerduty-Other" })),
    );
    expect(loud.diagnostics.map(({ where, what }) => [where, what])).toEqual([
      ["search.error_rate (prod)", 'impact holds "@pagerduty-Other", a handle or an address'],
      ["search.error_rate.warning (prod)", "its message names @pagerduty-Other, and so 1 other level"],
    ]);
  });
});
