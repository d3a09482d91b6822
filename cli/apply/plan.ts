import { z } from "zod";
import { environmentNames } from "../../monitors/model/environment-name";
import { compareText } from "../../monitors/model/compare-text";

/**
 * What a preview would do, reduced to what a person reviews and what may lie in an artefact: each resource's URN, operation and the
 * names of its changed properties. No value is kept, so that no secret can be.
 *
 * The engine's own plan files (`pulumi preview --save-plan`, `pulumi up --plan`) are not used: a first `up` whose values are known
 * only at run time violates its own plan, the violation prints the value, and a half-failed replacement is refused for ever
 * (cli/apply/own-plan-files.engine.test.ts).
 */
export interface Plan {
  readonly version: 1;
  readonly stack: string;
  /** Git's name of the tree that was previewed. */
  readonly tree: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly op: string;
  readonly urn: string;
  /** Top-level properties that change, in order; empty for a create and a delete. */
  readonly keys: readonly string[];
}

/** Plain ASCII on one line: whatever is printed of a plan can start no command of GitHub's runner and hide nothing. */
const printable = (length: number) => z.string().regex(new RegExp(String.raw`^[\x20-\x7e]{1,${length}}$`));

const MOST_STEPS = 50_000;
const MOST_KEYS = 200;

export const treeName = z
  .string()
  .regex(/^[0-9a-f]{40}$/, "must be the 40 digits of a tree: git rev-parse 'HEAD^{tree}'");

export const planSchema = z.strictObject({
  version: z.literal(1),
  stack: z.enum(environmentNames),
  tree: treeName,
  steps: z
    .array(
      z.strictObject({
        op: z.string().regex(/^[a-z-]{1,40}$/),
        urn: printable(1000),
        keys: z.array(printable(200)).max(MOST_KEYS),
      }),
    )
    .max(MOST_STEPS),
});

/** The part of `pulumi preview --json` that is read (pulumi/pulumi sdk/go/common/display/json.go, PreviewStep). */
export const previewSchema = z.looseObject({
  steps: z
    .array(
      z.looseObject({
        op: z.string(),
        urn: z.string(),
        diffReasons: z.array(z.string()).nullish(),
        replaceReasons: z.array(z.string()).nullish(),
        detailedDiff: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .default([]),
  diagnostics: z.array(z.looseObject({ severity: z.string(), message: z.string() })).default([]),
});

export type Preview = z.output<typeof previewSchema>;
type PreviewStep = Preview["steps"][number];

/**
 * Why a preview failed, which `--json` says in its answer alone. Each line is led by blanks: the runner takes one that begins with
 * `::` for a command.
 */
export const sayErrors = ({ diagnostics }: Pick<Preview, "diagnostics">): string =>
  diagnostics
    .filter(({ severity }) => severity === "error")
    .flatMap(({ message }) => message.trim().split(/\r\n|[\r\n]/))
    .map((line) => `  ${line.replaceAll(/[^\x20-\x7e]/g, "")}\n`)
    .join("");

/** @param identity which stack, and of which tree the preview is */
export const reducePreview = (preview: Pick<Preview, "steps">, identity: Pick<Plan, "stack" | "tree">): Plan => ({
  version: 1,
  ...identity,
  steps: preview.steps
    .filter(({ op }) => !UNCHANGED.has(op))
    .map(reduceStep)
    .filter((step) => !isVersionAlone(step))
    .toSorted((one, other) => compareText(orderOf(one), orderOf(other))),
});

/** `refresh` is what was read before the preview; where an account has drifted, the mending is a step of its own. */
const UNCHANGED = new Set(["same", "refresh"]);

const reduceStep = ({ op, urn, diffReasons, replaceReasons, detailedDiff }: PreviewStep): Step => {
  const paths = [...(diffReasons ?? []), ...(replaceReasons ?? []), ...Object.keys(detailedDiff ?? {})];
  return { op, urn, keys: [...new Set(paths.map(topLevel))].toSorted() };
};

/** `options.thresholds["critical"]` → `options`: what follows may be a key of the data. */
const topLevel = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? "?";

/**
 * The version of a provider's SDK, which the lockfile fixes. The engine shows it as changed after each refresh of a
 * parameterized provider, whose version it keeps elsewhere than the SDK says it.
 */
const isVersionAlone = ({ op, urn, keys }: Step): boolean =>
  op === "update" && typeOf(urn).startsWith("pulumi:providers:") && keys.every((key) => key === "version");

const orderOf = ({ urn, op }: Step): string => `${urn} ${op}`;

/** `urn:pulumi:prod::project::parents$aws:sns/topic:Topic::api.P2` → `aws:sns/topic:Topic`. */
const typeOf = (urn: string): string => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";

const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** `update datadog:index/monitor:Monitor api.cpu [message, query]` */
export const sayStep = ({ op, urn, keys }: Step): string =>
  `${op} ${typeOf(urn)} ${nameOf(urn)}${keys.length > 0 ? ` [${keys.join(", ")}]` : ""}`;

export const sayPlan = ({ stack, tree, steps }: Plan): string =>
  [
    `${steps.length} ${steps.length === 1 ? "change" : "changes"} to ${stack}, tree ${tree}:`,
    ...steps.map((step) => `  ${sayStep(step)}`),
    "",
  ].join("\n");
