import { createHmac } from "node:crypto";
import { isIP } from "node:net";

/**
 * One line of JSON on standard output, which Vercel's drain takes to Datadog whole and unsampled. Its attributes are nested, as Datadog
 * reads `evt.name`.
 */
export const writeLine = (
  write: (line: string) => void,
  message: string,
  attributes: Readonly<Partial<Record<string, string | number | undefined>>>,
): void => {
  write(JSON.stringify({ message, ...nest(attributes) }));
};

interface Nested {
  [name: string]: string | number | Nested;
}

const nest = (attributes: Readonly<Partial<Record<string, string | number | undefined>>>): Nested => {
  const root: Nested = {};
  for (const [path, value] of Object.entries(attributes)) {
    const parts = path.split(".");
    const leaf = parts.pop();
    if (value === undefined || leaf === undefined) continue;
    let at = root;
    for (const part of parts) {
      const below = at[part];
      const next = typeof below === "object" ? below : {};
      at[part] = next;
      at = next;
    }
    at[leaf] = value;
  }
  return root;
};

/**
 * Stands for an account in a line: the same account gives the same hash, and without the key nobody finds the account by trying
 * addresses. What was typed is evened out first, so that capitals and blanks make no second account. A change of the key is a
 * change of every hash.
 */
export const hashAccount = (key: string, account: string): string =>
  createHmac("sha256", key)
    .update(account.trim().normalize("NFKC").toLowerCase().slice(0, LONGEST_ACCOUNT))
    .digest("hex");

/** An e-mail address has 254 characters at most (RFC 5321, erratum 1690). */
const LONGEST_ACCOUNT = 320;

/** The first of a list, as proxies write it; nothing that is no address. Whose list it is, the caller knows. */
export const clientAddress = (address: string | undefined): string | undefined => {
  const [first = ""] = (address ?? "").split(",");
  const plain = first.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(plain) === 0 ? undefined : plain;
};

/** A code of ours, Supabase's or a library's: small, without blanks. A sentence is none, and may name a person. */
const CODE = /^[a-z][a-z0-9_.-]{0,63}$/;

export const reasonCode = (reason: string | undefined): string | undefined =>
  reason === undefined ? undefined : CODE.test(reason) ? reason : "other";
