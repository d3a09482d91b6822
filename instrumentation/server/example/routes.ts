import {
  apiHealth,
  databaseHealth,
  maskText,
  recordPaymentFailure,
  traceDatabaseCall,
  type DatabaseHealthOptions,
} from "..";
import { driplo } from "./driplo";

/** What the shop's routes call, each in its own file below `src/routes`. The shop's own code is left out. */

interface RequestEvent {
  readonly request: Request;
  readonly getClientAddress: () => string;
}

/** `health/+server.ts` */
export const getHealth = apiHealth;

/** The pool that the rest of the shop uses: here `postgres` (porsager), whose query is a promise that can be cancelled. */
declare const sql: (strings: TemplateStringsArray) => Promise<unknown> & { readonly cancel: () => void };

const selectOne: DatabaseHealthOptions["query"] = async (signal) => {
  const query = sql`select 1`;
  signal.addEventListener("abort", () => {
    query.cancel();
  });
  await query;
};

/** `health/database/+server.ts` */
export const getDatabaseHealth = databaseHealth({
  query: selectOne,
  onFailure: (error) => {
    // Its connection string is not part of it; the runbook reads this line (database/reachable.md, First look).
    console.error(error instanceof Error ? maskText(error.message) : "the database did not answer");
  },
});

interface Credentials {
  readonly email: string;
  readonly password: string;
}

declare const readCredentials: (request: Request) => Promise<Credentials>;
declare const signInAtSupabase: (given: Credentials) => Promise<{ readonly error: { readonly code?: string } | null }>;

/** `api/auth/sign-in/+server.ts` */
export const postSignIn = async ({ request, getClientAddress }: RequestEvent): Promise<Response> => {
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

declare const refusalOf: (image: Blob) => "type" | "size" | "malware" | undefined;

/** `api/listings/images/+server.ts` */
export const postImage = async ({ request, getClientAddress }: RequestEvent): Promise<Response> => {
  const reason = refusalOf(await request.blob());
  driplo.upload({ outcome: reason === undefined ? "accepted" : "refused", reason, client: getClientAddress() });
  return new Response(null, { status: reason === undefined ? 201 : 422 });
};

declare const payAtStripe: (request: Request) => Promise<string>;
declare const insertPayment: (intent: string) => Promise<void>;

/** `api/checkout/+server.ts`: when the buyer begins to pay, whatever becomes of it. */
export const postCheckout = (): Response => {
  driplo.checkoutStarted();
  return new Response(null, { status: 201 });
};

/** `api/checkout/payment/+server.ts`: a declined card is answered with 402 and is good; what Stripe does to us is not. */
export const postPayment = async ({ request }: RequestEvent): Promise<Response> => {
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

/** Wherever a client is told to slow down. */
export const refuseTooMany = (): Response => {
  driplo.refuse("scraping", { reason: "rate_limit" });
  return new Response(null, { status: 429 });
};
