/** What is used of the SDK, so that the bundler leaves the rest out of its chunk. */
export { browserSessionIntegration, captureException, init, setUser } from "@sentry/browser";
