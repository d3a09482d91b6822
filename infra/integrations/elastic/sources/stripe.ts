import type { LogSource } from "../pipeline";
import { refuse, type Copy } from "../processors";

/**
 * Stripe's events as Amazon EventBridge hands them on: EventBridge's envelope, in `detail` Stripe's own event
 * (https://docs.stripe.com/event-destinations/eventbridge, https://docs.stripe.com/api/events/object). Ids, amounts and codes, and
 * nothing of the buyer: no name, address, e-mail, and no part of a card.
 */
const copies: readonly Copy[] = [
  ["detail.id", "event.id"],
  ["detail.type", "event.action"],
  ["detail.account", "labels.account"],
  ["detail.data.object.id", "labels.object"],
  ["detail.data.object.object", "labels.object_type"],
  ["detail.data.object.status", "labels.status"],
  ["detail.data.object.currency", "labels.currency"],
  ["detail.data.object.amount", "driplo.payment.amount"],
  ["detail.data.object.failure_code", "error.code"],
  ["detail.data.object.last_payment_error.code", "error.code"],
  ["detail.data.object.last_payment_error.decline_code", "error.code"],
];

/** What the pipeline looks at of an event, and so all of it that need leave AWS (`stripe-events.ts`). */
export const stripePaths: readonly string[] = [
  "detail-type",
  "detail.object",
  "detail.created",
  ...copies.map(([from]) => from),
];

export const stripe: LogSource = {
  name: "stripe",
  title: "Stripe's events",
  raw: "drained",
  parse: [
    refuse("no event of Stripe's: detail.object is no event", "ctx.drained.detail?.object != 'event'"),
    { date: { field: "drained.detail.created", formats: ["UNIX"] } },
  ],
  copies: copies.map(([from, to]) => [`drained.${from}`, to]),
  // EventBridge's transformer makes a text of it.
  derive: [{ convert: { field: "driplo.payment.amount", type: "long", ignore_missing: true } }],
  temporary: [],
  in: "audit",
};
