import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_elasticsearch_index_lifecycle */
export class ElasticsearchIndexLifecycle extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle";
  declare public readonly name: Output<string>;

  constructor(name: string, args: ElasticsearchIndexLifecycleArgs, opts?: CustomResourceOptions) {
    super(ElasticsearchIndexLifecycle.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface ElasticsearchIndexLifecycleArgs {
  readonly delete?: Input<inputs.ElasticsearchIndexLifecycleDelete | undefined>;
  readonly hot?: Input<inputs.ElasticsearchIndexLifecycleHot | undefined>;
  /** JSON */
  readonly metadata?: Input<string | undefined>;
  readonly name: Input<string>;
  readonly warm?: Input<inputs.ElasticsearchIndexLifecycleWarm | undefined>;
}
