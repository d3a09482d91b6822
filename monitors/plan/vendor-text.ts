import { listWords } from "../model/list-words";
import type { VendorName } from "../model/sources/source";
import { unseenIn } from "../model/visible";
import type { Refusal } from "./refusal";

/**
 * What vendors act on in a text, in one table. A title or an impact is prose: it reaches its vendor, the backstop's, the boards and
 * Slack, and tomorrow another vendor. So it holds nothing that any of them acts on. Slack's markup alone has signs that prose needs
 * too: where we write markup, `slackText` escapes them.
 */

interface Mark {
  readonly is: string;
  readonly found: RegExp;
  readonly remedy: string;
}

const marks = {
  /** `@all`, `@slack-shop-alerts`, `@ann@shop.test`, `ann@shop.test`. */
  handle: { is: "a handle or an address", found: /[\w.+-]*@\w[\w.@+-]*/u, remedy: "name the team in words" },
  template: { is: "a template", found: /\{\{.*?(?:\}\}|$)|\}\}/u, remedy: "take the braces out" },
  /** `$env`, `${env:raw}`, `[[env]]`; an amount such as $5 is none. */
  variable: {
    is: "a board's variable",
    found: /\$[A-Za-z_]\w*|\$\{[^}]*\}?|\[\[.*?(?:\]\]|$)/u,
    remedy: "take the variable out",
  },
  /** `<!channel>`, `<@U012>`, `<#C012>`, `<https://shop.test|here>`. */
  mention: { is: "Slack's markup", found: /<(?:[@#!]|\w+:)[^>]*>?/u, remedy: "take the angle brackets out" },
} as const satisfies Readonly<Record<string, Mark>>;

type MarkName = keyof typeof marks;

interface VendorText {
  readonly name: string;
  readonly actsOn: Readonly<Partial<Record<MarkName, string>>>;
}

/** The vendors that evaluate, and where alerts are read: each mark that is acted on, and the page that says so. */
export const vendorTexts: Readonly<Record<VendorName | "boards" | "pagerduty" | "slack", VendorText>> = {
  /** Monitors, tests, security rules, downtimes and incidents alike. What is Slack's goes on to Slack as it is. */
  datadog: {
    name: "Datadog",
    actsOn: {
      handle: "https://docs.datadoghq.com/monitors/notify/",
      template: "https://docs.datadoghq.com/monitors/notify/variables/",
      mention: "https://docs.datadoghq.com/integrations/slack/",
    },
  },
  /** Annotations of Grafana's rules, and of the rule files (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/). */
  prometheus: {
    name: "Grafana and Prometheus",
    actsOn: { template: "https://grafana.com/docs/grafana/latest/alerting/alerting-rules/templates/" },
  },
  boards: {
    name: "a Grafana board",
    actsOn: { variable: "https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/" },
  },
  newrelic: {
    name: "New Relic",
    actsOn: { template: "https://docs.newrelic.com/docs/alerts/get-notified/message-templates/" },
  },
  elastic: {
    name: "Kibana",
    actsOn: { template: "https://www.elastic.co/guide/en/kibana/current/rule-action-variables.html" },
  },
  /** Descriptions are shown as Markdown; whoever posts them to Slack is Slack's affair. */
  cloudwatch: { name: "CloudWatch", actsOn: {} },
  /** An alert's notes are Slack's markup. */
  sentry: { name: "Sentry", actsOn: {} },
  /** Names and descriptions are text. */
  pagerduty: { name: "PagerDuty", actsOn: {} },
  slack: { name: "Slack", actsOn: { mention: "https://docs.slack.dev/messaging/formatting-message-text/" } },
};

/** Prose within Slack's markup: `&`, `<` and `>`, and nothing else (formatting message text, "Escaping text"). */
export const slackText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Handles that Datadog notifies, without their sign: those outside braces, where an attribute begins with the same sign. */
export const handlesIn = (text: string): readonly string[] =>
  [...text.replaceAll(/\{\{[^{}]*\}\}/g, " ").matchAll(/(?<![\w@])@(\w[\w.@+-]*)/g)].flatMap(
    ([, handle]) => handle ?? [],
  );

/** Why prose may not stand as it is. `field` is its row's: "impact". What is no text, or an empty one, is another check's affair. */
export const refuseText = (field: string, text: unknown): readonly Refusal[] =>
  typeof text === "string" && text.trim() !== "" ? [...refuseUnseen(field, text), ...refuseMarks(field, text)] : [];

const refuseMarks = (field: string, text: string): readonly Refusal[] =>
  Object.entries<Mark>(marks).flatMap(([name, { is, found, remedy }]) => {
    const [first] = found.exec(text) ?? [];
    if (first === undefined) return [];
    const acting = Object.values(vendorTexts).flatMap(({ name: vendor, actsOn }) => {
      const page = Object.entries(actsOn).find(([mark]) => mark === name)?.[1];
      return page === undefined ? [] : [{ vendor, page }];
    });
    return [
      {
        what: `${field} holds ${JSON.stringify(first)}, ${is}`,
        rule: `${listWords(acting.map(({ vendor }) => vendor))} ${acting.length === 1 ? "acts" : "act"} on it wherever it stands (${acting[0]?.page ?? ""})`,
        remedy,
      },
    ];
  });

/** What nobody sees is refused in every text of a row, a query's too. */
export const refuseUnseen = (field: string, text: string): readonly Refusal[] => {
  const unseen = unseenIn(text);
  return unseen.length === 0
    ? []
    : [
        {
          what: `${field} holds ${unseen.join(", ")}`,
          rule: "a text shows all that is in it: no control character, none without width, none that turns its direction",
          remedy: "take it out",
        },
      ];
};
