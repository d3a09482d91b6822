import type { Instrument } from "./instrument";

/** Errors that SvelteKit and Svelte catch, and that broke a page all the same: the global handlers never see them. */

type Reporting = Pick<Instrument, "error">;

/** What is used of SvelteKit's HandleClientError: https://svelte.dev/docs/kit/hooks#Shared-hooks-handleError */
interface ClientError {
  readonly error: unknown;
  readonly status: number;
}

const NOT_FOUND = 404;

/** For `hooks.client.ts`. What the visitor reads is ours, and not the error's message. A page that is not there is no error of ours. */
export const handleErrors =
  ({ error: report }: Reporting, message = "Something went wrong.") =>
  ({ error, status }: ClientError): { message: string } => {
    if (status !== NOT_FOUND) report(error, "sveltekit.handle_error");
    return { message };
  };

/** For `<svelte:boundary onerror={…}>`: https://svelte.dev/docs/svelte/svelte-boundary */
export const onBoundaryError =
  ({ error: report }: Reporting) =>
  (error: unknown): void => {
    report(error, "svelte.boundary");
  };
