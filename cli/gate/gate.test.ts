import { decide, makesPlans, type Evidence } from "./gate";
import { reviewed, startGitHub, type Hub, type Repository } from "../../testing/github/github";
import { runAgainst } from "../../testing/github/run";

const ROW = { filename: "monitors/catalogue/api.ts" };

describe("the gate", () => {
  it.each<readonly [Evidence, string]>([
    [{ approved: false, machinery: 0, kept: true }, "success: no protection is taken away"],
    [
      { approved: false, machinery: 0, kept: false },
      "failure: protection is taken away, or could not be compared: it needs its owners' approval",
    ],
    [
      { approved: false, machinery: 2, kept: true },
      "failure: 2 files change how a plan is made: it needs its owners' approval",
    ],
    [{ approved: true, machinery: 2, kept: false }, "success: approved by those who own it"],
  ])("%j", (evidence, words) => {
    const { state, description } = decide(evidence);
    expect(`${state}: ${description}`).toBe(words);
    // GitHub takes no more.
    expect(description.length).toBeLessThanOrEqual(140);
  });
});

describe("npm run gate, against a server that stands for GitHub", () => {
  let hub: Hub | undefined;
  afterEach(() => hub?.close());

  const gate = async (given: Partial<Repository>, review = "success") => {
    hub = await startGitHub(given);
    const link = "https://github.com/o/r/actions/runs/7";
    const { code, stdout, stderr } = await runAgainst(hub.url, [
      ...["gate", "--head", "abc", "--review", review, "--link", link],
    ]);
    return { code, said: stdout + stderr, statuses: hub.repository.statuses };
  };

  const status = (state: string, description: string) => ({
    ...{ head: "abc", context: "gate", state, description },
    target_url: "https://github.com/o/r/actions/runs/7",
  });

  it.each<readonly [string, Partial<Repository>, string, string, string]>([
    ["lets through what takes nothing away", { files: [ROW] }, "success", "success", "no protection is taken away"],
    [
      "holds what takes something away",
      { files: [ROW] },
      "failure",
      "failure",
      "protection is taken away, or could not be compared: it needs its owners' approval",
    ],
    [
      "holds what was not even compared",
      { files: [ROW] },
      "skipped",
      "failure",
      "protection is taken away, or could not be compared: it needs its owners' approval",
    ],
    [
      "lets through what the owners of this commit approved",
      { files: [ROW], reviews: reviewed("APPROVED", ["old", "abc"]) },
      "failure",
      "success",
      "approved by those who own it",
    ],
    [
      "holds what was approved before its last push",
      { files: [ROW], reviews: reviewed("APPROVED", ["old"]) },
      "failure",
      "failure",
      "protection is taken away, or could not be compared: it needs its owners' approval",
    ],
    [
      "holds what one has approved who is not enough",
      { files: [ROW], reviews: reviewed("REVIEW_REQUIRED", ["abc"]) },
      "failure",
      "failure",
      "protection is taken away, or could not be compared: it needs its owners' approval",
    ],
    [
      "holds a plan whose making was changed, on whatever page of the files",
      {
        files: [
          ...Array<object>(100).fill(ROW),
          { filename: "cli/plan/json.ts" },
          { filename: "docs/x.md", previous_filename: ".github/workflows/plan.yml" },
        ],
      },
      "success",
      "failure",
      "2 files change how a plan is made: it needs its owners' approval",
    ],
  ])("%s", async (_name, given, review, state, description) => {
    expect(await gate(given, review)).toEqual({
      code: state === "success" ? 0 : 1,
      said: `${state}: ${description}\n`,
      statuses: [status(state, description)],
    });
  });

  it("holds what is too long to be seen whole", async () => {
    const { code, said } = await gate({ files: Array<object>(3_000).fill(ROW) });
    expect({ code, said }).toEqual({
      code: 1,
      said: "failure: 1 files change how a plan is made: it needs its owners' approval\n",
    });
  });

  it("decides nothing where GitHub does not say what it must know", async () => {
    const { code, said, statuses } = await gate({ reviews: { data: null, errors: [{ message: "no" }] } });
    expect({ code, statuses }).toEqual({ code: 4, statuses: [] });
    expect(said).toMatch(/^error: GitHub's answer is not as documented: /);
  });
});

describe("a file", () => {
  it.each(["monitors/catalogue/api.ts", "policies/routing.ts", "runbooks/api/cpu.md", "Pulumi.prod.yaml", "README.md"])(
    "%s is what a plan is made of",
    (path) => {
      expect(makesPlans(path)).toBe(false);
    },
  );

  it.each([
    ...["monitors/datadog/render.ts", "policies/pagerduty/render.ts", "infra/declare.ts", "package.json"],
    ...["CODEOWNERS", ".github/workflows/gate.yml", ".ci/run", "monitors/model/level.ts", "Pulumi.yaml"],
  ])("%s is what makes it", (path) => {
    expect(makesPlans(path)).toBe(true);
  });
});
