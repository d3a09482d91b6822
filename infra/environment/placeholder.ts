import type { Environment, OnCall } from "../../monitors/model/environment";
import { drillOnCall, isSilent } from "./drill-on-call";
import { exampleConfiguration } from "./example";
import { readConfiguration } from "./read";

/** What could be read of a file that is at fault. */
export interface ReadParts {
  readonly onCall?: OnCall | undefined;
  readonly switchedOff?: Environment["switchedOff"] | undefined;
}

/**
 * Stands in where a stack's file cannot be read, so that the catalogue's own faults are found in the same run. Each value is its key's
 * example, which has the form that its vendor takes, so that no check of it is one more fault. It is never applied: the file's faults are
 * errors, and a plan with errors creates nothing.
 */
export const placeholderEnvironment = (
  name: string,
  files: Pick<Environment, "runbooks" | "businessQueries" | "boardQueries">,
  { onCall, switchedOff }: ReadParts = {},
): Environment => {
  const { environment, diagnostics } = readConfiguration(name, exampleConfiguration(false), "file");
  if (environment === undefined)
    throw new Error(`an example of the configuration is refused: ${diagnostics[0]?.where} ${diagnostics[0]?.what}`);
  return {
    ...environment,
    ...files,
    onCall: onCall ?? (isSilent({ name }) ? drillOnCall(name, environment.email) : environment.onCall),
    switchedOff: switchedOff ?? environment.switchedOff,
  };
};
