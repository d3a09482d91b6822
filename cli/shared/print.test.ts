import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMeasured } from "../../testing/measured-cli";

const folder = mkdtempSync(join(tmpdir(), "print-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("standard output", () => {
  it.each(["plan", "plan --help", "report", "plan -e all -f json --declarations"])(
    "that is full is one line and 1: %s",
    async (line) => {
      const { code, stdout, stderr } = await runMeasured(line.split(" "), { shell: '"$@" > /dev/full' });
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: "",
        stderr: "error: standard output: not all of the result could be written (ENOSPC): the disk is full\n",
      });
    },
  );

  // Node takes what the disk has taken for all of it: half a plan, no word and 0.
  it("that takes only a part is never taken for whole", async () => {
    const file = join(folder, "plan.json");
    const shell = `ulimit -f 8; "$@" > ${file}`;
    const { code, stderr } = await runMeasured(["plan", "-f", "json"], { shell });
    expect(readFileSync(file)).toHaveLength(8 * 1024);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "error: standard output: not all of the result could be written (EFBIG)\n",
    });
  });

  it("that nobody reads on is no fault", async () => {
    const shell = '"$@" | head -c 10; echo " ${PIPESTATUS[0]}"';
    const { stdout, stderr } = await runMeasured(["plan", "-e", "all", "-f", "json", "--declarations"], { shell });
    expect(stdout).toMatch(/^[\s\S]{10} 0\n$/);
    expect(stderr).toBe("");
  });

  it("that is a slow pipe gets all of it, as a file does", async () => {
    const line = ["plan", "-e", "all", "-f", "json", "--declarations"];
    const file = join(folder, "whole.json");
    const [piped] = await Promise.all([
      runMeasured(line, { shell: '"$@" | (sleep 8; cat)' }),
      runMeasured(line, { shell: `"$@" > ${file}` }),
    ]);
    expect(piped.stdout.length).toBeGreaterThan(1_000_000);
    expect(piped.stdout).toBe(readFileSync(file, "utf8"));
  });
});

describe("standard error that is full", () => {
  it("changes nothing about how a command ends", async () => {
    const wrong = await runMeasured(["plan", "-e", "nope"], { shell: '"$@" 2> /dev/full' });
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
  });
});
