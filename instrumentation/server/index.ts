/** What the storefront's server imports. README.md says how. */
export { routes, services, serverEvents, type ServiceName } from "../../monitors/model/sources/server";
export { securityEvents, type SecurityEvent } from "../../monitors/model/sources/sentry";
export { channels, MOST_AT_ONCE, type Channel, type Drops } from "./delivery";
export { databaseFault, paymentFault } from "./faults";
export { handleWith } from "./handle";
export { apiHealth, databaseHealth, type DatabaseHealthOptions, type Probe } from "./health";
export { ticketOf, type Ticket } from "../../monitors/model/help-desk";
export { LONGEST_SEND } from "./longest-send";
export { maskText, maskValue } from "./mask";
export { sentryPrivacy } from "./sentry-privacy";
export type { SentryLike } from "./security";
export {
  startServer,
  type DriploServer,
  type Endpoints,
  type RefusedRequest,
  type ServerOptions,
  type SignIn,
  type Upload,
} from "./server";
export { recordPaymentFailure, routeOf, traceDatabaseCall, traceRequest } from "./spans";
export {
  serverFeatures,
  serverVariable,
  serverVariableNames,
  serverVariables,
  type ServerFeature,
  type ServerVariable,
} from "./variables";
