import { parser } from "@prometheus-io/lezer-promql";

/** What Prometheus's own grammar (that of its query field in the browser) finds in a query, offline. */
export interface ParsedQuery {
  /** The text from which on it is no PromQL; undefined where all of it is. */
  readonly fault: string | undefined;
  /** Names of the metrics that are selected; empty where one is selected without a name. */
  readonly metrics: readonly string[];
}

export const parseQuery = (query: string): ParsedQuery => {
  let fault: string | undefined;
  const metrics: string[] = [];
  parser.parse(query).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) fault ??= query.slice(from);
      if (type.name !== "VectorSelector") return;
      const name = node.getChild("Identifier");
      metrics.push(name === null ? "" : query.slice(name.from, name.to));
      if (from === to) fault ??= query.slice(from);
    },
  });
  return { fault, metrics };
};
