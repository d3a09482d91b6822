import { spawnSync } from "node:child_process";

const works = (command: string): boolean => spawnSync(command, ["-version"], { stdio: "ignore" }).status === 0;

/** Elasticsearch's ingest processors need a JDK (17 or later) and Maven, which fetches them once. */
const found = works("java") && works("mvn");

/** Skipped by name without them; in CI that is a failure. */
export const describeWithJava = (name: string, tests: () => void): void => {
  if (found) describe(name, tests);
  else if (process.env["CI"] === "true")
    describe(name, () => {
      it("needs java and mvn", () => {
        throw new Error("java or mvn is not on the PATH (Debian: apt-get install openjdk-17-jdk-headless maven)");
      });
    });
  else describe.skip(`${name} (no java or mvn on the PATH)`, tests);
};
