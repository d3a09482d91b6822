import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ROOT } from "../stack-configuration";

/** The pipelines, and what is committed, before three tools of other people's. `.ci/run` installs them. */

const FOLDER = join(ROOT, ".github/workflows");
const files = readdirSync(FOLDER).toSorted();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

const run = (tool: string, args: readonly string[], cwd = ROOT, input = "") => {
  const { status, stdout, stderr } = spawnSync(tool, args, {
    ...{ cwd, input },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
};

/** Skipped by name on a developer's machine without the tool; in CI, where nobody reads what was skipped, a failure. */
const describeWith = (tool: string, version: string, source: string, suite: () => void): void => {
  const missing = `${tool} is not on the PATH: ${source}`;
  if (spawnSync(tool, [version]).status === 0) describe(`the repository in ${tool}`, suite);
  else if (process.env["CI"] === undefined) describe.skip(`the repository in ${tool} (${missing})`, suite);
  else
    describe(`the repository in ${tool}`, () => {
      it("has its tool", () => {
        throw new Error(missing);
      });
    });
};

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "tools-"));
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

describeWith("actionlint", "-version", "https://github.com/rhysd/actionlint", () => {
  const actionlint = (file: string, text: string) =>
    run("actionlint", ["-no-color", "-stdin-filename", `.github/workflows/${file}`, "-"], ROOT, text);

  it.each(files)("%s", (file) => {
    expect(actionlint(file, textOf(file))).toMatchObject({ status: 0, stdout: "" });
  });

  it("could fail: a misspelt event is seen", () => {
    expect(actionlint("check.yml", textOf("check.yml").replace("pull_request:", "pull_requests:")).status).toBe(1);
  });
});

describeWith("zizmor", "--version", "https://docs.zizmor.sh/installation", () => {
  const finding = z.object({
    ident: z.string(),
    locations: z.array(z.object({ symbolic: z.object({ key: z.object({ Local: z.looseObject({}) }) }) })),
  });

  const zizmor = (path: string, cwd = ROOT): readonly string[] => {
    const { status, stdout, stderr } = run(
      "zizmor",
      ["--offline", "--persona", "auditor", "--no-progress", "--format", "json", path],
      cwd,
    );
    // 10 and more: there are findings (https://docs.zizmor.sh/usage/#exit-codes).
    if (status === null || (status !== 0 && status < 10)) throw new Error(stderr);
    return z
      .array(finding)
      .parse(JSON.parse(stdout))
      .map(({ ident }) => ident);
  };

  it.each(files)("%s has no finding, to the eyes of an auditor", (file) => {
    expect(zizmor(`.github/workflows/${file}`)).toEqual([]);
  });

  it("is told of each finding that is left why it is", () => {
    const ignored = files.flatMap((file) => textOf(file).match(/zizmor: ignore.*/g) ?? []);
    for (const each of ignored) expect(each).toMatch(/^zizmor: ignore\[[\w-]+\] \S+( \S+){3,}$/);
  });

  it("could fail: an event's words in a script are seen", () => {
    const cwd = folder();
    const path = join(cwd, ".github/workflows/check.yml");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf("check.yml").replace("bash .ci/run", 'echo "${{ github.event.pull_request.title }}"'));
    expect(zizmor(".github/workflows/check.yml", cwd)).toEqual(["template-injection"]);
  });
});

describeWith("gitleaks", "version", "https://github.com/gitleaks/gitleaks", () => {
  const gitleaks = (cwd: string, ...command: readonly string[]) =>
    run(
      "gitleaks",
      [...command, "--no-banner", "--no-color", "--redact", "--config", join(ROOT, ".gitleaks.toml"), "."],
      cwd,
    );

  it("finds no secret in what was ever committed, as far as the clone goes back", () => {
    const { status, stderr } = gitleaks(ROOT, "git", "--log-opts=--full-history HEAD");
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining("no leaks found") as unknown,
    });
  });

  it("could fail: a key is seen beside the placeholders that are allowed", () => {
    const made = folder();
    writeFileSync(
      join(made, "x.ts"),
      `const token = "${["ghp", "0123456789abcdefghijABCDEFGHIJ012345"].join("_")}";
`,
    );
    const { status, stderr } = gitleaks(made, "dir");
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("leaks found: 1") as unknown,
    });
  });

  it("is told of each placeholder why it is none", () => {
    const text = readFileSync(join(ROOT, ".gitleaks.toml"), "utf8");
    const entries = text.split("[[allowlists]]").slice(1);
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      expect(entry).toMatch(/^\ndescription = "[^"]{20,}"$/m);
      // A whole file or rule would hide what comes tomorrow.
      expect(entry).not.toMatch(/^paths|^commits/m);
    }
  });
});
