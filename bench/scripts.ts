import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "./root";

/** How the project itself starts its programs, read where it says so: a benchmark of another start would be of nothing. */

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

/** What follows `node` in a script of package.json. */
export const argumentsOf = (script: string): readonly string[] => {
  const [node, ...rest] = manifest.parse(JSON.parse(read("package.json"))).scripts[script]?.split(" ") ?? [];
  if (node !== "node") throw new Error(`package.json: the script ${script} is missing or does not start with node`);
  return rest;
};

const project = z.object({ runtime: z.object({ options: z.object({ nodeargs: z.string() }) }) });

/** What Pulumi hands to Node before the program. */
export const programArguments = (): readonly string[] =>
  project.parse(parse(read("Pulumi.yaml"))).runtime.options.nodeargs.split(" ");
