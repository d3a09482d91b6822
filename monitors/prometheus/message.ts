import type { AlertRule } from "./rule";

/**
 * The texts of Grafana's contact points, which fill themselves from a rule's annotations, and the annotation with the value.
 * @see https://grafana.com/docs/grafana/latest/alerting/alerting-rules/templates/reference/ ($values)
 * @see https://grafana.com/docs/grafana/latest/alerting/configure-notifications/template-notifications/reference/ (StartsAt, reReplaceAll)
 */

type Now = Pick<AlertRule, "now">;

/**
 * Without data there is no such value, and then no number either (grafana/grafana pkg/services/ngalert/state/template/template.go:
 * missing keys are invalid).
 *
 * @param refId the query, or what reduces it to one number
 */
export const grafanaNow = ({ now }: Now, refId: string): string =>
  "words" in now ? now.words : `{{ with $values.${refId} }}${numbered(".Value", now)}{{ else }}no data{{ end }}`;

/** Of a rule file: the value of the expression. */
export const prometheusNow = ({ now }: Now): string => ("words" in now ? now.words : numbered("$value", now));

const numbered = (value: string, { unit, decimals }: Extract<AlertRule["now"], { unit: string }>): string =>
  `{{ printf "%.${decimals}f" ${value} }} ${unit}`;

/** The words of whoever is woken: the rule's own summary, or Grafana's, where rules without data share a message. */
export const SUMMARY = `{{ if .CommonAnnotations.summary }}{{ .CommonAnnotations.summary }}{{ else }}{{ template "default.title" . }}{{ end }}`;

/** The lines of `plan/message.ts`, of each alert of a message, which may be several where rules without data share one. */
const textOf = (escape: string): string => {
  const prose = (name: string): string => `{{ .Annotations.${name}${escape} }}`;
  const lines = [
    "Runbook: {{ .Annotations.runbook_url }}",
    `First: ${prose("first_action")}`,
    `Users: ${prose("impact")}`,
    `Now: {{ .Annotations.now }}. Threshold: ${prose("threshold")}`,
    'Since: {{ .StartsAt.UTC.Format "2006-01-02 15:04" }} UTC.',
  ];
  return `{{ range $index, $alert := .Alerts }}{{ if $index }}\n{{ end }}${lines.join("\n")}{{ end }}`;
};

export const PLAIN_TEXT = textOf("");

/** As `slackText` does: Grafana hands the text to Slack as it is. */
export const SLACK_TEXT = textOf(' | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;"');
