/**
 * What silence means, decided for each measure; there is no default.
 *
 * - `ok`: no data is a quiet hour (a ratio of requests at night). Nobody is told.
 * - `breach`: no data is the failure itself (a health check that stopped reporting). Told at the level's own priority.
 * - `notify`: no data is not the failure, and somebody must know that nothing is measured (a host's memory). Told where
 *   the alert would have gone.
 * - `keep`: no data leaves the last state standing.
 */
export const missingDataDecisions = ["ok", "breach", "notify", "keep"] as const;

export type MissingData = (typeof missingDataDecisions)[number];
