import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../testing/stack-configuration";
import { runCommand } from "../../testing/run-command";
import { CommandError, endLater, exitCodes, exitRows } from "./exit";

const table = exitRows()
  .map(([code, meaning]) => `  ${code}  ${meaning}\n`)
  .join("");

describe("the table of exit codes", () => {
  it("is the one of the design", () => {
    expect(exitRows()).toEqual([
      ["0", "fine"],
      ["1", "the plan, a gate or a check has errors, or what was asked could not be compared"],
      ["2", "wrong usage, or input that cannot be read"],
      ["3", "a fault of this program: report it"],
      ["4", "a vendor could not be asked"],
    ]);
  });

  it("stands in the README", () => {
    const rows = readFileSync(join(ROOT, "README.md"), "utf8")
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .filter(([, code = ""]) => /^\d$/.test(code))
      .map(([, code, meaning]) => [code, meaning]);
    expect(rows).toEqual(exitRows());
  });

  it("stands under the help of every command", async () => {
    const { stdout } = await runCommand(ROOT, ["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z]\w+) /gm)].map(([, name = ""]) => name);
    expect(commands).toEqual(expect.arrayContaining(["plan", "review", "ga4", "backtest", "comment"]));
    for (const name of commands.filter((each) => each !== "help"))
      expect((await runCommand(ROOT, [name, "--help"])).stdout).toContain(`\nExit codes:\n${table}`);
  });

  it.each(["bench/cli.ts", "bench/alert-quality/cli.ts"])("holds for %s", async (program) => {
    const help = await runCommand(ROOT, ["--help"], {}, program);
    expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: "" });
    expect(help.stdout).toContain(`\nExit codes:\n${table}`);
    expect(await runCommand(ROOT, ["--nope"], {}, program)).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("an ending", () => {
  const before = process.exitCode;

  afterEach(() => {
    process.exitCode = before;
  });

  it.each<readonly [readonly Parameters<typeof endLater>[0][], number]>([
    [["failed"], exitCodes.failed],
    [["vendor", "failed"], exitCodes.vendor],
    [["failed", "usage"], exitCodes.usage],
    [["fault", "vendor"], exitCodes.fault],
    [["vendor", "fault"], exitCodes.fault],
  ])("%j is %i", (endings, code) => {
    process.exitCode = undefined;
    for (const ending of endings) endLater(ending);
    expect(process.exitCode).toBe(code);
  });

  it("says each of its lines", () => {
    expect(new CommandError("usage", "one", "two")).toMatchObject({ message: "one\ntwo", lines: ["one", "two"] });
  });
});
