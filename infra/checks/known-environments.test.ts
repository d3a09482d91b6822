import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames } from "../../monitors/model/environment-name";
import { ROOT } from "../../testing/stack-configuration";
import { checkKnownEnvironments } from "./known-environments";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The committed files that know environments, with one of them edited; undefined takes it away. */
const tree = (file?: string, edit: (text: string) => string | undefined = (text) => text): string => {
  const root = mkdtempSync(join(tmpdir(), "known-environments-"));
  folders.push(root);
  for (const path of ["docs", ".github/workflows", "Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"])
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  if (file === undefined) return root;
  const text = edit(readFileSync(join(ROOT, file), "utf8"));
  if (text === undefined) rmSync(join(root, file));
  else writeFileSync(join(root, file), text);
  return root;
};

const RULE = "the environments stand in monitors/model/environment-name.ts, and whatever lists them lists the same";

const fault = (where: string, what: string, remedy: string) => ({ severity: "error", where, what, rule: RULE, remedy });

describe("checkKnownEnvironments", () => {
  it("finds nothing to say of the committed files", () => {
    expect(checkKnownEnvironments(tree(), environmentNames)).toEqual([]);
  });

  it("names each file that does not know a new environment", () => {
    const found = checkKnownEnvironments(tree(), ["dev", "staging", "prod"]);
    expect(found).toEqual([
      fault(
        "docs/plan.schema.json, properties.environment.enum",
        "does not know staging",
        "write dev, staging and prod there",
      ),
      fault(
        ".github/workflows/deploy.yml, jobs.*.with.stack",
        "does not know staging",
        "write dev, staging and prod there",
      ),
      fault(
        ".github/workflows/drift.yml, jobs.*.strategy.matrix.stack",
        "does not know staging",
        "write dev, staging and prod there",
      ),
      fault(
        ".github/workflows/preview.yml, jobs.*.strategy.matrix.stack",
        "does not know staging",
        "write dev, staging and prod there",
      ),
      fault(
        ".github/workflows/reports.yml, jobs.*.strategy.matrix.stack",
        "does not know staging",
        "write dev, staging and prod there",
      ),
    ]);
  });

  it.each([
    [
      "docs/plan.schema.json",
      (text: string) => text.replace('"enum": ["dev", "prod"]', '"enum": ["dev", "prod", "test"]'),
      "docs/plan.schema.json, properties.environment.enum: knows test, which is no environment",
    ],
    ["docs/plan.schema.json", () => "{", "docs/plan.schema.json, properties.environment.enum: lists no environment"],
    [
      ".github/workflows/deploy.yml",
      (text: string) => text.replace("stack: dev", "stack: prod"),
      ".github/workflows/deploy.yml, jobs.*.with.stack: does not know dev",
    ],
    [
      ".github/workflows/drift.yml",
      (text: string) => text.replaceAll("stack: [dev, prod]", "stack: ${{ fromJSON(vars.STACKS) }}"),
      ".github/workflows/drift.yml, jobs.*.strategy.matrix.stack: lists no environment",
    ],
    [
      ".github/workflows/preview.yml",
      () => undefined,
      ".github/workflows/preview.yml, jobs.*.strategy.matrix.stack: lists no environment",
    ],
    [
      ".github/workflows/check.yml",
      (text: string) => text.replace("jobs:\n", "jobs:\n  more:\n    strategy: { matrix: { stack: [prod] } }\n"),
      ".github/workflows/check.yml, jobs.*.strategy.matrix.stack: does not know dev",
    ],
    [
      ".github/workflows/preview.yml",
      () => "jobs: [",
      ".github/workflows/preview.yml, jobs.*.strategy.matrix.stack: lists no environment",
    ],
  ])("sees in %s what differs: %#", (file, edit, said) => {
    const found = checkKnownEnvironments(tree(file, edit), environmentNames);
    expect(found.map(({ where, what }) => `${where}: ${what}`)).toEqual([said]);
  });

  it("sees a stack's file that nothing plans", () => {
    const root = tree();
    cpSync(join(root, "Pulumi.prod.yaml"), join(root, "Pulumi.staging.yaml"));
    expect(checkKnownEnvironments(root, environmentNames)).toEqual([
      fault(
        "Pulumi.staging.yaml",
        "is the file of no environment",
        "add staging to environmentNames in monitors/model/environment-name.ts, or delete the file",
      ),
    ]);
  });
});
