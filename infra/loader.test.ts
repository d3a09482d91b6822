import { execFileSync } from "node:child_process";
import { ROOT } from "./testing/stack-configuration";

const run = (script: string): string =>
  execFileSync(process.execPath, ["--require", "./infra/loader.cjs", "--eval", script], {
    cwd: ROOT,
    encoding: "utf8",
  }).trim();

const LOADED = `Object.keys(require.cache).some((file) => file.includes("@npmcli/arborist"))`;

describe("the loader", () => {
  it("runs TypeScript under plain Node, with what it imports", () => {
    expect(
      run(
        `console.log(require("./monitors/model/quantity.ts").formatQuantity(require("./monitors/model/quantity.ts").seconds(2)))`,
      ),
    ).toBe("2 s");
  });

  it("loads the SDK without npm's dependency tree, and that when somebody asks for it", () => {
    expect(run(`require("@pulumi/pulumi"); console.log(${LOADED})`)).toBe("false");
    expect(run(`console.log(typeof require("@npmcli/arborist").Arborist, ${LOADED})`)).toBe("function true");
  });
});
