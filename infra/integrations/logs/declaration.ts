import type { BucketArgs } from "@pulumi/aws/s3/bucket";
import type { BucketLifecycleConfigurationArgs } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import type { BucketPublicAccessBlockArgs } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import type { IntegrationAccountArgs } from "@pulumi/datadog/aws/integrationAccount";
import type { IntegrationExternalIdArgs } from "@pulumi/datadog/aws/integrationExternalId";
import type { LogsArchiveArgs } from "@pulumi/datadog/logsArchive";
import type { LogsCustomPipelineArgs } from "@pulumi/datadog/logsCustomPipeline";
import type { LogsIndexArgs } from "@pulumi/datadog/logsIndex";
import type { LogsIndexOrderArgs } from "@pulumi/datadog/logsIndexOrder";
import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import type { Declaration, DeclarationsOf, Unwrap } from "../../../monitors/declaration/declaration";

/** What keeps the logs, by Pulumi's type token: Datadog's indexes and archives, and the bucket in AWS behind these. */
export interface LogResources {
  readonly "datadog:index/logsIndex:LogsIndex": LogsIndexArgs;
  readonly "datadog:index/logsIndexOrder:LogsIndexOrder": LogsIndexOrderArgs;
  readonly "datadog:index/logsArchive:LogsArchive": LogsArchiveArgs;
  readonly "datadog:index/logsCustomPipeline:LogsCustomPipeline": LogsCustomPipelineArgs;
  readonly "datadog:aws/integrationExternalId:IntegrationExternalId": IntegrationExternalIdArgs;
  readonly "datadog:aws/integrationAccount:IntegrationAccount": IntegrationAccountArgs;
  readonly "aws:s3/bucket:Bucket": BucketArgs;
  readonly "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": BucketLifecycleConfigurationArgs;
  readonly "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": BucketPublicAccessBlockArgs;
}

export type LogPipeline = Declaration<
  "datadog:index/logsCustomPipeline:LogsCustomPipeline",
  Unwrap<LogsCustomPipelineArgs>
>;

export type LogDeclaration =
  | DeclarationsOf<LogResources>
  | Extract<CloudWatchDeclaration, { type: "aws:iam/role:Role" | "aws:iam/rolePolicy:RolePolicy" }>;
