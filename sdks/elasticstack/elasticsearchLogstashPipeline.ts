import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_elasticsearch_logstash_pipeline */
export class ElasticsearchLogstashPipeline extends CustomResource {
  public static readonly __pulumiType =
    "elasticstack:index/elasticsearchLogstashPipeline:ElasticsearchLogstashPipeline";

  constructor(name: string, args: ElasticsearchLogstashPipelineArgs, opts?: CustomResourceOptions) {
    super(
      ElasticsearchLogstashPipeline.__pulumiType,
      name,
      withOutputs(args),
      opts,
      false /*dependency*/,
      getPackage(),
    );
  }
}

export interface ElasticsearchLogstashPipelineArgs {
  readonly description?: Input<string | undefined>;
  readonly pipeline: Input<string>;
  /** `disabled`, `v1` or `v8` */
  readonly pipelineEcsCompatibility?: Input<string | undefined>;
  readonly pipelineId: Input<string>;
  readonly pipelineWorkers?: Input<number | undefined>;
  readonly queueMaxBytes?: Input<string | undefined>;
  /** `memory` or `persisted` */
  readonly queueType?: Input<string | undefined>;
}
