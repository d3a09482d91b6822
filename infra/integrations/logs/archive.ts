import { physicalName } from "../../../monitors/cloudwatch/names";
import { keyOf } from "../../../monitors/declaration/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { ref, template } from "../../../monitors/model/late";
import { inDays } from "../../../monitors/model/quantity";
import type { LogDeclaration } from "./declaration";
import { indexFilters } from "./indexes";
import { dataClasses, type DataClassName } from "./retention";

/**
 * What must be kept for longer than Datadog's indexes hold it: a bucket of our own, in which Datadog may write and read back
 * these paths and nothing else, and whose objects expire. It holds no lock, for Datadog rewrites the last file at times.
 * @see https://docs.datadoghq.com/logs/log_configuration/archives/
 */
const BUCKET = "aws:s3/bucket:Bucket";
const ROLE = "aws:iam/role:Role";
const EXTERNAL_ID = "datadog:aws/integrationExternalId:IntegrationExternalId";
const ACCOUNT = "datadog:aws/integrationAccount:IntegrationAccount";

const POLICY = "aws:iam/rolePolicy:RolePolicy";

const NAME = "logs";
const READER = "log-archive";

/** Datadog's integration with the account; what else needs it comes after. */
export const integrationKey = keyOf({ type: ACCOUNT, name: NAME });

const archived = ["audit", "access"] as const satisfies readonly DataClassName[];

/** Names of buckets are the world's; the account's number makes it ours. */
const bucketName = ({ name, aws }: Environment): string => `${physicalName(name, NAME)}-${aws.accountId}`;

export const renderArchive = (environment: Environment): readonly LogDeclaration[] => [
  ...renderBucket(environment),
  ...renderAccess(environment),
  ...archived.map((name) => renderPath(name, environment)),
];

const renderBucket = (environment: Environment): readonly LogDeclaration[] => {
  const { region } = environment.aws;
  const bucket = ref(BUCKET, NAME, "bucket");
  return [
    {
      vendor: "cloudwatch",
      type: BUCKET,
      name: NAME,
      // Deleted with the logs that an inquiry needs.
      protect: true,
      args: { bucket: bucketName(environment), region, tags: { env: environment.name } },
    },
    {
      vendor: "cloudwatch",
      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      name: NAME,
      args: {
        bucket,
        region,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    },
    {
      vendor: "cloudwatch",
      type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      name: NAME,
      args: {
        bucket,
        region,
        rules: archived.map((name) => ({
          id: name,
          status: "Enabled",
          filter: { prefix: `${name}/` },
          expiration: { days: inDays(dataClasses[name].kept) },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        })),
      },
    },
  ];
};

/** Datadog's own account on its US and EU sites (https://docs.datadoghq.com/integrations/guide/aws-manual-setup/); AP1's is another. */
const DATADOG = "arn:aws:iam::464622532012:root";

/** Datadog asks for the role with an id that it made for us, so that nobody else can have it ask in our name. */
const renderAccess = (environment: Environment): readonly LogDeclaration[] => [
  { vendor: "datadog", type: EXTERNAL_ID, name: NAME, args: {} },
  {
    vendor: "cloudwatch",
    type: ROLE,
    name: READER,
    args: {
      name: physicalName(environment.name, READER),
      description: "Lets Datadog write the log archive, and read it back",
      assumeRolePolicy: template(
        `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${DATADOG}"},` +
          `"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"`,
        ref(EXTERNAL_ID, NAME, "id"),
        '"}}}]}',
      ),
      tags: { env: environment.name },
    },
  },
  {
    vendor: "cloudwatch",
    type: POLICY,
    name: READER,
    args: { name: READER, role: ref(ROLE, READER, "name"), policy: JSON.stringify(allowed(environment)) },
  },
  renderAccount(environment),
];

const allowed = (environment: Environment): object => {
  const arn = `arn:aws:s3:::${bucketName(environment)}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject"],
        Resource: archived.map((name) => `${arn}/${name}/*`),
      },
      { Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
    ],
  };
};

/** Datadog's integration with AWS, for the archive alone: CloudWatch watches AWS, and the role may read nothing else. */
const renderAccount = ({ aws }: Environment): LogDeclaration => ({
  vendor: "datadog",
  type: ACCOUNT,
  name: NAME,
  args: {
    awsAccountId: aws.accountId,
    awsPartition: "aws",
    authConfig: {
      awsAuthConfigRole: { roleName: ref(ROLE, READER, "name"), externalId: ref(EXTERNAL_ID, NAME, "id") },
    },
    awsRegions: { includeOnlies: [aws.region] },
    logsConfig: { lambdaForwarder: {} },
    metricsConfig: { enabled: false, automuteEnabled: false, namespaceFilters: {} },
    resourcesConfig: { extendedCollection: false },
    tracesConfig: { xrayServices: {} },
  },
});

const renderPath = (name: DataClassName, { aws }: Environment): LogDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/logsArchive:LogsArchive",
  name,
  args: {
    name: `driplo-${name}`,
    query: new Map(indexFilters).get(name) ?? "*",
    includeTags: true,
    s3Archive: {
      bucket: ref(BUCKET, NAME, "bucket"),
      path: `/${name}`,
      accountId: aws.accountId,
      roleName: ref(ROLE, READER, "name"),
    },
  },
  // Datadog tries the bucket when it is told of it.
  after: [keyOf({ type: ACCOUNT, name: NAME }), keyOf({ type: POLICY, name: READER })],
});
