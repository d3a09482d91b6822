import { Config, RunError, getProject, getStack, log, runtime } from "@pulumi/pulumi";
import { catalogue } from "../monitors/catalogue";
import type { Environment } from "../monitors/model/environment";
import { environmentNames, type EnvironmentName } from "../monitors/model/environment-name";
import type { Catalogue } from "../monitors/model/signal";
import { formatDiagnostic, hasErrors, type Diagnostic } from "../monitors/plan/diagnostic";
import { policies } from "../policies";
import { readConfiguration } from "./environment/read";
import { declareStack } from "./declare";
import { listRunbooks, readQueries } from "./environment/load";
import { checkKeys } from "./environment/keys";
import { MonitoringStack } from "./monitoring-stack";
import { createProviders, readSecrets } from "./providers";
import { sourceFaults } from "./checks/source-faults";

/**
 * The Pulumi program: the stack's configuration, the same declarations as `npm run plan`, and a resource for each. With an
 * error anywhere nothing is created. @param rows only tests give others than the catalogue @param variables the environment's
 */
export const runProgram = (
  root: string,
  rows: Catalogue = catalogue,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): void => {
  const environment = readEnvironment(root);
  const declared = declareStack(rows, policies, environment, { now: Date.now() });
  refuseErrors([...sourceFaults(), ...declared.diagnostics, ...checkKeys(environment, variables)]);
  const secrets = readSecrets(new Config());
  new MonitoringStack("monitoring", { declared, providers: createProviders(environment), secrets });
};

const readEnvironment = (root: string): Environment => {
  const name = getStack();
  if (!isEnvironmentName(name)) throw new RunError(`stack ${name} is no environment: ${environmentNames.join(", ")}`);
  const { environment, diagnostics } = readConfiguration(name, ownConfiguration(), "program");
  const { queries, diagnostics: faults } = readQueries(root);
  refuseErrors([...diagnostics, ...faults]);
  if (environment === undefined) throw new RunError(`the configuration of ${name} could not be read`);
  return { ...environment, ...queries, runbooks: listRunbooks(root) };
};

const isEnvironmentName = (name: string): name is EnvironmentName => environmentNames.some((known) => known === name);

/** The engine hands every value over as text; objects and booleans as JSON. */
const ownConfiguration = (): Readonly<Record<string, unknown>> => {
  const prefix = `${getProject()}:`;
  const ours = Object.entries(runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(ours.map(([key, value]) => [key.slice(prefix.length), parseValue(value)]));
};

const parseValue = (value: string): unknown => (/^(\{|\[|true$|false$)/.test(value) ? JSON.parse(value) : value);

/** Warnings go on; errors end the run with all of them and no stack trace. */
const refuseErrors = (diagnostics: readonly Diagnostic[]): void => {
  const text = diagnostics.map(formatDiagnostic).join("\n");
  if (hasErrors(diagnostics)) throw new RunError(`nothing was changed:\n${text}`);
  if (text !== "") void log.warn(text);
};
