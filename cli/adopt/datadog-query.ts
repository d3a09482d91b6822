import { wordsOf } from "../review/canonical";
import { isRead, wordFilter, type Filter, type Unread } from "./filter";
import { readScope } from "./scope-filter";
import { readSearch } from "./search-filter";
import type { Parts } from "./parts";

/**
 * Datadog's monitor queries, taken apart: what is looked at, over which span, and the number it is held against. One reading for what
 * the catalogue declares and for what an export has.
 * @see https://docs.datadoghq.com/api/latest/monitors/ (Create a monitor: the forms of `query` by type)
 */
export interface Condition {
  readonly form: "gauge" | "log lines" | "other";
  /** What is looked at. */
  readonly parts: Parts;
  /** Parts, and the side on which it is bad. */
  readonly subject: string;
  readonly threshold: number;
  /** "5m" */
  readonly window: string;
  readonly operator: ">" | ">=" | "<" | "<=";
  /** Things are counted: what is at least 5 is more than 4. */
  readonly whole: boolean;
  /** Of a gauge and of log lines. */
  readonly filter: Filter | Unread | undefined;
  /** The function that the data go through, where the query names one: `anomalies`. */
  readonly through: string | undefined;
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
  const read = readGauge(looked) ?? readLogs(looked) ?? readOther(looked, band !== undefined, variables);
  const side = band === undefined ? (operator.startsWith("<") ? "below" : "above") : "band";
  return {
    ...read,
    subject: [side, ...Object.entries(read.parts).map(([name, part]) => `${name} ${part}`)].join(" | "),
    threshold: Number(band ?? number),
    window: inside ?? behind ?? "",
    operator,
    through: /\b(anomalies|forecast|outliers|pct_change|change)\(/.exec(left)?.[1],
  };
};

const isOperator = (text: string | undefined): text is Condition["operator"] =>
  text === ">" || text === ">=" || text === "<" || text === "<=";

type Read = Pick<Condition, "form" | "parts" | "whole" | "filter">;

const GAUGE =
  /^(\w+)\(last_\):\s*(\w+):([\w.]+)\s*\{([^{}]*)\}\s*(?:by\s*\{([^{}]*)\})?((?:\s*\.\w+\((?:[^()"']|"[^"]*"|'[^']*')*\))*)$/;

/** One metric, of which sources are taken together and then points of time. */
const readGauge = (looked: string): Read | undefined => {
  const [, time, space, metric, scope, groups, functions] = GAUGE.exec(looked.trim()) ?? [];
  if (time === undefined || space === undefined || metric === undefined || scope === undefined) return undefined;
  const filter = readScope(scope);
  return {
    form: "gauge",
    whole: false,
    filter,
    parts: {
      "time aggregation": time,
      "space aggregation": space,
      metric,
      filter: wordOr(filter, `{${scope}}`),
      ...groupingOf(groups ?? ""),
      functions: wordsOr(functions?.trim()),
    },
  };
};

const CALL = /^\.?(\w+)\(((?:[^()"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)\)/;

/** `logs("…").index("…").rollup("count").by("…")`: each call by its name. */
const readLogs = (looked: string): Read | undefined => {
  const calls = callsOf(looked.trim());
  if (calls === undefined || !calls.has("logs")) return undefined;
  const { logs = "", index, rollup, by, ...others } = Object.fromEntries(calls);
  // The search stands in quotes of its own (`monitors/datadog/query.ts`).
  const search = unquoted(logs).replaceAll(String.raw`\"`, '"');
  const filter = readSearch(search);
  const counted = (rollup ?? "").replaceAll(/["'\s]/g, "");
  return {
    form: "log lines",
    whole: counted === "count" || counted.startsWith("cardinality"),
    filter,
    parts: {
      search: wordOr(filter, search),
      index: index === undefined ? "*" : unquoted(index),
      counted,
      ...groupingOf(by ?? ""),
      ...others,
    },
  };
};

const callsOf = (text: string): ReadonlyMap<string, string> | undefined => {
  const calls = new Map<string, string>();
  let rest = text;
  while (rest !== "") {
    const [said, name, written] = CALL.exec(rest) ?? [];
    if (said === undefined || name === undefined || written === undefined || calls.has(name)) return undefined;
    calls.set(name, written);
    rest = rest.slice(said.length);
  }
  return calls;
};

const unquoted = (text: string): string => text.trim().replaceAll(/^["']|["']$/g, "");

/** Whatever else: by its words. */
const readOther = (looked: string, band: boolean, variables: string): Read => ({
  form: "other",
  whole: false,
  filter: undefined,
  parts: {
    query: wordsOf(withScopes(band ? looked.replaceAll(FOLLOWING, "") : looked)),
    ...(variables === "" ? {} : { variables }),
  },
});

/** `{b,a}` is `{a,b}`, and so are groups. */
const withScopes = (query: string): string =>
  query.replaceAll(/\{([^{}]*)\}/g, (written, scope: string) => {
    const filter = readScope(scope);
    return isRead(filter) ? `{${wordFilter(filter)}}` : written;
  });

const groupingOf = (groups: string): Parts => ({
  grouping: wordsOr(
    groups
      .replaceAll(/["']/g, "")
      .split(",")
      .map((group) => group.trim())
      .filter((group) => group !== "*")
      .toSorted()
      .join(", "),
  ),
});

const wordsOr = (text: string | undefined): string => (text === undefined || text === "" ? "none" : text);

const wordOr = (filter: Filter | Unread, written: string): string =>
  isRead(filter) ? wordFilter(filter) : wordsOf(written);

const units: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** "5m", "1h", "1d". */
export const secondsOf = (window: string): number | undefined => {
  const [, amount, unit = ""] = /^(\d+)([mhdw])$/.exec(window) ?? [];
  const each = units[unit];
  return amount === undefined || each === undefined ? undefined : Number(amount) * each;
};

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
        wordOr(readSearch(search), search),
        indexes.toSorted().join(",") || "*",
        ...computes.map(({ aggregation, metric }) => `${aggregation} ${metric}`.trim()),
        ...(groups.length === 0 ? [] : [`by ${groups.toSorted().join(",")}`]),
      ].join(" / "),
    )
    .toSorted()
    .join(" | ");
