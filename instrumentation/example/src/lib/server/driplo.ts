import { sentryPrivacy, services, startServer, type SentryLike } from "@driplo/instrumentation/server";
import * as Sentry from "@sentry/node";
import { waitUntil } from "@vercel/functions";

/** What hooks and routes import. */

/** A DSN that is not there leaves the SDK off. */
Sentry.init({
  ...(process.env["SENTRY_DSN"] === undefined ? {} : { dsn: process.env["SENTRY_DSN"] }),
  // `identities.sentryEnvironment` of the stack: production in prod, development in dev.
  environment: process.env["VERCEL_ENV"] === "production" ? "production" : "development",
  ...sentryPrivacy,
});

const sentry: SentryLike = Sentry;

export const driplo = startServer({ service: services.api, later: waitUntil, sentry });
