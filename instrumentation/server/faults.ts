import { connectionFaults } from "../../monitors/model/sources/server";

/** What an error says of itself, in the words that the objectives count (O3, O4). */

/** Of an error and of what caused it, the outermost first: `fetch failed` has the system's error for its cause. */
const chain = (error: unknown): readonly object[] => {
  const found: object[] = [];
  let at = error;
  while (typeof at === "object" && at !== null && found.length < DEEPEST && !found.includes(at)) {
    found.push(at);
    at = "cause" in at ? at.cause : undefined;
  }
  return found;
};

const DEEPEST = 5;

const textOf = (of: object, field: "code" | "type" | "name"): string | undefined => {
  const value: unknown = Reflect.get(of, field);
  return typeof value === "string" ? value : undefined;
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: five digits or capitals. Node's codes are longer. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * Through PostgREST (supabase-js) a lost connection has a code of its own, which stands for what Postgres would have said: 08001, it
 * could not connect; 53300, no connection was free.
 * @see https://docs.postgrest.org/en/stable/references/errors.html (group 0, connection)
 */
const postgrestCodes: Readonly<Partial<Record<string, string>>> = {
  PGRST000: "08001",
  PGRST001: "08006",
  PGRST002: "08001",
  PGRST003: "53300",
};

export interface DatabaseFault {
  readonly sqlState?: string;
  readonly type: string;
}

/** SQLSTATE where the server gave one, and the client's own word where it did not. */
export const databaseFault = (error: unknown): DatabaseFault => {
  const codes = chain(error).flatMap((each) => textOf(each, "code") ?? []);
  const system = codes.find((code) => isOneOf(connectionFaults.types, code));
  // EPIPE has five capitals too.
  if (system !== undefined) return { type: system };
  const sqlState = codes.map((code) => postgrestCodes[code] ?? code).find((code) => SQLSTATE.test(code));
  return sqlState === undefined ? { type: codes[0] ?? nameOf(error) } : { sqlState, type: sqlState };
};

/** Stripe's library says what sort of error it threw in `type` (github.com/stripe/stripe-node, src/Error.ts). */
export const paymentFault = (error: unknown): string =>
  chain(error)
    .flatMap((each) => textOf(each, "type") ?? [])
    .find((type) => type.startsWith("Stripe")) ?? nameOf(error);

const isOneOf = (words: readonly string[], word: string): boolean => words.includes(word);

const nameOf = (error: unknown): string =>
  typeof error === "object" && error !== null ? (textOf(error, "name") ?? "Error") : "Error";
