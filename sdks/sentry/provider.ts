import { ProviderResource, secret, type Input, type ResourceOptions } from "@pulumi/pulumi";
import { getPackage } from "./utilities";

export class Provider extends ProviderResource {
  public static readonly __pulumiType = "sentry";

  constructor(name: string, args: ProviderArgs = {}, opts?: ResourceOptions) {
    const token = args.token === undefined ? {} : { token: secret(args.token) };
    super(Provider.__pulumiType, name, { ...args, ...token }, opts, false /*dependency*/, getPackage());
  }
}

export interface ProviderArgs {
  /** `https://[hostname]/api/` @default https://sentry.io/api/ */
  readonly baseUrl?: Input<string | undefined>;
  readonly token?: Input<string | undefined>;
}
