import { testDev, testProd, without } from "../../../testing/environment";
import { declareStack } from "../../../testing/stack";
import { catalogue } from "../../../monitors/catalogue";
import { keyOf } from "../../../monitors/declaration/declaration";
import { policies } from "../../../policies";
import { parseSearch } from "../../../monitors/datadog/search";
import { indexFilters } from "./indexes";
import { renderLogs } from "./render";

const logs = renderLogs(testProd);
const argsOf = (type: string) => logs.filter((each) => each.type === type).map(({ args }) => args);
const bucket = { late: "reference", type: "aws:s3/bucket:Bucket", name: "logs", property: "bucket" };
const role = { late: "reference", type: "aws:iam/role:Role", name: "log-archive", property: "name" };
const externalId = {
  late: "reference",
  type: "datadog:aws/integrationExternalId:IntegrationExternalId",
  name: "logs",
  property: "id",
};

describe("where logs are kept", () => {
  it("is an index for each class of data, the widest last, searched for 30 days and never full", () => {
    expect(argsOf("datadog:index/logsIndex:LogsIndex")).toEqual([
      { name: "driplo-audit", filters: [{ query: "@evt.name:*" }], retentionDays: 30, disableDailyLimit: true },
      {
        name: "driplo-access",
        filters: [{ query: "@http.url_details.path:* -@evt.name:*" }],
        retentionDays: 30,
        disableDailyLimit: true,
      },
      { name: "driplo-application", filters: [{ query: "*" }], retentionDays: 30, disableDailyLimit: true },
    ]);
    expect(JSON.stringify(logs)).not.toContain("exclusionFilters");
  });

  it("is one order for the account, with the index that it began with at the end", () => {
    const index = (name: string) => ({
      late: "reference",
      type: "datadog:index/logsIndex:LogsIndex",
      name,
      property: "name",
    });
    expect(argsOf("datadog:index/logsIndexOrder:LogsIndexOrder")).toEqual([
      { name: "all", indexes: [index("audit"), index("access"), index("application"), "main"] },
    ]);
  });

  it("has names and filters that Datadog takes: an index has no full-text search", () => {
    const names = indexFilters.map(([name]) => `driplo-${name}`);
    expect(names.filter((name) => !/^[a-z][a-z0-9-]*$/.test(name))).toEqual([]);
    expect(indexFilters.filter(([, query]) => parseSearch(query).fault !== undefined)).toEqual([]);
    expect(indexFilters.filter(([, query]) => query.startsWith("*:"))).toEqual([]);
  });

  it("is a bucket whose objects expire by their class: audit after 400 days, access after 90", () => {
    expect(argsOf("aws:s3/bucket:Bucket")).toEqual([
      { bucket: "driplo-prod-logs-111111111111", region: "eu-west-3", tags: { env: "prod" } },
    ]);
    expect(argsOf("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")).toEqual([
      {
        bucket,
        region: "eu-west-3",
        rules: [
          {
            id: "audit",
            status: "Enabled",
            filter: { prefix: "audit/" },
            expiration: { days: 400 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          {
            id: "access",
            status: "Enabled",
            filter: { prefix: "access/" },
            expiration: { days: 90 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
    ]);
    expect(argsOf("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).toMatchObject([
      { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ]);
  });

  it("lets Datadog write and read these paths, with its own id for us, and nothing else", () => {
    expect(argsOf("aws:iam/role:Role")).toMatchObject([
      {
        name: "driplo-prod-log-archive",
        assumeRolePolicy: { late: "template", parts: [expect.any(String), externalId, '"}}}]}'] },
      },
    ]);
    const policy = logs.find(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
    if (policy?.type !== "aws:iam/rolePolicy:RolePolicy") throw new Error("no policy");
    expect(policy.args.role).toEqual(role);
    const { policy: document } = policy.args;
    expect(JSON.parse(typeof document === "string" ? document : "")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:GetObject"],
          Resource: [
            "arn:aws:s3:::driplo-prod-logs-111111111111/audit/*",
            "arn:aws:s3:::driplo-prod-logs-111111111111/access/*",
          ],
        },
        { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::driplo-prod-logs-111111111111" },
      ],
    });
    expect(argsOf("datadog:aws/integrationAccount:IntegrationAccount")).toMatchObject([
      { metricsConfig: { enabled: false }, resourcesConfig: { extendedCollection: false } },
    ]);
  });

  it("has a trust policy that is JSON when the id is there", () => {
    const [trust] = argsOf("aws:iam/role:Role").map((args) =>
      "assumeRolePolicy" in args ? args.assumeRolePolicy : undefined,
    );
    const parts = typeof trust === "object" && "parts" in trust ? trust.parts : [];
    expect(JSON.parse(parts.map((part) => (typeof part === "string" ? part : "an-id")).join(""))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::464622532012:root" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": "an-id" } },
        },
      ],
    });
  });

  it("is told of to Datadog when it may write there", () => {
    expect(logs.filter(({ type }) => type === "datadog:index/logsArchive:LogsArchive")).toEqual(
      [
        ["audit", "@evt.name:*"],
        ["access", "@http.url_details.path:* -@evt.name:*"],
      ].map(([name = "", query]) => ({
        vendor: "datadog",
        type: "datadog:index/logsArchive:LogsArchive",
        name,
        args: {
          name: `driplo-${name}`,
          query,
          includeTags: true,
          s3Archive: { bucket, path: `/${name}`, accountId: "111111111111", roleName: role },
        },
        after: ["datadog:aws/integrationAccount:IntegrationAccount logs", "aws:iam/rolePolicy:RolePolicy log-archive"],
      })),
    );
  });
});

describe("logs of an account", () => {
  it("are its owner's to keep", () => {
    expect(renderLogs(testDev)).toEqual([]);
    expect(declareStack(catalogue, policies, testProd).declarations.map(keyOf)).toEqual(
      expect.arrayContaining(logs.map(keyOf)),
    );
  });

  it("have indexes without AWS, and nothing without Datadog", () => {
    expect(new Set(renderLogs(without(testProd, "cloudwatch")).map(({ type }) => type))).toEqual(
      new Set(["datadog:index/logsIndex:LogsIndex", "datadog:index/logsIndexOrder:LogsIndexOrder"]),
    );
    expect(renderLogs(without(testProd, "datadog"))).toEqual([]);
  });

  it("are protected: an index cannot be made again, nor an archive", () => {
    expect(logs.filter(({ protect }) => protect).map(({ name }) => name)).toEqual([
      "audit",
      "access",
      "application",
      "logs",
    ]);
  });
});
