import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { repositoryRoot } from "../../../environment/repository-root";

/** Documents through ingest pipelines, on Elasticsearch's own processors: see Ingest.java. */

export interface Given {
  readonly pipeline: string;
  readonly index: string;
  readonly source: object;
}

const answer = z.union([
  z.strictObject({ index: z.string(), source: z.record(z.string(), z.json()) }),
  z.strictObject({ dropped: z.literal(true) }),
  z.strictObject({ error: z.string() }),
]);

export type Answer = z.infer<typeof answer>;

/** @param pipelines as Elasticsearch takes them, by name */
export const ingest = (pipelines: Readonly<Record<string, object>>, documents: readonly Given[]): readonly Answer[] =>
  z.array(answer).parse(
    JSON.parse(
      run("java", ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath(), join(__dirname, "Ingest.java")], {
        pipelines,
        documents,
      }),
    ),
  );

/** Maven fetches the jars once, and says where they are. */
const classPath = (): string => {
  const pom = join(__dirname, "pom.xml");
  const folder = join(repositoryRoot(), "node_modules/.cache/ingest-tests");
  const kept = join(folder, `${createHash("sha256").update(readFileSync(pom)).digest("hex")}.classpath`);
  if (!existsSync(kept)) {
    mkdirSync(folder, { recursive: true });
    run("mvn", ["--quiet", "--batch-mode", "--file", pom, "dependency:build-classpath", `-Dmdep.outputFile=${kept}`]);
  }
  return readFileSync(kept, "utf8");
};

const run = (command: string, args: readonly string[], input?: object): string => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    input: input === undefined ? "" : JSON.stringify(input),
    maxBuffer: 50_000_000,
  });
  if (status !== 0) throw error ?? new Error(`${command} failed: ${stderr}${stdout}`);
  return stdout;
};
