import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { listWords } from "../../monitors/model/list-words";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { textIfThere } from "../environment/plain-file";

/** Whether whatever lists the environments lists those of the model: no compiler reads these files. Reads the working tree. */

export const checkKnownEnvironments = (root: string, names: readonly string[]): readonly Diagnostic[] => [
  ...checkStackFiles(root, names),
  ...listings(root).flatMap((listing) => checkListing(listing, names)),
];

const RULE = "the environments stand in monitors/model/environment-name.ts, and whatever lists them lists the same";

/** A place in a file, and the names that stand there. */
interface Listing {
  readonly where: string;
  readonly found: readonly string[];
}

const checkListing = ({ where, found }: Listing, names: readonly string[]): readonly Diagnostic[] => {
  const missing = names.filter((name) => !found.includes(name));
  const foreign = [...new Set(found)].filter((name) => !names.includes(name));
  const faults =
    found.length === 0
      ? ["lists no environment"]
      : [
          ...(missing.length === 0 ? [] : [`does not know ${listWords(missing)}`]),
          ...(foreign.length === 0 ? [] : [`knows ${listWords(foreign)}, which is no environment`]),
        ];
  return faults.map((what) => ({
    severity: "error",
    where,
    what,
    rule: RULE,
    remedy: `write ${listWords(names)} there`,
  }));
};

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

const checkStackFiles = (root: string, names: readonly string[]): readonly Diagnostic[] =>
  readdirSync(root)
    .flatMap((file) => STACK_FILE.exec(file)?.[1] ?? [])
    .filter((name) => !names.includes(name))
    .toSorted()
    .map((name) => ({
      severity: "error",
      where: `Pulumi.${name}.yaml`,
      what: "is the file of no environment",
      rule: RULE,
      remedy: `add ${name} to environmentNames in monitors/model/environment-name.ts, or delete the file`,
    }));

const listings = (root: string): readonly Listing[] => [
  {
    where: `${SCHEMA}, properties.environment.enum`,
    found: schema.safeParse(jsonOf(root, SCHEMA)).data?.properties.environment.enum ?? [],
  },
  ...workflowsOf(root).flatMap((file) => workflowListings(file, yamlOf(root, `${WORKFLOWS}/${file}`))),
];

const SCHEMA = "docs/plan.schema.json";

const schema = z.object({ properties: z.object({ environment: z.object({ enum: z.array(z.string()) }) }) });

const WORKFLOWS = ".github/workflows";

/** Where each pipeline that knows stacks lists them: without a list it would run for none. */
const places = {
  matrix: "jobs.*.strategy.matrix.stack",
  calls: "jobs.*.with.stack",
} as const;

const wanted: Readonly<Partial<Record<string, keyof typeof places>>> = {
  "deploy.yml": "calls",
  "drift.yml": "matrix",
  "preview.yml": "matrix",
};

const workflowsOf = (root: string): readonly string[] => {
  const folder = join(root, WORKFLOWS);
  const there = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
  return [...new Set([...there.filter((file) => /\.ya?ml$/.test(file)), ...Object.keys(wanted)])].toSorted();
};

/** Of a job only what lists stacks; an expression is no list. */
const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      strategy: z
        .object({ matrix: z.object({ stack: z.array(z.string()).catch([]) }).catch({ stack: [] }) })
        .optional()
        .catch(undefined),
      with: z.object({ stack: z.string() }).optional().catch(undefined),
    }),
  ),
});

const workflowListings = (file: string, content: unknown): readonly Listing[] => {
  const jobs = Object.values(workflow.safeParse(content).data?.jobs ?? {});
  const found = {
    matrix: jobs.flatMap((job) => job.strategy?.matrix.stack ?? []),
    calls: jobs.flatMap((job) => job.with?.stack ?? []),
  };
  return (["matrix", "calls"] as const)
    .filter((place) => found[place].length > 0 || wanted[file] === place)
    .map((place) => ({ where: `${WORKFLOWS}/${file}, ${places[place]}`, found: found[place] }));
};

/** Undefined where the file is not there or cannot be read. */
const jsonOf = (root: string, file: string): unknown => parsed(root, file, (text): unknown => JSON.parse(text));

/** The same; and where no line of it speaks of stacks, because YAML is slow to parse. */
const yamlOf = (root: string, file: string): unknown =>
  parsed(root, file, (text): unknown => (/\bstack: *(\[|[\w-]+$|\n +- )/m.test(text) ? parse(text) : undefined));

const parsed = (root: string, file: string, read: (text: string) => unknown): unknown => {
  const text = textIfThere(join(root, file));
  try {
    return text === undefined ? undefined : read(text);
  } catch {
    return undefined;
  }
};
