import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, type Ran } from "../testing/run-command";
import { copyTree, edit } from "../testing/tree";

/** What every command does with a configuration or a plan that is at fault. */

const SERIES = "time,bad,all\n0,0,100\n60,0,100\n";

/** The lines of commands that get the stack; `out` stands for a folder of the tree. */
const writing = [
  ["runbooks"],
  ["runbooks", "--check"],
  ["lighthouse"],
  ["logrocket"],
  ["rules", "--out", "out/rules"],
  ["dashboards", "--out", "out/boards", "--pictures"],
  ["adopt", "--datadog", "in/monitors.json", "--out", "out/adopt"],
  ["drill", "search.error_rate", "--environment", "prod", "--dry-run"],
].map((line) => ({ name: line.join(" "), line }));

const showing = [
  ["report", "--out", "out/report.html"],
  ["simulate", "api.error_rate", "--shape", "outage", "--svg", "out/day.svg"],
  ["backtest", "--series", "in/series"],
  ["quality", "--incidents", "cli/quality/fixtures/incidents.csv"],
].map((line) => ({ name: line.join(" "), line }));

const trees: string[] = [];

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

const tree = (): string => {
  const root = copyTree();
  trees.push(root);
  mkdirSync(join(root, "in/series"), { recursive: true });
  mkdirSync(join(root, "out"));
  writeFileSync(join(root, "in/monitors.json"), "[]");
  writeFileSync(join(root, "in/series/api.error_rate.csv"), SERIES);
  return root;
};

/** Every file that a command could write to, by a digest of its content. */
const filesOf = (root: string): ReadonlyMap<string, string> =>
  new Map(
    ["runbooks", "docs", "out", "lighthouserc.json"].flatMap((place) => {
      const path = join(root, place);
      const files = place.includes(".")
        ? [path]
        : readdirSync(path, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name));
      return files.map((file) => [file, createHash("sha256").update(readFileSync(file)).digest("hex")] as const);
    }),
  );

const runIn = async (root: string, line: readonly string[]): Promise<Ran & { readonly wrote: boolean }> => {
  const before = filesOf(root);
  const ran = await runCommand(root, line);
  const after = filesOf(root);
  return { ...ran, wrote: before.size !== after.size || [...after].some(([file, sum]) => before.get(file) !== sum) };
};

describe("a configuration that is at fault", () => {
  const root = tree();
  edit(root, "Pulumi.prod.yaml", (text) => text.replace("    region:", "    regoin:"));

  it.each([...writing, ...showing])("stops $name before it does anything", async ({ line }) => {
    const { code, stdout, stderr, wrote } = await runIn(root, line);
    expect({ code, stdout, wrote }).toEqual({ code: 1, stdout: "", wrote: false });
    expect(stderr).toContain("error  Pulumi.prod.yaml, aws.region  is missing\n");
    expect(stderr).toMatch(/\nerror: nothing was done: the configuration of prod has errors\n$/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("lets the plan and a review go on, which say so", async () => {
    const plan = await runCommand(root, ["plan"]);
    expect(plan).toMatchObject({
      code: 1,
      stderr: "prod: its configuration is at fault; hosts, accounts and ids are placeholders\n",
    });
    expect(plan.stdout).toContain("error  Pulumi.prod.yaml, aws.region");
  });
});

describe("a plan with an error in a row", () => {
  const root = tree();
  writeFileSync(join(root, "runbooks/api/orphan.md"), "# Orphan\n");

  it.each(writing)("stops $name before it does anything", async ({ line }) => {
    const { code, stdout, stderr, wrote } = await runIn(root, line);
    expect({ code, stdout, wrote }).toEqual({ code: 1, stdout: "", wrote: false });
    expect(stderr).toContain("error  runbooks/api/orphan.md (prod)  no signal leads to it\n");
    expect(stderr).toMatch(/\nerror: nothing was done: the plan of prod has errors\n$/);
  });

  it.each(showing)("does not keep $name from showing, and it ends with 1", async ({ line }) => {
    const { code, stdout, stderr } = await runCommand(root, line);
    expect(code).toBe(1);
    expect(stderr).toContain("the plan of prod has an error; npm run plan lists them\n");
    expect(stdout !== "" || existsSync(join(root, "out/report.html"))).toBe(true);
  });

  it("stands at the top of the report", async () => {
    const { code, stdout } = await runCommand(root, ["report"]);
    expect(code).toBe(1);
    expect(stdout).toContain("no signal leads to it");
  });
});

describe("an error that a command is itself the remedy of", () => {
  it("does not stop it", async () => {
    const root = tree();
    edit(root, "runbooks/api/response-time.md", (text) => text.replace("### api-response-time", "### gone"));
    const plan = await runCommand(root, ["plan"]);
    expect(plan.code).toBe(1);
    expect(plan.stdout).toContain("fix: npm run runbooks");
    expect(await runCommand(root, ["runbooks"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "runbooks/api/response-time.md\n",
    });
    expect((await runCommand(root, ["plan"])).code).toBe(0);
  });
});
