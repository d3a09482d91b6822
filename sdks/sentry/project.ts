import { CustomResource, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** sentry_project. Its id is its slug. */
export class Project extends CustomResource {
  public static readonly __pulumiType = "sentry:index/project:Project";
  declare public readonly internalId: Output<string>;
  declare public readonly slug: Output<string>;

  constructor(name: string, args: ProjectArgs, opts?: CustomResourceOptions) {
    super(
      Project.__pulumiType,
      name,
      withOutputs(args, "internalId", "slug"),
      opts,
      false /*dependency*/,
      getPackage(),
    );
  }
}

export interface ProjectArgs {
  /** Only on creation. */
  readonly defaultKey?: Input<boolean | undefined>;
  readonly defaultRules?: Input<boolean | undefined>;
  readonly name?: Input<string | undefined>;
  readonly organization: Input<string>;
  readonly platform?: Input<string | undefined>;
  readonly resolveAge?: Input<number | undefined>;
  readonly slug?: Input<string | undefined>;
  readonly teams: Input<Input<string>[]>;
}
