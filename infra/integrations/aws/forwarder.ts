import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import { physicalName } from "../../../monitors/cloudwatch/names";
import type { DatadogDeclaration } from "../../../monitors/datadog/declaration";
import { keyOf } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { ref } from "../../../monitors/model/late";
import { isOn } from "../../environment/switched-off";
import { forwarderTemplate } from "./forwarder-template";

/**
 * What CloudTrail writes into the bucket of the account's trail, to Datadog, by Datadog's own forwarder: Cloud SIEM's rules read it as
 * `source:cloudtrail`. It is a second pair of eyes; the first are CloudWatch's, by EventBridge (`trail.ts`).
 * @see https://docs.datadoghq.com/logs/guide/send-aws-services-logs-with-the-datadog-lambda-function/
 */
export const renderForwarder = (environment: Environment): readonly (CloudWatchDeclaration | DatadogDeclaration)[] =>
  isOn(environment, "datadog") && isOn(environment, "cloudwatch")
    ? [
        { vendor: "datadog", type: API_KEY, name: NAME, args: { name: functionName(environment) } },
        renderKey(environment),
        renderBoundary(environment),
        renderStack(environment),
        renderTrigger(environment),
      ]
    : [];

const NAME = "datadog-forwarder";
const API_KEY = "datadog:index/apiKey:ApiKey";
const PARAMETER = "aws:ssm/parameter:Parameter";
const POLICY = "aws:iam/policy:Policy";
const STACK = "aws:cloudformation/stack:Stack";

const functionName = ({ name }: Environment): string => physicalName(name, NAME);

const keyName = ({ name }: Environment): string => `/${physicalName(name, NAME)}/api-key`;

const parameterArn = (environment: Environment): string =>
  `arn:aws:ssm:${environment.aws.region}:${environment.aws.accountId}:parameter${keyName(environment)}`;

/** Names of buckets are the world's; the account's number makes it ours. */
const storeName = (environment: Environment): string => `${functionName(environment)}-${environment.aws.accountId}`;

/**
 * Of a trail without a prefix of its own, and without the digests beside it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
const recordsOf = ({ aws }: Environment): string => `AWSLogs/${aws.accountId}/CloudTrail/`;

/**
 * In a parameter and not in Secrets Manager: every start of the function would there be a secret read by somebody who is not on the
 * list (`security.breach_indicators.read`), and the role's name is the template's to choose.
 */
const renderKey = (environment: Environment): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: PARAMETER,
  name: NAME,
  args: {
    name: keyName(environment),
    type: "SecureString",
    description: "Datadog's forwarder sends with this key",
    value: ref(API_KEY, NAME, "key"),
    region: environment.aws.region,
    tags: { env: environment.name },
  },
});

/** The template's role may read every bucket and every parameter of the account. This is the most that it may do here. */
const renderBoundary = (environment: Environment): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: POLICY,
  name: NAME,
  args: {
    name: functionName(environment),
    description:
      "The most that Datadog's forwarder may do: read the trail's bucket and its own key, and keep what failed",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: allowed(environment) }),
    tags: { env: environment.name },
  },
});

const allowed = (environment: Environment): readonly object[] => {
  const { region, accountId, trailBucket } = environment.aws;
  const store = `arn:aws:s3:::${storeName(environment)}`;
  return [
    { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${trailBucket}/${recordsOf(environment)}*` },
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource: `${store}/*` },
    { Effect: "Allow", Action: "s3:ListBucket", Resource: store },
    {
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters"],
      Resource: parameterArn(environment),
    },
    ...decryption(environment, store),
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/${functionName(environment)}:*`,
    },
  ];
};

/**
 * Keys of the account, for what is encrypted with them here: the trail's records, where the trail or its bucket is; what failed, in the
 * template's own bucket; the key's parameter. Each service tells KMS what it decrypts, in the encryption context. The keys' own ids are
 * not ours to know, and none is asked for but through that service.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail-decrypt.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html (aws:s3:arn: the object's, with a bucket key the bucket's)
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html (PARAMETER_ARN)
 */
const decryption = (environment: Environment, store: string): readonly object[] => {
  const { region, accountId, trailBucket } = environment.aws;
  const keys = { Effect: "Allow", Resource: `arn:aws:kms:${region}:${accountId}:key/*` };
  const viaS3 = { "kms:ViaService": `s3.${region}.amazonaws.com` };
  const trail = `arn:aws:s3:::${trailBucket}`;
  return [
    {
      ...keys,
      Action: "kms:Decrypt",
      Condition: { StringEquals: viaS3, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
    },
    {
      ...keys,
      Action: "kms:Decrypt",
      Condition: {
        StringEquals: viaS3,
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [trail, `${trail}/${recordsOf(environment)}*`] },
      },
    },
    {
      ...keys,
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: { StringEquals: viaS3, StringLike: { "kms:EncryptionContext:aws:s3:arn": [store, `${store}/*`] } },
    },
    {
      ...keys,
      Action: "kms:Decrypt",
      Condition: {
        StringEquals: {
          "kms:ViaService": `ssm.${region}.amazonaws.com`,
          "kms:EncryptionContext:PARAMETER_ARN": parameterArn(environment),
        },
      },
    },
  ];
};

const renderStack = (environment: Environment): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: STACK,
  name: NAME,
  after: [keyOf({ type: PARAMETER, name: NAME })],
  args: {
    name: functionName(environment),
    templateUrl: forwarderTemplate.url,
    // As its README has them.
    capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    parameters: {
      FunctionName: functionName(environment),
      DdSite: environment.datadog.site,
      DdApiKeySsmParameterName: keyName(environment),
      DdTags: `env:${environment.name}`,
      PermissionsBoundaryArn: ref(POLICY, NAME, "arn"),
      // What Datadog does not take is kept, until somebody has it sent again: invoke with {"retry":true}.
      DdStoreFailedEvents: "true",
      DdForwarderBucketName: storeName(environment),
      // On, although no log group is read: the template makes the bucket only then.
      DdFetchLogGroupTags: "true",
      DdFetchLambdaTags: "false",
      DdFetchStepFunctionsTags: "false",
      DdTraceEnabled: "false",
    },
    region: environment.aws.region,
    tags: { env: environment.name },
  },
});

/**
 * A bucket has one list of whom to tell, and this is it: whoever else is to hear must be added here. That S3 may call the function is
 * in the template, for every bucket of the account (S3Permission).
 */
const renderTrigger = (environment: Environment): CloudWatchDeclaration => {
  const { region, accountId, trailBucket } = environment.aws;
  return {
    vendor: "cloudwatch",
    type: "aws:s3/bucketNotification:BucketNotification",
    name: NAME,
    after: [keyOf({ type: STACK, name: NAME })],
    args: {
      bucket: trailBucket,
      lambdaFunctions: [
        {
          lambdaFunctionArn: `arn:aws:lambda:${region}:${accountId}:function:${functionName(environment)}`,
          events: ["s3:ObjectCreated:*"],
          filterPrefix: recordsOf(environment),
          filterSuffix: ".json.gz",
        },
      ],
      region,
    },
  };
};
