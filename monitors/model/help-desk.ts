import { fieldOf } from "./unknown-value";

/** What is counted of a help desk's ticket, and nothing of what is in it: neither who wrote nor what. */
export interface Ticket {
  readonly id: string;
  readonly topic: string;
  readonly createdAt: string;
  /** Null while it is open. */
  readonly closedAt: string | null;
  readonly updatedAt: string;
}

/** https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ (status); webhooks write it in capitals. */
const DONE: ReadonlySet<string> = new Set(["solved", "closed"]);

/**
 * Zendesk's ticket, as its export has it (`GET /api/v2/incremental/tickets/cursor.json?include=metric_sets`), or the `detail` of its
 * webhook. Undefined of anything else. When it was solved stands in its metric set; without one the last change of a ticket that is done
 * stands for it. Fields: https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events
 *
 * @param topicField id of the custom field that says what it is about. @default Zendesk's own type: question, incident, problem, task
 */
export const ticketOf = (value: unknown, topicField?: number): Ticket | undefined => {
  const ticket = fieldOf(value, "detail") ?? value;
  const [id, status] = [textOf(fieldOf(ticket, "id")), textOf(fieldOf(ticket, "status"))];
  const [createdAt, updatedAt] = [timeOf(fieldOf(ticket, "created_at")), timeOf(fieldOf(ticket, "updated_at"))];
  if (id === undefined || status === undefined || createdAt === undefined || updatedAt === undefined) return undefined;
  const solvedAt = timeOf(fieldOf(fieldOf(ticket, "metric_set"), "solved_at")) ?? updatedAt;
  return {
    id,
    topic: topicOf(ticket, topicField),
    createdAt,
    closedAt: DONE.has(status.toLowerCase()) ? solvedAt : null,
    updatedAt,
  };
};

const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;

const timeOf = (value: unknown): string | undefined => {
  const time = typeof value === "string" ? new Date(value) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};

const topicOf = (ticket: unknown, topicField: number | undefined): string => {
  const fields = fieldOf(ticket, "custom_fields");
  const own: unknown = Array.isArray(fields) ? fields.find((field) => fieldOf(field, "id") === topicField) : undefined;
  return (textOf(fieldOf(own, "value")) ?? textOf(fieldOf(ticket, "type")) ?? "other")
    .toLowerCase()
    .slice(0, LONGEST_TOPIC);
};

const LONGEST_TOPIC = 60;
