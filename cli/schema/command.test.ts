import { execFile } from "node:child_process";
import { ROOT } from "../../testing/stack-configuration";

describe("docs/plan.schema.json", () => {
  it("says what the plan's shape says: else `npm run schema`", async () => {
    const args = ["--require", "./infra/loader.cjs", "cli/cli.ts", "schema", "--check"];
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: ROOT }, (_error, stdout, stderr) => {
        resolve(`${stdout}${stderr}`);
      });
    });
    expect(said).toBe("");
  });
});
