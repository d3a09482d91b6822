import type { AnalyticsEvent, AnalyticsParameter } from "../../../monitors/model/analytics";

/**
 * What Google Analytics is told to count: events of the shop's browser that are worth a mark, and what may be asked of them. The events
 * themselves are sent by `instrumentation/browser`, after consent.
 */

/** @see https://developers.google.com/analytics/devguides/config/admin/v1/rest/v1beta/properties.keyEvents */
export interface KeyEvent {
  readonly eventName: string;
  readonly countingMethod: "ONCE_PER_EVENT" | "ONCE_PER_SESSION";
}

/** @see https://developers.google.com/analytics/devguides/config/admin/v1/rest/v1beta/properties.customDimensions */
export interface CustomDimension {
  /** Of the event's parameters. */
  readonly parameterName: string;
  readonly displayName: string;
  readonly description: string;
  readonly scope: "EVENT";
}

export interface Property {
  readonly keyEvents: readonly KeyEvent[];
  readonly customDimensions: readonly CustomDimension[];
  /** Events in the order of A47: search, view, contact, purchase. Explorations have no API: a person makes this one once. */
  readonly funnel: readonly { readonly step: string; readonly eventName: string }[];
}

/** Names that the shop sends (`monitors/model/analytics.ts`), and no others. */
interface SentByTheShop {
  readonly keyEvents: readonly (KeyEvent & { readonly eventName: AnalyticsEvent })[];
  readonly customDimensions: readonly (CustomDimension & { readonly parameterName: AnalyticsParameter })[];
  readonly funnel: readonly { readonly step: string; readonly eventName: AnalyticsEvent }[];
}

export const property: Property = {
  keyEvents: [
    { eventName: "sign_up", countingMethod: "ONCE_PER_SESSION" },
    { eventName: "list_item", countingMethod: "ONCE_PER_EVENT" },
    { eventName: "contact_seller", countingMethod: "ONCE_PER_SESSION" },
    { eventName: "begin_checkout", countingMethod: "ONCE_PER_SESSION" },
    { eventName: "purchase", countingMethod: "ONCE_PER_EVENT" },
  ],
  customDimensions: [
    {
      parameterName: "network",
      displayName: "Network",
      description: "Effective connection type of the visit: 4g, 3g, slow-2g",
      scope: "EVENT",
    },
    {
      parameterName: "installed",
      displayName: "Installed app",
      description: "Whether the shop runs as an installed app or in a browser tab",
      scope: "EVENT",
    },
    {
      parameterName: "item_category",
      displayName: "Listing category",
      description: "Category of the listing that the event is about",
      scope: "EVENT",
    },
    {
      parameterName: "results",
      displayName: "Search results",
      description: "How many listings a search found, in steps: 0, 1-9, 10 or more",
      scope: "EVENT",
    },
  ],
  funnel: [
    { step: "Search", eventName: "search" },
    { step: "View a listing", eventName: "view_item" },
    { step: "Write to the seller", eventName: "contact_seller" },
    { step: "Purchase", eventName: "purchase" },
  ],
} satisfies SentByTheShop;
