import { Document, type YAMLMap } from "yaml";
import { prometheusNow } from "./message";
import { SCRAPE_SECONDS, spellSeconds } from "./promql";
import type { AlertRule } from "./rule";

/**
 * The same rules for a Prometheus of one's own: rule files by service, as `promtool` checks them. Whom they tell is its
 * Alertmanager's, by the labels.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export const toRuleFile = (rules: readonly AlertRule[]): string => {
  // Nothing stands for something else.
  const file = new Document({ groups: [] }, { aliasDuplicateObjects: false });
  for (const rule of rules)
    file.addIn(
      ["groups"],
      file.createNode({
        name: rule.name,
        interval: spellSeconds(SCRAPE_SECONDS),
        rules: [toBreach(file, rule), ...(rule.silence === "notify" ? [file.createNode(toSilence(rule))] : [])],
      }),
    );
  // An expression stays in one line, to be copied into a browser.
  return file.toString({ lineWidth: 0 });
};

const toBreach = (file: Document, rule: AlertRule): YAMLMap => {
  const breach = file.createNode({
    alert: rule.name,
    expr: `${comparison(rule.query)}${rule.silence === "breach" ? ` or ${missing(rule)}` : ""}`,
    // Left out where it is the default, as pint asks: https://cloudflare.github.io/pint/checks/alerts/for.html
    ...(rule.holdFor === "0s" ? {} : { for: rule.holdFor }),
    labels: rule.labels,
    annotations: { ...rule.annotations, now: prometheusNow(rule) },
  });
  if (calculatesWithSums(rule)) breach.commentBefore = ONE_SCRAPE;
  return breach;
};

/**
 * pint warns of sums that are divided or added where a start of Prometheus may show the one before the other:
 * https://cloudflare.github.io/pint/checks/promql/fragile.html
 */
const ONE_SCRAPE = ` Both sums are of one scrape, so that a start of Prometheus shows both or neither.
 pint disable promql/fragile`;

const calculatesWithSums = ({ query: { value } }: AlertRule): boolean => value.split("sum(").length > 2;

/** While its scrape is up: that it is down is the scrape's own alert. */
const missing = ({ query, scraped }: AlertRule): string =>
  `absent(${query.value})${scraped === undefined ? "" : ` and on () ${scraped}`}`;

/** Brackets, because a guarded value is an `or` and compares last. */
const comparison = ({ value, side, than }: AlertRule["query"]): string =>
  `(${value}) ${side === "above" ? ">" : "<"} ${than}`;

/** Two scrapes, as pint asks of every `absent`: https://cloudflare.github.io/pint/checks/alerts/absent.html */
const MISSING_FOR = spellSeconds(2 * SCRAPE_SECONDS);

/** What Grafana calls No Data, as a rule of its own. */
const toSilence = (rule: AlertRule) => ({
  alert: `${rule.name}.no_data`,
  expr: missing(rule),
  for: MISSING_FOR,
  labels: rule.labels,
  annotations: { ...rule.annotations, now: "no data", summary: `No data: ${rule.annotations.summary}` },
});
