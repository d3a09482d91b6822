import type { DriploServer } from "./server";
import { traceRequest } from "./spans";

/** What is used of SvelteKit's `RequestEvent`. */
interface RequestEventLike {
  readonly request: { readonly method: string };
  readonly route: { readonly id: string | null };
}

interface HandleInput<E> {
  readonly event: E;
  readonly resolve: (event: E) => Response | Promise<Response>;
}

/**
 * SvelteKit's `handle`: a span for the request, and a look at memory and CPU after it. First in `sequence`, so that what other
 * hooks answer counts too. @see https://svelte.dev/docs/kit/hooks#Server-hooks-handle
 */
export const handleWith =
  ({ measure }: Pick<DriploServer, "measure">) =>
  async <E extends RequestEventLike>({ event, resolve }: HandleInput<E>): Promise<Response> => {
    try {
      const { method } = event.request;
      return await traceRequest({ method, route: event.route.id }, async () => await resolve(event));
    } finally {
      measure();
    }
  };
