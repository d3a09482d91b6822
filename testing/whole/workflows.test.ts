import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../stack-configuration";

/** The pipelines themselves cannot run here; what can be known of them without GitHub is held. */

const FOLDER = join(ROOT, ".github/workflows");

const files = readdirSync(FOLDER).toSorted();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

describe("the pipelines", () => {
  it("are fourteen", () => {
    expect(files).toEqual([
      "check.yml",
      "comment.yml",
      "deploy.yml",
      "drift.yml",
      "gate.yml",
      "incidents.yml",
      "lighthouse.yml",
      "nightly.yml",
      "package.yml",
      "plan.yml",
      "preview.yml",
      "quality.yml",
      "reports.yml",
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

  it("run on the Node of .nvmrc, and the check on the lowest that is admitted and on the newest too", () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { engines: { node: string } };
    const usual = readFileSync(join(ROOT, ".nvmrc"), "utf8").trim();
    const asked = files.map((file) => [
      file,
      [...textOf(file).matchAll(/node-version(?:-file)?: (.+)$/gm)].map(([, by]) => by),
    ]);
    expect(asked.filter(([file]) => file !== "check.yml").flatMap(([, by]) => by)).toEqual(
      Array.from({ length: 13 }, () => ".nvmrc"),
    );
    expect(textOf("check.yml")).toContain(`node: ["${engines.node.replace(">=", "")}", "${usual}", "26"]`);
    expect(textOf("check.yml")).toContain("node-version: ${{ matrix.node }}");
  });

  it("drift.yml writes neither state nor vendor", () => {
    const commands = [...textOf("drift.yml").matchAll(/(?:run:|\||^) +pulumi (\S+)/gm)].map(([, command]) => command);
    expect(commands).toEqual(["preview"]);
    expect(textOf("drift.yml")).toContain("--expect-no-changes");
  });

  it("nightly.yml judges the rules with the programs that it has built, and fails without one of them", () => {
    const text = textOf("nightly.yml");
    expect(text).toContain(
      'bash .ci/nightly-tools "$RUNNER_TEMP/nightly" && echo "$RUNNER_TEMP/nightly" >> "$GITHUB_PATH"',
    );
    expect(text).toContain("npx jest infra/assembly/rule-files monitors/prometheus/evaluate/engine/cases.promtool");
    expect(text).toContain('NIGHTLY: "true"');
    const tools = readFileSync(join(ROOT, ".ci/nightly-tools"), "utf8");
    expect(tools.match(/^build \S+ "\$\{\w+:-v\d+\.\d+\.\d+\}"/gm)).toHaveLength(2);
    expect(tools).toContain("go build -mod=mod");
    expect(tools).not.toMatch(/GONOSUM|GOFLAGS|GOINSECURE|@latest/);
  });

  it("nightly.yml runs what Debian's Prometheus judges in check.yml, and pint's besides", () => {
    const suites = readdirSync(join(ROOT, "infra/assembly")).filter(
      (file) => file.startsWith("rule-files.") && file.endsWith(".test.ts"),
    );
    expect(suites.toSorted()).toEqual([
      "rule-files.pint.test.ts",
      "rule-files.promtool.test.ts",
      "rule-files.server.test.ts",
    ]);
  });

  it("up.yml lets runs wait for each other and cuts none off", () => {
    expect(textOf("up.yml")).toContain("group: up-${{ inputs.stack }}\n      cancel-in-progress: false");
  });
});
