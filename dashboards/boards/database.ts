import { questionsOf, signals, type Board } from "../board";

/** D9 */
export const database: Board = {
  title: "Database",
  audience: "engineering",
  answers: "Does the database answer, how fast, and for how long has it room?",
  looksBack: "24h",
  leadsTo: ["performance", "operations"],
  rows: [
    { title: "Reachable", panels: signals("database.reachable") },
    {
      title: "Pool and queries",
      panels: signals("database.connection_pool", "database.query_time", "database.slow_queries"),
    },
    { title: "Statements", panels: questionsOf("statements_by_mean", "statements_by_total") },
    { title: "Indexes and cache", panels: signals("database.index_hit_ratio") },
    { title: "Storage", panels: signals("database.disk", "database.disk_full_soon") },
    { title: "Processor and memory", panels: signals("database.cpu", "database.memory") },
  ],
};
