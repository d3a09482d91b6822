import { ref } from "../../../monitors/model/late";
import { destinationName, type Destination } from "../../../monitors/plan/destination";
import type { MonitoringPlan } from "../../../monitors/plan/plan";
import type { RenderContext } from "../../../monitors/plan/watch";
import type { PagerDutyDeclaration } from "../../../policies/pagerduty/declaration";
import { chartsOf, destinationOf, integrationOf } from "./charts";

/**
 * What can be declared of LogRocket's alerts: the keys by which they open and end incidents at the same services as every other alert.
 * Charts and alerts are made by hand (https://docs.logrocket.com/docs/metrics-alerting; no API that makes them was found):
 * `npm run logrocket` writes what to make.
 *
 * The type is the Events API v2's, which PagerDuty's provider takes without a vendor; whether PagerDuty lists LogRocket was not
 * established.
 */
export const renderLogRocket = (
  plan: Pick<MonitoringPlan, "signals">,
  destinations: readonly Destination[],
  { routeOf }: RenderContext,
): readonly PagerDutyDeclaration[] => {
  const wanted = new Set(chartsOf(plan).map(destinationOf));
  return destinations
    .filter((destination) => routeOf(destination).pages && wanted.has(destinationName(destination)))
    .map((destination) => ({
      vendor: "pagerduty",
      type: "pagerduty:index/serviceIntegration:ServiceIntegration",
      name: integrationOf(destinationName(destination)),
      // PagerDuty's provider leaves the key in clear; whoever has it can page.
      secretOutputs: ["integrationKey"],
      args: {
        name: "LogRocket",
        service: ref("pagerduty:index/service:Service", destinationName(destination), "id"),
        type: "events_api_v2_inbound_integration",
      },
    }));
};
