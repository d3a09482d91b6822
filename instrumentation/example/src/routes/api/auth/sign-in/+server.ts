import { driplo } from "$lib/server/driplo";
import { readCredentials, signInAtSupabase } from "$lib/server/stand-ins";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ request, getClientAddress }) => {
  const given = await readCredentials(request);
  const { error } = await signInAtSupabase(given);
  driplo.signIn({
    outcome: error === null ? "success" : "failure",
    account: given.email,
    client: getClientAddress(),
    reason: error?.code,
  });
  return new Response(null, { status: error === null ? 204 : 401 });
};
