import { z } from "zod";
import { key, text } from "../../../monitors/model/configuration/fields";

/** As Stripe names them: https://docs.stripe.com/event-destinations/eventbridge; of test mode and sandboxes with `ed_test_`. */
const partnerSource = text.regex(
  /^aws\.partner\/stripe\.com\/ed_\w+$/,
  "must be the name of Stripe's partner event source: aws.partner/stripe.com/ed_0123",
);

/** The partner event sources that Stripe made in our AWS account. Each has a bus of its own name. */
export const stripe = z
  .strictObject({
    eventSource: key(
      partnerSource,
      "partner event source of the destination with events of our own account (EventBridge › Partner event sources)",
      "aws.partner/stripe.com/ed_prod0own",
      { own: true },
    ),
    connectEventSource: key(
      partnerSource,
      "partner event source of the destination with events of connected accounts",
      "aws.partner/stripe.com/ed_prod0connected",
      { own: true },
    ),
  })
  .refine(({ eventSource, connectEventSource }) => eventSource !== connectEventSource, {
    error: "must be another source than eventSource: Stripe has a destination for each",
    path: ["connectEventSource"],
  });
