import { AnswerTooLarge, boundedFetch } from "../shared/bounded-fetch";

/** Requests that wait when they are told to. */

/** How it goes on, for whoever watches. */
export type Progress = (words: string) => void;

/** A reset at the full hour is waited for. */
const LONGEST_WAIT = 3_600_000;

/**
 * As `fetch`, asked again after a 429 (when `Retry-After` or `X-RateLimit-Reset` says), a fault of the server or a cut connection;
 * what is still refused then is handed back.
 */
export const patientFetch =
  (progress: Progress) =>
  async (url: string, init: RequestInit = {}): Promise<Response> => {
    // An ES module, which the program's start cannot require.
    const { default: ky, HTTPError } = await import("ky");
    try {
      return await ky(url, {
        ...init,
        // Read with the answer, so that one that is cut off is asked for again.
        fetch: boundedFetch(),
        timeout: 60_000,
        retry: { limit: 6, maxRetryAfter: LONGEST_WAIT, backoffLimit: 30_000, retryOnTimeout: true, shouldRetry },
        hooks: {
          beforeRetry: [
            ({ error, retryCount }) => {
              const why = error instanceof HTTPError ? `answered ${error.response.status}` : "cut off";
              progress(`${new URL(url).host}: ${why}, try ${retryCount + 1} …`);
            },
          ],
        },
      });
    } catch (error) {
      if (error instanceof HTTPError) return error.response;
      throw error;
    }
  };

/** `undefined` leaves it to ky. */
const shouldRetry = ({ error }: { readonly error: Error }): false | undefined =>
  error instanceof AnswerTooLarge ? false : undefined;
