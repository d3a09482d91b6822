import { maskValue } from "./mask";

/**
 * What the shop's set-up of Sentry's SDK says of persons. Since its version 11 the SDK collects all of it where it is not told not to:
 * https://docs.sentry.io/platforms/javascript/guides/node/configuration/options/#dataCollection, fields as in @sentry/core 11,
 * types/datacollection.d.ts. What an error's own text holds is masked after that.
 */
export const sentryPrivacy = {
  dataCollection: {
    userInfo: false,
    cookies: false,
    httpHeaders: false,
    httpBodies: [],
    urlQueryParams: false,
    graphQL: { document: false, variables: false },
    genAI: { inputs: false, outputs: false },
    mcp: { inputs: false, outputs: false },
    databaseQueryData: false,
    queues: false,
    stackFrameVariables: false,
  },
  beforeSend: <Event extends object>(event: Event): Event => {
    const masked = maskValue(event);
    // What was dropped must not stay behind.
    for (const key of Object.keys(event)) Reflect.deleteProperty(event, key);
    return Object.assign(event, masked);
  },
};
