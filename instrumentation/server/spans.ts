import {
  context,
  createContextKey,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from "@opentelemetry/api";
import { POSTGRES, spanAttributes } from "../../monitors/model/sources/server";
import { databaseFault, paymentFault } from "./faults";

/**
 * Spans with the attributes that the catalogue reads. What sends them is the shop's own set-up of OpenTelemetry (`@vercel/otel`);
 * without one the API does nothing, and the shop goes on.
 */

const tracer = () => trace.getTracer("driplo");

/** Where the request's own span is found again below the spans of SvelteKit. */
const REQUEST = createContextKey("driplo request span");

export interface TracedRequest {
  readonly method: string;
  /** SvelteKit's id of the route; null where none fits. */
  readonly route: string | null;
}

/** `/(shop)/api/search` is the file of `/api/search`: groups are no part of an address. https://svelte.dev/docs/kit/advanced-routing */
export const routeOf = (id: string): string => id.replace(/\/\([^/]+\)/g, "") || "/";

/**
 * One span of the kind `server` for each request, with its route and its status. SvelteKit's own are `internal`, and Vercel's know no
 * route; a monitor that reads `@span.kind:server` would otherwise see none, or two.
 */
export const traceRequest = async (
  { method, route }: TracedRequest,
  answer: () => Promise<Response>,
): Promise<Response> => {
  const name = route === null ? method : `${method} ${routeOf(route)}`;
  const attributes: Attributes = {
    [spanAttributes.method]: method,
    ...(route === null ? {} : { [spanAttributes.route]: routeOf(route) }),
  };
  return tracer().startActiveSpan(name, { kind: SpanKind.SERVER, attributes }, async (span) => {
    try {
      const response = await context.with(context.active().setValue(REQUEST, span), answer);
      endWithStatus(span, response.status);
      return response;
    } catch (error) {
      endWithStatus(span, statusOf(error));
      throw error;
    }
  });
};

/** The number, under the name that Datadog's searches have and under today's. */
const endWithStatus = (span: Span, status: number): void => {
  span.setAttributes({ [spanAttributes.status]: status, [spanAttributes.stableStatus]: status });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
};

/** SvelteKit throws `error(404)` and `redirect(303)` with their status; anything else is ours. */
const statusOf = (error: unknown): number => {
  const status: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "status") : undefined;
  return typeof status === "number" && status >= 300 && status < 600 ? status : 500;
};

const requestSpan = (): Span | undefined => {
  const span: unknown = context.active().getValue(REQUEST);
  return isSpan(span) ? span : undefined;
};

const isSpan = (value: unknown): value is Span =>
  typeof value === "object" && value !== null && "setAttribute" in value && "spanContext" in value;

/**
 * Says on the request's span why a payment failed (O4): the type of Stripe's error, also where the route answers 402 or asks to try
 * again. A declined card (`StripeCardError`) counts as good there.
 */
export const recordPaymentFailure = (error: unknown): void => {
  requestSpan()?.setAttribute(spanAttributes.errorType, paymentFault(error));
};

/**
 * One span of the kind `client` for each call of the database, with the reason for which it failed (O3). Not for a client that is
 * instrumented already (`@opentelemetry/instrumentation-pg`), whose calls would count twice. supabase-js returns its error
 * and does not throw it: `failureOf` finds it in the answer.
 *
 * @example traceDatabaseCall("select products", () => sql`select …`)
 * @example traceDatabaseCall("select products", () => supabase.from("products").select(), ({ error }) => error)
 */
export const traceDatabaseCall = <T>(
  operation: string,
  call: () => PromiseLike<T>,
  failureOf: (answer: T) => unknown = () => undefined,
): Promise<T> =>
  tracer().startActiveSpan(
    operation,
    { kind: SpanKind.CLIENT, attributes: { [spanAttributes.databaseSystem]: POSTGRES } },
    async (span) => {
      try {
        const answer = await call();
        const failure = failureOf(answer) ?? undefined;
        if (failure !== undefined) markFault(span, failure);
        return answer;
      } catch (error) {
        markFault(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
  );

const markFault = (span: Span, error: unknown): void => {
  const { sqlState, type } = databaseFault(error);
  span.setAttribute(spanAttributes.errorType, type);
  if (sqlState !== undefined) span.setAttribute(spanAttributes.databaseStatus, sqlState);
  // No message: Postgres's quotes the row that it refused.
  span.setStatus({ code: SpanStatusCode.ERROR });
};
