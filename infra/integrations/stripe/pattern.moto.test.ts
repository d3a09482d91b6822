import { allStripeEvents, refusalCodes, type StripeEvents } from "../../../monitors/model/sources/stripe";
import { callAws, describeWithMoto } from "../../../testing/tools/describe-with-moto";
import { patternOf } from "./pattern";

/**
 * The patterns of Stripe's events, asked of an EventBridge that is not ours: which events reach which log group. The events are
 * shaped as Stripe sends them (stripe-python `tests/test_event_destinations`, stripe-node 22.5.0 `src/resources`).
 */
const stripe = (type: string, object: object, more: object = {}) => ({
  type,
  detail: {
    object: "event",
    api_version: "2026-08-26.dahlia",
    created: 1_780_000_000,
    livemode: true,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type,
    data: { object },
    ...more,
  },
});

type StripeEvent = ReturnType<typeof stripe>;

const intent = (status: string, lastPaymentError: object | null) => ({
  id: "pi_1",
  object: "payment_intent",
  amount: 2_500,
  currency: "eur",
  status,
  last_payment_error: lastPaymentError,
});

const succeeded = (more: object = {}): StripeEvent =>
  stripe("payment_intent.succeeded", intent("succeeded", null), more);

const failed = (error: object | null): StripeEvent =>
  stripe("payment_intent.payment_failed", intent("requires_payment_method", error));

const payout = (type: string, account?: string): StripeEvent =>
  stripe(type, { id: "po_1", object: "payout", status: "failed" }, account === undefined ? {} : { account });

const charge = (type: string, outcome: string): StripeEvent =>
  stripe(type, { id: "ch_1", object: "charge", outcome: { type: outcome, network_status: "not_sent_to_network" } });

const refused = ["tried_payments", "declined_payments"] as const;
const broken = ["tried_payments", "failed_payments"] as const;

const cases: readonly (readonly [string, StripeEvent, readonly StripeEvents[]])[] = [
  ["a payment", succeeded(), ["tried_payments", "successful_payments"]],
  [
    "a card that its bank refuses",
    failed({ type: "card_error", code: "card_declined", decline_code: "lost_card" }),
    refused,
  ],
  ["a card error without a code", failed({ type: "card_error" }), refused],
  ["a card error in processing", failed({ type: "card_error", code: "processing_error" }), broken],
  ["an error of Stripe's", failed({ type: "api_error" }), broken],
  ["a key that was used twice", failed({ type: "idempotency_error", code: "idempotency_key_in_use" }), broken],
  ["a request of ours that is wrong", failed({ type: "invalid_request_error", code: "parameter_missing" }), broken],
  ["one without a code", failed({ type: "invalid_request_error" }), broken],
  ["a provider that is away", failed({ type: "invalid_request_error", code: "payment_method_not_available" }), broken],
  ["an error of a type that nobody knows yet", failed({ type: "quantum_error" }), broken],
  ["a failure without an error", failed(null), broken],
  ...refusalCodes.map(
    (code) => [`the buyer's own: ${code}`, failed({ type: "invalid_request_error", code }), refused] as const,
  ),
  ["a buyer who gives up", stripe("payment_intent.canceled", intent("canceled", null)), []],
  ["a payment of a connected account's own", succeeded({ account: "acct_1" }), []],
  ["our own payout, failed", payout("payout.failed"), ["failed_payouts"]],
  ["our own payout, paid", payout("payout.paid"), []],
  ["a seller's payout, failed", payout("payout.failed", "acct_1"), ["seller_payouts", "failed_seller_payouts"]],
  ["a seller's payout, paid", payout("payout.paid", "acct_1"), ["seller_payouts"]],
  ["a seller's payout, made", payout("payout.created", "acct_1"), []],
  ["a refund", stripe("refund.created", { id: "re_1", object: "refund" }), ["refunds"]],
  ["a refund that fails later", stripe("refund.failed", { id: "re_1", object: "refund" }), []],
  ["a warning of the issuer's", stripe("radar.early_fraud_warning.created", { id: "issfr_1" }), ["fraud"]],
  ["a payment that Radar blocks", charge("charge.failed", "blocked"), ["fraud"]],
  ["a payment that the bank refuses", charge("charge.failed", "issuer_declined"), []],
  ["a payment that is authorised", charge("charge.succeeded", "authorized"), []],
];

describeWithMoto("EventBridge sorts Stripe's events", (endpoint) => {
  const events = (action: string, input: object) => callAws(endpoint(), "events", `AWSEvents.${action}`, input);
  const logs = (action: string, input: object) => callAws(endpoint(), "logs", `Logs_20140328.${action}`, input);

  /** Which events each group holds. */
  const kept = new Map<StripeEvents, readonly string[]>();

  const watch = async (name: StripeEvents): Promise<void> => {
    const logGroupName = `/aws/events/${name}`;
    await logs("CreateLogGroup", { logGroupName });
    await events("PutRule", { Name: name, EventPattern: JSON.stringify(patternOf(name)), State: "ENABLED" });
    const Arn = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;
    await events("PutTargets", { Rule: name, Targets: [{ Id: "log", Arn }] });
  };

  beforeAll(async () => {
    for (const name of allStripeEvents) await watch(name);
    for (const [index, [, { type, detail }]] of cases.entries()) {
      const Detail = JSON.stringify({ id: `evt_${index}`, ...detail });
      await events("PutEvents", { Entries: [{ Source: "stripe", DetailType: type, Detail }] });
    }
    for (const name of allStripeEvents) {
      const { events: lines } = await logs("FilterLogEvents", { logGroupName: `/aws/events/${name}`, limit: 1_000 });
      kept.set(name, JSON.stringify(lines).match(/evt_\d+/g) ?? []);
    }
  });

  it.each(cases.map((each, index) => [each[0], each[2], index] as const))("%s", (_what, expected, index) => {
    const found = allStripeEvents.filter((name) => kept.get(name)?.includes(`evt_${index}`));
    expect(found.toSorted()).toEqual([...expected].toSorted());
  });

  it("counts each failed attempt as an error or as a refusal, and none as both", () => {
    const attempts = cases.flatMap(([, { type }], index) =>
      type === "payment_intent.payment_failed" ? [`evt_${index}`] : [],
    );
    const counted = [...(kept.get("failed_payments") ?? []), ...(kept.get("declined_payments") ?? [])];
    expect(counted.toSorted()).toEqual(attempts.toSorted());
    expect(attempts.length).toBeGreaterThan(15);
  });
});
