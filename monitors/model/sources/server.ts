import { known, lookUp } from "../look-up";

/**
 * What our server sends of itself and what the catalogue reads of it: one name for both sides. `instrumentation/server` sends
 * under these names, the catalogue searches for them, and a renamed one does not compile on the other side.
 */

/** `service.name` of the two deployments of the shop. https://opentelemetry.io/docs/specs/semconv/resource/#service */
export const services = { api: "driplo-api", storefront: "driplo-storefront" } as const;

export type ServiceName = (typeof services)[keyof typeof services];

/** Gauges by OTLP. A share of the limit, in percent. */
export const serverMetrics = {
  memory: { metric: "driplo.server.memory.used_percent", unit: "percent" },
  cpu: { metric: "driplo.server.cpu.used_percent", unit: "percent" },
} as const;

/** Routes that monitors ask or look at: the files of the shop must have these paths. */
export const routes = {
  health: "/health",
  databaseHealth: "/health/database",
  search: "/api/search",
  signUp: "/api/auth/sign-up",
  listingImages: "/api/listings/images",
  checkoutPayment: "/api/checkout/payment",
  stripeWebhook: "/api/webhooks/stripe",
} as const;

/**
 * Attributes of spans. `http.status_code` is the name before OpenTelemetry's HTTP conventions became stable, and Datadog's own; the
 * new one is sent beside it.
 * @see https://opentelemetry.io/docs/specs/semconv/non-normative/http-migration/
 * @see https://opentelemetry.io/docs/specs/semconv/db/postgresql/
 */
export const spanAttributes = {
  route: "http.route",
  status: "http.status_code",
  stableStatus: "http.response.status_code",
  method: "http.request.method",
  errorType: "error.type",
  databaseSystem: "db.system.name",
  databaseStatus: "db.response.status_code",
} as const;

/** Types of the error that Stripe's library threw which are our fault or Stripe's: any but the card's own and a key used twice. */
export const stripeFaults = [
  "StripeAPIError",
  "StripeConnectionError",
  "StripeRateLimitError",
  "StripeAuthenticationError",
  "StripePermissionError",
  "StripeInvalidRequestError",
] as const;

/**
 * A call that did not reach the database. Class 08 and 53300, 57P01 to 57P03 are the connection's (PostgreSQL, appendix A); the
 * others are Node's (nodejs.org/api/errors.html, common system errors).
 */
export const connectionFaults = {
  sqlStates: ["08*", "53300", "57P01", "57P02", "57P03"],
  types: ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOTFOUND", "EPIPE"],
} as const;

/** Kinds of spans that a source may ask for. https://opentelemetry.io/docs/specs/otel/trace/api/#spankind */
export const spanKinds = ["server", "client", "internal"] as const;

export type SpanKind = (typeof spanKinds)[number];

/** `db.system.name` of Postgres. https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/ */
export const POSTGRES = "postgresql";

/**
 * Attributes of log lines. `evt.*` and `network.client.ip` are Datadog's standard attributes; `usr.hash` is ours: a keyed hash of the account.
 * @see https://docs.datadoghq.com/standard-attributes/
 */
export const logAttributes = {
  event: "evt.name",
  outcome: "evt.outcome",
  reason: "evt.reason",
  client: "network.client.ip",
  account: "usr.hash",
  path: "http.url_details.path",
} as const;

type LogAttribute = (typeof logAttributes)[keyof typeof logAttributes];

/** Datadog's facet of an attribute. */
export const facet = <A extends LogAttribute>(attribute: A): `@${A}` => `@${attribute}`;

/** What our server writes a line of, and how it can end. Every one is written: none is sampled. */
export const serverEvents = {
  sign_in: ["success", "failure"],
  upload: ["accepted", "refused"],
} as const;

export type ServerEvent = keyof typeof serverEvents;

export type OutcomeOf<E extends ServerEvent> = (typeof serverEvents)[E][number];

/** Datadog's search for one outcome of an event: `@evt.name:sign_in @evt.outcome:failure`. */
export const eventSearch = <E extends ServerEvent>(event: E, outcome: OutcomeOf<E>): string =>
  `${facet(logAttributes.event)}:${known(Object.keys(serverEvents), event)} ${facet(logAttributes.outcome)}:${known(lookUp<readonly string[]>(serverEvents, event) ?? [], outcome)}`;

/** Datadog's search for one route's spans: `@http.route:/api/search`. */
export const routeSearch = (route: keyof typeof routes): string => `@${spanAttributes.route}:${routes[route]}`;

/** Datadog's search for the status of an answer: `@http.status_code:(429 OR [500 TO 599])`. */
export const statusSearch = (condition: string): string => `@${spanAttributes.status}:${condition}`;

/** Datadog's search for one of several values of a span's attribute: `@error.type:(EPIPE OR ETIMEDOUT)`. */
export const spanSearch = (attribute: keyof typeof spanAttributes, values: readonly string[]): string =>
  `@${spanAttributes[attribute]}:(${values.join(" OR ")})`;
