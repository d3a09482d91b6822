import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { pulumiCliVersion } from "../../testing/engine/pulumi-cli";
import { keyVariables, KEYS_OF, linkKeys } from "../../infra/environment/keys";
import { ROOT } from "../../testing/stack-configuration";

/** Who holds which keys, in which order, and what is run with them: the pipelines that plan and apply, as parsed. */

const textual = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const stepSchema = z.object({
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: textual.default({}),
  env: textual.default({}),
});

const jobSchema = z.object({
  if: z.string().optional(),
  needs: z.string().optional(),
  uses: z.string().optional(),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.string()).default({}),
  secrets: z.union([z.string(), textual]).optional(),
  with: textual.default({}),
  env: textual.default({}),
  steps: z.array(stepSchema).default([]),
});

const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), jobSchema),
});

type Job = z.output<typeof jobSchema>;
type Step = z.output<typeof stepSchema>;

type File = "preview.yml" | "up.yml" | "deploy.yml" | "drift.yml" | "nightly.yml";

const read = (file: File) => workflowSchema.parse(parse(readFileSync(join(ROOT, ".github/workflows", file), "utf8")));

const jobOf = (file: File, name: string): Job => {
  const job = read(file).jobs[name];
  if (job === undefined) throw new Error(`${file} has no job ${name}`);
  return job;
};

const HOLDERS = [
  ["preview.yml", "preview"],
  ["up.yml", "up"],
  ["drift.yml", "drift"],
] as const;

/** Of `up` alone: what is made after Pulumi, by npm run links. */
const LINK_SECRETS = Object.values(linkKeys);

const SECRETS = ["PULUMI_CONFIG_PASSPHRASE", ...Object.values(keyVariables).flat()].toSorted();

const secretsOf = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  [...JSON.stringify(values).matchAll(/secrets\.(\w+)/g)].map(([, name = ""]) => name).toSorted();

const indexOf = (steps: readonly Step[], found: (step: Step) => boolean): number => {
  const index = steps.findIndex(found);
  if (index < 0) throw new Error("no such step");
  return index;
};

const runs = (words: string) => (step: Step) => step.run?.includes(words) ?? false;
const isLink = runs("npm run --silent links");
const uses = (words: string) => (step: Step) => step.uses?.startsWith(words) ?? false;

describe.each(HOLDERS)("%s: the job that holds keys", (file, name) => {
  const job = jobOf(file, name);

  it("installs without any script of a package, with no cache, before the first key and the login", () => {
    const install = indexOf(job.steps, runs("npm ci"));
    expect(job.steps[install]?.run).toContain("--ignore-scripts");
    expect(job.steps.filter(runs("npm ci"))).toHaveLength(1);
    expect(secretsOf(job.env)).toEqual([]);
    expect(job.steps.slice(0, install + 1).flatMap(({ env, with: given }) => secretsOf({ env, given }))).toEqual([]);
    expect(install).toBeLessThan(indexOf(job.steps, uses("aws-actions/configure-aws-credentials")));
    expect(job.steps.filter((step) => "cache" in step.with)).toEqual([]);
  });

  it("hands the keys to Pulumi alone, all of them and whose they are, and to no package's script", () => {
    const keyed = job.steps.filter((step) => secretsOf(step.env).length > 0 && !isLink(step));
    expect(keyed.length).toBeGreaterThan(0);
    for (const { run = "", env } of keyed) {
      expect(secretsOf(env)).toEqual(SECRETS);
      expect(env[KEYS_OF]).toMatch(/^\$\{\{ (matrix|inputs)\.stack \}\}$/);
      const [command = ""] = run.split("\n").filter((line) => line.includes("pulumi "));
      expect(command).toMatch(/^pulumi (preview|up|stack export) --stack "\$STACK"/);
      expect(run.replace("npm run --silent apply -- state --state -", "")).not.toMatch(/npm|npx|node /);
    }
  });

  it("takes Pulumi's version from the one file", () => {
    expect(job.steps.filter(uses("pulumi/actions")).map(({ with: given }) => given)).toEqual([
      { "pulumi-version-file": ".pulumi.version" },
    ]);
  });

  it("writes nothing to the repository", () => {
    expect(
      Object.entries(job.permissions)
        .filter(([, right]) => right === "write")
        .map(([what]) => what),
    ).toEqual(file === "preview.yml" ? ["id-token", "attestations"] : ["id-token"]);
  });
});

describe("the pipelines' keys", () => {
  it("are of an environment for each purpose, so that a role trusts one and no other", () => {
    expect(HOLDERS.map(([file, name]) => jobOf(file, name).environment)).toEqual([
      "preview-${{ matrix.stack }}",
      "${{ inputs.stack }}",
      "drift-${{ matrix.stack }}",
    ]);
    const roles = HOLDERS.map(
      ([file, name]) => jobOf(file, name).steps.find(uses("aws-actions"))?.with["role-to-assume"],
    );
    expect(roles).toEqual(["${{ vars.AWS_READ_ROLE }}", "${{ vars.AWS_WRITE_ROLE }}", "${{ vars.AWS_READ_ROLE }}"]);
  });

  it("are passed on by name, and never all of them", () => {
    const { on } = read("up.yml");
    const call = z.object({ secrets: z.record(z.string(), z.object({ required: z.literal(false) })) });
    const passed = [...new Set([...SECRETS, ...LINK_SECRETS])].toSorted();
    expect(Object.keys(call.parse(on["workflow_call"]).secrets).toSorted()).toEqual(passed);
    for (const stack of ["dev", "prod"]) {
      const job = jobOf("deploy.yml", stack);
      expect(job.with).toEqual({ stack });
      expect(job.secrets).toEqual(Object.fromEntries(passed.map((name) => [name, `\${{ secrets.${name} }}`])));
    }
    expect(jobOf("deploy.yml", "prod").needs).toBe("dev");
  });

  it.each([
    ["preview.yml", "comment"],
    ["drift.yml", "tell"],
    ["nightly.yml", "tell"],
  ] as const)("%s: the job %s, which writes, holds none", (file, name) => {
    const { environment, env, steps, permissions } = jobOf(file, name);
    expect(environment).toBeUndefined();
    expect(secretsOf({ env, steps })).toEqual([]);
    expect(Object.keys(permissions)).not.toContain("id-token");
  });
});

describe("what is applied", () => {
  const { steps } = jobOf("up.yml", "up");

  it("is main's head, by a plan that was asked for by its run, held to a fresh preview just before", () => {
    const order = [
      runs("apply -- head"),
      runs("apply -- find"),
      uses("aws-actions"),
      runs("pulumi preview"),
      runs("apply -- compare"),
      runs("pulumi up"),
      runs("apply -- state"),
      runs("links -- vercel"),
      runs("links -- supabase"),
      runs("links -- stripe"),
      uses("google-github-actions/auth"),
      runs("ga4 -- apply"),
    ].map((found) => indexOf(steps, found));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    const compare = indexOf(steps, runs("apply -- compare"));
    expect(steps[compare]?.run?.trimEnd().split("\n").at(-1)).toBe(
      'npm run --silent apply -- head --commit "$GITHUB_SHA"',
    );
    expect(compare + 1).toBe(indexOf(steps, runs("pulumi up")));
    expect(steps.filter((step) => step.if !== undefined).map((step) => step.if)).toEqual([
      "vars.ATTESTATIONS == 'on'",
      "failure() && steps.preview.outcome == 'failure'",
      "always() && steps.up.outcome != 'skipped'",
      "vars.SUPABASE_DRAINS == 'api'",
      "vars.STRIPE_DESTINATIONS == 'api'",
      "vars.GA4_PROPERTY != ''",
      "vars.GA4_PROPERTY != ''",
    ]);
  });

  it.each(["vercel", "supabase"] as const)("is followed by the links of %s, each with its own key alone", (vendor) => {
    const step = steps.find(runs(`links -- ${vendor}`));
    expect(step?.run).toBe(
      "set -o pipefail\n" +
        'pulumi stack export --stack "$STACK" --show-secrets --non-interactive | ' +
        `npm run --silent links -- ${vendor} --environment "$STACK" --state - --yes\n`,
    );
    expect(step?.env).toEqual({
      [KEYS_OF]: "${{ inputs.stack }}",
      PULUMI_CONFIG_PASSPHRASE: "${{ secrets.PULUMI_CONFIG_PASSPHRASE }}",
      [linkKeys[vendor]]: `\${{ secrets.${linkKeys[vendor]} }}`,
    });
  });

  it("is followed by Stripe's destinations, with their key and nothing of the state", () => {
    const step = steps.find(runs("links -- stripe"));
    expect(step?.run).toBe('npm run --silent links -- stripe --environment "$STACK" --yes');
    expect(step?.env).toEqual({
      [KEYS_OF]: "${{ inputs.stack }}",
      STRIPE_API_KEY: "${{ secrets.STRIPE_API_KEY }}",
    });
  });

  it("tells Google Analytics without a key that anybody keeps", () => {
    const apply = steps.find(runs("ga4 -- apply"));
    expect(apply?.run).toBe("npm run --silent ga4 -- apply --yes");
    expect(apply?.env).toEqual({ DRIPLO_GA4_PROPERTY: "${{ vars.GA4_PROPERTY }}" });
    expect(steps.find(uses("google-github-actions/auth"))?.with).toEqual({
      workload_identity_provider: "${{ vars.GOOGLE_IDENTITY_PROVIDER }}",
      service_account: "${{ vars.GOOGLE_SERVICE_ACCOUNT }}",
    });
  });

  it("is not the engine's own plan file, nor an artefact by its name alone", () => {
    const all = steps.map(({ run = "" }) => run).join("\n");
    expect(all).not.toMatch(/--plan|--save-plan|gh run download|actions\/artifacts/);
    expect(all).toContain("--signer-workflow");
  });

  it("was previewed with the account read anew, as it is compared and applied", () => {
    for (const [file, name] of HOLDERS)
      for (const { run = "" } of jobOf(file, name).steps.filter(runs("pulumi preview"))) {
        expect(run).toContain("--refresh --json --non-interactive");
        expect(run).not.toContain("--show-secrets");
      }
    expect(steps.find(runs("pulumi up"))?.run).toContain("--refresh --skip-preview --yes");
  });
});

describe("a pull request's preview", () => {
  const preview = jobOf("preview.yml", "preview");

  it("runs where reviewers stand before it, or on main by hand", () => {
    expect(preview.if?.replaceAll(/\s+/g, " ")).toBe(
      "github.event_name == 'workflow_dispatch' && github.ref == 'refs/heads/main' || " +
        "github.event_name == 'pull_request' && vars.PREVIEWS == 'reviewed' && " +
        "github.event.pull_request.head.repo.full_name == github.repository",
    );
    expect(Object.keys(read("preview.yml").on)).toEqual(["pull_request", "workflow_dispatch"]);
  });

  it("leaves a plan without values, and nothing of what the engine printed", () => {
    const reduce = indexOf(preview.steps, runs("apply -- reduce"));
    expect(preview.steps[reduce]?.run?.trimEnd().split("\n").at(-1)).toBe("rm .review/preview.json");
    expect(reduce).toBeLessThan(indexOf(preview.steps, uses("actions/upload-artifact")));
    expect(preview.steps.find(uses("actions/upload-artifact"))?.with["name"]).toBe(
      "plan-${{ matrix.stack }}-${{ steps.tree.outputs.tree }}",
    );
  });

  it("is commented on by the base's code", () => {
    const { steps } = jobOf("preview.yml", "comment");
    expect(steps.find(uses("actions/checkout"))?.with["ref"]).toBe("${{ github.event.pull_request.base.sha }}");
  });
});

describe("docs/bootstrap.md", () => {
  const page = readFileSync(join(ROOT, "docs/bootstrap.md"), "utf8");

  it.each([
    ...Object.values(keyVariables).flat(),
    ...LINK_SECRETS.filter((name) => name !== "VERCEL_API_TOKEN"),
    KEYS_OF,
    "GA4_PROPERTY",
    "GOOGLE_IDENTITY_PROVIDER",
    "GOOGLE_SERVICE_ACCOUNT",
    "SUPABASE_DRAINS",
    "STRIPE_DESTINATIONS",
    "PREVIEWS",
    "ATTESTATIONS",
    "AWS_READ_ROLE",
    "AWS_WRITE_ROLE",
    "PULUMI_BACKEND_URL",
    "preview-prod",
    "drift-prod",
    ".pulumi.version",
  ])("says what %s is", (name) => {
    expect(page).toContain(`\`${name}`);
  });

  it("lets a role trust one environment to the letter", () => {
    expect(page).toContain('"token.actions.githubusercontent.com:sub": "repo:ORG/REPO:environment:prod"');
    expect(page).not.toMatch(/StringLike|environment:\*/);
  });
});

describe("Pulumi's version", () => {
  const pinned = readFileSync(join(ROOT, ".pulumi.version"), "utf8").trim();

  it("is one, and the tests' engine is of it", () => {
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
    expect([undefined, `v${pinned}`]).toContain(pulumiCliVersion());
  });
});
