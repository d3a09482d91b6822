import { z } from "zod";
import type { Priority } from "../../monitors/model/priority";
import { isServiceOf, priorityOfService } from "../../monitors/plan/destination";
import { matcherOf, isDrill, type Match } from "../quality/match";
import { readIncidents, type Incident } from "../quality/incidents";
import { listAll } from "../pagerduty/pagerduty";
import { logOf } from "../pagerduty/incidents";
import type { VendorApi } from "../shared/ask-vendor";
import { CommandError } from "../shared/exit";
import type { MonitoringPlan } from "../../monitors/plan/plan";

/** An incident of PagerDuty's as a notice or a document wants it. */
export interface Known {
  readonly incident: Incident;
  readonly priority: Priority;
  /** PagerDuty's own page of it. */
  readonly link: string;
  /** Undefined where no name, tag or title says which signal it is of. */
  readonly match: Match | undefined;
}

const raw = z.looseObject({
  id: z.string(),
  html_url: z.string().optional(),
  service: z.looseObject({ summary: z.string().nullish() }).nullish(),
});

/** @param statuses `triggered`, `acknowledged`, `resolved` @throws CommandError (vendor) */
export const readKnown = async (
  api: VendorApi,
  plan: MonitoringPlan,
  since: number,
  statuses: readonly string[],
): Promise<readonly Known[]> => {
  const items = await listAll(api, "/incidents", "incidents", [
    ["since", new Date(since).toISOString()],
    ["until", new Date().toISOString()],
    ["time_zone", "UTC"],
    ["include[]", "first_trigger_log_entries"],
    ...statuses.map((status) => ["statuses[]", status] as const),
  ]);
  const own = items.filter((item) => isOwn(item, plan.environment));
  const { rows, faults } = readIncidents({ form: "json", content: { incidents: own } });
  if (faults[0] !== undefined)
    throw new CommandError("vendor", `PagerDuty's answer is not as documented: ${faults[0]}`);
  const links = new Map(own.flatMap((item) => linkOf(item)));
  const match = matcherOf(plan);
  return rows
    .filter((incident) => !isDrill(incident))
    .flatMap((incident) => {
      const priority = priorityOfService(incident.service);
      const link = links.get(incident.id) ?? "";
      return priority === undefined ? [] : [{ incident, priority, link, match: match(incident) }];
    });
};

const isOwn = (item: unknown, environment: string): boolean =>
  isServiceOf(environment, raw.safeParse(item).data?.service?.summary ?? "");

const linkOf = (item: unknown): readonly (readonly [string, string])[] => {
  const read = raw.safeParse(item).data;
  return read?.html_url !== undefined && /^https:\/\/[\w.-]+\.pagerduty\.com\/incidents\/\w+$/.test(read.html_url)
    ? [[read.id, read.html_url]]
    : [];
};

const entry = z.looseObject({ type: z.string(), created_at: z.iso.datetime({ offset: true }) });

export interface LogEntry {
  readonly type: string;
  readonly at: number;
}

/** In order of time. Who did it is left out: an analysis has roles and no names. */
export const readLog = async (api: VendorApi, id: string): Promise<readonly LogEntry[]> =>
  (await logOf(api, id))
    .flatMap((item): readonly LogEntry[] => {
      const read = entry.safeParse(item).data;
      return read === undefined ? [] : [{ type: read.type, at: Date.parse(read.created_at) }];
    })
    .toSorted((a, b) => a.at - b.at);

const alert = z.looseObject({
  summary: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
  severity: z.string().nullish(),
  status: z.string().nullish(),
});

export interface Alert {
  readonly summary: string;
  readonly at: number;
  readonly severity: string;
  readonly status: string;
}

export const readAlerts = async (api: VendorApi, id: string): Promise<readonly Alert[]> =>
  (await listAll(api, `/incidents/${encodeURIComponent(id)}/alerts`, "alerts"))
    .flatMap((item): readonly Alert[] => {
      const read = alert.safeParse(item).data;
      if (read === undefined) return [];
      const { summary, severity, status, created_at: at } = read;
      return [{ summary: summary ?? "", severity: severity ?? "", status: status ?? "", at: Date.parse(at) }];
    })
    .toSorted((a, b) => a.at - b.at);
