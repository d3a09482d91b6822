import type { Environment } from "../../../monitors/model/environment";
import { eventsFrom, typesFrom, type EventsFrom } from "../../../monitors/model/sources/stripe";
import { isOn } from "../../environment/switched-off";
import type { Link } from "../link";

/**
 * Stripe's event destinations, which send to EventBridge what the alarms count and no more. Their partner sources are named by Stripe
 * once they are made, and the configuration must say those names: the buses that `up` makes have them.
 * @see https://docs.stripe.com/api/v2/core/event-destinations/create (`events_from`: `self`, `other_accounts`)
 */
const senders: Readonly<Record<EventsFrom, string>> = { account: "self", connected: "other_accounts" };

/** The key of the configuration that must name the source. */
export const sourceKeys = { account: "stripe.eventSource", connected: "stripe.connectEventSource" } as const;

/** https://docs.stripe.com/event-destinations/eventbridge: a source is named by its destination's id. */
export const SOURCES = "aws.partner/stripe.com/";

/** Whether the destination, found by its name or by the source that the configuration names, is the one that is meant. */
export interface Destination {
  readonly from: EventsFrom;
  readonly configured: string;
  readonly link: Link;
}

export const destinations = (environment: Environment): readonly Destination[] =>
  isOn(environment, "cloudwatch") ? eventsFrom.map((from) => destinationOf(from, environment)) : [];

const destinationOf = (from: EventsFrom, { name, aws, stripe }: Environment): Destination => {
  const own = `driplo-${name}-${from}`;
  const types = typesFrom(from).toSorted();
  return {
    from,
    configured: from === "account" ? stripe.eventSource : stripe.connectEventSource,
    link: {
      name: own,
      facts: {
        events: types.join(" "),
        account: aws.accountId,
        region: aws.region,
        payload: "snapshot",
        from: senders[from],
        type: "amazon_eventbridge",
      },
      // An update takes the name, the description and the events (docs.stripe.com/api/v2/core/event-destinations/update).
      fixed: ["account", "region", "payload", "from", "type"],
      body: {
        name: own,
        type: "amazon_eventbridge",
        event_payload: "snapshot",
        events_from: [senders[from]],
        enabled_events: types,
        amazon_eventbridge: { aws_account_id: aws.accountId, aws_region: aws.region },
      },
    },
  };
};
