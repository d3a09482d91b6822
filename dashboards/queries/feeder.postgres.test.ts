import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillIn } from "../../testing/board-questions";
import { applyBoards, applyFiles } from "../../testing/postgres";
import type { Session } from "../../testing/postgres-server";
import { runCommand, runToEnd } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { describeWithPostgres } from "../../testing/tools/describe-with-postgres";
import type { QuestionName } from "../questions";

/** From a file, or a run of the shop's CI, to what a board shows: through psql, as the role that writes and as the one that reads. */

const RANGE = { from: "2026-02-15T23:00:00Z", to: "2026-02-18T13:00:00Z" };

describeWithPostgres("what comes from outside the shop", (server) => {
  let owner: Session;
  let folder: string;

  beforeAll(async () => {
    owner = await server().connect();
    await applyBoards(owner);
    await applyFiles(owner, "dashboards/queries", ["feeder.sql"]);
    folder = mkdtempSync(join(tmpdir(), "feeder-"));
  });

  afterAll(async () => {
    await owner.close();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  const asFeeder = (sql: string) =>
    execFileSync(
      "psql",
      ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "-h", server().folder, "-U", "driplo_feeder", "postgres"],
      {
        input: sql,
        stdio: "pipe",
      },
    );

  const imports = async (what: string, name: string, text: string): Promise<void> => {
    const { code, stdout, stderr } = await runCommand(ROOT, ["import", what, write(name, text)]);
    expect([code, stderr]).toEqual([0, ""]);
    asFeeder(stdout);
  };

  const shown = async (name: QuestionName, range = RANGE): Promise<readonly unknown[]> => {
    const reader = await server().connect("driplo_monitoring");
    const { rows } = await reader.query(fillIn(name, range));
    await reader.close();
    return rows;
  };

  it("tickets, imported twice, are one, as it is now; an older export undoes nothing", async () => {
    const row = (status: string, updated: string) =>
      JSON.stringify({
        tickets: [{ id: 1, status, type: "problem", created_at: "2026-02-16T10:00:00Z", updated_at: updated }],
      });
    await imports("tickets", "open.json", row("open", "2026-02-16T10:00:00Z"));
    await imports("tickets", "solved.json", row("solved", "2026-02-17T10:00:00Z"));
    await imports("tickets", "open.json", row("open", "2026-02-16T10:00:00Z"));
    expect(await shown("support_topics")).toEqual([
      { topic: "problem", tickets: "1", open: "0", "hours until closed": "24.0", "oldest open, h": null },
    ]);
  });

  it("rivals' prices stand beside ours, a text of SQL in them among them", async () => {
    const csv =
      'rival,category,listing,price,source,date\n"One\'); drop table orders; --",coats,\\1,40,survey,2026-02-16\n';
    await imports("prices", "rivals.csv", csv);
    await imports("prices", "rivals.csv", csv);
    expect(await shown("price_position")).toEqual([
      expect.objectContaining({
        category: "coats",
        "our position": "not offered here",
        prices: "1",
        sources: "survey",
      }),
    ]);
    expect((await owner.query("select rival, listing from rival_prices")).rows).toEqual([
      { rival: "One'); drop table orders; --", listing: "\\1" },
    ]);
  });

  it("is written by a role that reads nothing of the shop, and of the CI's rows none", () => {
    for (const sql of [
      "select id from orders",
      "select id from deployments",
      "delete from support_tickets",
      "truncate rival_prices",
    ])
      expect(() => asFeeder(sql)).toThrow(/permission denied/);
  });

  describe("the action", () => {
    let repository: string;

    beforeAll(() => {
      repository = join(folder, "shop");
      execFileSync("git", ["init", "--quiet", repository]);
      commit("Show the size of a coat", "2026-02-16T08:00:00Z");
    });

    const commit = (subject: string, at: string): void => {
      execFileSync(
        "git",
        [
          "-c",
          "user.name=t",
          "-c",
          "user.email=t@shop.test",
          "commit",
          "--quiet",
          "--allow-empty",
          "--no-verify",
          "-m",
          subject,
        ],
        { cwd: repository, env: { ...process.env, GIT_COMMITTER_DATE: at, GIT_AUTHOR_DATE: at } },
      );
    };

    const act = (run: string, variables: Readonly<Record<string, string>>) =>
      runToEnd(process.execPath, [join(ROOT, ".github/actions/code-quality/report.mjs")], {
        cwd: repository,
        variables: {
          GITHUB_REPOSITORY: "driplo/shop",
          GITHUB_RUN_ID: run,
          GITHUB_RUN_ATTEMPT: "1",
          DATABASE: `postgresql://driplo_feeder@shop/postgres?host=${encodeURIComponent(server().folder)}&sslmode=disable`,
          ...variables,
        },
      });

    const today = () => {
      const now = new Date();
      return {
        from: new Date(now.getTime() - 3_600_000).toISOString(),
        to: new Date(now.getTime() + 60_000).toISOString(),
      };
    };

    it("writes what a run measured, and once", async () => {
      const reports = {
        KIND: "run",
        COVERAGE: write("coverage.json", JSON.stringify({ total: { lines: { pct: 81.25 } } })),
        TESTS: write("tests.json", JSON.stringify({ numTotalTests: 10, numFailedTests: 2 })),
        LINT: write("lint.json", JSON.stringify([{ errorCount: 1 }, { errorCount: 2 }])),
      };
      expect(await act("1", reports)).toEqual({ code: 0, stdout: "", stderr: "" });
      expect(await act("1", reports)).toEqual({ code: 0, stdout: "", stderr: "" });
      expect((await shown("test_coverage", today())).at(-1)).toMatchObject({ coverage: "81.25" });
      expect((await shown("check_failures", today())).at(-1)).toMatchObject({
        "failed tests": "2",
        "lint errors": "3",
      });
    });

    it("knows nothing of a report that there is not, and no 0", async () => {
      const coverage = write("coverage.json", JSON.stringify({ total: { lines: { pct: 90 } } }));
      expect((await act("2", { KIND: "run", COVERAGE: coverage })).code).toBe(0);
      const { rows } = await owner.query(
        "select tests_failed, lint_failures from ci_runs where id = 'driplo/shop/2/1'",
      );
      expect(rows).toEqual([{ tests_failed: null, lint_failures: null }]);
    });

    it("writes a deployment with its commit's time, and knows a revert", async () => {
      expect((await act("3", { KIND: "deployment", SUCCEEDED: "true" })).code).toBe(0);
      commit('Revert "Show the size of a coat"', "2026-02-16T09:00:00Z");
      expect((await act("4", { KIND: "deployment", SUCCEEDED: "true" })).code).toBe(0);
      const { rows } = await owner.query("select committed_at, repairs from deployments order by id");
      expect(rows).toEqual([
        { committed_at: new Date("2026-02-16T08:00:00Z"), repairs: false },
        { committed_at: new Date("2026-02-16T09:00:00Z"), repairs: true },
      ]);
      expect((await shown("change_failures", today())).at(-1)).toMatchObject({ failed: "100.0000000000000000" });
    });

    it.each<readonly [string, Readonly<Record<string, string>>, string]>([
      ["no secret", { DATABASE: "" }, "error: database is empty: is the secret set?"],
      ["an unknown kind", { KIND: "walk" }, "error: kind must be run or deployment"],
      ["a run without a report", { KIND: "run" }, "error: a run reports coverage, tests or lint"],
      [
        "a report that is not there",
        { KIND: "run", TESTS: "gone.json" },
        "error: tests: gone.json is not there, or is no JSON",
      ],
      ["a deployment of no known end", { KIND: "deployment" }, "error: succeeded must be true or false"],
      [
        "an address that is none",
        { KIND: "deployment", SUCCEEDED: "true", DATABASE: "shop" },
        "error: database is no address: postgresql://user:password@host:port/name",
      ],
    ])("refuses %s", async (_, variables, said) => {
      expect(await act("9", variables)).toEqual({ code: 2, stdout: "", stderr: `${said}\n` });
    });

    it("refuses a report of another form", async () => {
      const tests = write("other.json", "{}");
      expect((await act("9", { KIND: "run", TESTS: tests })).stderr).toBe(
        "error: tests: has no number where one was looked for\n",
      );
    });
  });
});
