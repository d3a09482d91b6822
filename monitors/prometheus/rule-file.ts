import { stringify } from "yaml";
import { SCRAPE_SECONDS, spellSeconds } from "./promql";
import type { AlertRule } from "./rule";

/**
 * The same rules for a Prometheus of one's own: rule files by service, as `promtool` checks them. Whom they tell is its
 * Alertmanager's, by the labels.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export const toRuleFile = (rules: readonly AlertRule[]): string =>
  stringify(
    {
      groups: rules.map((rule) => ({
        name: rule.name,
        interval: spellSeconds(SCRAPE_SECONDS),
        rules: [toBreach(rule), ...(rule.silence === "notify" ? [toSilence(rule)] : [])],
      })),
    },
    // An expression stays in one line, to be copied into a browser, and nothing stands for something else.
    { lineWidth: 0, aliasDuplicateObjects: false },
  );

const toBreach = ({ name, query, holdFor, silence, labels, annotations }: AlertRule) => ({
  alert: name,
  expr: `${comparison(query)}${silence === "breach" ? ` or absent(${query.value})` : ""}`,
  for: holdFor,
  labels,
  annotations,
});

/** Brackets, because a guarded value is an `or` and compares last. */
const comparison = ({ value, side, than }: AlertRule["query"]): string =>
  `(${value}) ${side === "above" ? ">" : "<"} ${String(than)}`;

/** What Grafana calls No Data, as a rule of its own. */
const toSilence = ({ name, query, holdFor, labels, annotations }: AlertRule) => ({
  alert: `${name}.no_data`,
  expr: `absent(${query.value})`,
  for: holdFor,
  labels,
  annotations: { ...annotations, summary: `No data: ${annotations.summary}` },
});
