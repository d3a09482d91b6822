import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../stack-configuration";

/** The pipelines themselves cannot run here; what can be known of them without GitHub is held. */

const FOLDER = join(ROOT, ".github/workflows");

const files = readdirSync(FOLDER).toSorted();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

describe("the pipelines", () => {
  it("are nine", () => {
    expect(files).toEqual([
      "check.yml",
      "comment.yml",
      "deploy.yml",
      "drift.yml",
      "gate.yml",
      "lighthouse.yml",
      "plan.yml",
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

  it("run on the Node of .nvmrc, and the check on the lowest that is admitted and on the newest too", () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { engines: { node: string } };
    const usual = readFileSync(join(ROOT, ".nvmrc"), "utf8").trim();
    const asked = files.map((file) => [
      file,
      [...textOf(file).matchAll(/node-version(?:-file)?: (.+)$/gm)].map(([, by]) => by),
    ]);
    expect(asked.filter(([file]) => file !== "check.yml").flatMap(([, by]) => by)).toEqual(
      Array.from({ length: 8 }, () => ".nvmrc"),
    );
    expect(textOf("check.yml")).toContain(`node: ["${engines.node.replace(">=", "")}", "${usual}", "26"]`);
    expect(textOf("check.yml")).toContain("node-version: ${{ matrix.node }}");
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
