import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { checkAccountOwner } from "../../infra/environment/account-owner";
import { checkCopied } from "../../infra/checks/copied";
import { declareStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { environmentNames, type EnvironmentName } from "../../monitors/model/environment-name";
import type { Policies } from "../../monitors/model/route";
import type { Catalogue } from "../../monitors/model/signal";
import type { Chance } from "../alert-quality/random";
import { ROOT } from "../root";
import { oneOf } from "./draw";
import { print } from "./rows";
import { endedBy, type Ended, type Subject } from "./trial";
import { mutateBytes } from "./wrong-bytes";
import { mutateTree, treeOf, valuesFor, withDepth } from "./wrong-values";

const fileOf = (name: EnvironmentName): string => `Pulumi.${name}.yaml`;

/** Where both stack files may be overwritten; all the rest is the working tree's. */
const linkedTree = (folder: string): string => {
  const root = join(folder, "tree");
  mkdirSync(root);
  for (const name of readdirSync(ROOT))
    if (environmentNames.every((each) => name !== fileOf(each))) symlinkSync(join(ROOT, name), join(root, name));
  return root;
};

/** Stack files as bytes and as values, read as every command reads them; where nothing is wrong, declared. */
export const configurationSubjects = (folder: string, catalogue: Catalogue, policies: Policies): readonly Subject[] => {
  const root = linkedTree(folder);
  const files = environmentNames.map((name) => ({ name, bytes: readFileSync(join(ROOT, fileOf(name))) }));
  const trees = files.map(({ name, bytes }) => ({ name, tree: treeOf<unknown>(parse(bytes.toString())) }));
  const sound = environmentNames.map((name) => ({ name, ...loadEnvironment(ROOT, name) }));
  const read = (name: EnvironmentName, bytes: Buffer | string): Ended => {
    writeFileSync(join(root, fileOf(name)), bytes);
    const here = loadEnvironment(root, name);
    const stacks = sound.map((each) => (each.name === name ? { name, ...here } : each));
    const found = [...here.diagnostics, ...checkAccountOwner(stacks), ...checkCopied(name, stacks)];
    if (here.environment === undefined) return endedBy(found);
    const declared = declareStack(catalogue, policies, here.environment);
    print(declared);
    return endedBy([...found, ...declared.diagnostics]);
  };
  return [
    {
      name: "configurations as text",
      share: 50,
      mutate: (chance: Chance) => {
        const { name, bytes } = oneOf(chance, files);
        const { words, whole } = mutateBytes(bytes, chance);
        return { words: `${name} ${words}`, run: () => read(name, whole) };
      },
    },
    {
      name: "configurations as values",
      share: 50,
      mutate: (chance: Chance) => {
        const { name, tree } = oneOf(chance, trees);
        const { words, whole } = mutateTree(tree, chance, valuesFor.files);
        const text = withDepth(stringify(whole), chance);
        return { words: `${name} ${words}`, run: () => read(name, text) };
      },
    },
  ];
};
