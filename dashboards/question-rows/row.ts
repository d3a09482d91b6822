export interface QuestionRow {
  readonly title: string;
  readonly means: string;
  /** Grafana's id of the unit. */
  readonly unit: string;
  /** `series`: a `time` and numbers. `now`: one row with one number. `rows`: a table. `graph`: nodes, whose edges are another question. */
  readonly shape: "series" | "now" | "rows" | "graph";
  readonly reads: readonly string[];
}
