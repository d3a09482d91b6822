import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Writes one row of `ci_runs` or `deployments` (dashboards/queries/schema.sql) by psql, whose variables are quoted by psql itself. The
 * action runs without an installation, and so without a dependency.
 */

const { env } = process;

/** @param {string} what @returns {never} */
const fail = (what) => {
  console.error(`error: ${what}`);
  process.exit(2);
};

/** @param {string | undefined} path @param {string} name @returns {any} the report; undefined where none is named */
const readReport = (path, name) => {
  if (!path) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return fail(`${name}: ${path} is not there, or is no JSON`);
  }
};

/** @param {unknown} value @param {string} name @returns {string} the number; empty, for SQL's null, where there is no report */
const numberIn = (value, name) => {
  if (value === undefined) return "";
  if (typeof value !== "number" || !Number.isFinite(value))
    return fail(`${name}: has no number where one was looked for`);
  return String(value);
};

/** @param {string} format of git log */
const ofCommit = (format) =>
  execFileSync("git", ["show", "--no-patch", `--format=${format}`, "HEAD"], { encoding: "utf8" }).trim();

/** @param {string | undefined} word @param {string} name */
const yesOrNo = (word, name) => (word === "true" || word === "false" ? word : fail(`${name} must be true or false`));

const id = [env.GITHUB_REPOSITORY, env.GITHUB_RUN_ID, env.GITHUB_RUN_ATTEMPT].join("/");

/** Istanbul: https://github.com/istanbuljs/istanbuljs (json-summary); Jest, and Vitest after it: https://jestjs.io/docs/configuration#testresultsprocessor-string; ESLint: https://eslint.org/docs/latest/use/formatters/#json */
const runRow = () => {
  const coverage = readReport(env.COVERAGE, "coverage");
  const tests = readReport(env.TESTS, "tests");
  const lint = readReport(env.LINT, "lint");
  if (coverage === undefined && tests === undefined && lint === undefined)
    fail("a run reports coverage, tests or lint");
  if (lint !== undefined && !Array.isArray(lint)) fail("lint: is no list of files");
  return {
    sql: `insert into ci_runs (id, commit_id, coverage_percent, tests_failed, lint_failures)
      values (:'id', :'commit', nullif(:'coverage', '')::numeric, nullif(:'tests', '')::integer, nullif(:'lint', '')::integer)
      on conflict do nothing;`,
    values: {
      coverage: numberIn(coverage === undefined ? undefined : (coverage.total?.lines?.pct ?? null), "coverage"),
      tests: numberIn(tests === undefined ? undefined : (tests.numFailedTests ?? null), "tests"),
      lint: numberIn(
        lint?.reduce((sum, file) => sum + file.errorCount, 0),
        "lint",
      ),
    },
  };
};

const deploymentRow = () => ({
  sql: `insert into deployments (id, commit_id, committed_at, succeeded, repairs)
    values (:'id', :'commit', :'committed', :'succeeded', :'repairs') on conflict do nothing;`,
  values: {
    committed: ofCommit("%cI"),
    succeeded: yesOrNo(env.SUCCEEDED, "succeeded"),
    repairs: env.REPAIRS ? yesOrNo(env.REPAIRS, "repairs") : String(/^(revert\b|hotfix\b)/i.test(ofCommit("%s"))),
  },
});

if (!env.DATABASE) fail("database is empty: is the secret set?");
if (env.KIND !== "run" && env.KIND !== "deployment") fail("kind must be run or deployment");
const { sql, values } = env.KIND === "run" ? runRow() : deploymentRow();
const variables = Object.entries({ id, commit: ofCommit("%H"), ...values }).map(
  ([name, value]) => `--set=${name}=${value}`,
);
try {
  execFileSync("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", ...variables], {
    input: sql,
    // Not among the arguments, which any process may read.
    env: { ...env, PGSERVICEFILE: "/dev/null", ...addressOf(env.DATABASE) },
    stdio: ["pipe", "inherit", "pipe"],
  });
} catch (error) {
  const said = String(error?.stderr ?? "").split("\n")[0];
  fail(`psql: ${said || "could not be run"}`);
}

/** @param {string} address @returns {Record<string, string>} libpq's variables: https://www.postgresql.org/docs/current/libpq-envars.html */
function addressOf(address) {
  const url = URL.canParse(address)
    ? new URL(address)
    : fail("database is no address: postgresql://user:password@host:port/name");
  return {
    PGHOST: url.searchParams.get("host") ?? url.hostname,
    PGPORT: url.port || "5432",
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: url.pathname.slice(1) || "postgres",
    PGSSLMODE: url.searchParams.get("sslmode") ?? "require",
  };
}
