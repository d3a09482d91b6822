import { json } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

/**
 * A vendor's intake, for whoever looks at the example without an account: writes a line of what the browser sent. In the shop such a route
 * passes it on, where blockers lose too much of it (`PUBLIC_DATADOG_PROXY`, `PUBLIC_SENTRY_TUNNEL`).
 */
export const POST: RequestHandler = async ({ params, request }) => {
  console.log(JSON.stringify({ vendor: params.vendor, body: await request.text() }));
  return json({});
};
