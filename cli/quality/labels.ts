import { z } from "zod";
import { cutShort, shown } from "../shared/shown";
import type { Document } from "../shared/document";
import type { Incident } from "./incidents";
import { DEFAULT_ZONE, filledIn, momentIn } from "./moment";
import { readItems, type Item, type Read } from "./rows";

/** What people wrote down afterwards, and no export can know. */
export interface Label {
  /** Of PagerDuty's; undefined of a breach that nobody was told of. */
  readonly incident: Incident | undefined;
  /** The signal that should have told, of such a breach. */
  readonly signal: string | undefined;
  /** When it truly began, in milliseconds since 1970. */
  readonly startedAt: number | undefined;
  /** Whether something was wrong at all; undefined where nobody said. */
  readonly real: boolean | undefined;
}

const COLUMNS = ["incident", "started_at", "real"] as const;

/** What the incidents are of; records may be of all time. */
export interface Window {
  /** Milliseconds since 1970. */
  readonly since: number;
}

/**
 * Post-incident records, a row each: `incident` (id or number), `started_at`, `real` (yes, no) and, of a breach that nothing told
 * of, `signal` in place of the incident; `note` is for people. Every fault is said.
 *
 * @param incidents that they are held against; undefined where the export itself could not be read
 */
export const readLabels = (
  document: Document,
  incidents: readonly Incident[] | undefined,
  signals: ReadonlySet<string>,
  zone = DEFAULT_ZONE,
  window?: Window,
): Read<Label> => {
  const items = itemsOf(document);
  const read = readItems(items.rows, labelOf(incidents, signals, zone, window), ({ incident }) => incident?.id);
  return {
    rows: read.rows.flatMap(({ isOutside, ...label }) => (isOutside ? [] : [label])),
    faults: [...items.faults, ...read.faults],
  };
};

const itemsOf = (document: Document): Read<Item> => {
  switch (document.form) {
    case "unreadable":
      return { rows: [], faults: document.faults };
    case "json": {
      const list = z.array(z.unknown()).safeParse(document.content).data;
      if (list === undefined) return { rows: [], faults: ["the JSON is no list of records"] };
      return { rows: list.map((value, index) => ({ place: `record ${index + 1}`, value })), faults: [] };
    }
    case "table": {
      const missing = COLUMNS.filter((name) => !document.header.includes(name));
      const faults = [...document.faults, ...missing.map((name) => `the header has no column ${name}`)];
      const rows = document.rows.map(({ place, fields }) => ({ place, value: fields }));
      return { rows: missing.length > 0 ? [] : rows, faults };
    }
  }
};

const answers: Readonly<Record<string, boolean | undefined>> = {
  yes: true,
  true: true,
  no: false,
  false: false,
  "": undefined,
};

/** A record of before the window. An id says nothing of when; a number below the first does. */
const isBefore = (
  name: string,
  startedAt: number | undefined,
  incidents: readonly Incident[],
  window: Window | undefined,
): boolean => {
  if (window === undefined) return false;
  if (startedAt !== undefined && startedAt < window.since) return true;
  if (name === "") return false;
  const first = Math.min(...incidents.map(({ number }) => Number(number ?? Infinity)));
  return !/^\d+$/.test(name) || Number(name) < first;
};

interface Row extends Label {
  readonly isOutside: boolean;
}

const labelOf = (
  incidents: readonly Incident[] | undefined,
  signals: ReadonlySet<string>,
  zone: string,
  window: Window | undefined,
) => {
  const byName = new Map(
    (incidents ?? []).flatMap((each) => [
      [each.id, each] as const,
      ...(each.number === undefined ? [] : [[each.number, each] as const]),
    ]),
  );
  return z
    .strictObject({
      incident: z.union([z.string(), z.number()]).nullish(),
      signal: z.string().trim().nullish(),
      started_at: filledIn(momentIn(zone).nullish()),
      real: z.union([z.boolean(), z.string().trim()]).nullish(),
      note: z.string().nullish(),
    })
    .transform((row, context): Row => {
      const fault = (message: string): void => {
        context.addIssue({ code: "custom", message });
      };
      const name = String(row.incident ?? "")
        .trim()
        .replace(/^#/, "");
      const said = String(row.real ?? "").toLowerCase();
      const signal = row.signal === "" ? undefined : (row.signal ?? undefined);
      const incident = byName.get(name);
      const startedAt = row.started_at ?? undefined;
      if (!(said in answers)) fault(`real is ${shown(said)}, and must be yes or no`);
      const isOutside = incident === undefined && isBefore(name, startedAt, incidents ?? [], window);
      if (name !== "" && incident === undefined && incidents !== undefined && !isOutside)
        fault(`the export has no incident ${cutShort(name)}`);
      if (name === "" && signal === undefined) fault("names neither an incident nor a signal");
      if (name !== "" && signal !== undefined) fault("names a signal beside its incident, which has its own");
      if (signal !== undefined && !signals.has(signal)) fault(`there is no signal ${cutShort(signal)}`);
      if (signal !== undefined && answers[said] === false) fault("is of a breach that nothing told of, and not real");
      if (startedAt !== undefined && incident !== undefined && startedAt > (incident.notifiedAt ?? incident.openedAt))
        fault(`${cutShort(name)} began after somebody was told of it`);
      if (window !== undefined && signal !== undefined && startedAt === undefined)
        fault("says of no time when the breach began, so that no span has it");
      return { incident, signal, startedAt, real: signal === undefined ? answers[said] : true, isOutside };
    });
};
