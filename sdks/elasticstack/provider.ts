import { output, ProviderResource, secret, type Input, type Output, type ResourceOptions } from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import { getPackage } from "./utilities";

export class Provider extends ProviderResource {
  public static readonly __pulumiType = "elasticstack";

  constructor(name: string, args: ProviderArgs = {}, opts?: ResourceOptions) {
    // What is no text goes to a provider as JSON.
    const blocks = { elasticsearches: asJson(args.elasticsearches), kibanas: asJson(args.kibanas) };
    super(Provider.__pulumiType, name, blocks, opts, false /*dependency*/, getPackage());
  }
}

/** The provider marks keys and endpoints Sensitive. */
const asJson = (blocks: unknown): Output<string> | undefined =>
  blocks === undefined ? undefined : secret(output(blocks).apply((value) => JSON.stringify(value)));

/**
 * Lists of at most one, in the plural: the provider is on Terraform's plugin framework, which tells the bridge of no upper bound.
 * (Pulumi's registry shows 0.13.1, half of which was on the older SDK, with both in the singular.)
 */
export interface ProviderArgs {
  readonly elasticsearches?: Input<Input<inputs.ProviderElasticsearch>[] | undefined>;
  readonly kibanas?: Input<Input<inputs.ProviderKibana>[] | undefined>;
}
