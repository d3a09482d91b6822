import { z } from "zod";
import { ticketOf, type Ticket } from "../../monitors/model/help-desk";
import type { Document } from "../shared/document";
import { moment, plainText, readRows, type Read } from "./rows";
import { writeUpsert } from "./sql";

/** A help desk's tickets: Zendesk's export as JSON, or any help desk's as a CSV of these columns. */
export const ticketColumns = ["id", "topic", "created_at", "closed_at"] as const;

const inTable = z
  .object({
    id: plainText,
    topic: plainText,
    created_at: moment,
    closed_at: z.union([z.literal("").transform(() => null), moment]),
    updated_at: moment.optional(),
  })
  .transform((row): Ticket => ({
    id: row.id,
    topic: row.topic.toLowerCase(),
    createdAt: row.created_at,
    closedAt: row.closed_at,
    updatedAt: row.updated_at ?? row.closed_at ?? row.created_at,
  }));

const inExport = (topicField: number | undefined) =>
  z.unknown().transform((value, context): Ticket => {
    const ticket = ticketOf(value, topicField);
    if (ticket !== undefined) return ticket;
    context.addIssue({ code: "custom", message: "is no ticket: id, status, created_at and updated_at are wanted" });
    return z.NEVER;
  });

export const readTickets = (document: Document, topicField?: number): Read<Ticket> => {
  const read =
    document.form === "json"
      ? readRows(document, [], inExport(topicField), ticketsIn)
      : readRows(document, ticketColumns, inTable);
  const backwards = read.rows.filter(
    ({ createdAt, closedAt }) => closedAt !== null && Date.parse(closedAt) < Date.parse(createdAt),
  );
  return {
    ...read,
    faults: [...read.faults, ...backwards.map(({ id }) => `ticket ${id} closed before it was opened`)],
  };
};

/** One answer of the export's, a list of its pages (`jq -s`), or a list of tickets. */
const ticketsIn = (content: unknown): readonly unknown[] | undefined => {
  const pages: readonly unknown[] = Array.isArray(content) ? content : [content];
  const lists = z.array(z.object({ tickets: z.array(z.unknown()) })).safeParse(pages).data;
  return lists?.flatMap(({ tickets }) => tickets) ?? (Array.isArray(content) ? pages : undefined);
};

export const ticketsSql = (tickets: readonly Ticket[]): string =>
  writeUpsert({
    table: "support_tickets",
    columns: ["id", "topic", "created_at", "closed_at", "updated_at"],
    rows: latest(tickets).map(({ id, topic, createdAt, closedAt, updatedAt }) => [
      id,
      topic,
      createdAt,
      closedAt,
      updatedAt,
    ]),
    again:
      "on conflict (id) do update set topic = excluded.topic, closed_at = excluded.closed_at, updated_at = excluded.updated_at\n  where support_tickets.updated_at <= excluded.updated_at",
  });

/** An export has a ticket once for each change; a statement may write a row once. */
const latest = (tickets: readonly Ticket[]): readonly Ticket[] => {
  const known = new Map<string, Ticket>();
  for (const ticket of tickets) {
    const before = known.get(ticket.id);
    if (before === undefined || Date.parse(before.updatedAt) <= Date.parse(ticket.updatedAt))
      known.set(ticket.id, ticket);
  }
  return [...known.values()];
};
