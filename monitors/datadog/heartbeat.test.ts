import { hours, minutes, percent, seconds } from "../model/quantity";
import { datadog, type DatadogHeartbeatSource } from "../model/sources/datadog";
import { heartbeatRow, testContext, watchOf } from "../../testing/context";
import { accepts } from "./limits";
import { render } from "./render";

const ofCloudWatch = datadog.heartbeat({ of: "cloudwatch" });
const ofNewRelic = datadog.heartbeat({ of: "newrelic" });

const queryOf = (source: DatadogHeartbeatSource): unknown =>
  render(watchOf(heartbeatRow(source), source), testContext).map(({ args }) =>
    "query" in args ? args.query : undefined,
  );

describe("Datadog listening for another vendor's beat", () => {
  it("counts its events, and takes none for a breach", () => {
    expect(render(watchOf(heartbeatRow(ofNewRelic), ofNewRelic), testContext)).toEqual([
      {
        vendor: "datadog",
        type: "datadog:index/monitor:Monitor",
        name: "api.thing.critical",
        watches: { signal: "api.thing", measure: "main", level: "critical" },
        after: ["datadog:index/monitorNotificationRule:MonitorNotificationRule api.P1"],
        args: {
          name: "Thing critical: nothing heard for 10 min (prod)",
          type: "event-v2 alert",
          query: 'events("heartbeat:newrelic env:prod").rollup("count").last("10m") < 1',
          message: [
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            "Now: {{value}} events. Threshold: nothing heard for 10 min.",
            "Since: {{first_triggered_at}} UTC.{{#is_no_data}} No data: nothing is measured at the moment.{{/is_no_data}}{{#is_recovery}} Recovered.{{/is_recovery}}",
          ].join("\n"),
          monitorThresholds: { critical: "1" },
          onMissingData: "default",
          requireFullWindow: false,
          includeTags: true,
          notifyAudit: false,
          priority: "2",
          tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "priority:p1"],
          assets: [{ category: "runbook", name: "Runbook: Thing", url: "https://runbooks.test/api/page.md#api-thing" }],
        },
      },
    ]);
  });

  it("knows CloudWatch's message by the alarm's name, and leaves its own alerts out", () => {
    expect(queryOf(ofCloudWatch)).toEqual([
      String.raw`events("-source:alert \"driplo-prod-heartbeat-cloudwatch\"").rollup("count").last("10m") < 1`,
    ]);
  });

  it.each([
    [minutes(6), undefined],
    [hours(48), undefined],
    [minutes(5), "api.thing.critical tells after 5 min"],
    [seconds(450), "a window of 7.5 min"],
    [hours(49), "a window of 2940 min"],
  ])("takes a silence of %p: %p", (at, what) => {
    expect(accepts(watchOf(heartbeatRow(ofNewRelic, at), ofNewRelic))?.what).toBe(what);
  });

  it("hears beats, and nothing else of them", () => {
    const share = {
      ...heartbeatRow(ofNewRelic),
      kind: "utilisation",
      statistic: "max",
      critical: { at: percent(5), priority: "P1" },
    } as const;
    expect(accepts(watchOf(share, ofNewRelic))).toEqual({
      what: "a heartbeat source of Datadog cannot measure the kind utilisation",
      rule: "heartbeat measures heartbeat; utilisation is share of a limited resource in use",
      remedy: "change the kind, or the source",
    });
  });
});
