import { json } from "@sveltejs/kit";
import { driplo } from "$lib/server/driplo";
import type { RequestHandler } from "./$types";

/** Wherever a client is told to slow down, it is told so too. */
export const GET: RequestHandler = ({ url }) => {
  if (url.searchParams.get("q") !== "everything") return json({ listings: ["a coat", "another"] });
  driplo.refuse("scraping", { reason: "rate_limit" });
  return new Response(null, { status: 429 });
};
