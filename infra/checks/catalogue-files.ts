import { readdirSync } from "node:fs";
import { join } from "node:path";
import { teams } from "../../monitors/model/team";
import type { Catalogue, ServiceDefinition } from "../../monitors/model/signal";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { textIfThere } from "../environment/plain-file";

/** Whether each file of the catalogue is planned and owned, which no row shows. Reads the working tree. */

const FOLDER = "monitors/catalogue";

/** What else stands in the folder. */
const NO_SERVICE: ReadonlySet<string> = new Set(["index", "services", "emission", "quiet"]);

export const checkCatalogueFiles = (root: string, catalogue: Pick<Catalogue, "services">): readonly Diagnostic[] => {
  // A catalogue without services is the forms' to refuse.
  if (!isRead(catalogue) || !isRead(catalogue.services)) return [];
  const { services } = catalogue;
  const files = listServiceFiles(root);
  const owners = linesOf(textIfThere(join(root, "CODEOWNERS")) ?? "");
  return [
    ...files.filter((file) => !Object.hasOwn(services, file)).map(forgotten),
    ...Object.keys(services)
      .filter((service) => !files.includes(service))
      .map(misplaced),
    ...Object.entries(services)
      .filter(([, service]) => isRead(service))
      .flatMap(([key, service]) => checkOwner(key, service, owners)),
  ];
};

/** What a file that exports nothing leaves is the forms' to refuse. */
const isRead = (service: unknown): boolean => typeof service === "object" && service !== null;

const listServiceFiles = (root: string): readonly string[] =>
  readdirSync(join(root, FOLDER))
    .filter((name) => name.endsWith(".ts") && !/\.test(-d)?\.ts$/.test(name))
    .map((name) => name.slice(0, -".ts".length))
    .filter((name) => !NO_SERVICE.has(name))
    .toSorted();

const forgotten = (file: string): Diagnostic => ({
  severity: "error",
  where: `${FOLDER}/${file}.ts`,
  what: `${FOLDER}/services.ts does not name it`,
  rule: "a service is planned when services.ts names it, by the name of its file",
  remedy: `add ${file} to the services of ${FOLDER}/services.ts, or delete the file`,
});

const misplaced = (service: string): Diagnostic => ({
  severity: "error",
  where: `${FOLDER}/services.ts, ${service}`,
  what: `${FOLDER}/${service}.ts is not there`,
  rule: "a service's rows stand in the file of its name, where every diagnostic sends its reader",
  remedy: `move its rows to ${FOLDER}/${service}.ts`,
});

interface Line {
  readonly pattern: string;
  readonly owners: readonly string[];
}

const linesOf = (text: string): readonly Line[] =>
  text.split("\n").flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*/, "")
      .split(/\s+/)
      .filter((word) => word !== "");
    return pattern === undefined ? [] : [{ pattern, owners }];
  });

/**
 * The last line that matches decides:
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
const checkOwner = (key: string, { owner }: ServiceDefinition, lines: readonly Line[]): readonly Diagnostic[] => {
  // An owner that is no team is a fault of the row, and said there.
  if (!teams.some((team) => team === owner)) return [];
  const path = `/${FOLDER}/${key}.ts`;
  const at = lines.findLastIndex(({ pattern }) => pattern === path);
  const fault = ownerFault(path, owner, lines[at], lines.slice(at + 1));
  return fault === undefined
    ? []
    : [
        {
          severity: "error",
          where: "CODEOWNERS",
          what: fault,
          rule: "whoever changes a threshold asks the team that owns the service: each file has a line of its own",
          remedy: `end CODEOWNERS with ${path} @<organisation>/${owner}`,
        },
      ];
};

const ownerFault = (path: string, team: string, line: Line | undefined, later: readonly Line[]): string | undefined => {
  if (line === undefined) return `no line names ${path}`;
  if (line.owners.length === 0) return `${path} has no owner`;
  if (!line.owners.some((owner) => owner.endsWith(`/${team}`)))
    return `${path} is of ${line.owners.join(" ")}, and the service of ${team}`;
  const over = later.find(({ pattern }) => covers(pattern, path));
  return over === undefined ? undefined : `the later line ${over.pattern} takes ${path} away`;
};

/** Everything, or a folder that the file is in. Other globs do not stand in this file. */
const covers = (pattern: string, path: string): boolean =>
  /^\*+$/.test(pattern) ||
  (pattern.endsWith("/") && path.startsWith(pattern.startsWith("/") ? pattern : `/${pattern}`));
