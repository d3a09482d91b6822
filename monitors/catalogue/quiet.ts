import type { EnvironmentName } from "../model/environment-name";
import type { Quiets } from "../model/quiet";
import type { ServiceKey, SignalId } from "./services";

/**
 * Planned maintenance and mutes. A row ends by itself, and is an error once it has: delete it. For example:
 *
 *     database_upgrade: {
 *       reason: "Postgres 17 to 18: the database is away for some minutes",
 *       owner: "data",
 *       environments: ["prod"],
 *       services: ["database"],
 *       from: "2027-03-14T22:00+01:00",
 *       until: "2027-03-14T23:30+01:00",
 *       silencesP0: true,
 *     },
 */
export const quiet = {} as const satisfies Quiets<ServiceKey, SignalId, EnvironmentName>;
