import { CONNECTOR, RULE, type ElasticDeclaration } from "../../../monitors/elastic/declaration";
import { countParams } from "../../../monitors/elastic/render";
import { FOUND } from "../../../monitors/elastic/routing";
import { ref } from "../../../monitors/model/late";
import { inMinutes } from "../../../monitors/model/quantity";
import { BEAT_EVERY, beatName, HEARTBEAT } from "../../../monitors/plan/heartbeat";
import type { RenderContext } from "../../../monitors/plan/watch";
import { CHECK_IN, checkInUrl } from "./check-in";

const REQUESTS = { in: "access", where: { "event.provider": "vercel" } } as const;

/**
 * Kibana's beat: a rule that finds requests of the last minutes, told again every five by a check-in at Sentry. What that proves: lines
 * arrive, Logstash hands them on, the pipelines can read them, rules run, connectors reach the outside. The API is asked by tests each
 * minute, so that it has requests at night too.
 */
export const renderElasticBeat = ({ environment }: RenderContext): readonly ElasticDeclaration[] => {
  const name = beatName(environment.name, "elastic");
  const every = inMinutes(BEAT_EVERY);
  return [
    {
      // https://www.elastic.co/docs/reference/kibana/connectors-kibana/webhook-action-type
      vendor: "elastic",
      type: CONNECTOR,
      name: HEARTBEAT,
      args: {
        name,
        connectorTypeId: ".webhook",
        config: JSON.stringify({
          url: checkInUrl(environment, "elastic"),
          method: "post",
          headers: { "Content-Type": "application/json" },
          hasAuth: false,
        }),
      },
    },
    {
      vendor: "elastic",
      type: RULE,
      name: HEARTBEAT,
      args: {
        name,
        ruleTypeId: ".es-query",
        consumer: "alerts",
        interval: "1m",
        params: JSON.stringify(
          countParams(REQUESTS, { environment: environment.name, moreThan: 0, overMinutes: every }),
        ),
        actions: [
          {
            id: ref(CONNECTOR, HEARTBEAT, "connectorId"),
            group: FOUND,
            params: JSON.stringify({ body: CHECK_IN }),
            frequency: { summary: false, notifyWhen: "onThrottleInterval", throttle: `${every}m` },
          },
        ],
        tags: [`env:${environment.name}`],
      },
    },
  ];
};
