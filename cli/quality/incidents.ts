import { z } from "zod";
import { withShownAddresses } from "../shared/address";
import { cutShort } from "../shared/shown";
import type { Document } from "../shared/document";
import { DEFAULT_ZONE, filledIn, momentIn } from "./moment";
import { readItems, type Item, type Read } from "./rows";

/** An incident of PagerDuty's, whichever way it was exported. Times in milliseconds since 1970. */
export interface Incident {
  readonly id: string;
  /** As people say it: `1234`. */
  readonly number: string | undefined;
  readonly title: string;
  /** The service's name: `driplo-prod-search-P1`. */
  readonly service: string;
  /** What else of it may name a signal: keys, tags, details. */
  readonly details: string;
  readonly openedAt: number;
  /** When the first person was told, where the log says. */
  readonly notifiedAt: number | undefined;
  /** Undefined where nobody did, or the export does not say. */
  readonly acknowledgedAt: number | undefined;
  /** Undefined where it is open, or was merged. */
  readonly resolvedAt: number | undefined;
  /** Into another incident, which has its end. Exports of the analytics do not say so. */
  readonly merged: boolean;
}

/**
 * @param zone of times without an offset, in a file that does not name one
 */
export const readIncidents = (document: Document, zone = DEFAULT_ZONE): Read<Incident> => {
  switch (document.form) {
    case "unreadable":
      return { rows: [], faults: document.faults };
    case "table": {
      const missing = missingColumns(document.header);
      if (missing.length > 0) return { rows: [], faults: [...document.faults, ...missing] };
      const items = document.rows.map(({ place, fields }) => ({ place, value: fields }));
      const read = readItems(items, analyticsIncident(zone), idOf);
      return { ...read, faults: [...document.faults, ...read.faults] };
    }
    case "json":
      return readPages(document.content, zone);
  }
};

const idOf = ({ id }: Incident): string => id;

/** Names of a column, by what it holds: today's export's, and those of the reports before it (`created_on`). */
const columns = {
  id: ["id", "incident_id"],
  title: ["description", "title"],
  service: ["service_name", "service"],
  opened: ["created_at", "created_on"],
  resolved: ["resolved_at", "resolved_on"],
} as const;

const missingColumns = (header: readonly string[]): readonly string[] =>
  Object.values(columns).flatMap((names) =>
    names.some((name) => header.includes(name)) ? [] : [`the header has no column ${names.join(" or ")}`],
  );

const REST_PAGE = z.looseObject({
  incidents: z.array(z.unknown()),
  log_entries: z.array(z.unknown()).default([]),
  more: z.boolean().default(false),
});

const ANALYTICS_PAGE = z.looseObject({
  data: z.array(z.unknown()),
  time_zone: z.string().optional(),
  more: z.boolean().default(false),
});

/** One answer of PagerDuty's API, or a list of its pages (`jq -s`). A last page that says `more` is not all of it. */
const readPages = (content: unknown, zone: string): Read<Incident> => {
  const pages = Array.isArray(content) ? content.map((page: unknown) => page) : [content];
  const rest = z.array(REST_PAGE).safeParse(pages).data;
  const analytics = z.array(ANALYTICS_PAGE).safeParse(pages).data;
  const read =
    rest !== undefined
      ? readItems(itemsOf(rest.map(({ incidents }) => incidents)), restIncident(logOf(rest)), idOf)
      : analytics !== undefined
        ? readItems(
            itemsOf(analytics.map(({ data }) => data)),
            analyticsIncident(analytics[0]?.time_zone ?? zone),
            idOf,
          )
        : undefined;
  if (read === undefined)
    return { rows: [], faults: ["is neither GET /incidents (incidents) nor POST /analytics/raw/incidents (data)"] };
  const cut = (rest ?? analytics)?.at(-1)?.more === true;
  return { ...read, faults: [...(cut ? ["is cut off: its last page says more: true"] : []), ...read.faults] };
};

const itemsOf = (pages: readonly (readonly unknown[])[]): readonly Item[] =>
  pages.flat().map((value, index) => ({ place: `incident ${index + 1}`, value }));

const text = z.string().trim().min(1, "is empty");
const optionalText = z.string().trim().nullish();
const elapsed = z
  .preprocess(
    (value) => (typeof value === "string" && value !== "" ? Number(value) : (value ?? "")),
    // 0 is what older exports write of what never was; nobody acknowledges within the second.
    z.union(
      [z.literal("").transform(() => undefined), z.number().min(0, "is no number of seconds")],
      "is no number of seconds",
    ),
  )
  .transform((value) => (value === 0 ? undefined : value));

const numberOf = (value: string | number | null | undefined): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : String(value);

/**
 * https://github.com/PagerDuty/api-schema reference/REST/openapiv3.json, AnalyticsRawIncident: `seconds_to_first_ack` and
 * `seconds_to_resolve` are counted from the trigger. The columns of the web's CSV are documented nowhere that we found; those of
 * its earlier reports are these with `created_on`.
 */
const analyticsIncident = (zone: string) => {
  const moment = momentIn(zone);
  const maybe = filledIn(moment.nullish());
  return z
    .looseObject({
      id: text.optional(),
      incident_id: text.optional(),
      incident_number: z.union([z.string(), z.number()]).nullish(),
      description: optionalText,
      title: optionalText,
      service_name: optionalText,
      service: optionalText,
      created_at: moment.optional(),
      created_on: moment.optional(),
      resolved_at: maybe,
      resolved_on: maybe,
      seconds_to_first_ack: elapsed,
      seconds_to_resolve: elapsed,
    })
    .transform((row, context): Incident => {
      const [id, openedAt] = [row.id ?? row.incident_id, row.created_at ?? row.created_on];
      if (id === undefined) context.addIssue({ code: "custom", message: "has no id" });
      if (openedAt === undefined) context.addIssue({ code: "custom", message: "has no created_at" });
      const after = (seconds: number | undefined): number | undefined =>
        openedAt === undefined || seconds === undefined ? undefined : openedAt + seconds * 1_000;
      return {
        id: id ?? "",
        number: numberOf(row.incident_number),
        title: withShownAddresses(row.description ?? row.title ?? ""),
        service: row.service_name ?? row.service ?? "",
        details: "",
        openedAt: openedAt ?? 0,
        notifiedAt: undefined,
        acknowledgedAt: after(row.seconds_to_first_ack),
        resolvedAt: row.resolved_at ?? row.resolved_on ?? after(row.seconds_to_resolve),
        merged: false,
      };
    })
    .superRefine(inOrder);
};

/** No export is believed that has an end before the beginning. */
const inOrder = (row: Incident, context: z.RefinementCtx): void => {
  if ([row.acknowledgedAt, row.resolvedAt].some((at) => at !== undefined && at < row.openedAt))
    context.addIssue({ code: "custom", message: `${cutShort(row.id)} was taken or resolved before it was opened` });
};

/** The first of each kind that the log has of an incident. */
interface Logged {
  readonly notifiedAt: number | undefined;
  readonly acknowledgedAt: number | undefined;
}

const offset = momentIn(DEFAULT_ZONE);

/** LogEntry (the same schema): `acknowledge_log_entry`, `notify_log_entry`. */
const logEntry = z.looseObject({ type: z.string(), created_at: offset, incident: z.looseObject({ id: z.string() }) });

const logOf = (pages: readonly z.output<typeof REST_PAGE>[]): ((id: string) => Logged) => {
  const first = new Map<string, number>();
  for (const item of pages.flatMap(({ log_entries: entries }) => entries)) {
    const entry = logEntry.safeParse(item).data;
    if (entry === undefined) continue;
    const key = `${entry.incident.id} ${entry.type}`;
    first.set(key, Math.min(first.get(key) ?? Infinity, entry.created_at));
  }
  return (id) => ({
    notifiedAt: first.get(`${id} notify_log_entry`),
    acknowledgedAt: first.get(`${id} acknowledge_log_entry`),
  });
};

/**
 * Incident (the same schema). `acknowledgements` is empty once it is resolved, so only the log tells of them; `resolved_at` is
 * newer than `last_status_change_at`, which is the same of a resolved one. A merge resolves what it merges, and says so in
 * `resolve_reason` (ResolveReason: "The only reason currently supported is merge").
 * https://support.pagerduty.com/docs/editing-incidents (what happens when incidents are merged)
 */
const restIncident = (log: (id: string) => Logged) =>
  z
    .looseObject({
      id: text,
      incident_number: z.number().nullish(),
      title: z.string().default(""),
      status: z.enum(["triggered", "acknowledged", "resolved"]),
      created_at: offset,
      resolved_at: offset.nullish(),
      last_status_change_at: offset.nullish(),
      resolve_reason: z.looseObject({ type: z.string().nullish() }).nullish(),
      service: z.looseObject({ summary: z.string().nullish() }).nullish(),
      acknowledgements: z.array(z.looseObject({ at: offset })).default([]),
    })
    .transform((row): Incident => {
      const { incident_key: key, body, first_trigger_log_entry: trigger, alerts } = row;
      const logged = log(row.id);
      const merged = row.resolve_reason?.type === "merge_resolve_reason";
      const now = row.acknowledgements.map(({ at }) => at).toSorted((a, b) => a - b)[0];
      return {
        id: row.id,
        number: numberOf(row.incident_number),
        title: withShownAddresses(row.title),
        service: row.service?.summary ?? "",
        details: JSON.stringify({ key, body, trigger, alerts }),
        openedAt: row.created_at,
        notifiedAt: logged.notifiedAt,
        acknowledgedAt: logged.acknowledgedAt ?? now,
        resolvedAt:
          row.status === "resolved" && !merged
            ? (row.resolved_at ?? row.last_status_change_at ?? undefined)
            : undefined,
        merged,
      };
    })
    .superRefine(inOrder);
