import { stringify } from "safe-stable-stringify";
import type { StackDeclaration } from "../../infra/vendors";
import { assertNever } from "../../monitors/model/assert-never";
import { isLate, type Late } from "../../monitors/model/late";
import { fieldOf } from "../../monitors/model/unknown-value";

/** What a vendor is asked, as the declaration has it: the query where the vendor has one, else the arguments that stand for it. */
export const queryOf = ({ args }: StackDeclaration): string => {
  const of = new Map(Object.entries(args));
  const nrql = fieldOf(of.get("nrql"), "query");
  return nrql === undefined ? promqlOf(of.get("rules")) || pick(of) : text(nrql);
};

/** Arguments that say what is looked at, in the order in which they are read. A query has its threshold in it. */
const ASKING = [
  "query",
  "requestDefinition",
  "assertions",
  "apiSteps",
  "metricQueries",
  "namespace",
  "metricName",
  "dimensions",
  "statistic",
  "extendedStatistic",
  "comparisonOperator",
  "threshold",
  "period",
  "evaluationPeriods",
  "datapointsToAlarm",
  "url",
  "schedule",
  "conditions",
  "triggers",
  "dataSources",
];

/** The expressions of a group's rules, PromQL or SQL, taken from the models in which Grafana keeps them. */
const promqlOf = (rules: unknown): string =>
  list(rules)
    .flatMap((rule) => list(fieldOf(rule, "datas")))
    .map((stage) => parse(text(fieldOf(stage, "model"))))
    .map((model) => fieldOf(model, "expr") ?? fieldOf(model, "rawSql"))
    .filter((expr) => expr !== undefined)
    .map(text)
    .join("\n");

const pick = (of: ReadonlyMap<string, unknown>): string => {
  const found = ASKING.filter((name) => of.get(name) !== undefined);
  if (found.length === 1 && found[0] === "query") return text(of.get("query"));
  return found.map((name) => `${name}: ${text(of.get(name))}`).join("\n");
};

const text = (value: unknown): string => {
  const known = worded(value);
  return typeof known === "string" ? known : (stringify(known) ?? "");
};

/** What only a running engine knows, by the name of the resource that has it. */
const worded = (value: unknown): unknown => {
  if (isLate(value)) return wordLate(value);
  if (Array.isArray(value)) return value.map(worded);
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, worded(item)]))
    : value;
};

const wordLate = (value: Late): string => {
  switch (value.late) {
    case "reference":
      return value.name;
    case "secret":
      return `secret ${value.path.join(".")}`;
    case "lookup":
      return value.token;
    case "basic":
      return `secret ${value.password.path.join(".")} of ${value.user}`;
    case "template":
      return value.parts.map((part) => (typeof part === "string" ? part : wordLate(part))).join("");
    default:
      return assertNever(value);
  }
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};
