import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkRunbooks } from "../infra/runbooks";
import { planOf } from "../infra/testing/environment";
import { catalogueOf, latencyRow } from "../infra/testing/rows";
import { ROOT } from "../infra/testing/stack-configuration";
import { policies } from "../policies";
import { listRunbooks } from "../infra/environment";
import { withSignals } from "./runbooks";

const plan = planOf(catalogueOf({ response_time: latencyRow }));

/** One column after the other, for tests alone. */
const tabulate = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(" | ")).join("\n");

const boardsOf = () => [{ title: "Engineering (prod)", url: "https://grafana.invalid/d/driplo-prod-engineering" }];

const written = (page: string): string | undefined =>
  withSignals(page, plan.signals, { plan, policies, tabulate, boardsOf });

const whole = `# Slow

<!-- Written by \`npm run runbooks\` from the catalogue. -->

### api-response-time

\`api.response_time\`: Example. Owner: platform team.

Boards: [Engineering (prod)](https://grafana.invalid/d/driplo-prod-engineering).

Status page: API is degraded ([docs/on-call.md](../../docs/on-call.md)).

level | when | watched by | priority | first told
warning | p95 above 500 ms over 5 min | datadog | P3 | development team: slack, email
critical | p95 above 2 s over 5 min | datadog | P2 | development team: pagerduty, slack, email

<!-- End of what the catalogue writes. -->

## What it means to a user

Waiting.
`;

describe("the part of a runbook that the catalogue writes", () => {
  it("stands below the title, and leaves the rest alone", () => {
    expect(written("# Slow\n\n## What it means to a user\n\nWaiting.\n")).toBe(whole);
  });

  it("is written anew where it was, so that a second run changes nothing", () => {
    expect(written(whole.replace("500 ms", "700 ms"))).toBe(whole);
    expect(written(whole)).toBe(whole);
  });

  it("is not written into a page without a title", () => {
    expect(written("Waiting.")).toBeUndefined();
  });
});

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const tree = (pages: Readonly<Record<string, string>>): string => {
  const root = mkdtempSync(join(tmpdir(), "runbooks-"));
  folders.push(root);
  for (const [page, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(root, "runbooks", page)), { recursive: true });
    writeFileSync(join(root, "runbooks", page), text);
  }
  return root;
};

describe("checkRunbooks", () => {
  it("says nothing of a page with its heading, and of the folder's own page", () => {
    expect(checkRunbooks(tree({ "README.md": "", "api/response-time.md": whole }), plan)).toEqual([]);
  });

  it("sees a page that no signal leads to, and a heading that is not there", () => {
    const root = tree({ "api/response-time.md": "# Slow", "api/old.md": "# Old" });
    expect(checkRunbooks(root, plan)).toEqual([
      {
        severity: "error",
        where: "runbooks/api/old.md (prod)",
        what: "no signal leads to it",
        rule: "every runbook is reached by some signal",
        remedy: "name it as a row's runbook, or delete it",
      },
      {
        severity: "error",
        where: "api.response_time (prod)",
        what: 'runbooks/api/response-time.md has no heading "### api-response-time"',
        rule: "an alert's link ends at the signal's own part of its page",
        remedy: "npm run runbooks",
      },
    ]);
  });
});

/** What whoever is woken finds in every page, in this order (runbooks/README.md). */
const sections = [
  "What it means to a user",
  "First look",
  "First action",
  "Likely causes",
  "When to escalate",
  "How to tell it is over",
];

describe("the runbooks of this repository", () => {
  it("say what the catalogue says: else `npm run runbooks`", async () => {
    const args = ["--require", "./infra/loader.cjs", "review/cli.ts", "runbooks", "--check"];
    const stderr = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: ROOT }, (_error, _stdout, said) => {
        resolve(said);
      });
    });
    expect(stderr).toBe("");
  });

  const pages = [...listRunbooks(ROOT)].filter((page) => page !== "README.md");

  it.each(pages)("%s has its sections in order", (page) => {
    const text = readFileSync(join(ROOT, "runbooks", page), "utf8");
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(sections);
  });
});
