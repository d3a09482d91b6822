import { ref, type Reference } from "../model/late";
import { priorities, type Priority } from "../model/priority";
import type { VendorName } from "../model/sources/source";

/**
 * Where alerts of one service and priority go. Vendors and PagerDuty meet here: the names below are the only thing that
 * one needs to know of the other.
 */
export interface Destination {
  readonly service: string;
  readonly serviceTitle: string;
  readonly priority: Priority;
}

/** Logical name of a destination: `payments.P0`. */
export const destinationName = ({ service, priority }: Pick<Destination, "service" | "priority">): string =>
  `${service}.${priority}`;

/** Logical name of PagerDuty's integration of a destination for one vendor: `payments.P0.datadog`. */
export const integrationName = (destination: Destination, vendor: VendorName): string =>
  `${destinationName(destination)}.${vendor}`;

/** The key by which a vendor opens incidents at a destination: a secret, known when PagerDuty has made the integration. */
export const integrationKey = (destination: Destination, vendor: VendorName): Reference =>
  ref("pagerduty:index/serviceIntegration:ServiceIntegration", integrationName(destination, vendor), "integrationKey");

/** PagerDuty's display name of a destination's service. Datadog addresses it as `@pagerduty-<this>`: no blanks. */
export const pagingServiceName = (
  environment: string,
  destination: Pick<Destination, "service" | "priority">,
): string => `driplo-${environment}-${destination.service}-${destination.priority}`;

/** Whether a service of PagerDuty's is of this environment, by its name; what else the account holds is somebody else's. */
export const isServiceOf = (environment: string, name: string): boolean => name.startsWith(`driplo-${environment}-`);

/** The priority at the end of a service's name. */
export const priorityOfService = (name: string): Priority | undefined =>
  priorities.find((priority) => name.endsWith(`-${priority}`));
