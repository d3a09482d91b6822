/** What the shop imports. A system that is not imported is not in its bundle. */
export { googleAnalytics, vercelAnalytics, type Gtag } from "./analytics";
export { offerInstall, registerServiceWorker } from "./app";
export { datadog } from "./datadog";
export { handleErrors, onBoundaryError } from "./errors";
export { exposed, purchased, rated, reached, recommended, searched, upload } from "./flows";
export { instrument, type Instrument } from "./instrument";
export { logRocket } from "./logrocket";
export { roundTrips, subscribe } from "./realtime";
export { sentry } from "./sentry";
export type { Consent, Purpose } from "./sink";
export { collector } from "./vitals";
export type { VariableName, Variables } from "./variables";
