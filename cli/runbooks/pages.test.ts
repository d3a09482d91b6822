import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkRunbooks } from "../../infra/checks/runbooks";
import { planOf } from "../../testing/environment";
import { catalogueOf, latencyRow } from "../../testing/rows";
import { runCommand } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { withSignals } from "./pages";
import { stalePages } from "./command";

const plan = planOf(catalogueOf({ response_time: latencyRow }));

/** One column after the other, for tests alone. */
const tabulate = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(" | ")).join("\n");

const boardsOf = () => [{ title: "Engineering (prod)", url: "https://grafana.invalid/d/driplo-prod-engineering" }];

const written = (page: string): string | undefined =>
  withSignals(page, plan.signals, { plan, policies, tabulate, boardsOf });

/** The sections that every page has, with a word in each. */
const rest = `## What it means to a user

Waiting.

## First look

The board.

## First action

Restart.

## Likely causes

- Load.

## When to escalate

After an hour.

## How to tell it is over

It is fast.
`;

const whole = `# Slow

<!-- Written by \`npm run runbooks\` from the catalogue. -->

### api-response-time

\`api.response_time\`: Example. Owner: platform team.

Boards: [Engineering (prod)](https://grafana.invalid/d/driplo-prod-engineering).

Status page: API is degraded ([docs/on-call.md](../../docs/on-call.md)).

**First:** Look.

level | when | watched by | priority | first told
warning | p95 above 500 ms over 5 min | datadog | P3 | development team: slack, email
critical | p95 above 2 s over 5 min | datadog | P2 | development team: pagerduty, slack, email

<!-- End of what the catalogue writes. -->

${rest}`;

describe("the part of a runbook that the catalogue writes", () => {
  it("stands below the title, and leaves the rest alone", () => {
    expect(written(`# Slow\n\n${rest}`)).toBe(whole);
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
    const root = tree({ "api/response-time.md": `# Slow\n\n${rest}`, "api/old.md": "# Old" });
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

  it.each([
    ["", "is empty"],
    [rest, 'begins with "## What it means to a user"'],
    [`\n${whole}`, "begins with an empty line"],
    [whole.replace("# Slow", "#"), 'begins with "#"'],
  ])("sees a page without a title once, and sends nobody in a circle: %#", (text, what) => {
    expect(checkRunbooks(tree({ "api/response-time.md": text }), plan)).toEqual([
      {
        severity: "error",
        where: "runbooks/api/response-time.md (prod)",
        what,
        rule: 'a page begins with its title, "# Title": npm run runbooks writes the thresholds below it',
        remedy: "write the title into the first line, then npm run runbooks",
      },
    ]);
  });

  const bare = whole.slice(0, whole.indexOf("\n## ") + 1);
  const lacking = (what: string) => ({
    severity: "error",
    where: "runbooks/api/response-time.md (prod)",
    what,
    rule: "a page has these sections, in this order, and a text in each: What it means to a user, First look, First action, Likely causes, When to escalate, How to tell it is over (runbooks/README.md)",
    remedy: "write the sections",
  });

  it.each([
    [
      "a title and no sections",
      bare,
      "it has no section What it means to a user, First look, First action, Likely causes, When to escalate and How to tell it is over",
    ],
    ["a section less", whole.replace("## First look", "First look"), "it has no section First look"],
    ["a section more", `${whole}\n## Notes\n\nNone.\n`, "the section Notes is not one of them"],
    [
      "sections in another order",
      whole
        .replace("## First look", "## X")
        .replace("## First action", "## First look")
        .replace("## X", "## First action"),
      "its sections are in another order",
    ],
    ["a section without a word", whole.replace("Restart.", ""), "the section First action is empty"],
    ["no words at the end", whole.replace("It is fast.", ""), "the section How to tell it is over is empty"],
  ])("sees a page with %s", (_fault, text, what) => {
    expect(checkRunbooks(tree({ "api/response-time.md": text }), plan)).toEqual([lacking(what)]);
  });

  it("takes a heading in a block of code for code", () => {
    const text = whole.replace("Restart.", "```sh\n## not a heading\nrestart\n```");
    expect(checkRunbooks(tree({ "api/response-time.md": text }), plan)).toEqual([]);
  });
});

describe("stalePages", () => {
  const pages = (text: string) => stalePages(tree({ "api/response-time.md": text }), plan, written);

  it("are not written where a page is without a title, and says why", () => {
    expect(() => pages("Waiting.")).toThrow(
      'runbooks/api/response-time.md begins with no title, "# Title": write it into the first line',
    );
  });

  it("are those that say something else than the catalogue", () => {
    expect(pages(whole)).toEqual([]);
    const [page] = pages(whole.replace("500 ms", "700 ms"));
    expect(page?.path).toMatch(/runbooks\/api\/response-time\.md$/);
    expect(page?.text).toBe(whole);
  });
});

describe("the runbooks of this repository", () => {
  it("say what the catalogue says: else `npm run runbooks`", async () => {
    expect(await runCommand(ROOT, ["runbooks", "--check"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("have a title and their sections", () => {
    expect(checkRunbooks(ROOT, planOf(catalogue))).toEqual([]);
  });
});
