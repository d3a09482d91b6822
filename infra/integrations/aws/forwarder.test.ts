import { catalogue } from "../../../monitors/catalogue";
import { policies } from "../../../policies";
import { declareStack } from "../../../testing/stack";
import { testDev, testProd, without } from "../../../testing/environment";
import { renderForwarder } from "./forwarder";

const forwarder = renderForwarder(testProd);

const argsOf = (type: string): object =>
  forwarder.find((each) => each.type === type && each.name === "datadog-forwarder")?.args ?? {};

const ref = (type: string, property: string) => ({
  late: "reference",
  type,
  name: "datadog-forwarder",
  property,
});

const tags = { env: "prod" };
const region = "eu-west-3";
const RECORDS = "AWSLogs/111111111111/CloudTrail/";

describe("Datadog's forwarder of the trail", () => {
  it("is Datadog's own template, of a version that does not change, told as little as it needs", () => {
    expect(argsOf("aws:cloudformation/stack:Stack")).toEqual({
      name: "driplo-prod-datadog-forwarder",
      templateUrl: "https://datadog-cloudformation-template.s3.amazonaws.com/aws/forwarder/4.4.0.yaml",
      capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
      parameters: {
        FunctionName: "driplo-prod-datadog-forwarder",
        DdSite: "datadoghq.eu",
        DdApiKeySsmParameterName: "/driplo-prod-datadog-forwarder/api-key",
        DdTags: "env:prod",
        PermissionsBoundaryArn: ref("aws:iam/policy:Policy", "arn"),
        DdStoreFailedEvents: "true",
        DdForwarderBucketName: "driplo-prod-datadog-forwarder-111111111111",
        DdFetchLogGroupTags: "true",
        DdFetchLambdaTags: "false",
        DdFetchStepFunctionsTags: "false",
        DdTraceEnabled: "false",
      },
      region,
      tags,
    });
  });

  it("finds its key in a parameter, and never in clear", () => {
    expect(argsOf("datadog:index/apiKey:ApiKey")).toEqual({ name: "driplo-prod-datadog-forwarder" });
    expect(argsOf("aws:ssm/parameter:Parameter")).toEqual({
      name: "/driplo-prod-datadog-forwarder/api-key",
      type: "SecureString",
      description: "Datadog's forwarder sends with this key",
      value: ref("datadog:index/apiKey:ApiKey", "key"),
      region,
      tags,
    });
    // Reading from Secrets Manager is what an alert is of (security.breach_indicators.read).
    expect(JSON.stringify(forwarder)).not.toContain("secretsmanager");
  });

  it("may read the trail's records and its own key, keep what failed, and write its own log", () => {
    const { policy } = argsOf("aws:iam/policy:Policy") as { readonly policy: string };
    const decrypting = { Effect: "Allow", Resource: "arn:aws:kms:eu-west-3:111111111111:key/*" };
    const viaS3 = { "kms:ViaService": "s3.eu-west-3.amazonaws.com" };
    expect(JSON.parse(policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::prod-trail/${RECORDS}*` },
        {
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          Resource: "arn:aws:s3:::driplo-prod-datadog-forwarder-111111111111/*",
        },
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: "arn:aws:s3:::driplo-prod-datadog-forwarder-111111111111",
        },
        {
          Effect: "Allow",
          Action: ["ssm:GetParameter", "ssm:GetParameters"],
          Resource: "arn:aws:ssm:eu-west-3:111111111111:parameter/driplo-prod-datadog-forwarder/api-key",
        },
        {
          ...decrypting,
          Action: "kms:Decrypt",
          Condition: { StringEquals: viaS3, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
        },
        {
          ...decrypting,
          Action: "kms:Decrypt",
          Condition: {
            StringEquals: viaS3,
            StringLike: {
              "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::prod-trail", `arn:aws:s3:::prod-trail/${RECORDS}*`],
            },
          },
        },
        {
          ...decrypting,
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Condition: {
            StringEquals: viaS3,
            StringLike: {
              "kms:EncryptionContext:aws:s3:arn": [
                "arn:aws:s3:::driplo-prod-datadog-forwarder-111111111111",
                "arn:aws:s3:::driplo-prod-datadog-forwarder-111111111111/*",
              ],
            },
          },
        },
        {
          ...decrypting,
          Action: "kms:Decrypt",
          Condition: {
            StringEquals: {
              "kms:ViaService": "ssm.eu-west-3.amazonaws.com",
              "kms:EncryptionContext:PARAMETER_ARN":
                "arn:aws:ssm:eu-west-3:111111111111:parameter/driplo-prod-datadog-forwarder/api-key",
            },
          },
        },
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: "arn:aws:logs:eu-west-3:111111111111:log-group:/aws/lambda/driplo-prod-datadog-forwarder:*",
        },
      ],
    });
  });

  it("is told of each record of the account's own trail, once it is there", () => {
    expect(forwarder.at(-1)).toEqual({
      vendor: "cloudwatch",
      type: "aws:s3/bucketNotification:BucketNotification",
      name: "datadog-forwarder",
      after: ["aws:cloudformation/stack:Stack datadog-forwarder"],
      args: {
        bucket: "prod-trail",
        lambdaFunctions: [
          {
            lambdaFunctionArn: "arn:aws:lambda:eu-west-3:111111111111:function:driplo-prod-datadog-forwarder",
            events: ["s3:ObjectCreated:*"],
            filterPrefix: RECORDS,
            filterSuffix: ".json.gz",
          },
        ],
        region,
      },
    });
  });

  it("is in every environment, and not where Datadog or AWS is switched off", () => {
    expect(renderForwarder(testDev).map(({ type }) => type)).toEqual(forwarder.map(({ type }) => type));
    expect(renderForwarder(without(testProd, "datadog"))).toEqual([]);
    expect(renderForwarder(without(testProd, "cloudwatch"))).toEqual([]);
  });

  it("keeps within what AWS takes", () => {
    const diagnostics = declareStack(catalogue, policies, testProd).diagnostics;
    expect(diagnostics.filter(({ where }) => where.startsWith("datadog-forwarder"))).toEqual([]);
    // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html (64), S3 naming rules (63)
    expect("driplo-prod-datadog-forwarder".length).toBeLessThanOrEqual(64);
    expect("driplo-prod-datadog-forwarder-111111111111".length).toBeLessThanOrEqual(63);
  });
});
