import { runCommand } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";

describe("docs/plan.schema.json", () => {
  it("says what the plan's shape says: else `npm run schema`", async () => {
    expect(await runCommand(ROOT, ["schema", "--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
