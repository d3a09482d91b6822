import { patternOf } from "./trail";
import type { TrailEvents } from "../model/sources/trail";
import { callAws, describeWithMoto } from "../../testing/tools/describe-with-moto";
import { testProd } from "../../testing/environment";

/**
 * The patterns of CloudTrail's records, asked of an EventBridge that is not ours: which records reach the log group. The records are
 * shaped as CloudTrail documents them.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
const ACCOUNT = "111111111111";

/** A session of a role; the issuer is the role. */
const role = (name: string) => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/session`,
  accountId: ACCOUNT,
  sessionContext: { sessionIssuer: { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, userName: name } },
});

const user = (name: string) => ({ type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, accountId: ACCOUNT });

const root = { type: "Root", arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };

const service = { type: "AWSService", invokedBy: "autoscaling.amazonaws.com" };

const call = (userIdentity: object, source: string, eventName: string, readOnly: boolean, more: object = {}) => ({
  type: "AWS API Call via CloudTrail",
  detail: {
    userIdentity,
    eventSource: `${source}.amazonaws.com`,
    eventName,
    readOnly,
    eventType: "AwsApiCall",
    ...more,
  },
});

const signIn = (userIdentity: object) => ({
  type: "AWS Console Sign In via CloudTrail",
  detail: {
    userIdentity,
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    readOnly: false,
  },
});

type RecordOfTrail = ReturnType<typeof call> | ReturnType<typeof signIn>;

const cases: readonly (readonly [TrailEvents, string, RecordOfTrail, boolean])[] = [
  ["identity_change", "a user who makes a key", call(user("ann"), "iam", "CreateAccessKey", false), true],
  ["identity_change", "a role that is not on the list", call(role("worker"), "iam", "PutRolePolicy", false), true],
  ["identity_change", "root, who is on no list", call(root, "iam", "CreateUser", false), true],
  ["identity_change", "somebody without a name", call({ type: "Unknown" }, "iam", "CreateUser", false), true],
  [
    "identity_change",
    "one that was refused",
    call(user("ann"), "iam", "CreateUser", false, { errorCode: "AccessDenied" }),
    true,
  ],
  ["identity_change", "a bucket's policy", call(user("ann"), "s3", "PutBucketPolicy", false), true],
  ["identity_change", "a key's policy", call(role("worker"), "kms", "PutKeyPolicy", false), true],
  ["identity_change", "the role on the list", call(role("deploy"), "iam", "PutRolePolicy", false), false],
  ["identity_change", "the role on the list, of a bucket", call(role("deploy"), "s3", "PutBucketPolicy", false), false],
  ["identity_change", "a look at IAM", call(user("ann"), "iam", "GetRole", true), false],
  ["identity_change", "AWS's own service", call(service, "iam", "CreateServiceLinkedRole", false), false],
  ["identity_change", "a change of anything else", call(user("ann"), "ec2", "RunInstances", false), false],
  // The user is trusted with secrets, and not with identities.
  ["identity_change", "one who is on another list", call(user("rotation"), "iam", "CreateUser", false), true],

  [
    "secret_read",
    "a role that is not on the list",
    call(role("worker"), "secretsmanager", "GetSecretValue", true),
    true,
  ],
  ["secret_read", "many at once", call(user("ann"), "secretsmanager", "BatchGetSecretValue", true), true],
  ["secret_read", "the role on the list", call(role("deploy"), "secretsmanager", "GetSecretValue", true), false],
  ["secret_read", "the user on the list", call(user("rotation"), "secretsmanager", "GetSecretValue", true), false],
  ["secret_read", "a look at what there is", call(user("ann"), "secretsmanager", "ListSecrets", true), false],

  ["root_or_trail", "root signs in", signIn(root), true],
  ["root_or_trail", "root calls", call(root, "ec2", "DescribeInstances", true), true],
  [
    "root_or_trail",
    "the trail is stopped, by whomever",
    call(role("deploy"), "cloudtrail", "StopLogging", false),
    true,
  ],
  ["root_or_trail", "the trail is deleted", call(user("ann"), "cloudtrail", "DeleteTrail", false), true],
  ["root_or_trail", "a user signs in", signIn(user("ann")), false],
  ["root_or_trail", "a look at the trail", call(user("ann"), "cloudtrail", "GetTrailStatus", true), false],
  [
    "root_or_trail",
    "what AWS does in root's name",
    call({ ...root, invokedBy: "support.amazonaws.com" }, "ec2", "DescribeInstances", true),
    false,
  ],
  [
    "root_or_trail",
    "an event of AWS's services in root's name",
    call(root, "kms", "RotateKey", false, { eventType: "AwsServiceEvent" }),
    false,
  ],
];

describeWithMoto("EventBridge keeps what nobody may do unseen, and no more", (endpoint) => {
  const events = (action: string, input: object) => callAws(endpoint(), "events", `AWSEvents.${action}`, input);
  const logs = (action: string, input: object) => callAws(endpoint(), "logs", `Logs_20140328.${action}`, input);

  const watch = async (name: TrailEvents): Promise<void> => {
    const logGroupName = `/aws/events/${name}`;
    await logs("CreateLogGroup", { logGroupName });
    await events("PutRule", { Name: name, EventPattern: patternOf(name, testProd), State: "ENABLED" });
    const Arn = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;
    await events("PutTargets", { Rule: name, Targets: [{ Id: "log", Arn }] });
  };

  const kept = async (name: TrailEvents): Promise<readonly string[]> => {
    const { events: lines } = await logs("FilterLogEvents", { logGroupName: `/aws/events/${name}`, limit: 1_000 });
    return JSON.stringify(lines).match(/case-\d+/g) ?? [];
  };

  beforeAll(async () => {
    for (const name of ["identity_change", "secret_read", "root_or_trail"] as const) await watch(name);
    for (const [index, [, , { type, detail }]] of cases.entries())
      await events("PutEvents", {
        Entries: [
          {
            Source: "test",
            DetailType: type,
            Detail: JSON.stringify({ ...detail, requestID: `case-${index}.` }),
          },
        ],
      });
  });

  it.each(cases.map((each, index) => [each[0], each[1], each[3] ? "kept" : "left", index] as const))(
    "%s: %s is %s",
    async (name, _what, expected, index) => {
      expect((await kept(name)).includes(`case-${index}`) ? "kept" : "left").toBe(expected);
    },
  );

  it("leaves what did not come from CloudTrail, whatever it says", async () => {
    const { detail } = call(user("ann"), "iam", "CreateAccessKey", false);
    await events("PutEvents", {
      Entries: [
        { Source: "test", DetailType: "order placed", Detail: JSON.stringify({ ...detail, requestID: "case-999." }) },
      ],
    });
    expect(await kept("identity_change")).not.toContain("case-999");
  });
});
