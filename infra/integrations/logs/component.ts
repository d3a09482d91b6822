import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { IntegrationAccount } from "@pulumi/datadog/aws/integrationAccount";
import { IntegrationExternalId } from "@pulumi/datadog/aws/integrationExternalId";
import { LogsArchive } from "@pulumi/datadog/logsArchive";
import { LogsCustomPipeline } from "@pulumi/datadog/logsCustomPipeline";
import { LogsIndex } from "@pulumi/datadog/logsIndex";
import { LogsIndexOrder } from "@pulumi/datadog/logsIndexOrder";
import type { ConstructorsOf } from "../../../monitors/declaration/component";
import type { LogResources } from "./declaration";

export const logConstructors: ConstructorsOf<LogResources> = {
  "datadog:index/logsIndex:LogsIndex": LogsIndex,
  "datadog:index/logsIndexOrder:LogsIndexOrder": LogsIndexOrder,
  "datadog:index/logsArchive:LogsArchive": LogsArchive,
  "datadog:index/logsCustomPipeline:LogsCustomPipeline": LogsCustomPipeline,
  "datadog:aws/integrationExternalId:IntegrationExternalId": IntegrationExternalId,
  "datadog:aws/integrationAccount:IntegrationAccount": IntegrationAccount,
  "aws:s3/bucket:Bucket": Bucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": BucketLifecycleConfiguration,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": BucketPublicAccessBlock,
};
