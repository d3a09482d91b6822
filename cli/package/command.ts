import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { printResult } from "../shared/print";
import { folderOf, writeInto } from "../shared/write-whole";
import { declarationsOf } from "./declarations";
import { manifestOf, readRepository, toJson } from "./manifest";
import { bundleScripts } from "./scripts";

export interface PackageOptions {
  readonly out: string;
}

/** How it is wired, and what is sent: each page at its own place. */
const PAGES = ["README.md", "browser/README.md", "server/README.md"];

/**
 * Writes the package, for `npm pack`. The same sources give the same bytes and the same version.
 * @throws CommandError "failed" with the compiler's lines where the sources do not compile
 */
export const packageCommand = async ({ out }: PackageOptions): Promise<void> => {
  const folder = folderOf("--out", out);
  const root = repositoryRoot();
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const [{ texts, imports }, declarations] = await Promise.all([bundleScripts(root), declarationsOf(root)]);
  const pages = PAGES.map((page) => [page, read(`instrumentation/${page}`)] as const);
  const files = new Map([...texts, ...declarations, ...pages, ["LICENSE", read("LICENSE")]]);
  const manifest = manifestOf(readRepository(read("package.json")), files, imports);
  writeInto("--out", folder, new Map([...files, ["package.json", toJson(manifest)]]));
  printResult(`${manifest.name}@${manifest.version}\n`);
};
