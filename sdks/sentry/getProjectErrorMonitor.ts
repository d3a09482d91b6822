import { runtime, type Input, type InvokeOutputOptions, type Output } from "@pulumi/pulumi";
import { getPackage } from "./utilities";

/** sentry_project_error_monitor: the monitor that every project has, which makes issues of errors. */
export const getProjectErrorMonitorOutput = (
  args: GetProjectErrorMonitorOutputArgs,
  opts?: InvokeOutputOptions,
): Output<GetProjectErrorMonitorResult> =>
  runtime.invokeOutput("sentry:index/getProjectErrorMonitor:getProjectErrorMonitor", { ...args }, opts, getPackage());

export interface GetProjectErrorMonitorOutputArgs {
  readonly organization: Input<string>;
  readonly project: Input<string>;
}

export interface GetProjectErrorMonitorResult {
  readonly id: string;
}
