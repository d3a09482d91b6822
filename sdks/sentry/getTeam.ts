import { runtime, type Input, type InvokeOutputOptions, type Output } from "@pulumi/pulumi";
import { getPackage } from "./utilities";

/** sentry_team: a team that another stack declares. */
export const getTeamOutput = (args: GetTeamOutputArgs, opts?: InvokeOutputOptions): Output<GetTeamResult> =>
  runtime.invokeOutput("sentry:index/getTeam:getTeam", { ...args }, opts, getPackage());

export interface GetTeamOutputArgs {
  readonly organization: Input<string>;
  readonly slug: Input<string>;
}

export interface GetTeamResult {
  readonly internalId: string;
}
