import { parse } from "csv-parse/sync";
import { z } from "zod";

/**
 * PagerDuty's incidents, as its analytics export them: the CSV of Insights › Incidents, or the JSON of `POST
 * /analytics/raw/incidents` (https://developer.pagerduty.com/api-reference/, Analytics, raw data of multiple incidents).
 */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly service: string;
  readonly createdAt: number;
  /** In seconds after it was opened; undefined where nobody did. */
  readonly acknowledgedAfter: number | undefined;
  readonly resolvedAfter: number | undefined;
}

/** What people wrote down afterwards, in the post-incident records: what no export can know. */
export interface Label {
  readonly id: string;
  /** When it truly began. */
  readonly startedAt: number | undefined;
  /** Whether something was wrong at all. */
  readonly real: boolean | undefined;
}

export interface Read<T> {
  readonly rows: readonly T[];
  readonly faults: readonly string[];
}

const text = z.string().trim();
const seconds = z
  .union([z.number(), text.transform((value) => (value === "" ? undefined : Number(value))), z.null(), z.undefined()])
  .transform((value) => value ?? undefined)
  .refine((value) => value === undefined || (Number.isFinite(value) && value >= 0), "must be a number of seconds");
const moment = text
  .transform((value) => Date.parse(value))
  .refine((value) => !Number.isNaN(value), "must be a time, ISO 8601");

/** The API says `created_at`, the CSV `created_on`. */
const incident = z
  .object({
    id: text.min(1),
    description: text,
    service_name: text,
    created_at: moment.optional(),
    created_on: moment.optional(),
    seconds_to_first_ack: seconds,
    seconds_to_resolve: seconds,
  })
  .transform((row, context): Incident => {
    const createdAt = row.created_at ?? row.created_on;
    if (createdAt === undefined) context.addIssue({ code: "custom", message: "must have created_at or created_on" });
    return {
      id: row.id,
      title: row.description,
      service: row.service_name,
      createdAt: createdAt ?? 0,
      acknowledgedAfter: row.seconds_to_first_ack,
      resolvedAfter: row.seconds_to_resolve,
    };
  });

const words: Readonly<Record<string, boolean>> = { yes: true, no: false, true: true, false: false };

const label = z
  .object({
    id: text.min(1),
    started_at: text.optional(),
    real: z.union([z.boolean(), text]).optional(),
  })
  .transform((row, context): Label => {
    const startedAt = row.started_at === undefined || row.started_at === "" ? undefined : Date.parse(row.started_at);
    if (Number.isNaN(startedAt)) context.addIssue({ code: "custom", message: "started_at must be a time, ISO 8601" });
    const said = String(row.real ?? "").toLowerCase();
    if (said !== "" && words[said] === undefined)
      context.addIssue({ code: "custom", message: "real must be yes or no" });
    return { id: row.id, startedAt, real: words[said] };
  });

export const readIncidents = (content: string): Read<Incident> =>
  readRows(content, incident, ["id", "description", "service_name"]);

export const readLabels = (content: string): Read<Label> => readRows(content, label, ["id"]);

/** Every fault at once, each with its row. */
const readRows = <T extends { readonly id: string }>(
  content: string,
  row: z.ZodType<T>,
  columns: readonly string[],
): Read<T> => {
  const raw = rawRows(content, columns);
  if (typeof raw === "string") return { rows: [], faults: [raw] };
  const rows: T[] = [];
  const faults: string[] = [];
  const seen = new Set<string>();
  raw.forEach((item, index) => {
    const place = `row ${String(index + 1)}`;
    const read = row.safeParse(item);
    if (!read.success)
      faults.push(
        ...read.error.issues.map(({ path, message }) => `${place}: ${[...path.map(String), message].join(" ")}`),
      );
    else if (seen.has(read.data.id)) faults.push(`${place}: ${read.data.id} is there twice`);
    else {
      seen.add(read.data.id);
      rows.push(read.data);
    }
  });
  return { rows, faults };
};

const rawRows = (content: string, columns: readonly string[]): readonly unknown[] | string => {
  if (content.trim() === "") return "the file is empty";
  if (/^\s*[[{]/.test(content)) return jsonRows(content);
  try {
    const rows: unknown[] = parse(content, { columns: true, bom: true, skip_empty_lines: true, trim: true });
    const [header = ""] = content.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
    const missing = columns.filter(
      (column) => !header.split(",").some((name) => name.trim().replaceAll('"', "") === column),
    );
    return missing.length === 0 ? rows : `the header has no column ${missing.join(", ")}`;
  } catch (error) {
    return `this is no CSV: ${error instanceof Error ? error.message : "unreadable"}`;
  }
};

const jsonRows = (content: string): readonly unknown[] | string => {
  try {
    const data: unknown = JSON.parse(content);
    const read = z.union([z.array(z.unknown()), z.object({ data: z.array(z.unknown()) })]).safeParse(data);
    if (!read.success) return "the JSON is no list, and has none as its data";
    return Array.isArray(read.data) ? read.data : read.data.data;
  } catch {
    return "this is no JSON";
  }
};
