import { hours, minutes, seconds } from "../model/quantity";
import { cloudwatch } from "../model/sources/cloudwatch";
import { heartbeatRow, testContext, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";

const source = cloudwatch.heartbeat({ of: "datadog" });

const row = (at = minutes(10)) => heartbeatRow(source, at);

const topic = { late: "reference", type: "aws:sns/topic:Topic", name: "api.P1.regional", property: "arn" };

describe("CloudWatch listening for Datadog's beat", () => {
  it("counts the events that came over the bridge, and takes ten minutes without one for the breach", () => {
    expect(render(watchOf(row(), source), testContext)).toEqual([
      {
        vendor: "cloudwatch",
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        name: "api.thing.critical",
        watches: { signal: "api.thing", measure: "main", level: "critical" },
        args: {
          name: "driplo-prod-api.thing.critical",
          alarmDescription: [
            "Thing critical: nothing heard for 10 min (prod).",
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            "Now: nothing came, see the reason. Threshold: nothing heard for 10 min. Since: the time of this state change, which AWS gives.",
          ].join("\n"),
          region: "eu-west-3",
          comparisonOperator: "LessThanThreshold",
          threshold: 1,
          evaluationPeriods: 10,
          metricQueries: [
            {
              id: "beats",
              metric: {
                namespace: "AWS/Events",
                metricName: "Events",
                dimensions: {
                  EventSourceName: {
                    late: "template",
                    parts: [
                      "aws.partner/datadog.com/",
                      {
                        late: "reference",
                        type: "datadog:aws/integrationEventBridge:IntegrationEventBridge",
                        name: "heartbeat",
                        property: "id",
                      },
                    ],
                  },
                },
                period: 60,
                stat: "Sum",
              },
              returnData: false,
            },
            { id: "heard", expression: "FILL(beats, 0)", label: "api.thing.critical", returnData: true },
          ],
          treatMissingData: "breaching",
          alarmActions: [topic],
          okActions: [topic],
          tags: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p1" },
        },
      },
    ]);
  });

  it.each([
    [minutes(6), undefined],
    [minutes(5), "api.thing.critical tells after 5 min"],
    [seconds(450), "api.thing.critical tells after 7.5 min"],
  ])("takes a silence of %p: %p", (at, what) => {
    expect(accepts(watchOf(row(at), source))?.what).toBe(what);
  });

  it("hears beats alone: an outage is a health check's", () => {
    const down = { ...row(), kind: "outage" } as const;
    expect(accepts(watchOf(down, source))).toEqual({
      what: "a heartbeat source cannot measure the kind outage",
      rule: "it measures heartbeat",
      remedy: "change the kind, or the source",
    });
    const metric = cloudwatch.metric("cdn_requests");
    expect(accepts(watchOf({ ...row(), source: metric }, metric))?.what).toBe(
      "a metric source cannot measure the kind heartbeat",
    );
  });

  it.each([
    [hours(24), []],
    [hours(25), ["the alarm looks at 90000 s"]],
  ])("looks at %p: %p", (at, refusals) => {
    const [alarm] = render(watchOf(row(at), source), testContext);
    expect(alarm === undefined ? [] : check(alarm).map(({ what }) => what)).toEqual(refusals);
  });
});
