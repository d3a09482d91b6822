import type { RequestHandler } from "./$types";

/** The collector of web vitals (`PUBLIC_VITALS_ENDPOINT`): the shop keeps what it is sent where it likes. */
export const POST: RequestHandler = async ({ request }) => {
  console.log(JSON.stringify({ vitals: await request.text() }));
  return new Response(null, { status: 202 });
};
