import type { Visit } from "./sink";

/** What browsers other than Chromium lack: https://wicg.github.io/netinfo/, https://www.w3.org/TR/device-memory/ */
declare global {
  interface Navigator {
    readonly connection?: { readonly effectiveType?: string };
    readonly deviceMemory?: number;
  }
}

export const describeVisit = (): Visit => ({
  network: navigator.connection?.effectiveType ?? "unknown",
  memory: navigator.deviceMemory,
  installed: matchMedia("(display-mode: standalone)").matches,
  returning: isReturning(),
});

const KEY = "driplo.visitor";

/** The day of the first visit stands behind the id; an id without one is older than that. */
const today = (): string => new Date().toISOString().slice(0, 10);

/** Only reads: what describes a visit is asked before all purposes are known. */
const isReturning = (): boolean => {
  try {
    const kept = localStorage.getItem(KEY);
    return kept !== null && !kept.endsWith(` ${today()}`);
  } catch {
    return false;
  }
};

/**
 * Whom an error reached, when nobody is signed in: a random id that this browser keeps, after consent. Without storage (a private
 * window) it lasts as long as the page.
 */
export const visitorId = (): string => {
  try {
    const kept = localStorage.getItem(KEY) ?? `${crypto.randomUUID()} ${today()}`;
    localStorage.setItem(KEY, kept);
    return kept.split(" ", 1)[0] ?? "unknown";
  } catch {
    return "unknown";
  }
};

export const forgetVisitor = (): void => {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage that cannot be had has nothing to forget.
  }
};

/** A UUID, as Supabase's accounts have. What could be guessed (an e-mail, a number) is refused: its hash could be guessed too. */
export const isPseudonymous = (account: string): boolean => /^[\da-f-]{36}$/i.test(account);

/** The pseudonym of an account: half of the SHA-256 of its id. */
export const pseudonym = async (account: string): Promise<string> => {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(account));
  return Array.from(new Uint8Array(hash, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
};
