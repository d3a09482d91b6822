import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_elasticsearch_component_template */
export class ElasticsearchComponentTemplate extends CustomResource {
  public static readonly __pulumiType =
    "elasticstack:index/elasticsearchComponentTemplate:ElasticsearchComponentTemplate";
  declare public readonly name: Output<string>;

  constructor(name: string, args: ElasticsearchComponentTemplateArgs, opts?: CustomResourceOptions) {
    super(
      ElasticsearchComponentTemplate.__pulumiType,
      name,
      withOutputs(args),
      opts,
      false /*dependency*/,
      getPackage(),
    );
  }
}

export interface ElasticsearchComponentTemplateArgs {
  /** JSON */
  readonly metadata?: Input<string | undefined>;
  readonly name: Input<string>;
  readonly template?: Input<inputs.ElasticsearchComponentTemplateTemplate | undefined>;
  readonly version?: Input<number | undefined>;
}
