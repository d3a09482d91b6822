import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** sentry_project_inbound_data_filter */
export class ProjectInboundDataFilter extends CustomResource {
  public static readonly __pulumiType = "sentry:index/projectInboundDataFilter:ProjectInboundDataFilter";

  constructor(name: string, args: ProjectInboundDataFilterArgs, opts?: CustomResourceOptions) {
    super(ProjectInboundDataFilter.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface ProjectInboundDataFilterArgs {
  readonly active?: Input<boolean | undefined>;
  readonly filterId: Input<string>;
  readonly organization: Input<string>;
  readonly project: Input<string>;
  readonly subfilters?: Input<Input<string>[] | undefined>;
}
