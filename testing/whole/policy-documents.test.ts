import { catalogue } from "../../monitors/catalogue";
import { topicKey } from "../../monitors/cloudwatch/topic-keys";
import type { Environment } from "../../monitors/model/environment";
import { policies } from "../../policies";
import { type DeclaredStack, declareStack } from "../stack";
import { policyDocuments, type PolicyDocument, type Statement } from "../policy-documents";
import { testDev, testProd } from "../environment";

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

interface Entry {
  readonly where: string;
  readonly statement: Statement;
}

const entriesOf = (documents: readonly PolicyDocument[]): readonly Entry[] =>
  documents.flatMap(({ where, statements }) => statements.map((statement) => ({ where, statement })));

const principals = ({ Principal }: Statement, kind: string): readonly string[] =>
  typeof Principal === "object" ? list(Principal[kind]) : [];

const conditions = ({ Condition = {} }: Statement): readonly (readonly [string, string])[] =>
  Object.values(Condition).flatMap((byKey) =>
    Object.entries(byKey).flatMap(([key, values]) => list(values).map((value) => [key, value] as const)),
  );

const keysOf = (statement: Statement): readonly string[] =>
  [...new Set(conditions(statement).map(([key]) => key))].toSorted();

const actionsOf = ({ Action }: Statement): string => list(Action).join(", ");

/**
 * Whom of AWS's services we trust with what, and the conditions that its guide has for it. A statement that is not here fails: look up
 * what the service sends along, for a condition on a key that it does not send lets nothing through.
 */
const BOTH = ["aws:SourceAccount", "aws:SourceArn"];

const trusted: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
  "events.amazonaws.com: sts:AssumeRole": BOTH,
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  "scheduler.amazonaws.com: sts:AssumeRole": BOTH,
  // No guide says what ARN Chatbot sends. The role reads graphs; the account is the condition that any of ours meets.
  "chatbot.amazonaws.com: sts:AssumeRole": ["aws:SourceAccount"],
  // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
  "cloudwatch.amazonaws.com: sns:Publish": BOTH,
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  "cloudwatch.amazonaws.com: kms:GenerateDataKey*, kms:Decrypt": BOTH,
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html; the ARN holds the account
  "events.amazonaws.com: sqs:SendMessage": ["aws:SourceArn"],
  // https://github.com/aws-samples/serverless-patterns/pull/618: "The conditional ARN for the Rule only applies to logs:PutLogEvents"
  "events.amazonaws.com, delivery.logs.amazonaws.com: logs:PutLogEvents": ["aws:SourceArn"],
  // So this one has none: with it, nobody writes more than an empty stream into a group of ours.
  "events.amazonaws.com, delivery.logs.amazonaws.com: logs:CreateLogStream": [],
};

/** Where every resource is meant, and why. */
const everyResource: Readonly<Record<string, string>> = {
  "cloudwatch:PutMetricData": "has no resource to name; the namespace is its condition",
  "kms:GenerateDataKey*, kms:Decrypt": "in a key's own policy: this key",
  "kms:CancelKeyDeletion, kms:DescribeKey, kms:DisableKey, kms:DisableKeyRotation, kms:EnableKey, kms:EnableKeyRotation, kms:GetKeyPolicy, kms:GetKeyRotationStatus, kms:ListGrants, kms:ListKeyPolicies, kms:ListKeyRotations, kms:ListResourceTags, kms:PutKeyPolicy, kms:RevokeGrant, kms:ScheduleKeyDeletion, kms:TagResource, kms:UntagResource, kms:UpdateKeyDescription":
    "in a key's own policy: this key",
};

/** The stack's region as its global services' too: no topic, key or policy may be forgotten there. */
const inVirginia: Environment = { ...testProd, aws: { ...testProd.aws, region: "us-east-1" } };

describe.each([
  ["prod", testProd],
  ["dev", testDev],
  ["prod in us-east-1", inVirginia],
])("the policies of %s", (_, environment) => {
  let declarations: DeclaredStack["declarations"];
  let entries: readonly Entry[];
  let documents: readonly PolicyDocument[];
  beforeAll(() => {
    ({ declarations } = declareStack(catalogue, policies, environment));
    documents = policyDocuments(declarations);
    entries = entriesOf(documents);
  });

  it("are all found: each resource that carries one has it read", () => {
    const carriers = declarations
      .filter(({ type }) => /Policy$|iam\/role:Role$|kms\/key:Key$/.test(type) && type.startsWith("aws:"))
      .map(({ type, name }) => `${type} ${name}`);
    const read = documents.map(({ where }) => where.split(" ").slice(0, 2).join(" "));
    expect(carriers.filter((key) => !read.includes(key))).toEqual([]);
    expect(new Set(documents.map(({ type }) => type))).toEqual(
      new Set([
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/policy:Policy",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sqs/queuePolicy:QueuePolicy",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        "aws:kms/key:Key",
      ]),
    );
  });

  it("trust a service only under the conditions that its guide has", () => {
    const found = entries
      .filter(({ statement }) => principals(statement, "Service").length > 0)
      .map(({ where, statement }) => {
        const who = `${principals(statement, "Service").join(", ")}: ${actionsOf(statement)}`;
        return { where, who, keys: keysOf(statement) };
      });
    expect(found.filter(({ who, keys }) => JSON.stringify(trusted[who]) !== JSON.stringify(keys))).toEqual([]);
  });

  it("let those conditions be met by our account alone", () => {
    const foreign = entries.flatMap(({ where, statement }) =>
      conditions(statement)
        .filter(([key]) => BOTH.includes(key))
        .filter(([, value]) => !value.split(":").includes(environment.aws.accountId))
        .map(([key, value]) => `${where} ${key} ${value}`),
    );
    expect(foreign).toEqual([]);
  });

  it("trust an identity provider's token for one audience and one subject", () => {
    const federated = entries.filter(({ statement }) => principals(statement, "Federated").length > 0);
    expect(federated).toHaveLength(1);
    for (const { statement } of federated) {
      expect(Object.keys(statement.Condition ?? {})).toEqual(["StringEquals"]);
      expect(keysOf(statement)).toEqual(["oidc.vercel.com/shop:aud", "oidc.vercel.com/shop:sub"]);
      expect(JSON.stringify(statement.Condition)).not.toContain("*");
    }
  });

  it("trust another account only with the id that it has for us, and nobody at large", () => {
    const own = `arn:aws:iam::${environment.aws.accountId}:root`;
    const others = entries.filter(({ statement }) => principals(statement, "AWS").some((arn) => arn !== own));
    expect(others.filter(({ statement }) => !keysOf(statement).includes("sts:ExternalId"))).toEqual([]);
    expect(entries.filter(({ statement }) => JSON.stringify(statement.Principal ?? {}).includes('"*"'))).toEqual([]);
  });

  it("name actions and resources, but where a reason says why not", () => {
    const wide = entries.filter(
      ({ statement }) =>
        list(statement.Action).some((action) => action === "*" || action.endsWith(":*")) ||
        (list(statement.Resource).includes("*") && everyResource[actionsOf(statement)] === undefined),
    );
    expect(wide.map(({ where, statement }) => `${where}: ${actionsOf(statement)}`)).toEqual([]);
  });

  it("are beside no topic and no queue in clear", () => {
    const clear = declarations.filter(
      ({ type, args }) =>
        (type === "aws:sns/topic:Topic" && !("kmsMasterKeyId" in args)) ||
        (type === "aws:sqs/queue:Queue" && !("sqsManagedSseEnabled" in args && args.sqsManagedSseEnabled === true)),
    );
    expect(clear.map(({ name }) => name)).toEqual([]);
    // CloudWatch may not use AWS's own key; one of ours is of the topic's region.
    const foreign = declarations.filter(
      (each) =>
        each.type === "aws:sns/topic:Topic" &&
        JSON.stringify(each.args.kmsMasterKeyId) !==
          JSON.stringify(topicKey(typeof each.args.region === "string" ? each.args.region : "")),
    );
    expect(foreign.map(({ name }) => name)).toEqual([]);
    const keys = declarations.flatMap((each) => (each.type === "aws:kms/key:Key" ? [each.args.region] : []));
    expect(keys).toEqual([...new Set([environment.aws.region, "us-east-1"])]);
  });
});
