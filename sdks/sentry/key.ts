import { CustomResource, mergeOptions, type CustomResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { getPackage, withOutputs } from "./utilities";

/** sentry_key: what a client needs to send events. The provider marks these outputs Sensitive. */
export class Key extends CustomResource {
  public static readonly __pulumiType = "sentry:index/key:Key";
  /** By kind: `public`, `secret`, `csp`, … */
  declare public readonly dsn: Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: KeyArgs, opts?: CustomResourceOptions) {
    const secrets = { additionalSecretOutputs: ["dsn", "dsnSecret", "secret"] };
    super(
      Key.__pulumiType,
      name,
      withOutputs(args, "dsn", "dsnSecret", "secret"),
      mergeOptions(opts, secrets),
      false /*dependency*/,
      getPackage(),
    );
  }
}

export interface KeyArgs {
  readonly name?: Input<string | undefined>;
  readonly organization: Input<string>;
  readonly project: Input<string>;
  readonly rateLimitCount?: Input<number | undefined>;
  readonly rateLimitWindow?: Input<number | undefined>;
}
