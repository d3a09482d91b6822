import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** sentry_team */
export class Team extends CustomResource {
  public static readonly __pulumiType = "sentry:index/team:Team";
  declare public readonly internalId: Output<string>;
  declare public readonly slug: Output<string>;

  constructor(name: string, args: TeamArgs, opts?: CustomResourceOptions) {
    super(Team.__pulumiType, name, withOutputs(args, "internalId", "slug"), opts, false /*dependency*/, getPackage());
  }
}

export interface TeamArgs {
  readonly name?: Input<string | undefined>;
  readonly organization: Input<string>;
  readonly slug?: Input<string | undefined>;
}
