import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_elasticsearch_ingest_pipeline: the provider marks nothing of it as a secret */
export class ElasticsearchIngestPipeline extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/elasticsearchIngestPipeline:ElasticsearchIngestPipeline";
  declare public readonly name: Output<string>;

  constructor(name: string, args: ElasticsearchIngestPipelineArgs, opts?: CustomResourceOptions) {
    super(ElasticsearchIngestPipeline.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface ElasticsearchIngestPipelineArgs {
  readonly description?: Input<string | undefined>;
  /** JSON */
  readonly metadata?: Input<string | undefined>;
  readonly name: Input<string>;
  /** Each JSON. */
  readonly onFailures?: Input<Input<string>[] | undefined>;
  /** Each JSON. */
  readonly processors: Input<Input<string>[]>;
}
