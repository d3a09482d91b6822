import type { Template } from "../monitors/model/late";

/**
 * What Datadog makes of a composite monitor's expression, for tests: its own table of truth
 * (https://docs.datadoghq.com/monitors/types/composite/, "Computing trigger conditions").
 */

/** Least severe first. */
const severity = ["OK", "No Data", "Warn", "Alert"] as const;

export type Status = (typeof severity)[number];

const isAlertWorthy = (status: Status): boolean => status !== "OK";

const least = (a: Status, b: Status): Status => (severity.indexOf(a) <= severity.indexOf(b) ? a : b);

const most = (a: Status, b: Status): Status => (severity.indexOf(a) >= severity.indexOf(b) ? a : b);

const not = (status: Status): Status => {
  if (status === "No Data") return "No Data";
  return isAlertWorthy(status) ? "OK" : "Alert";
};

/** The state that a composite shows: without data its last one, where it does not tell of missing data. */
export const shownState = (computed: Status, notifyNoData: boolean, last: Status): Status =>
  computed === "No Data" && !notifyNoData ? last : computed;

/** A monitor's own name, or `<name>.monitorId` of one that a synthetic test brings. */
export type StatusOf = (monitor: string) => Status;

/** The text, and each reference as one token. */
const tokensOf = ({ parts }: Template): readonly string[] =>
  parts.flatMap((part) => {
    if (typeof part === "string") return part.match(/&&|\|\||[!()]|[a-z0-9_.]+/gi) ?? [];
    if (part.late === "secret") throw new Error("a secret is no monitor");
    return [part.property === "id" ? part.name : `${part.name}.${part.property}`];
  });

/** `!` binds closest, then `&&`, then `||`. */
export const computeStatus = (query: Template, statusOf: StatusOf): Status => {
  const tokens = [...tokensOf(query)];
  const any = (): Status => {
    let status = both();
    while (tokens[0] === "||") {
      tokens.shift();
      status = most(status, both());
    }
    return status;
  };
  const both = (): Status => {
    let status = one();
    while (tokens[0] === "&&") {
      tokens.shift();
      const other = one();
      status = isAlertWorthy(status) && isAlertWorthy(other) ? least(status, other) : "OK";
    }
    return status;
  };
  const one = (): Status => {
    const token = tokens.shift();
    if (token === "!") return not(one());
    if (token !== "(") return statusOf(token ?? "nothing");
    const status = any();
    if (tokens.shift() !== ")") throw new Error("a parenthesis is not closed");
    return status;
  };
  const status = any();
  if (tokens.length > 0) throw new Error(`${tokens.join(" ")} is left over`);
  return status;
};
