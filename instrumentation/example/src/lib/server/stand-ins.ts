/** The shop's own code, as far as the example needs any: everything here is somebody else's in the shop. */

/**
 * In the shop a query of the pool that everything else uses: `postgres` (porsager), whose query can be cancelled when `signal` is
 * aborted.
 */
export const selectOne = async (_signal: AbortSignal): Promise<void> => {
  if (process.env["DATABASE"] === "down")
    throw Object.assign(new Error("connect ECONNREFUSED 192.0.2.1:5432"), { code: "ECONNREFUSED" });
};

export const insertPayment = (_intent: string): Promise<void> => selectOne(new AbortController().signal);

interface Credentials {
  readonly email: string;
  readonly password: string;
}

export const readCredentials = async (request: Request): Promise<Credentials> => {
  const form = await request.formData();
  return { email: String(form.get("email")), password: String(form.get("password")) };
};

/** Supabase's answer: nobody has an account here. */
export const signInAtSupabase = (_given: Credentials): Promise<{ readonly error: { readonly code?: string } | null }> =>
  Promise.resolve({ error: { code: "invalid_credentials" } });

const MOST_BYTES = 1_000_000;

export const refusalOf = (image: Blob): "type" | "size" | undefined => {
  if (!image.type.startsWith("image/")) return "type";
  return image.size > MOST_BYTES ? "size" : undefined;
};

/** As Stripe's library throws: https://docs.stripe.com/error-handling */
export const payAtStripe = async (request: Request): Promise<string> => {
  const { card } = await request.json();
  if (card === "declined") throw Object.assign(new Error("Your card was declined."), { type: "StripeCardError" });
  return "pi_example";
};
