import { recordPaymentFailure, traceDatabaseCall } from "@driplo/instrumentation/server";
import { insertPayment, payAtStripe } from "$lib/server/stand-ins";
import type { RequestHandler } from "./$types";

/** A declined card is answered with 402 and is good; what Stripe does to us is not. */
export const POST: RequestHandler = async ({ request }) => {
  let intent: string;
  try {
    intent = await payAtStripe(request);
  } catch (error) {
    recordPaymentFailure(error);
    return new Response(null, { status: 402 });
  }
  await traceDatabaseCall("insert payment", () => insertPayment(intent));
  return new Response(null, { status: 201 });
};
