import { spawnSync } from "node:child_process";

const NO_PARLIAMENT = "no parliament on the PATH";

/**
 * A suite that needs parliament, a linter of AWS's policies. Without it the suite is skipped by name on a developer's machine and fails
 * in CI.
 */
export const describeWithParliament = (name: string, suite: () => void): void => {
  if (spawnSync("parliament", ["--version"]).status === 0) describe(name, suite);
  else if (process.env["CI"] === "true") describe(name, failWithoutParliament);
  else describe.skip(`${name} (${NO_PARLIAMENT})`, suite);
};

const failWithoutParliament = (): void => {
  it("runs with parliament", () => {
    throw new Error(`${NO_PARLIAMENT}: CI must install it, pip install parliament==1.6.4`);
  });
};
