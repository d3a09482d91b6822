/**
 * The health routes that monitors ask from outside every ten to thirty seconds (A14, A19): 200 while it is well, 503 while it is not,
 * and no word of why. What the reason was, `onFailure` is told.
 */
export type Probe = () => Promise<Response>;

/** Whether the server answers at all: it looks at nothing else, or a dead database would be a dead API. */
export const apiHealth: Probe = () => Promise.resolve(answer(true));

export interface DatabaseHealthOptions {
  /**
   * Runs `select 1` on a connection of the pool that the shop uses anyway; one of its own would be one more for each function. When
   * `signal` is aborted nobody waits for the answer any more.
   */
  readonly query: (signal: AbortSignal) => Promise<unknown>;
  /** Told why it is not well: for a log, never for the answer. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
  /** In milliseconds. @default 3,000: the tester gives up after ten seconds, and a page that waits for three is not well */
  readonly timeout?: number | undefined;
}

/** In milliseconds. Nobody outside can make the database answer more often than that, in one function. */
export const FRESH_FOR = 1_000;

/** A query without an end keeps its connection: no more than these are begun in a minute, and until then it is not well. */
export const MOST_HANGING = 2;

const MINUTE = 60_000;

/** Probes that come at once share one query. */
export const databaseHealth = ({ query, onFailure, timeout = 3_000 }: DatabaseHealthOptions): Probe => {
  let running: Promise<boolean> | undefined;
  let last: { readonly well: boolean; readonly at: number } | undefined;
  let hanging: readonly number[] = [];
  const ask = async (): Promise<boolean> => {
    try {
      await withTimeout(query, timeout, () => {
        hanging = [...hanging, Date.now()];
      });
      return true;
    } catch (error) {
      tell(onFailure, error);
      return false;
    }
  };
  const askOnce = (): Promise<boolean> => {
    running ??= ask().then((well) => {
      last = { well, at: Date.now() };
      running = undefined;
      return well;
    });
    return running;
  };
  return async () => {
    const now = Date.now();
    hanging = hanging.filter((at) => now - at < MINUTE);
    if (last !== undefined && now - last.at < FRESH_FOR) return answer(last.well);
    if (hanging.length >= MOST_HANGING && running === undefined) return answer(false);
    return answer(await askOnce());
  };
};

const answer = (well: boolean): Response =>
  new Response(well ? "ok\n" : "not well\n", {
    status: well ? 200 : 503,
    headers: { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" },
  });

const withTimeout = async (
  query: DatabaseHealthOptions["query"],
  milliseconds: number,
  onLate: () => void,
): Promise<void> => {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate();
      controller.abort();
      reject(new Error(`the database did not answer within ${milliseconds} ms`));
    }, milliseconds);
  });
  try {
    await Promise.race([Promise.resolve(controller.signal).then(query), late]);
  } finally {
    clearTimeout(timer);
  }
};

const tell = (onFailure: DatabaseHealthOptions["onFailure"], error: unknown): void => {
  try {
    onFailure?.(error);
  } catch {
    // Whoever listens must not decide what is answered.
  }
};
