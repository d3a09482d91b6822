import { driplo } from "$lib/server/driplo";
import { refusalOf } from "$lib/server/stand-ins";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ request, getClientAddress }) => {
  const reason = refusalOf(await request.blob());
  driplo.upload({ outcome: reason === undefined ? "accepted" : "refused", reason, client: getClientAddress() });
  return new Response(null, { status: reason === undefined ? 201 : 422 });
};
