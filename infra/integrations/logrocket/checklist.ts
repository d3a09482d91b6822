import type { Environment } from "../../../monitors/model/environment";
import { pagingServiceName } from "../../../monitors/plan/destination";
import type { MonitoringPlan } from "../../../monitors/plan/plan";
import { wordCondition, wordLevel } from "../../../monitors/plan/wording";
import { chartsOf, type Chart } from "./charts";

type Where = Pick<Environment, "name" | "slack">;

/** What a person does in LogRocket, once, and again when this page changes. */
export const toChecklist = (plan: Pick<MonitoringPlan, "signals" | "routes">, environment: Where): string => {
  const charts = chartsOf(plan);
  return [
    `# LogRocket (${environment.name})`,
    "",
    "Written by `npm run logrocket` from the catalogue: do not edit it. LogRocket has charts and alerts that a person makes, and no API",
    "for them was found. This is what to make, with the catalogue's own numbers; CI fails when it is stale.",
    "",
    "Events come from those visitors alone who agreed to replay, and of them from the sampled ones: shares hold, counts do not.",
    "",
    "- [ ] Settings › Integrations › PagerDuty is on (https://docs.logrocket.com/docs/metrics-alerting).",
    "- [ ] Settings › Alerts has no alert that is not below.",
    "",
    ...charts.flatMap((chart) => stepsOf(chart, plan, environment)),
  ].join("\n");
};

const quoted = (words: readonly string[], joint: string): string => words.map((word) => `\`${word}\``).join(joint);

const stepsOf = (
  { signal, measure, level, events, bad }: Chart,
  { routes }: Pick<MonitoringPlan, "routes">,
  environment: Where,
): readonly string[] => [
  `## ${wordLevel(signal, measure, level)}`,
  "",
  `\`${level.name}\`, ${level.priority}. Runbook: [runbooks/${signal.runbook}](../runbooks/${signal.runbook}).`,
  "",
  `- [ ] A timeseries chart of the custom events ${quoted(events, " and ")}: of all of them, the share whose property \`outcome\` is ${quoted(bad, " or ")}.`,
  `- [ ] An alert on it, by a trigger condition: ${wordCondition(measure, level)}. Its name: \`${level.name}\`.`,
  routes[level.priority].pages
    ? `- [ ] It goes to PagerDuty, by the key of the integration LogRocket of the service \`${pagingServiceName(environment.name, { service: signal.service, priority: level.priority })}\`.`
    : `- [ ] It goes to Slack, by an incoming webhook of the channel \`${environment.slack.channels[level.priority].name}\`.`,
  "",
];
