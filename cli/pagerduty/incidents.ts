import { z } from "zod";
import { isServiceOf } from "../../monitors/plan/destination";
import type { VendorApi } from "../shared/ask-vendor";
import { listAll } from "./pagerduty";

const incident = z.looseObject({
  id: z.string(),
  service: z.looseObject({ summary: z.string().nullish() }).nullish(),
});

export interface Listed {
  readonly id: string;
  /** As PagerDuty has it. */
  readonly incident: unknown;
  readonly logEntries: readonly unknown[];
}

/**
 * Incidents of one environment's services, whichever vendor opened them, each with its log. An account holds those of other environments
 * and of other teams; of these no log is asked for.
 */
export const listIncidents = async (
  api: VendorApi,
  environment: string,
  since: number,
  until: number,
  also: readonly (readonly [string, string])[] = [],
): Promise<readonly Listed[]> => {
  const found = await listAll(api, "/incidents", "incidents", [
    ["since", new Date(since).toISOString()],
    ["until", new Date(until).toISOString()],
    ["time_zone", "UTC"],
    ["sort_by", "created_at:asc"],
    ["include[]", "first_trigger_log_entries"],
    ...also,
  ]);
  const own: Listed[] = [];
  for (const each of found) {
    const read = incident.safeParse(each).data;
    if (read === undefined || !isServiceOf(environment, read.service?.summary ?? "")) continue;
    own.push({ id: read.id, incident: each, logEntries: await logOf(api, read.id) });
  }
  return own;
};

export const logOf = (api: VendorApi, id: string): Promise<readonly unknown[]> =>
  listAll(api, `/incidents/${encodeURIComponent(id)}/log_entries`, "log_entries", [["time_zone", "UTC"]]);
