import { CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** sentry_project_spike_protection */
export class ProjectSpikeProtection extends CustomResource {
  public static readonly __pulumiType = "sentry:index/projectSpikeProtection:ProjectSpikeProtection";

  constructor(name: string, args: ProjectSpikeProtectionArgs, opts?: CustomResourceOptions) {
    super(ProjectSpikeProtection.__pulumiType, name, withOutputs(args), opts, false /*dependency*/, getPackage());
  }
}

export interface ProjectSpikeProtectionArgs {
  readonly enabled: Input<boolean>;
  readonly organization: Input<string>;
  readonly project: Input<string>;
}
