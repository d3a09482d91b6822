import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { bundledCli } from "./bundled-cli";
import { ROOT } from "./stack-configuration";

/** The real command line, and what it took. */

export interface Measured {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of the processor, so that a busy machine changes nothing. */
  readonly seconds: number;
  readonly megabytes: number;
}

const METER = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require("node:fs").writeFileSync(process.env.METER_FILE, JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024]));
});`;

const figure = z.tuple([z.number(), z.number()]);

interface Surroundings {
  readonly variables?: Readonly<Record<string, string>>;
  /** Written to its standard input, which is empty otherwise. */
  readonly input?: string;
  /** What bash does with the command in `"$@"`: `"$@" > /dev/full`. */
  readonly shell?: string;
  /** Another tree than this one. */
  readonly root?: string;
}

export const runMeasured = (
  args: readonly string[],
  { variables = {}, input = "", shell = '"$@"', root = ROOT }: Surroundings = {},
): Promise<Measured> =>
  new Promise((resolve, reject) => {
    const folder = mkdtempSync(join(tmpdir(), "measured-"));
    const [meter, figures] = [join(folder, "meter.cjs"), join(folder, "figures")];
    writeFileSync(meter, METER);
    writeFileSync(figures, "[0,0]");
    const child = spawn(
      "bash",
      ["-c", shell, "bash", process.execPath, "--require", meter, bundledCli(root), ...args],
      {
        cwd: root,
        env: { ...process.env, METER_FILE: figures, ...variables },
      },
    );
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (piece: Buffer) => (said.stdout += piece.toString()));
    child.stderr.on("data", (piece: Buffer) => (said.stderr += piece.toString()));
    // It may have ended before it has read all.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", (code) => {
      const [seconds, megabytes] = figure.parse(JSON.parse(readFileSync(figures, "utf8")));
      rmSync(folder, { recursive: true });
      resolve({ code, ...said, seconds, megabytes });
    });
  });

/** What every run must keep to, whatever it was given. */
export const expectBounded = ({ seconds, megabytes, stderr, stdout }: Measured): void => {
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(10);
  expect(megabytes).toBeLessThan(1_024);
  expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at |Node\.js v|fault of th/);
};
