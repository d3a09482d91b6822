import type { QuestionRow } from "./row";

/** How well the shop's code is made, brought to people, and run. */
export const delivery = {
  test_coverage: {
    title: "Test coverage",
    means: "Lines of the shop's code that its tests reach, by the last run of CI of each day in Paris.",
    unit: "percent",
    shape: "series",
    reads: ["ci_runs"],
  },
  check_failures: {
    title: "Failed tests and lint errors",
    means: "Of all runs of CI on the main branch, by day in Paris.",
    unit: "short",
    shape: "series",
    reads: ["ci_runs"],
  },
  lead_time: {
    title: "Lead time",
    means: "Hours from a commit until it is in production, by week in Paris: half of the deployments, and nine in ten.",
    unit: "h",
    shape: "series",
    reads: ["deployments"],
  },
  change_failures: {
    title: "Change failure rate",
    means: "Share of a week's deployments of a change that failed, or that a rollback or hotfix repaired.",
    unit: "percent",
    shape: "series",
    reads: ["deployments"],
  },
  statements_by_mean: {
    title: "Slowest statements, by mean",
    means: "The ten statements of the range that took the longest on average, with $1 in place of each value.",
    unit: "short",
    shape: "rows",
    reads: ["monitoring.statement_counts"],
  },
  statements_by_total: {
    title: "Dearest statements, by total",
    means: "The ten statements of the range that took the most time altogether, with $1 in place of each value.",
    unit: "short",
    shape: "rows",
    reads: ["monitoring.statement_counts"],
  },
} as const satisfies Readonly<Record<string, QuestionRow>>;
