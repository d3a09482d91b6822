import { logAttributes, services, type OutcomeOf, type ServiceName } from "../../monitors/model/sources/server";
import type { SecurityEvent } from "../../monitors/model/sources/sentry";
import { startCheckouts } from "./checkouts";
import { startDelivery, wordError, type Delivery, type DeliveryOptions, type Drops } from "./delivery";
import { readLimits } from "./limits";
import { clientAddress, hashAccount, reasonCode, writeLine } from "./log-line";
import { maskText } from "./mask";
import { startMeter } from "./meter";
import { startMetrics } from "./metrics";
import { startSecurity, type ReportRefusal, type SentryLike } from "./security";
import { readSettings, type Settings, type Variables } from "./settings";

/** Addresses of stand-ins, for tests and for a collector of one's own. @default the vendors' own */
export interface Endpoints {
  readonly datadog?: string;
  readonly aws?: string;
}

export interface ServerOptions {
  readonly service: ServiceName;
  /** @default process.env */
  readonly variables?: Variables;
  /** Vercel's `waitUntil`. */
  readonly later?: DeliveryOptions["later"];
  /** The shop's own Sentry. Without it refusals are lines alone. */
  readonly sentry?: SentryLike | undefined;
  /** @default standard output, which Vercel's drain reads */
  readonly write?: (line: string) => void;
  /** What is off, and what was not sent. @default standard error */
  readonly warn?: (line: string) => void;
  readonly endpoints?: Endpoints;
}

/** Who did it. Neither is needed; without the client's address the line counts for no client. */
interface Actor {
  /** E-mail address or id, as typed: only its keyed hash leaves. */
  readonly account?: string | undefined;
  /** As SvelteKit's `getClientAddress()` gives it. */
  readonly client?: string | undefined;
}

export interface SignIn extends Actor {
  readonly outcome: OutcomeOf<"sign_in">;
  /** A code, such as Supabase's `invalid_credentials`. */
  readonly reason?: string | undefined;
}

export interface Upload extends Actor {
  readonly outcome: OutcomeOf<"upload">;
  /** Of a refused one. */
  readonly reason?: "type" | "size" | "malware" | undefined;
  /** Free text, such as the name of what was found: never the file's own name. Masked. */
  readonly detail?: string | undefined;
}

export interface RefusedRequest extends Actor {
  readonly route?: string | undefined;
  readonly reason?: string | undefined;
  readonly detail?: string | undefined;
}

/** What routes call. None of it throws, waits for anything, or is awaited. */
export interface DriploServer {
  readonly service: ServiceName;
  /** One line for each attempt (A57). */
  readonly signIn: (attempt: SignIn) => void;
  /** One line for each file (A61), and of a refused one an event for Sentry. */
  readonly upload: (file: Upload) => void;
  /** One event for Sentry for each request that the server refused: a client locked out, a request too many. */
  readonly refuse: (event: SecurityEvent, request: RefusedRequest) => void;
  /** One point for each checkout that a buyer starts (A52). */
  readonly checkoutStarted: () => void;
  /** After each answer; `handleWith` calls it. Sends memory and CPU every ten seconds at most. */
  readonly measure: () => void;
  readonly drops: () => Drops;
}

/** Once, when the server starts: says in one line each what is off for want of a variable. */
export const startServer = (options: ServerOptions): DriploServer => {
  const { service, variables = process.env, warn = console.warn, write = console.log } = options;
  const settings = readSettings(variables, service);
  for (const line of settings.off) warn(line);
  if (settings.security && options.sentry === undefined) warn(NO_SENTRY);
  const delivery = startDelivery({ later: options.later, warn });
  const safely = guard(warn);
  const account = hashWith(settings);
  const report = reporterOf(settings, options, delivery);
  const checkouts = checkoutsOf(settings, options);
  const attributesOf = ({ client, account: typed }: Actor) => ({
    [logAttributes.client]: clientAddress(client),
    [logAttributes.account]: account(typed),
  });
  return {
    service,
    drops: delivery.drops,
    measure: safely(measurer(settings, options, variables, delivery)),
    signIn: safely(({ outcome, reason, ...actor }) => {
      writeLine(write, `sign_in ${outcome}`, {
        service,
        [logAttributes.event]: "sign_in",
        [logAttributes.outcome]: outcome,
        [logAttributes.reason]: reasonCode(reason),
        ...attributesOf(actor),
      });
    }),
    upload: safely(({ outcome, reason, detail, ...actor }) => {
      writeLine(write, `upload ${outcome}`, {
        service,
        [logAttributes.event]: "upload",
        [logAttributes.outcome]: outcome,
        [logAttributes.reason]: reasonCode(reason),
        detail: detail === undefined ? undefined : maskText(detail),
        ...attributesOf(actor),
      });
      if (outcome === "refused") report("upload_violation", { account: account(actor.account), reason, detail });
    }),
    refuse: safely((event, { route, reason, detail, account: typed }) => {
      report(event, { account: account(typed), route, reason: reasonCode(reason), detail });
    }),
    checkoutStarted: safely(() => {
      const at = new Date();
      if (checkouts !== undefined) delivery.send("cloudwatch", (signal) => checkouts(at, signal));
    }),
  };
};

const NO_SENTRY = "driplo instrumentation: off: refusals as events of Sentry: startServer was given no Sentry";

/** A fault of ours is one line, and the route goes on. */
const guard =
  (warn: (line: string) => void) =>
  <A extends readonly unknown[]>(does: (...args: A) => void): ((...args: A) => void) =>
  (...args) => {
    try {
      does(...args);
    } catch (error) {
      try {
        warn(`driplo instrumentation: ${wordError(error)}`);
      } catch {
        // Not even a line can be written: the route goes on all the same.
      }
    }
  };

const hashWith =
  ({ accountKey }: Settings) =>
  (typed: string | undefined): string | undefined =>
    accountKey === undefined || typed === undefined || typed.trim() === "" ? undefined : hashAccount(accountKey, typed);

const reporterOf = ({ security }: Settings, { sentry }: ServerOptions, delivery: Delivery): ReportRefusal =>
  security && sentry !== undefined ? startSecurity(sentry, delivery) : () => undefined;

const checkoutsOf = ({ checkouts }: Settings, { endpoints }: ServerOptions) =>
  checkouts === undefined ? undefined : startCheckouts({ ...checkouts, endpoint: endpoints?.aws });

/** The API alone: the monitors of memory and CPU are its own. */
const measurer = (
  { resources }: Settings,
  { service, endpoints }: ServerOptions,
  variables: Variables,
  delivery: Delivery,
): (() => void) => {
  if (resources === undefined || service !== services.api) return () => undefined;
  const meter = startMeter(readLimits(resources, variables));
  const sendReading = startMetrics({ ...resources, service, endpoint: endpoints?.datadog });
  return () => {
    const reading = meter();
    if (reading !== undefined) delivery.send("datadog", (signal) => sendReading(reading, signal));
  };
};
