import { runtime, type Input, type InvokeOutputOptions, type Output } from "@pulumi/pulumi";
import { getPackage } from "./utilities";

/** sentry_organization_integration: an app that is installed in Sentry, such as Slack's, by its name there. */
export const getOrganizationIntegrationOutput = (
  args: GetOrganizationIntegrationOutputArgs,
  opts?: InvokeOutputOptions,
): Output<GetOrganizationIntegrationResult> =>
  runtime.invokeOutput(
    "sentry:index/getOrganizationIntegration:getOrganizationIntegration",
    { ...args },
    opts,
    getPackage(),
  );

export interface GetOrganizationIntegrationOutputArgs {
  readonly name: Input<string>;
  readonly organization: Input<string>;
  readonly providerKey: Input<string>;
}

export interface GetOrganizationIntegrationResult {
  readonly id: string;
}
