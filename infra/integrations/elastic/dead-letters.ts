import { RULE, type RuleDeclaration } from "../../../monitors/elastic/declaration";
import { countParams } from "../../../monitors/elastic/render";
import { tellSlack } from "../../../monitors/elastic/routing";
import { inMinutes, hours } from "../../../monitors/model/quantity";
import type { RenderContext } from "../../../monitors/plan/watch";

/** Lines come from machines that we set up: one that cannot be read means that a format or a pipeline has changed. */
const COUNTED = { in: "dead_letter", where: {} } as const;

const OVER = hours(1);

/** The part of the runbook that looks at lines nobody could read. */
export const DEAD_LETTERS_RUNBOOK = "monitoring/heartbeat.md#first-look";

/**
 * Counts what no pipeline could read, and says the count in Slack. It is no row of the catalogue: it watches the log store's own
 * pipelines, as the heartbeat does, and whoever mends those reads it in working hours. The variable is the rule type's own
 * (https://www.elastic.co/docs/explore-analyze/alerting/alerts/rule-type-es-query, `context.value`).
 */
export const renderDeadLetters = (context: RenderContext): RuleDeclaration => {
  const { name, runbookSite } = context.environment;
  const title = `Lines of logs that no pipeline could read (${name})`;
  const where = `Kibana, Discover, "Driplo: Lines that no pipeline could read (${name})"`;
  return {
    vendor: "elastic",
    type: RULE,
    name: "dead-letters",
    args: {
      name: title,
      ruleTypeId: ".es-query",
      consumer: "alerts",
      interval: "1m",
      params: JSON.stringify(countParams(COUNTED, { environment: name, moreThan: 0, overMinutes: inMinutes(OVER) })),
      actions: tellSlack(
        {
          found: `${title}: {{context.value}} in the last hour. ${where}. Runbook: ${runbookSite}/${DEAD_LETTERS_RUNBOOK}`,
          recovered: `Over: ${title}`,
        },
        "P3",
        context,
      ),
      tags: [`env:${name}`, "priority:P3"],
    },
  };
};
