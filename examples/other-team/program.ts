import { Config, RunError, getStack } from "@pulumi/pulumi";
import {
  DatadogMonitors,
  PagerDutyEscalation,
  createProviders,
  declarationsIn,
  formatDiagnostic,
  hasErrors,
  readSecrets,
} from "../../infra";
import { declare } from "./declare";
import { environments, isEnvironmentName } from "./environments";

/**
 * The two components by themselves, as any program would use them. `new MonitoringStack("booking", { declared, … })` would create the same
 * two under one more.
 */
export const run = (): void => {
  const name = getStack();
  if (!isEnvironmentName(name)) throw new RunError(`stack ${name} is none of ${Object.keys(environments).join(", ")}`);
  const declared = declare(name);
  if (hasErrors(declared.diagnostics)) throw new RunError(declared.diagnostics.map(formatDiagnostic).join("\n"));
  const made = { providers: createProviders(environments[name]), secret: readSecrets(new Config()) };
  const escalation = new PagerDutyEscalation("escalation", {
    ...made,
    declarations: declarationsIn(declared, "pagerduty"),
  });
  new DatadogMonitors("monitors", { ...made, declarations: declarationsIn(declared, "datadog"), after: [escalation] });
};
