import { ref } from "../../monitors/model/late";
import { destinationName, type Destination } from "../../monitors/plan/destination";
import { formatMoment } from "../../monitors/plan/quiet";
import type { RenderContext } from "../../monitors/plan/watch";
import type { PagerDutyDeclaration } from "./declaration";

/**
 * A maintenance window for each quiet of whole services: no vendor opens an incident at their services meanwhile. A quiet of
 * single signals has none, for a service carries others too; those the vendors keep back.
 */
export const renderMaintenance = (
  destinations: readonly Destination[],
  { quiet, routeOf }: RenderContext,
): readonly PagerDutyDeclaration[] =>
  quiet.flatMap(({ key, reason, owner, services, from, until }): readonly PagerDutyDeclaration[] => {
    const paged = destinations.filter(
      (destination) => services.includes(destination.service) && routeOf(destination).pages,
    );
    return paged.length === 0
      ? []
      : [
          {
            vendor: "pagerduty",
            type: "pagerduty:index/maintenanceWindow:MaintenanceWindow",
            name: key,
            keeps: key,
            args: {
              description: `${reason} (${owner})`,
              startTime: formatMoment(from),
              endTime: formatMoment(until),
              services: paged
                .map(destinationName)
                .toSorted()
                .map((name) => ref("pagerduty:index/service:Service", name, "id")),
            },
          },
        ];
  });
