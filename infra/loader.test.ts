import { execFileSync } from "node:child_process";
import { ROOT } from "../testing/stack-configuration";

const run = (script: string): string =>
  execFileSync(process.execPath, ["--require", "./infra/loader.cjs", "--eval", script], {
    cwd: ROOT,
    encoding: "utf8",
  }).trim();

const loaded = (name: string): string =>
  `Object.keys(require.cache).some((file) => file.includes("node_modules/${name}/"))`;

describe("the loader", () => {
  it("runs TypeScript under plain Node, with what it imports", () => {
    expect(
      run(
        `console.log(require("./monitors/model/quantity.ts").formatQuantity(require("./monitors/model/quantity.ts").seconds(2)))`,
      ),
    ).toBe("2 s");
  });

  it.each([
    ["@npmcli/arborist", "Arborist"],
    ["typescript", "createProgram"],
  ])("loads the SDK without %s, and that when somebody asks for it", (name, member) => {
    expect(run(`require("@pulumi/pulumi"); console.log(${loaded(name)})`)).toBe("false");
    expect(run(`console.log(typeof require("${name}").${member}, ${loaded(name)})`)).toBe("function true");
  });
});
