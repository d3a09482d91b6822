import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { runToEnd } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { startVendor } from "../../testing/vendor-server";

/** The scripts of incidents.yml as GitHub runs them (`bash -e`), beside a program that stands for `gh`. */

const steps = z
  .object({
    jobs: z.record(
      z.string(),
      z.object({ steps: z.array(z.object({ id: z.string().optional(), run: z.string().optional() })) }),
    ),
  })
  .parse(parse(readFileSync(join(ROOT, ".github/workflows/incidents.yml"), "utf8"))).jobs;

const scriptOf = (
  job: string,
  found: (step: { readonly id?: string | undefined; readonly run?: string | undefined }) => boolean,
): string => {
  const run = steps[job]?.steps.find(found)?.run;
  if (run === undefined) throw new Error(`no such step in ${job}`);
  return run;
};

const folder = mkdtempSync(join(tmpdir(), "incidents-workflow-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Answers `issue list` with what is there, and writes down what it was asked for. */
const GH = `#!/bin/bash
printf '%s\\n' "$*" >> asked
case "$1 $2" in "issue list") cat there.json ;; esac
`;

const open = async (there: readonly string[], files: Readonly<Record<string, string>>) => {
  const place = mkdtempSync(join(folder, "run-"));
  mkdirSync(join(place, "incidents"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, "incidents", name), text);
  writeFileSync(join(place, "there.json"), JSON.stringify(there.map((title) => ({ title }))));
  writeFileSync(join(place, "gh"), GH);
  chmodSync(join(place, "gh"), 0o755);
  const ran = await runToEnd("bash", ["-e", "-c", scriptOf("open", ({ run }) => run !== undefined)], {
    cwd: place,
    variables: { PATH: `${place}:${process.env["PATH"] ?? ""}`, GITHUB_REPOSITORY: "o/r" },
  });
  const asked = readFileSync(join(place, "asked"), "utf8").trimEnd().split("\n");
  return { ...ran, asked, body: readFileSync(join(place, "body"), "utf8") };
};

const TITLE = 'Status page draft: incident 7, "API" $(down)';

it("opens an issue for each file, by its first line, and its kind is the label", async () => {
  const { code, stderr, asked, body } = await open([], { "status-page-7.md": `${TITLE}\n\nThe words.\n` });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(asked).toEqual([
    "label create status-page --repo o/r --force",
    "issue list --repo o/r --label status-page --state all --limit 200 --json title",
    `issue create --repo o/r --title ${TITLE} --label status-page --body-file body`,
  ]);
  expect(body).toBe("The words.\n");
});

it("opens none twice, a closed one neither, and goes on with the next", async () => {
  const { asked } = await open([TITLE], {
    "post-incident-8.md": "Post-incident: P1, incident 8\n\nx\n",
    "status-page-7.md": `${TITLE}\n\nx\n`,
  });
  expect(asked.filter((line) => line.startsWith("issue create"))).toEqual([
    "issue create --repo o/r --title Post-incident: P1, incident 8 --label post-incident --body-file body",
  ]);
});

describe("is anything open", () => {
  const ask = async (count: number, every: string) => {
    const vendor = await startVendor(() => ({ body: { incidents: Array.from({ length: count }, () => ({})) } }));
    const output = join(mkdtempSync(join(folder, "ask-")), "output");
    const ran = await runToEnd("bash", ["-e", "-c", scriptOf("write", ({ id }) => id === "open")], {
      variables: { GITHUB_OUTPUT: output, HOST: vendor.address, PAGERDUTY_TOKEN: "k", EVERY: every },
    });
    await vendor.close();
    return { code: ran.code, output: readFileSync(output, "utf8"), received: vendor.received };
  };

  it.each([
    [0, "false", "any=false\n"],
    [1, "false", "any=true\n"],
  ])("%s of PagerDuty's", async (count, every, output) => {
    const asked = await ask(count, every);
    expect(asked).toMatchObject({ code: 0, output });
    expect(asked.received[0]?.url.searchParams.getAll("statuses[]")).toEqual(["triggered", "acknowledged"]);
    expect(asked.received[0]?.headers["authorization"]).toBe("Token token=k");
  });

  it("is not asked each hour, when what has ended is looked at", async () => {
    expect(await ask(0, "true")).toMatchObject({ code: 0, output: "any=true\n", received: [] });
  });
});
