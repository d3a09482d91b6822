import { isDeletedFirst, replacingProperties } from "./replacement-rules";

describe("what replaces a resource", () => {
  it("is listed by type, and anything else updates", () => {
    const monitor = "datadog:index/monitor:Monitor";
    expect(
      replacingProperties(monitor, { type: "log alert", query: "a" }, { type: "query alert", query: "b" }),
    ).toEqual(["type"]);
    expect(replacingProperties(monitor, { type: "log alert", query: "a" }, { type: "log alert", query: "b" })).toEqual(
      [],
    );
  });

  it("takes query alert and metric alert for one type, as Datadog does", () => {
    expect(
      replacingProperties("datadog:index/monitor:Monitor", { type: "query alert" }, { type: "metric alert" }),
    ).toEqual([]);
  });

  it("can be one field of a property", () => {
    const metric = "datadog:index/spansMetric:SpansMetric";
    const compute = { aggregationType: "distribution", path: "@duration", includePercentiles: true };
    expect(replacingProperties(metric, { compute }, { compute: { ...compute, path: "@cost" } })).toEqual(["compute"]);
    expect(replacingProperties(metric, { compute }, { compute: { ...compute, includePercentiles: false } })).toEqual(
      [],
    );
  });

  it("can depend on the direction of the change", () => {
    const parameter = "aws:ssm/parameter:Parameter";
    expect(replacingProperties(parameter, { tier: "Advanced" }, { tier: "Standard" })).toEqual(["tier"]);
    expect(replacingProperties(parameter, { tier: "Standard" }, { tier: "Advanced" })).toEqual([]);
    const metric = "datadog:index/rumMetric:RumMetric";
    expect(replacingProperties(metric, { filter: { query: "a" } }, {})).toEqual(["filter"]);
    expect(replacingProperties(metric, { filter: { query: "a" } }, { filter: { query: "b" } })).toEqual([]);
  });

  it("deletes first where the bridge does", () => {
    expect(isDeletedFirst("aws:cloudwatch/metricAlarm:MetricAlarm")).toBe(true);
    expect(isDeletedFirst("aws:cloudwatch/compositeAlarm:CompositeAlarm")).toBe(false);
  });

  it("is never an alarm topic's key, a role's trust or a policy: those change in place", () => {
    expect(replacingProperties("aws:sns/topic:Topic", { name: "a" }, { name: "a", kmsMasterKeyId: "key" })).toEqual([]);
    expect(replacingProperties("aws:kms/key:Key", { policy: "a" }, { policy: "b", description: "c" })).toEqual([]);
    expect(replacingProperties("aws:iam/role:Role", { assumeRolePolicy: "a" }, { assumeRolePolicy: "b" })).toEqual([]);
    expect(
      replacingProperties("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", { policyDocument: "a" }, {}),
    ).toEqual([]);
  });

  it("is refused for a type without a row", () => {
    expect(() => replacingProperties("datadog:index/dashboard:Dashboard", {}, {})).toThrow(
      "datadog:index/dashboard:Dashboard has no row in monitors/declaration/replacement-rules.ts: look up what replaces it",
    );
  });
});
