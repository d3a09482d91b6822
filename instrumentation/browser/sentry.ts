import { isRecord } from "./is-record";
import { loadMasks, type Masks } from "./masks";
import { areSet, type Adapter, type Load } from "./sink";
import type { Variables } from "./variables";

/** Sentry: sessions that end in an error (A7), errors by kind and the people they reach (A8). */

/** What is used of @sentry/browser 11. */
export interface Sentry<Integration> {
  readonly init: (options: SentrySettings<Integration>) => SentryClient | undefined;
  readonly browserSessionIntegration: (options: { lifecycle: "route" }) => Integration;
  readonly setUser: (user: { id: string }) => unknown;
  readonly captureException: (error: unknown, hint: { mechanism: { type: string; handled: boolean } }) => unknown;
}

export interface SentryClient {
  readonly on: (hook: "beforeEnvelope", callback: (envelope: unknown) => void) => unknown;
  readonly getOptions: () => { enabled?: boolean | undefined };
}

export interface SentrySettings<Integration> {
  dsn: string;
  environment: string;
  release: string;
  integrations: Integration[];
  sampleRate: number;
  dataCollection: {
    userInfo: boolean;
    cookies: boolean;
    httpHeaders: boolean;
    httpBodies: [];
    urlQueryParams: boolean;
  };
  initialScope: { tags: Record<string, string | number | boolean | undefined> };
  beforeSend: <Event>(event: Event) => Event;
  beforeBreadcrumb: <Breadcrumb>(breadcrumb: Breadcrumb) => Breadcrumb;
  tunnel?: string;
}

export interface SentryOptions<Integration> {
  readonly load: Load<Sentry<Integration>>;
  readonly variables: Variables;
  readonly release: string;
}

/**
 * Since its version 11 the browser's SDK calls a session in which an error was not handled `unhandled`, and none `crashed`
 * (getsentry/sentry-javascript#22475, `_unhandledSessionStatus`). The row reads crash_rate, which counts `crashed`; of an alert on the other
 * nothing was found. So it goes out by its old name.
 */
const nameCrashes = (envelope: unknown): void => {
  if (!Array.isArray(envelope)) return;
  for (const item of envelope.flat(2))
    if (isRecord(item) && item["status"] === "unhandled" && "sid" in item) item["status"] = "crashed";
};

/** Of a user the pseudonym stays, of contexts and spans their ids. */
const PARTS = ["exception", "request", "breadcrumbs", "extra", "logentry", "tags", "contexts", "user", "spans"];

const scrubParts = (event: unknown, { mask, scrub }: Masks): void => {
  if (!isRecord(event)) return;
  for (const key of PARTS) scrub(event[key]);
  for (const key of ["message", "transaction"]) if (typeof event[key] === "string") event[key] = mask(event[key]);
};

/** Not all of the event: its ids are long enough to be taken for tokens. */
const scrubWith =
  (masks: Masks) =>
  <Event>(event: Event): Event => {
    scrubParts(event, masks);
    return event;
  };

export const sentry = <Integration>({ load, variables, release }: SentryOptions<Integration>): Adapter | undefined =>
  areSet(variables, "PUBLIC_SENTRY_DSN", "PUBLIC_SENTRY_ENVIRONMENT")
    ? {
        purpose: "measurement",
        start: async (visit) => {
          const [sdk, masks] = await Promise.all([load(), loadMasks()]);
          const client = sdk.init({
            dsn: variables.PUBLIC_SENTRY_DSN,
            environment: variables.PUBLIC_SENTRY_ENVIRONMENT,
            // Without a release there are no sessions.
            release,
            // Takes the place of the default of its name, which begins a session for each load of a document and none for a navigation.
            integrations: [sdk.browserSessionIntegration({ lifecycle: "route" })],
            sampleRate: 1,
            // Version 11 collects all of it where it is not told not to (docs: Data Collection).
            dataCollection: {
              userInfo: false,
              cookies: false,
              httpHeaders: false,
              httpBodies: [],
              urlQueryParams: false,
            },
            initialScope: { tags: { ...visit } },
            beforeSend: scrubWith(masks),
            beforeBreadcrumb: masks.scrub,
            // https://docs.sentry.io/platforms/javascript/troubleshooting/#using-the-tunnel-option
            ...(variables.PUBLIC_SENTRY_TUNNEL ? { tunnel: variables.PUBLIC_SENTRY_TUNNEL } : {}),
          });
          client?.on("beforeEnvelope", nameCrashes);
          return {
            // Not handled: the page is broken for whoever sees it, and the session counts.
            error: (error, where) => {
              sdk.captureException(error, { mechanism: { type: where, handled: false } });
            },
            user: (id) => {
              sdk.setUser({ id });
            },
            allow: (granted) => {
              if (client !== undefined) client.getOptions().enabled = granted;
            },
          };
        },
      }
    : undefined;
