import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "../infra/testing/stack-configuration";

/** The pipelines themselves cannot run here; what can be known of them without GitHub is held. */

const FOLDER = join(ROOT, ".github/workflows");

const files = readdirSync(FOLDER).toSorted();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
});

const read = (file: string) => workflow.parse(parse(textOf(file)));

describe("the pipelines", () => {
  it("are eight", () => {
    expect(files).toEqual([
      "check.yml",
      "comment.yml",
      "deploy.yml",
      "drift.yml",
      "gate.yml",
      "lighthouse.yml",
      "preview.yml",
      "up.yml",
    ]);
  });

  it.each(files)("%s pins every action by its commit, and says its version", (file) => {
    const used = [...textOf(file).matchAll(/^ +(?:- )?uses: (\S+)(.*)$/gm)].filter(
      ([, action = ""]) => !action.startsWith("./"),
    );
    for (const [, action, version] of used) {
      expect(action).toMatch(/@[0-9a-f]{40}$/);
      expect(version).toMatch(/^ # v\d+\.\d+\.\d+$/);
    }
  });

  it.each(files)("%s starts from nothing, and never runs a stranger's code with its own rights", (file) => {
    expect(read(file).permissions["contents"]).toBe("read");
    expect(Object.keys(read(file).on)).not.toContain("pull_request_target");
  });

  it.each(["check.yml", "gate.yml"])(
    "%s, which a fork's pull request starts, has no secret and cannot write",
    (file) => {
      expect(textOf(file)).not.toMatch(/secrets\./);
      expect(Object.values(read(file).permissions).filter((right) => right !== "read")).toEqual([]);
    },
  );

  it("comment.yml checks out the default branch alone, and runs no script of a package", () => {
    expect(textOf("comment.yml").match(/ref: .*/g)).toEqual(["ref: ${{ github.event.repository.default_branch }}"]);
    expect(textOf("comment.yml")).toContain("npm ci --no-audit --no-fund --ignore-scripts");
  });

  it("drift.yml writes neither state nor vendor", () => {
    const commands = [...textOf("drift.yml").matchAll(/(?:run:|\||^) +pulumi (\S+)/gm)].map(([, command]) => command);
    expect(commands).toEqual(["preview"]);
    expect(textOf("drift.yml")).toContain("--expect-no-changes");
  });

  it("up.yml lets runs wait for each other and cuts none off", () => {
    expect(textOf("up.yml")).toContain("group: up-${{ inputs.stack }}\n      cancel-in-progress: false");
  });
});

const steps = z.object({
  jobs: z.object({
    lighthouse: z.object({ steps: z.array(z.object({ id: z.string().optional(), run: z.string().optional() })) }),
  }),
});

describe("lighthouse.yml's reports", () => {
  const KEY = "a.key+of$Vercel32";
  const script = steps
    .parse(parse(textOf("lighthouse.yml")))
    .jobs.lighthouse.steps.find(({ id }) => id === "redact")?.run;

  it.each([
    [KEY, '{"extraHeaders":{"x-vercel-protection-bypass":"hidden"}}'],
    ["", `{"extraHeaders":{"x-vercel-protection-bypass":"${KEY}"}}`],
  ])("hold no key to a preview where there is one: %j", (key, expected) => {
    const folder = mkdtempSync(join(tmpdir(), "lighthouse-"));
    try {
      mkdirSync(join(folder, ".lighthouseci"));
      const report = join(folder, ".lighthouseci", "lhr-1.json");
      writeFileSync(report, `{"extraHeaders":{"x-vercel-protection-bypass":"${KEY}"}}`);
      const { status } = spawnSync("bash", ["-e", "-c", script ?? "false"], {
        cwd: folder,
        env: { ...process.env, BYPASS: key },
      });
      expect(status).toBe(0);
      expect(readFileSync(report, "utf8")).toBe(expected);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("are uploaded only when that was done", () => {
    const text = textOf("lighthouse.yml");
    expect(text.indexOf("id: redact")).toBeLessThan(text.indexOf("lhci upload"));
    expect(text).toContain("steps.redact.outcome == 'success'\n        id: upload");
    expect(text).toContain("steps.upload.outcome == 'success'\n        uses: actions/upload-artifact");
  });
});

const actionlint = (file: string, text: string) => {
  const { status, stdout } = spawnSync(
    "actionlint",
    ["-no-color", "-stdin-filename", `.github/workflows/${file}`, "-"],
    {
      cwd: ROOT,
      encoding: "utf8",
      input: text,
    },
  );
  return { status, stdout };
};

const NO_ACTIONLINT = "actionlint is not on the PATH: https://github.com/rhysd/actionlint";

/** Skipped by name on a developer's machine without it; in CI, where nobody reads what was skipped, a failure. */
const describeWithActionlint = (name: string, suite: () => void): void => {
  if (spawnSync("actionlint", ["-version"]).status === 0) describe(name, suite);
  else if (process.env["CI"] === undefined) describe.skip(`${name} (${NO_ACTIONLINT})`, suite);
  else
    describe(name, () => {
      it("has its tool", () => {
        throw new Error(NO_ACTIONLINT);
      });
    });
};

describeWithActionlint("the pipelines in actionlint", () => {
  it.each(files)("%s", (file) => {
    expect(actionlint(file, textOf(file))).toEqual({ status: 0, stdout: "" });
  });

  it("could fail: a misspelt event is seen", () => {
    expect(actionlint("check.yml", textOf("check.yml").replace("pull_request:", "pull_requests:")).status).toBe(1);
  });
});
