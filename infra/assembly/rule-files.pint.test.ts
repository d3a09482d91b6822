import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../monitors/catalogue";
import { describeWithPint, startPrometheus } from "../../testing/tools/prometheus-server";
import { policies } from "../../policies";
import { prometheusRules, toFiles } from "./rule-files";
import { testProd } from "../../testing/environment";

/** What pint, Cloudflare's linter of rules, says of those that `npm run rules` writes, beside a Prometheus with the written configuration. */

const folder = mkdtempSync(join(tmpdir(), "pint-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/**
 * `promql/series` asks whether the server has ever had a metric, and this one has scraped nothing: that the names are Supabase's is
 * held by `checkQuery` (monitors/prometheus/limits.ts).
 */
const configurationFor = (url: string): string => `prometheus "own" {
  uri     = "${url}"
  timeout = "30s"
}
checks {
  disabled = ["promql/series"]
}
`;

/** Checks that have found something, each once. */
const foundIn = async (files: ReadonlyMap<string, string>): Promise<readonly string[]> => {
  const server = await startPrometheus(files, "as written");
  try {
    const rules = [...files.keys()].filter((file) => file.endsWith(".rules.yml"));
    for (const file of rules) writeFileSync(join(folder, file), files.get(file) ?? "");
    writeFileSync(join(folder, "pint.hcl"), configurationFor(server.url));
    const { stdout, stderr } = spawnSync(
      "pint",
      ["--no-color", "--config", "pint.hcl", "lint", "--min-severity=info", ...rules],
      { cwd: folder, encoding: "utf8" },
    );
    const said = `${stdout}${stderr}`;
    // A pint that has not started would find nothing either.
    expect(said).toContain("Configured new Prometheus server");
    return [...new Set([...said.matchAll(/\(([a-z]+\/[a-z_]+)\)$/gm)].map(([, check = ""]) => check))].toSorted();
  } finally {
    await server.stop();
  }
};

const files = toFiles(prometheusRules(catalogue, policies, testProd), testProd);

const edited = (edit: (text: string) => string): ReadonlyMap<string, string> =>
  new Map([...files].map(([file, text]) => [file, edit(text)]));

describeWithPint("the written rules in pint", () => {
  it("have no finding, be it information alone", async () => {
    expect(await foundIn(files)).toEqual([]);
  });

  it("could fail: what was mended or explained is found without it", async () => {
    const before = edited((text) =>
      text
        .replaceAll(/^ +# pint disable .*\n/gm, "")
        .replaceAll("        for: 2m\n", "")
        .replace("global:\n", "global:\n  external_labels:\n    env: prod\n"),
    );
    expect(await foundIn(before)).toEqual(["alerts/absent", "labels/conflict", "promql/fragile"]);
  });
});

describe("each check of pint's that a rule disables", () => {
  it("is told why, in the line before", () => {
    const disabled = [...files.values()].flatMap((text) => [...text.matchAll(/^(.*)\n +# pint disable (.*)$/gm)]);
    expect(disabled.map(([, reason = "", check]) => [reason.trim(), check])).toEqual(
      Array.from({ length: 4 }, () => [
        "# Both sums are of one scrape, so that a start of Prometheus shows both or neither.",
        "promql/fragile",
      ]),
    );
  });
});
