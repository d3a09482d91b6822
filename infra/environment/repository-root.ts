import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Stands at the top of the repository. An example has one of its own, and does not ask. */
const MARK = "Pulumi.yaml";

/**
 * The repository's top folder, searched upward: in a bundle `__dirname` is the entry's folder and not this file's, so a count
 * of `..` would depend on where the entry stands.
 *
 * @throws Error where no folder above holds Pulumi.yaml
 */
export const repositoryRoot = (from: string = __dirname): string => {
  if (existsSync(join(from, MARK))) return from;
  const above = dirname(from);
  if (above === from) throw new Error(`no folder above ${__dirname} holds ${MARK}: this is not the repository`);
  return repositoryRoot(above);
};
