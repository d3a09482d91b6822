import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Environment, OnCall } from "../../monitors/model/environment";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { readConfiguration } from "./read";
import { PROJECT } from "../../monitors/model/configuration/table";
import { readBoardQueries } from "./board-queries";
import { readBusinessQueries } from "./sql-files";
import { HAND_WRITTEN, readPlain } from "./plain-file";
import { parseYaml } from "./read-yaml";
import { isRecord } from "../../monitors/model/unknown-value";

/** Reads what an environment is from the working tree: its configuration file and the runbooks that exist. No Pulumi. */

export interface LoadedEnvironment {
  /** Undefined where the file has a fault; the diagnostics say which. */
  readonly environment: Environment | undefined;
  /** Who is on call, where that much could be read. */
  readonly onCall?: OnCall | undefined;
  readonly switchedOff?: Environment["switchedOff"] | undefined;
  /** The keys below the project's namespace as the file has them, whether or not they are right. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param asked the questions, where they have been read for another environment already: they are the same */
export const loadEnvironment = (root: string, name: EnvironmentName, asked?: ReadQueries): LoadedEnvironment => {
  const { values, diagnostics } = readStackFile(root, name);
  if (values === undefined) return { environment: undefined, diagnostics };
  const read = readConfiguration(name, values, "file");
  const { queries, diagnostics: faults } = asked ?? readQueries(root);
  return {
    values,
    onCall: read.onCall,
    switchedOff: read.switchedOff,
    environment:
      read.environment === undefined || faults.length > 0
        ? undefined
        : { ...read.environment, ...queries, runbooks: listRunbooks(root) },
    diagnostics: [...read.diagnostics, ...faults],
  };
};

export interface ReadQueries {
  readonly queries: Pick<Environment, "businessQueries" | "boardQueries">;
  readonly diagnostics: readonly Diagnostic[];
}

/** The SQL of the alerts and of the boards. */
export const readQueries = (root: string): ReadQueries => {
  const business = readBusinessQueries(root);
  const board = readBoardQueries(root);
  return {
    queries: { businessQueries: business.queries, boardQueries: board.queries },
    diagnostics: [...business.diagnostics, ...board.diagnostics],
  };
};

/** Paths below `runbooks/`, such as `api/response-time.md`. */
export const listRunbooks = (root: string): ReadonlySet<string> => {
  const folder = join(root, "runbooks");
  if (!existsSync(folder)) return new Set();
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Set(paths.filter((path) => path.endsWith(".md")));
};

interface StackFile {
  readonly values: Readonly<Record<string, unknown>> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const readStackFile = (root: string, name: EnvironmentName): StackFile => {
  const file = `Pulumi.${name}.yaml`;
  const fail = (what: string, remedy: string): StackFile => ({
    values: undefined,
    diagnostics: [
      {
        severity: "error",
        where: file,
        what,
        rule: "every environment has a stack file in YAML with a config block",
        remedy,
      },
    ],
  });
  const read = readPlain(join(root, file), HAND_WRITTEN);
  if ("why" in read)
    return read.isAbsent
      ? fail("is not there", `create it: docs/bootstrap.md, "A new environment"`)
      : fail(`is not read: ${read.why}`, `make ${file} a plain file of text`);
  const yaml = parseYaml(read.text);
  if ("why" in yaml) return fail(`is not YAML: ${yaml.why}`, `mend ${file} at that place`);
  const { content } = yaml;
  const config = isRecord(content) ? content["config"] : undefined;
  if (!isRecord(config)) return fail("has no config block", `add config: with the keys of ${PROJECT}`);
  const prefix = `${PROJECT}:`;
  const ours = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return { values: Object.fromEntries(ours.map(([key, value]) => [key.slice(prefix.length), value])), diagnostics: [] };
};
