import type { BoardKey } from "./board";

/** What is mailed each week: a board each, over the last seven days. Who gets it stands in the stack's configuration (`grafana.report`). */

export const REPORTED = "7d";

export const reportNames = ["executive", "operations", "alertQuality"] as const;

export type ReportName = (typeof reportNames)[number];

export const reports: Readonly<Record<ReportName, { readonly board: BoardKey; readonly title: string }>> = {
  executive: { board: "executive", title: "Driplo for executives" },
  operations: { board: "operations", title: "Driplo operations" },
  alertQuality: { board: "monitoring-quality", title: "Driplo alert quality" },
};
