import { hours, minutes } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { datadog } from "../model/sources/datadog";
import { trailEvents } from "../model/sources/trail";
import { testContext, watchOf } from "../../testing/context";
import { accepts } from "./limits";
import { render } from "./render";
import { parseSearch } from "./search";
import { renderSecurityRouting, searchOf } from "./security";

const source = datadog.trail("secret_read");

const row = (window = hours(2)) =>
  ({
    title: "Thing",
    impact: "It hurts.",
    firstAction: "Look.",
    runbook: "api/page.md",
    kind: "event",
    window,
    critical: { event: "secret_read", priority: "P1" },
    missingData: "ok",
    source,
  }) as const satisfies SignalDefinition;

const DEPLOY = "arn:aws:iam::123456789012:role/deploy";
const ROTATION = "arn:aws:iam::123456789012:user/rotation";

const secretRead = [
  "source:cloudtrail @recipientAccountId:123456789012",
  "(@eventSource:secretsmanager.amazonaws.com @evt.name:(GetSecretValue OR BatchGetSecretValue))",
  `-@userIdentity.sessionContext.sessionIssuer.arn:("${DEPLOY}" OR "${ROTATION}")`,
  `-@userIdentity.arn:("${DEPLOY}" OR "${ROTATION}")`,
  "-@userIdentity.type:AWSService",
].join(" ");

describe("Datadog's security rules", () => {
  it("are one for each level, counting records by principal, without a handle in the message", () => {
    expect(render(watchOf(row(), source), testContext)).toEqual([
      {
        vendor: "datadog",
        type: "datadog:index/securityMonitoringRule:SecurityMonitoringRule",
        name: "api.thing.critical",
        watches: { signal: "api.thing", measure: "main", level: "critical" },
        args: {
          name: "Thing critical: secret read (prod)",
          message: [
            "Runbook: https://runbooks.test/api/page.md#api-thing",
            "First: Look.",
            "Users: It hurts.",
            "Now: records by {{@userIdentity.arn}}. Threshold: secret read.",
            "Since: {{timestamp}}",
          ].join("\n"),
          type: "log_detection",
          enabled: true,
          queries: [
            {
              name: "records",
              query: secretRead,
              aggregation: "count",
              groupByFields: ["@userIdentity.arn"],
              hasOptionalGroupByFields: true,
            },
          ],
          cases: [{ name: "critical", status: "high", condition: "records > 0" }],
          options: {
            detectionMethod: "threshold",
            evaluationWindow: 300,
            keepAlive: 7200,
            maxSignalDuration: 86_400,
          },
          tags: ["service:api", "env:prod", "owner:platform", "signal:api.thing", "priority:p1"],
        },
      },
    ]);
  });

  it.each([
    [
      "root_or_trail",
      [
        "source:cloudtrail @recipientAccountId:123456789012",
        "((@userIdentity.type:Root -@userIdentity.invokedBy:* -@eventType:AwsServiceEvent)",
        "OR (@eventSource:cloudtrail.amazonaws.com @evt.name:(StopLogging OR DeleteTrail OR UpdateTrail OR PutEventSelectors)))",
      ].join(" "),
    ],
    [
      "identity_change",
      [
        "source:cloudtrail @recipientAccountId:123456789012",
        "((@eventSource:iam.amazonaws.com @readOnly:false)",
        "OR (@evt.name:(PutBucketPolicy OR PutBucketAcl OR PutKeyPolicy OR PutResourcePolicy)))",
        `-@userIdentity.sessionContext.sessionIssuer.arn:("${DEPLOY}") -@userIdentity.arn:("${DEPLOY}")`,
        "-@userIdentity.type:AWSService",
      ].join(" "),
    ],
  ] as const)("search for the records of %s", (events, search) => {
    expect(searchOf(datadog.trail(events), testContext)).toBe(search);
  });

  const isTrailEvents = (name: string): name is keyof typeof trailEvents => name in trailEvents;

  it.each(Object.keys(trailEvents).filter(isTrailEvents))("write %s in Datadog's grammar", (events) => {
    expect(parseSearch(searchOf(datadog.trail(events), testContext))).toEqual({ fault: undefined, widens: false });
  });

  it.each([
    [hours(2), undefined],
    [minutes(5), undefined],
    [minutes(6), "a signal that stays open for 360 s"],
  ])("stay open for %p: %p", (window, what) => {
    expect(accepts(watchOf(row(window), source))?.what).toBe(what);
  });
});

describe("whoever reads of a security rule", () => {
  const rendered = render(watchOf(row(), source), testContext);
  const destination = (priority: "P0" | "P1" | "P2") => ({ service: "api", serviceTitle: "API", priority });

  it("is told by a rule of its priority, in Slack and nowhere that rings", () => {
    expect(renderSecurityRouting([destination("P0"), destination("P1")], rendered, testContext)).toEqual([
      {
        vendor: "datadog",
        type: "datadog:index/securityNotificationRule:SecurityNotificationRule",
        name: "P1",
        after: ["datadog:slack/channel:Channel urgent"],
        args: {
          name: "driplo-prod-security-P1",
          enabled: true,
          selectors: {
            triggerSource: "security_signals",
            ruleTypes: ["log_detection"],
            severities: ["high"],
            query: "env:prod priority:p1",
          },
          targets: ["@slack-shop-urgent"],
        },
      },
    ]);
  });

  it("reads e-mail as well, where the route writes it", () => {
    const quiet = render(
      watchOf({ ...row(), critical: { event: "read", priority: "P2" as const } }, source),
      testContext,
    );
    expect(renderSecurityRouting([destination("P2")], quiet, testContext)).toMatchObject([
      { args: { targets: ["@slack-shop-alerts", "@list@shop.test"] } },
    ]);
  });

  it("is nobody where there is no security rule, or only a draft of one", () => {
    expect(renderSecurityRouting([destination("P1")], [], testContext)).toEqual([]);
    const draft = render(watchOf({ ...row(), stage: "draft" }, source), testContext);
    expect(renderSecurityRouting([destination("P1")], draft, testContext)).toEqual([]);
  });
});
