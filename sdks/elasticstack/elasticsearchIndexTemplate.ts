import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_elasticsearch_index_template */
export class ElasticsearchIndexTemplate extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/elasticsearchIndexTemplate:ElasticsearchIndexTemplate";
  declare public readonly name: Output<string>;

  constructor(name: string, args: ElasticsearchIndexTemplateArgs, opts?: CustomResourceOptions) {
    super(ElasticsearchIndexTemplate.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface ElasticsearchIndexTemplateArgs {
  readonly composedOfs?: Input<Input<string>[] | undefined>;
  readonly dataStream?: Input<inputs.ElasticsearchIndexTemplateDataStream | undefined>;
  readonly indexPatterns: Input<Input<string>[]>;
  /** JSON */
  readonly metadata?: Input<string | undefined>;
  readonly name: Input<string>;
  readonly priority?: Input<number | undefined>;
  readonly template?: Input<inputs.ElasticsearchIndexTemplateTemplate | undefined>;
  readonly version?: Input<number | undefined>;
}
