import { NO_CLI, pulumiCliVersion } from "../engine/pulumi-cli";

/**
 * A suite that needs the Pulumi CLI. Without one it is skipped by name on a developer's machine and fails in CI, where a suite
 * that silently does not run would be worth nothing.
 */
export const describeWithEngine = (name: string, suite: () => void): void => {
  if (pulumiCliVersion() !== undefined) describe(name, suite);
  else if (process.env["CI"] === "true") describe(name, failWithoutCli);
  else describe.skip(`${name} (${NO_CLI})`, suite);
};

const failWithoutCli = (): void => {
  it("runs on the real engine", () => {
    throw new Error(`${NO_CLI}: CI must install it, see https://www.pulumi.com/docs/install/`);
  });
};
