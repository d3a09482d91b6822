import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../stack-configuration";
import { hasChromium, NO_CHROMIUM } from "./describe-with-chromium";

const EXAMPLE = join(ROOT, "instrumentation/example");

const isInCi = process.env["CI"] === "true";

/** What is not committed. */
const MADE = /[/\\](?:node_modules|\.svelte-kit|build)$/;

/**
 * A suite that needs the example of a shop, in a copy of its own: its packages as its lockfile says, from npm, and a Chromium. Where one of
 * the two is missing the suite is skipped by name on a developer's machine and fails in CI. The folder goes with the suite.
 */
export const describeWithExample = (name: string, suite: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), "shop-"));
  const missing = hasChromium() ? install(folder) : NO_CHROMIUM;
  if (missing === undefined)
    describe(name, () => {
      afterAll(() => {
        rmSync(folder, { recursive: true, force: true });
      });
      suite(folder);
    });
  else {
    rmSync(folder, { recursive: true, force: true });
    skip(name, missing, () => {
      suite(folder);
    });
  }
};

const skip = (name: string, missing: string, suite: () => void): void => {
  if (isInCi)
    describe(name, () => {
      it("runs with the example", () => {
        throw new Error(`${missing}: CI must have a Chromium, and npm's registry`);
      });
    });
  else describe.skip(`${name} (${missing})`, suite);
};

/** @returns why it cannot be */
const install = (folder: string): string | undefined => {
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => !MADE.test(path) });
  // Whoever is offline waits for no second try.
  const retries = isInCi ? [] : ["--fetch-retries=0"];
  const { status, stderr } = npm(folder, "ci", "--prefer-offline", ...retries);
  return status === 0 ? undefined : `npm ci fails: ${stderr.split("\n")[0] ?? ""}`;
};

/** npm in a folder, silent but for errors; no script of a package runs. */
export const npm = (cwd: string, ...args: readonly string[]) =>
  spawnSync("npm", [...args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
