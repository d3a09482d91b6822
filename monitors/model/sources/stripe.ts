/**
 * Stripe's events, sorted into what alarms count. The platform's account owns the payments (destination charges, or separate charges
 * and transfers); a seller's connected account owns its payouts.
 * @see https://docs.stripe.com/api/events/types, and stripe-node 22.5.0 `src/resources/Events.ts` (each type below)
 * @see https://docs.stripe.com/event-destinations/eventbridge (the event is the detail, its type the detail-type), as in stripe-python
 *   `tests/test_event_destinations` and stripe-go `webhook/client_test.go`
 */
interface EventsRow {
  /** Of the platform's own account, or of one that is connected to it: only these name an account (`Events.ts`, `account`). */
  readonly from: EventsFrom;
  readonly events: readonly [PickedEvent, ...PickedEvent[]];
  /** `objects`: what the events tell of, such as an intent, once in a window, however often it is told of. */
  readonly count: "events" | "objects";
}

interface PickedEvent {
  readonly type: string;
  /** EventBridge's pattern of `data.object`. @default any */
  readonly where?: object;
}

export const eventsFrom = ["account", "connected"] as const;

export type EventsFrom = (typeof eventsFrom)[number];

/**
 * Errors of the type `invalid_request_error` that are the buyer's or their bank's doing and no fault of a request: an abandoned or
 * failed 3-D Secure, a payment refused or not finished on the provider's page. Every other one is a request of ours.
 * @see https://docs.stripe.com/error-codes, https://docs.stripe.com/changelog/2022-11-15/adds-decline-codes-paymentintent-paymentmethod
 */
export const refusalCodes = [
  "payment_intent_authentication_failure",
  "payment_intent_payment_attempt_expired",
  "payment_intent_payment_attempt_failed",
  "payment_method_customer_decline",
  "payment_method_provider_decline",
  "payment_method_provider_timeout",
] as const;

/** A card error that is no refusal: "an error occurred while processing the card". https://docs.stripe.com/error-codes */
const PROCESSING = "processing_error";

/**
 * `last_payment_error.type` is `api_error`, `card_error`, `idempotency_error` or `invalid_request_error` (stripe-node 22.5.0
 * `src/resources/PaymentIntents.ts`). What is none of these, or is not there, counts as an error too: nothing falls between.
 */
const processingError = {
  last_payment_error: {
    $or: [
      { type: [{ exists: false }] },
      { type: [{ "anything-but": ["card_error", "invalid_request_error"] }] },
      { type: ["card_error"], code: [PROCESSING] },
      { type: ["invalid_request_error"], code: [{ exists: false }] },
      { type: ["invalid_request_error"], code: [{ "anything-but": refusalCodes }] },
    ],
  },
} as const;

const refusal = {
  last_payment_error: {
    $or: [
      { type: ["card_error"], code: [{ exists: false }] },
      { type: ["card_error"], code: [{ "anything-but": [PROCESSING] }] },
      { type: ["invalid_request_error"], code: refusalCodes },
    ],
  },
} as const;

export const stripeEvents = {
  /** An attempt that ended, well or badly. An intent may fail many times and succeeds once. */
  tried_payments: {
    from: "account",
    events: [{ type: "payment_intent.succeeded" }, { type: "payment_intent.payment_failed" }],
    count: "objects",
  },
  failed_payments: {
    from: "account",
    events: [{ type: "payment_intent.payment_failed", where: processingError }],
    count: "objects",
  },
  declined_payments: {
    from: "account",
    events: [{ type: "payment_intent.payment_failed", where: refusal }],
    count: "objects",
  },
  successful_payments: { from: "account", events: [{ type: "payment_intent.succeeded" }], count: "events" },
  failed_payouts: { from: "account", events: [{ type: "payout.failed" }], count: "events" },
  /**
   * Of payouts to sellers, those that ended. "Some payouts that fail might initially show as paid" (`Payouts.ts`): such a one is
   * counted twice, which makes 2 % at most 2.04 %.
   */
  seller_payouts: { from: "connected", events: [{ type: "payout.paid" }, { type: "payout.failed" }], count: "events" },
  failed_seller_payouts: { from: "connected", events: [{ type: "payout.failed" }], count: "events" },
  /** Each refund once; `charge.refunded` comes again with every part of one. */
  refunds: { from: "account", events: [{ type: "refund.created" }], count: "events" },
  /** What a card's issuer warns of, and what Radar blocked (`Charges.ts`, `outcome.type`). */
  fraud: {
    from: "account",
    events: [
      { type: "radar.early_fraud_warning.created" },
      { type: "charge.failed", where: { outcome: { type: ["blocked"] } } },
    ],
    count: "events",
  },
} as const satisfies Readonly<Record<string, EventsRow>>;

export type StripeEvents = keyof typeof stripeEvents;

/** The row, with its optional fields visible. */
export const stripeRow = (name: StripeEvents): EventsRow => stripeEvents[name];

const isStripeEvents = (name: string): name is StripeEvents => name in stripeEvents;

export const allStripeEvents: readonly StripeEvents[] = Object.keys(stripeEvents).filter(isStripeEvents);

/** What each of Stripe's two event destinations must be told to send: the types above, and no other (docs/bootstrap.md). */
export const typesFrom = (from: EventsFrom): readonly string[] => [
  ...new Set(
    allStripeEvents
      .map(stripeRow)
      .filter((row) => row.from === from)
      .flatMap(({ events }) => events.map(({ type }) => type)),
  ),
];
