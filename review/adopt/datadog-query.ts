import { wordsOf } from "../diff/canonical";

/**
 * Datadog's monitor queries, taken apart: what is looked at, over which span, and the number it is held against. One reading for what
 * the catalogue declares and for what an export has.
 * @see https://docs.datadoghq.com/api/latest/monitors/ (Create a monitor: the forms of `query` by type)
 */
export interface Condition {
  readonly subject: string;
  readonly threshold: number;
  /** "5m" */
  readonly window: string;
  readonly operator: ">" | ">=" | "<" | "<=";
}

/** Queries of one kind of data; a query of metrics is `metric alert` or `query alert`, which is the same. */
const comparable: ReadonlySet<string> = new Set([
  "metric alert",
  "query alert",
  "log alert",
  "rum alert",
  "event-v2 alert",
  "trace-analytics alert",
]);

const COMPARED = /^([\s\S]*\S)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*$/i;

/** `avg(last_5m):`, `pct_change(avg(last_1h),last_1w):`, `.last("5m")`. */
const SPAN = /\blast_(\w+)|\.last\(\s*["'](\w+)["']\s*\)\s*$/;

/** `anomalies(…, 'robust', 3`: the number that people choose is the width of the band. */
const BAND = /(anomalies\([\s\S]*,\s*["'](?:basic|agile|robust)["']\s*,\s*)(\d+(?:\.\d+)?)/;

/** Arguments of `anomalies` that follow from its window. */
const FOLLOWING = /,\s*(?:alert_window|interval)\s*=\s*(?:'[^']*'|"[^"]*"|\d+)/g;

export const readQuery = (type: string, query: string, variables: string): Condition | undefined => {
  if (!comparable.has(type)) return undefined;
  const [, left, operator, number] = COMPARED.exec(query) ?? [];
  if (left === undefined || !isOperator(operator)) return undefined;
  const span = SPAN.exec(left);
  if (span === null) return undefined;
  const [said, inside, behind] = span;
  const band = BAND.exec(left)?.[2];
  const looked = left.replace(said, behind === undefined ? "last_" : "").replace(BAND, "$1N");
  return {
    subject: [
      band === undefined ? (operator.startsWith("<") ? "below" : "above") : "band",
      wordsOf(sortTags(band === undefined ? looked : looked.replaceAll(FOLLOWING, ""))),
      variables,
    ]
      .filter((part) => part !== "")
      .join(" | "),
    threshold: Number(band ?? number),
    window: inside ?? behind ?? "",
    operator,
  };
};

const isOperator = (text: string | undefined): text is Condition["operator"] =>
  text === ">" || text === ">=" || text === "<" || text === "<=";

/** `{b,a}` is `{a,b}`, and so are groups. */
const sortTags = (query: string): string =>
  query.replaceAll(/\{([^{}]*)\}/g, (_, tags: string) =>
    tags.includes(" OR ") || tags.includes(" AND ")
      ? `{${tags}}`
      : `{${tags
          .split(",")
          .map((tag) => tag.trim())
          .toSorted()
          .join(",")}}`,
  );

/** Queries that a formula names, each by what it asks and not by how the API spells its fields. */
export interface NamedQuery {
  readonly name: string;
  readonly data: string;
  readonly search: string;
  readonly indexes: readonly string[];
  readonly computes: readonly { readonly aggregation: string; readonly metric: string }[];
  readonly groups: readonly string[];
}

export const wordVariables = (queries: readonly NamedQuery[]): string =>
  queries
    .map(({ name, data, search, indexes, computes, groups }) =>
      [
        `${name} = ${data}`,
        wordsOf(search),
        indexes.toSorted().join(",") || "*",
        ...computes.map(({ aggregation, metric }) => `${aggregation} ${metric}`.trim()),
        ...(groups.length === 0 ? [] : [`by ${groups.toSorted().join(",")}`]),
      ].join(" / "),
    )
    .toSorted()
    .join(" | ");
