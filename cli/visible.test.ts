import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../testing/run-command";
import { ROOT } from "../testing/stack-configuration";
import { unseenIn } from "../monitors/model/visible";

/** What others wrote does nothing to a terminal, and hides nothing, wherever a command prints it. */

const OVERRIDE = "\u202e";
const CLEAR = "\u001b[2J";

const folder = mkdtempSync(join(tmpdir(), "visible-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** All that a command prints, on both streams, less line ends. */
const printed = async (...args: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await runCommand(ROOT, args);
  return `${stdout}${stderr}`;
};

const unseen = (text: string): readonly string[] => unseenIn(text.replaceAll("\n", ""));

describe("adopt", () => {
  const monitors = write(
    "monitors.json",
    JSON.stringify([
      {
        id: 1,
        name: "API CPU critical: mean above 90 % over 5 min (prod)",
        type: "query alert",
        query: "avg(last_5m):avg:driplo.server.cpu.used_percent{service:driplo-api,env:prod} > 90",
        message: "Slow.",
        tags: [`service:a${OVERRIDE}${CLEAR}`],
        options: { thresholds: { critical: 90 } },
      },
      { id: `2${CLEAR}\nerror  all is well`, name: "x", type: `metric${OVERRIDE} alert`, query: "x" },
    ]),
  );

  it.each(["text", "json"])("in %s shows an export's hidden characters", async (format) => {
    const text = await printed("adopt", "--datadog", monitors, "--format", format);
    expect(unseen(text)).toEqual([]);
    expect(text).not.toMatch(/^error {2}all is well/m);
    expect(text).toContain("\\u202e");
  });

  it("shows them in the name of a file that it cannot read", async () => {
    const file = write(`broken${OVERRIDE}.json`, "{");
    expect(unseen(await printed("adopt", "--datadog", file))).toEqual([]);
  });
});

describe("simulate", () => {
  it("shows what a signal's name hides, which somebody has pasted", async () => {
    const text = await printed("simulate", `api.cpu${OVERRIDE}`, "--shape", "leak");
    expect(unseen(text)).toEqual([]);
    expect(text).toContain("\\u202e");
  });
});

describe("review", () => {
  it("shows what the name of a revision hides", async () => {
    expect(unseen(await printed("review", "--base", `HEAD${OVERRIDE}`))).toEqual([]);
  });
});
