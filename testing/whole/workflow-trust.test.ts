import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "../stack-configuration";

/** Who may make a pipeline do what: docs/security.md, held on the parsed files. */

const rights = z.record(z.string(), z.enum(["read", "write", "none"]));

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.unknown()).default({}),
});

const job = z.object({
  permissions: rights.optional(),
  env: z.record(z.string(), z.unknown()).default({}),
  steps: z.array(step).default([]),
});

const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: rights,
  jobs: z.record(z.string(), job),
});

const FOLDER = join(ROOT, ".github/workflows");
const files = readdirSync(FOLDER).toSorted();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");
const read = (file: string) => workflow.parse(parse(textOf(file)));
const jobsOf = (file: string) => Object.values(read(file).jobs);
const stepsOf = (file: string) => jobsOf(file).flatMap(({ steps }) => steps);
const startedBy = (...events: readonly string[]): readonly string[] =>
  files.filter((file) => Object.keys(read(file).on).some((event) => events.includes(event)));

/** It runs a pull request's own code with what reads at vendors, and so for branches of this repository alone. */
const PREVIEW = "preview.yml";

describe("every pipeline", () => {
  it.each(files)("%s gives a job what the job says, and nothing by itself", (file) => {
    expect(Object.values(read(file).permissions).filter((right) => right === "write")).toEqual([]);
    for (const { permissions, steps } of jobsOf(file)) if (steps.length > 0) expect(permissions).toBeDefined();
  });

  it.each(files)("%s installs without running a package's scripts", (file) => {
    const installs = stepsOf(file).flatMap(({ run = "" }) => run.match(/npm (?:ci|install|i)\b.*/g) ?? []);
    expect(installs.filter((install) => !install.includes("--ignore-scripts"))).toEqual([]);
  });

  it.each(files)("%s shares no cache, which a stranger's run could have filled", (file) => {
    const caches = stepsOf(file).filter(({ uses = "", with: inputs }) => uses.includes("/cache@") || "cache" in inputs);
    expect(caches).toEqual([]);
  });

  it.each(files)("%s leaves no token behind in a checkout", (file) => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter(({ with: inputs }) => inputs["persist-credentials"] !== false)).toEqual([]);
  });

  it.each(files)("%s puts nothing of an event into a script, where it would be run", (file) => {
    expect(stepsOf(file).filter(({ run }) => run?.includes("${{") === true)).toEqual([]);
  });
});

describe("a pipeline that runs a stranger's code", () => {
  const open = startedBy("pull_request", "pull_request_review").filter((file) => file !== PREVIEW);

  it("is one of two", () => {
    expect(open).toEqual(["check.yml", "plan.yml"]);
  });

  it.each(open)("%s has no secret, no token in its steps, no environment, and may only read", (file) => {
    expect(textOf(file)).not.toMatch(/secrets[.[]|github\.token|environment:|id-token/);
    expect(jobsOf(file).map(({ permissions }) => permissions)).toEqual([{ contents: "read" }]);
  });

  it("plan.yml hands on one file of data", () => {
    const uploads = stepsOf("plan.yml").filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    expect(uploads.map(({ with: inputs }) => inputs["path"])).toEqual([".review/plan.json"]);
  });
});

describe("a pipeline that a pull request starts and that may write", () => {
  const trusted = startedBy("workflow_run", "pull_request_target");
  const MAIN = "${{ github.event.repository.default_branch }}";

  it("is one of two", () => {
    expect(trusted).toEqual(["comment.yml", "gate.yml"]);
  });

  it.each(trusted)("%s checks out the default branch alone, and runs nothing that it has downloaded", (file) => {
    for (const { uses = "", with: inputs, run = "" } of stepsOf(file)) {
      if (uses.startsWith("actions/checkout@")) expect(inputs["ref"]).toBe(MAIN);
      if (uses.startsWith("actions/download-artifact@"))
        expect({ name: inputs["name"], path: inputs["path"] }).toEqual({ name: "plan-data", path: ".plan" });
      expect(run).not.toMatch(
        /git (?:fetch|checkout|pull|clone)|gh pr checkout|(?:node|bash|sh|source|npx) \.?\/?\.plan/,
      );
      const read = [...run.matchAll(/\S*\.plan\S*/g)].map(([path]) => path);
      expect(read.filter((path) => path !== ".plan/plan.json")).toEqual([]);
    }
  });

  it.each(trusted)("%s takes the plan of plan.yml's runs and of no other", (file) => {
    const { on } = read(file);
    expect(on["workflow_run"]).toEqual({ workflows: ["plan"], types: ["completed"] });
    expect(textOf(file)).toContain("startsWith(github.event.workflow_run.path, '.github/workflows/plan.yml')");
  });

  it.each(trusted)("%s has no secret and no key of a cloud", (file) => {
    expect(textOf(file)).not.toMatch(/secrets[.[]|environment:|id-token/);
  });

  it("gate.yml begins without any code, by the base's file", () => {
    const { begin } = read("gate.yml").jobs;
    expect(begin?.permissions).toEqual({ statuses: "write" });
    expect(begin?.steps.filter(({ uses }) => uses !== undefined)).toEqual([]);
    expect(begin?.steps.map(({ run = "" }) => run.match(/-f \w+=\S+/g))).toEqual([
      ["-f state=pending", "-f context=gate", "-f description='waits"],
    ]);
  });

  it("no job bears the name of the status that main's rules ask for", () => {
    const names = files.flatMap((file) => Object.keys(read(file).jobs));
    expect(names).not.toContain("gate");
  });

  it("comment.yml cuts off the older of two runs of a branch", () => {
    expect(textOf("comment.yml")).toContain(
      "group: comment-${{ github.event.workflow_run.head_repository.full_name }}-${{ github.event.workflow_run.head_branch }}\n  cancel-in-progress: true",
    );
  });
});

describe("what opens a preview of the shop", () => {
  it("is known to one step, and stands in no setting of Lighthouse", () => {
    const text = textOf("lighthouse.yml");
    expect(text).not.toMatch(/extraHeaders/i);
    const knowing = stepsOf("lighthouse.yml").filter(({ env }) => JSON.stringify(env).includes("BYPASS_SECRET"));
    expect(knowing.map(({ run }) => run)).toEqual([expect.stringContaining("lhci collect")]);
  });
});
