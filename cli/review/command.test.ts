import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../testing/stack-configuration";
import { copyTree } from "../../testing/tree";

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

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "review-test-"));
  folders.push(folder);
  return folder;
};

const copyOf = (source: string): string => {
  const folder = emptyFolder();
  execFileSync("cp", ["-a", `${source}/.`, folder]);
  return folder;
};

let unversioned: string;
let committed: string;

beforeAll(() => {
  unversioned = copyTree();
  folders.push(unversioned);
  committed = copyOf(unversioned);
  run(committed, "init", "--quiet", "--initial-branch=main");
  commit(committed, "first");
  run(committed, "gc", "--quiet");
});

const repository = (): string => copyOf(committed);

const commit = (folder: string, message: string): void => {
  run(folder, "add", "--all", ":!node_modules");
  run(folder, "commit", "--quiet", "--message", message);
};

const CLI = ["--require", "./infra/loader.cjs", "cli/cli.ts"];

const review = (folder: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...CLI, "review", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
  });
  return { code: status, stdout, stderr };
};

/** What git knows of beside the clone itself. */
const worktreesOf = (folder: string): readonly string[] =>
  execFileSync("git", ["worktree", "list", "--porcelain"], { cwd: folder, encoding: "utf8" })
    .split("\n")
    .filter((line) => line.startsWith("worktree "))
    .slice(1);

const SEARCH = "monitors/catalogue/search.ts";

const loosen = (folder: string): void => {
  const path = join(folder, SEARCH);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("at: percent(10)", "at: percent(15)"));
};

/** A repository whose plan is started otherwise, not committed. */
const withScript = (plan: string | undefined): string => {
  const folder = repository();
  const path = join(folder, "package.json");
  const { scripts, ...others } = JSON.parse(readFileSync(path, "utf8")) as { readonly scripts: object };
  writeFileSync(path, JSON.stringify({ ...others, scripts: { ...scripts, plan } }));
  return folder;
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

  it.each([[], ["--fail-on", "removed"]])(
    "fails where the base cannot be planned, with a gate or without: %j %j",
    (...gate) => {
      const folder = broken();
      run(folder, "revert", "--no-edit", "HEAD");
      const { code, stdout, stderr } = review(folder, "--base", "main~1", ...gate);
      expect(code).toBe(1);
      expect(stdout).toMatch(/main~1 could not be planned: .*(rror|xpected)/);
      expect(stdout).toContain("nothing to compare with");
      expect(stdout).not.toContain("Nothing changes");
      expect(stderr).toMatch(/^error: nothing was compared: main~1 could not be planned: .*\n$/);
      expect(review(folder, "--base", "main~1", "--allow-unplannable-base", ...gate)).toEqual({
        code: 0,
        stdout,
        stderr: "",
      });
    },
  );

  it("starts the base by the base's own script, wherever its files stand", () => {
    const folder = withScript("node --require ./infra/loader.cjs cli/elsewhere.ts plan");
    renameSync(join(folder, "cli/cli.ts"), join(folder, "cli/elsewhere.ts"));
    commit(folder, "elsewhere");
    run(folder, "revert", "--no-edit", "HEAD");
    loosen(folder);
    const { code, stdout, stderr } = review(folder, "--base", "main~1");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("looser-critical: search.error_rate.critical  10 % → 15 % (+50 %)");
  });

  it.each([
    [undefined, 'it has no plan yet: its package.json has no script "plan"'],
    ["node cli/cli.ts plan; true", 'the script "plan" of its package.json is not `node` with plain words'],
  ])("says of a base that is started by %j why it cannot be planned", (script, why) => {
    const folder = withScript(script);
    commit(folder, "otherwise");
    run(folder, "revert", "--no-edit", "HEAD");
    const { code, stderr } = review(folder, "--base", "main~1");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error: nothing was compared: main~1 could not be planned: ${why}\n`,
    });
  });

  it("compares a plan that other code has printed, as data, and runs none of it", () => {
    const folder = repository();
    loosen(folder);
    const printed = spawnSync(
      process.execPath,
      [...CLI, "plan", "--environment", "all", "--format", "json", "--declarations"],
      { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    ).stdout;
    run(folder, "checkout", "--quiet", ".");
    writeFileSync(join(folder, "head.json"), printed);
    const asked = ["--base", "HEAD", "--head", "their commit", "--head-plan", "head.json"];
    const { code, stdout, stderr } = review(folder, ...asked, "--fail-on", "looser-critical");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "--fail-on looser-critical: search.error_rate.critical 10 % → 15 % (+50 %)\n",
    });
    expect(stdout).toMatch(/^What this does to alerting: HEAD \(\w{9}\) → their commit\n/);
    const same = review(folder, "--base-plan", "head.json", "--head-plan", "head.json");
    expect(same).toMatchObject({ code: 0, stderr: "" });
    expect(same.stdout).toContain("Nothing changes for whoever is on call.");
  });

  it.each([
    ["", "it printed no JSON"],
    ['{"version": 1, "environment": "prod"}', "it printed no plan of version 1"],
    ["[".repeat(100_000), "is nested more than 100 deep"],
    [undefined, "there is no such file"],
  ])("takes no file for a plan that is none: %.20j", (text, why) => {
    const folder = emptyFolder();
    const path = join(folder, "plan.json");
    if (text !== undefined) writeFileSync(path, text);
    const { code, stdout, stderr } = review(ROOT, "--base-plan", path, "--head-plan", path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`error: ${path}: no plan to compare: ${why}`);
    expect(stderr.trim().split("\n").length).toBe(1);
  });

  it("fails where the head cannot be planned, and takes nothing for removed", () => {
    const folder = broken();
    run(folder, "revert", "--no-edit", "HEAD");
    const revisions = ["--base", "main~2", "--head", "main~1"];
    const { code, stdout, stderr } = review(folder, ...revisions, "--format", "markdown");
    expect(code).toBe(1);
    expect(stdout).toContain("**`main~1` could not be planned:** ");
    expect(stdout).toContain("nothing was compared");
    expect(stdout).not.toContain("removed");
    expect(stderr).toMatch(/^error: nothing was compared: main~1 could not be planned: .*\n$/);
    expect(review(folder, ...revisions, "--allow-unplannable-base").code).toBe(1);
  });

  it("fails where the head's own plan has errors, old ones too, and says how many", () => {
    const folder = repository();
    writeFileSync(join(folder, "runbooks/api/orphan.md"), "# Orphan\n");
    commit(folder, "orphan");
    const { code, stdout, stderr } = review(folder, "--base", "main", "--fail-on", "removed");
    expect(code).toBe(1);
    expect(stdout).toContain("0 changed, 0 added, 0 removed");
    expect(stderr).toMatch(/^error: dev: errors in the plan of .*: 1\nerror: prod: errors in the plan of .*: 1\n$/);
  });

  it("fails where the base's configuration leaves a part that cannot be compared", () => {
    const folder = repository();
    const file = join(folder, "Pulumi.prod.yaml");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace("    region:", "    regoin:"));
    commit(folder, "misspelt");
    writeFileSync(file, before);
    const { code, stderr } = review(folder, "--base", "main", "--fail-on", "removed");
    expect(code).toBe(1);
    expect(stderr).toBe("error: queries and boards of prod were not compared: its configuration is at fault in main\n");
  });

  it("takes a revision that git does not know for wrong usage, and says in a shallow clone why", () => {
    const folder = repository();
    for (const option of ["base", "head"])
      expect(review(folder, "--base", "main", `--${option}`, "nowhere", "--fail-on", "removed")).toEqual({
        code: 2,
        stdout: "",
        stderr: `error: --${option} nowhere: git knows no such revision; fetch it, or name another with --${option}\n`,
      });
    commitEmpty(folder);
    const clone = emptyFolder();
    run(clone, "clone", "--quiet", "--depth", "1", `file://${folder}`, "shallow");
    symlinkSync(join(ROOT, "node_modules"), join(clone, "shallow/node_modules"));
    expect(review(join(clone, "shallow"), "--base", "HEAD~1")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: --base HEAD~1: this clone is shallow and does not hold it; fetch it with git fetch --unshallow\n",
    });
  });

  it("says that an environment is gone, and of one without its configuration what is missing, and no more", () => {
    const folder = repository();
    rmSync(join(folder, "Pulumi.dev.yaml"));
    const unconfigured = review(folder, "--base", "main");
    expect(unconfigured.code).toBe(1);
    expect(unconfigured.stderr).toMatch(
      /^dev: its configuration is at fault; hosts, accounts and ids are placeholders\nerror: dev: errors in the plan of working tree, [a-z ]+: \d+\n$/,
    );
    expect(unconfigured.stdout).toContain("error: Pulumi.dev.yaml  is not there; create it: docs/bootstrap.md");
    expect(unconfigured.stdout).not.toContain("looks at");
    const names = join(folder, "monitors/model/environment-name.ts");
    writeFileSync(
      names,
      readFileSync(names, "utf8").replace('environmentNames = ["dev", "prod"]', 'environmentNames = ["prod"]'),
    );
    const { code, stdout, stderr } = review(folder, "--base", "main");
    expect(code).toBe(1);
    // The schema and the workflows still name it.
    expect(stderr).toMatch(/^error: prod: errors in the plan of working tree, [a-z ]+: \d+\n$/);
    expect(stdout).toContain("Lost protection\n  removed: dev (dev)  the whole environment is no longer watched\n");
  });

  it("says that there is no git", () => {
    const folder = copyOf(unversioned);
    expect(existsSync(join(folder, ".git"))).toBe(false);
    const { code, stdout, stderr } = review(folder, "--base", "main");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: --base main: this is no git repository \(.*\)\n$/);
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

/** A repository whose last commit cannot be planned. */
const broken = (): string => {
  const folder = repository();
  appendFileSync(join(folder, "monitors/catalogue/index.ts"), "\nthis is no TypeScript\n");
  commit(folder, "broken");
  return folder;
};

describe("npm run backtest -- --base", () => {
  it("prints what it can, and fails where the base cannot be replayed", () => {
    const folder = broken();
    run(folder, "revert", "--no-edit", "HEAD");
    mkdirSync(join(folder, "series"));
    writeFileSync(join(folder, "series/api.error_rate.csv"), "time,bad,all\n0,0,100\n60,0,100\n");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...CLI, "backtest", "--series", "series", "--base", "main~1"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(status).toBe(1);
    expect(stdout).toContain("api.error_rate.critical");
    expect(stderr).toMatch(/^main~1 cannot be replayed: .*\n$/);
  });
});

describe("a base that hangs", () => {
  let folder: string;
  let temporary: string;

  /** The base waits for ever and cannot be asked to end, and the working tree does not. It says when it has begun. */
  beforeEach(() => {
    folder = repository();
    temporary = join(folder, "tmp");
    mkdirSync(temporary);
    const file = join(folder, "monitors/catalogue/index.ts");
    const before = readFileSync(file, "utf8");
    writeFileSync(
      file,
      `${before}\nprocess.on("SIGTERM", () => undefined);\nrequire("node:fs").writeFileSync(${JSON.stringify(join(folder, "begun"))}, String(process.pid));\nfor (;;);\n`,
    );
    commit(folder, "hangs");
    writeFileSync(file, before);
  });

  const start = (...args: readonly string[]) => {
    const child = spawn(process.execPath, [...CLI, "review", "--base", "main", ...args], {
      cwd: folder,
      env: { ...process.env, TMPDIR: temporary },
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
    const closed = once(child, "close").then(([code, signal]) => ({
      code: code as unknown,
      signal: signal as unknown,
    }));
    return { child, said, closed };
  };

  const begun = async (): Promise<number> => {
    const file = join(folder, "begun");
    while (!existsSync(file) || readFileSync(file, "utf8") === "") await new Promise((done) => setTimeout(done, 50));
    return Number(readFileSync(file, "utf8"));
  };

  const isRunning = (id: number): boolean => {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  };

  const left = () => ({ folders: readdirSync(temporary), worktrees: worktreesOf(folder) });
  const nothing = { folders: [], worktrees: [] };

  it("is given up, which is a comparison that has failed", async () => {
    const { said, closed } = start("--timeout", "2", "--fail-on", "removed");
    expect(await closed).toEqual({ code: 1, signal: null });
    expect(said.stdout).toContain("main could not be planned: it was not planned within 2 s");
    expect(said.stderr).toBe(
      "error: nothing was compared: main could not be planned: it was not planned within 2 s; --timeout sets how long\n",
    );
    expect(left()).toEqual(nothing);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves nothing after %s", async (signal) => {
    const { child, said, closed } = start();
    const base = await begun();
    expect(left().worktrees).toHaveLength(1);
    child.kill(signal);
    expect(await closed).toEqual({ code: null, signal });
    expect(said).toEqual({ stdout: "", stderr: "" });
    expect(left()).toEqual(nothing);
    expect(isRunning(base)).toBe(false);
  });

  it("leaves after kill -9 what the next run takes away, and no other run's", async () => {
    const first = start();
    const base = await begun();
    first.child.kill("SIGKILL");
    await first.closed;
    process.kill(base, "SIGKILL");
    expect(left()).toMatchObject({ folders: [expect.any(String)], worktrees: [expect.any(String)] });
    rmSync(join(folder, "begun"));
    const second = start();
    await begun();
    const [ours] = left().folders;
    expect(left()).toMatchObject({ folders: [ours], worktrees: [expect.stringContaining(ours ?? "none")] });
    const stopped = Number(readFileSync(join(folder, "begun"), "utf8"));
    rmSync(join(folder, "begun"));
    const third = start();
    await begun();
    expect(left().folders).toHaveLength(2);
    expect(left().folders).toContain(ours);
    for (const { child } of [second, third]) child.kill("SIGTERM");
    await Promise.all([second.closed, third.closed]);
    expect(left()).toEqual(nothing);
    expect(isRunning(stopped)).toBe(false);
  });
});

const commitEmpty = (folder: string): void => {
  run(folder, "commit", "--quiet", "--allow-empty", "--message", "second");
};
