import { driplo } from "$lib/server/driplo";
import type { RequestHandler } from "./$types";

/** When the buyer begins to pay, whatever becomes of it. */
export const POST: RequestHandler = () => {
  driplo.checkoutStarted();
  return new Response(null, { status: 201 });
};
