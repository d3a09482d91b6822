import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../infra/testing/stack-configuration";

/** The command in repositories of its own: a copy of this one's files, committed anew, with our node_modules. */

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const run = (cwd: string, ...args: readonly string[]): void => {
  execFileSync(
    "git",
    ["-c", "user.name=test", "-c", "user.email=test@shop.test", "-c", "core.hooksPath=/dev/null", ...args],
    { cwd, stdio: "pipe" },
  );
};

const IGNORED = new Set(["node_modules", ".git", ".cache"]);

const copy = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "review-test-"));
  folders.push(folder);
  cpSync(ROOT, folder, { recursive: true, filter: (path) => !IGNORED.has(path.slice(ROOT.length + 1)) });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
};

const repository = (): string => {
  const folder = copy();
  run(folder, "init", "--quiet", "--initial-branch=main");
  commit(folder, "first");
  return folder;
};

const commit = (folder: string, message: string): void => {
  run(folder, "add", "--all", ":!node_modules");
  run(folder, "commit", "--quiet", "--message", message);
};

const review = (folder: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "./infra/loader.cjs", "review/cli.ts", "review", ...args],
    { cwd: folder, encoding: "utf8", env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() } },
  );
  return { code: status, stdout, stderr };
};

const SEARCH = "monitors/catalogue/search.ts";

const loosen = (folder: string): void => {
  const path = join(folder, SEARCH);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("at: percent(10)", "at: percent(15)"));
};

describe("npm run review", () => {
  it("compares what is not committed, leaves the tree alone, and removes its worktree", () => {
    const folder = repository();
    loosen(folder);
    const { code, stdout, stderr } = review(folder, "--base", "main");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("working tree, with changes that are not committed");
    expect(stdout).toContain("looser-critical: search.error_rate.critical  10 % → 15 % (+50 %)");
    expect(stdout).toContain(
      "Resources, dev: update 5 (datadog 3, prometheus 2)\nResources, prod: update 5 (datadog 3, prometheus 2)",
    );
    expect(execFileSync("git", ["worktree", "list"], { cwd: folder, encoding: "utf8" }).trim().split("\n").length).toBe(
      1,
    );
    expect(execFileSync("git", ["status", "--porcelain"], { cwd: folder, encoding: "utf8" }).trim()).toContain(SEARCH);
  });

  it("fails by a gate that is asked for, and by no other", () => {
    const folder = repository();
    loosen(folder);
    commit(folder, "looser");
    const failing = review(folder, "--base", "main~1", "--fail-on", "removed,looser-critical");
    expect(failing.code).toBe(1);
    expect(failing.stderr).toBe("--fail-on looser-critical: search.error_rate.critical 10 % → 15 % (+50 %)\n");
    expect(review(folder, "--base", "main~1", "--fail-on", "removed,unrouted").code).toBe(0);
  });

  it("says plainly what cannot be planned, and goes on", () => {
    const folder = repository();
    appendFileSync(join(folder, "monitors/catalogue/index.ts"), "\nthis is no TypeScript\n");
    commit(folder, "broken");
    run(folder, "revert", "--no-edit", "HEAD");
    const { code, stdout, stderr } = review(folder, "--base", "main~1");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/main~1 could not be planned: .*(rror|xpected)/);
    expect(stdout).toContain("nothing to compare with");
  });

  it("says that a base is not there, and in a shallow clone why", () => {
    const folder = repository();
    expect(review(folder, "--base", "nowhere").stdout).toContain(
      "nowhere could not be planned: git knows no such revision",
    );
    commitEmpty(folder);
    const clone = mkdtempSync(join(tmpdir(), "review-test-"));
    folders.push(clone);
    run(clone, "clone", "--quiet", "--depth", "1", `file://${folder}`, "shallow");
    symlinkSync(join(ROOT, "node_modules"), join(clone, "shallow/node_modules"));
    expect(review(join(clone, "shallow"), "--base", "HEAD~1").stdout.replaceAll(/\s+/g, " ")).toContain(
      "this clone is shallow and does not hold it; fetch it with git fetch --unshallow",
    );
  });

  it("says that an environment is gone, and of one without its configuration what is missing, and no more", () => {
    const folder = repository();
    rmSync(join(folder, "Pulumi.dev.yaml"));
    const unconfigured = review(folder, "--base", "main");
    expect(unconfigured.code).toBe(0);
    expect(unconfigured.stdout).toContain("error: Pulumi.dev.yaml  is not there; create it: docs/bootstrap.md");
    expect(unconfigured.stdout).not.toContain("looks at");
    const names = join(folder, "monitors/model/environment.ts");
    writeFileSync(
      names,
      readFileSync(names, "utf8").replace('environmentNames = ["dev", "prod"]', 'environmentNames = ["prod"]'),
    );
    const { code, stdout, stderr } = review(folder, "--base", "main");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Lost protection\n  removed: dev (dev)  the whole environment is no longer watched\n");
  });

  it("says that there is no git", () => {
    const folder = copy();
    expect(existsSync(join(folder, ".git"))).toBe(false);
    const { code, stdout } = review(folder, "--base", "main");
    expect(code).toBe(0);
    expect(stdout).toContain("main could not be planned: this is no git repository");
  });

  it.each([
    [["--fail-on", "loser"], "--fail-on does not know loser; it knows removed, "],
    [["--format", "html"], "Allowed choices are text, json, markdown."],
  ])("%j is wrong usage", (args, says) => {
    const { code, stdout, stderr } = review(ROOT, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
  });
});

const commitEmpty = (folder: string): void => {
  run(folder, "commit", "--quiet", "--allow-empty", "--message", "second");
};
