import { runtime, type Input, type InvokeOutputOptions, type Output } from "@pulumi/pulumi";
import { getPackage } from "./utilities";

/** sentry_key: a client key that another stack declares. */
export const getKeyOutput = (args: GetKeyOutputArgs, opts?: InvokeOutputOptions): Output<GetKeyResult> =>
  runtime.invokeOutput("sentry:index/getKey:getKey", { ...args }, opts, getPackage());

export interface GetKeyOutputArgs {
  readonly organization: Input<string>;
  readonly project: Input<string>;
  readonly name: Input<string>;
}

export interface GetKeyResult {
  readonly dsnPublic: string;
}
