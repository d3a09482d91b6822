/**
 * What Google Analytics is sent, by name. `infra/integrations/ga4` tells the property what to make of it, `instrumentation/browser`
 * sends it, after consent. No alert reads any of it.
 */

/**
 * Google's recommended name where it has one: https://developers.google.com/analytics/devguides/collection/ga4/reference/events
 * (`contact_seller` and `list_item` are our own).
 */
export const analyticsEvents = [
  "sign_up",
  "list_item",
  "search",
  "view_item",
  "contact_seller",
  "begin_checkout",
  "purchase",
] as const;

export type AnalyticsEvent = (typeof analyticsEvents)[number];

/** Parameters of events that the property keeps as custom dimensions. */
export const analyticsParameters = ["network", "installed", "item_category", "results"] as const;

export type AnalyticsParameter = (typeof analyticsParameters)[number];

/** How many listings a search found, in steps: what was searched for is nobody's business. */
export const resultSteps = ["0", "1-9", "10 or more"] as const;

export type ResultStep = (typeof resultSteps)[number];
