import { spawnSync } from "node:child_process";

const NO_PROMTOOL = "no promtool on the PATH";

const isThere = (): boolean => spawnSync("promtool", ["--version"]).status === 0;

/**
 * A suite that needs Prometheus's own `promtool`. Without it the suite is skipped by name on a developer's machine and fails in
 * CI, where a suite that silently does not run would be worth nothing.
 */
export const describeWithPromtool = (name: string, suite: () => void): void => {
  if (isThere()) describe(name, suite);
  else if (process.env["CI"] === "true") describe(name, failWithoutPromtool);
  else describe.skip(`${name} (${NO_PROMTOOL})`, suite);
};

const failWithoutPromtool = (): void => {
  it("runs with promtool", () => {
    throw new Error(`${NO_PROMTOOL}: CI must install it, on Debian with the package prometheus`);
  });
};

/** What it said, and whether it was content. */
export const promtool = (...args: readonly string[]): { readonly content: boolean; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  return { content: status === 0, said: `${stdout}${stderr}` };
};
