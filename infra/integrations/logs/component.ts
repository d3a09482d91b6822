import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { IntegrationAccount } from "@pulumi/datadog/aws/integrationAccount";
import { IntegrationExternalId } from "@pulumi/datadog/aws/integrationExternalId";
import { LogsArchive } from "@pulumi/datadog/logsArchive";
import { LogsCustomPipeline } from "@pulumi/datadog/logsCustomPipeline";
import { LogsIndex } from "@pulumi/datadog/logsIndex";
import { LogsIndexOrder } from "@pulumi/datadog/logsIndexOrder";
import { DeclaredResources, type ConstructorsOf, type DeclaredArgs } from "../../../monitors/declaration/component";
import { cloudWatchConstructors } from "../../../monitors/cloudwatch/component";
import type { LogDeclaration, LogResources } from "./declaration";

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

export type LogRetentionArgs = DeclaredArgs<LogDeclaration>;

/** How long Datadog keeps which logs: its indexes, the archives behind them, and its integration with AWS. */
export class LogRetention extends DeclaredResources<LogDeclaration> {
  /** Datadog's id of each index. */
  readonly indexIds = this.outputsOf(LogsIndex, ({ id }) => id);

  constructor(name: string, args: LogRetentionArgs, options?: ComponentResourceOptions) {
    super("LogRetention", name, { constructors: { ...cloudWatchConstructors, ...logConstructors } }, args, options);
    this.registerOutputs({ indexIds: this.indexIds });
  }
}

export type LogPipelinesArgs = DeclaredArgs<LogDeclaration>;

/** What turns a sender's names in logs into those that monitors search for. */
export class LogPipelines extends DeclaredResources<LogDeclaration> {
  /** Datadog's id of each pipeline. */
  readonly pipelineIds = this.outputsOf(LogsCustomPipeline, ({ id }) => id);

  constructor(name: string, args: LogPipelinesArgs, options?: ComponentResourceOptions) {
    super("LogPipelines", name, { constructors: { ...cloudWatchConstructors, ...logConstructors } }, args, options);
    this.registerOutputs({ pipelineIds: this.pipelineIds });
  }
}
