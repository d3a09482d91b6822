import { runtime, type Inputs } from "@pulumi/pulumi";
import { pulumi } from "./package.json";

/**
 * The package as the engine knows it. Asked for by each resource and function when it is made, and never while a file is loaded:
 * without an engine (or its mocks) there is nobody to register with. The SDK keeps the answer for the deployment.
 */
export const getPackage = (): Promise<string | undefined> =>
  runtime.registerPackage({
    baseProviderName: pulumi.name,
    baseProviderVersion: pulumi.version,
    baseProviderDownloadUrl: "",
    packageName: pulumi.parameterization.name,
    packageVersion: pulumi.parameterization.version,
    base64Parameter: pulumi.parameterization.value,
  });

/** What is computed must stand among the inputs, without a value, or the resource has no such output. */
export const withOutputs = (args: object, ...computed: readonly string[]): Inputs => ({
  ...Object.fromEntries(computed.map((name) => [name, undefined])),
  ...args,
});
