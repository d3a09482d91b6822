import { catalogue } from "../monitors/catalogue";
import type { ServiceDefinition } from "../monitors/model/signal";

const idsOf = (rowsOf: (service: ServiceDefinition) => object | undefined): ReadonlySet<string> =>
  new Set(
    Object.entries<ServiceDefinition>(catalogue.services).flatMap(([key, service]) =>
      Object.keys(rowsOf(service) ?? {}).map((row) => `${key}.${row}`),
    ),
  );

/** `api.error_rate`, of the real catalogue. */
export const signalIds = idsOf(({ signals }) => signals);

/** `api.availability_slo` */
export const objectiveIds = idsOf(({ objectives }) => objectives);
