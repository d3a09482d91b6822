import { stripeRow, type StripeEvents } from "../../../monitors/model/sources/stripe";

/**
 * EventBridge's pattern of a sort of events. Of a connected account, and of it alone, an event names the account; so it counts
 * rightly whichever of Stripe's destinations it came by. What is replayed from the archive is not counted again.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-replay-archived-event.html (replay-name)
 */
export const patternOf = (events: StripeEvents): object => {
  const { from, events: picked } = stripeRow(events);
  const account = [{ exists: from === "connected" }];
  const sides = picked.map(({ type, where }) => ({
    "detail-type": [type],
    detail: { account, ...(where === undefined ? {} : { data: { object: where } }) },
  }));
  const whole = picked.every(({ where }) => where === undefined);
  return {
    "replay-name": [{ exists: false }],
    ...(whole ? { "detail-type": picked.map(({ type }) => type), detail: { account } } : oneOf(sides)),
  };
};

/** An `$or` has at least two sides. */
const oneOf = (sides: readonly object[]): object => (sides.length === 1 ? { ...sides[0] } : { $or: sides });
