import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** sentry_project_ownership */
export class ProjectOwnership extends CustomResource {
  public static readonly __pulumiType = "sentry:index/projectOwnership:ProjectOwnership";

  constructor(name: string, args: ProjectOwnershipArgs, opts?: CustomResourceOptions) {
    super(ProjectOwnership.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface ProjectOwnershipArgs {
  readonly autoAssignment: Input<string>;
  readonly codeownersAutoSync: Input<boolean>;
  readonly fallthrough: Input<boolean>;
  readonly organization: Input<string>;
  readonly project: Input<string>;
  readonly raw: Input<string>;
}
