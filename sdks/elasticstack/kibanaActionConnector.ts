import { CustomResource, mergeOptions, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** elasticstack_kibana_action_connector */
export class KibanaActionConnector extends CustomResource {
  public static readonly __pulumiType = "elasticstack:index/kibanaActionConnector:KibanaActionConnector";
  declare public readonly connectorId: Output<string>;

  constructor(name: string, args: KibanaActionConnectorArgs, opts?: CustomResourceOptions) {
    super(
      KibanaActionConnector.__pulumiType,
      name,
      withOutputs(args, "connectorId"),
      mergeOptions(opts, { additionalSecretOutputs: ["secrets"] }),
      false /*dependency*/,
      getPackage(),
    );
  }
}

export interface KibanaActionConnectorArgs {
  /** JSON */
  readonly config?: Input<string | undefined>;
  readonly connectorId?: Input<string | undefined>;
  readonly connectorTypeId: Input<string>;
  readonly name: Input<string>;
  /** JSON. The provider marks it Sensitive. */
  readonly secrets?: Input<string | undefined>;
  readonly spaceId?: Input<string | undefined>;
}
