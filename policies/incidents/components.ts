import type { SignalId } from "../../monitors/catalogue/services";

/**
 * R6: the parts of the shop that its users know, as the status page shows them, and the signals that say how each is. Nobody
 * writes to customers by machine: a signal that fires is a reason to look, and a person decides what is said.
 */
export interface Component {
  readonly name: Readonly<Record<Language, string>>;
  /** The name within a sentence, with its article. */
  readonly spoken: Readonly<Record<Language, string>>;
  /** What a user cannot do while it is down, and what is worse while it is degraded; ends the sentences of the messages. */
  readonly effect: Readonly<Record<State, Readonly<Record<Language, string>>>>;
  /** Signals whose critical level says it is down, and those that say it is degraded. */
  readonly signals: Readonly<Record<State, readonly SignalId[]>>;
}

export const languages = ["en", "fr"] as const;

export type Language = (typeof languages)[number];

export const states = ["degraded", "down"] as const;

export type State = (typeof states)[number];

/** In the order in which the page shows them. */
export const components = {
  storefront: {
    name: { en: "Storefront", fr: "Boutique" },
    spoken: { en: "the storefront", fr: "la boutique" },
    effect: {
      degraded: { en: "pages may load slowly", fr: "les pages peuvent se charger lentement" },
      down: { en: "pages may not load", fr: "les pages peuvent ne pas s’afficher" },
    },
    signals: {
      degraded: [
        "storefront.page_load",
        "storefront.product_page_load",
        "storefront.image_load",
        "storefront.mobile_page_load",
        "storefront.app_errors",
      ],
      down: ["edge.cdn_error_rate", "edge.dns_resolution", "edge.certificate_expiry"],
    },
  },
  search: {
    name: { en: "Search", fr: "Recherche" },
    spoken: { en: "search", fr: "la recherche" },
    effect: {
      degraded: { en: "search results may come late", fr: "les résultats de recherche peuvent tarder" },
      down: { en: "search may not work", fr: "la recherche peut ne pas fonctionner" },
    },
    signals: { degraded: ["search.response_time"], down: ["search.error_rate"] },
  },
  messaging: {
    name: { en: "Messaging", fr: "Messagerie" },
    spoken: { en: "messaging", fr: "la messagerie" },
    effect: {
      degraded: { en: "messages may arrive late", fr: "les messages peuvent arriver en retard" },
      down: { en: "messages may not be delivered", fr: "les messages peuvent ne pas être remis" },
    },
    signals: { degraded: ["messaging.latency"], down: ["messaging.connection_failures"] },
  },
  payments: {
    name: { en: "Checkout and payments", fr: "Commande et paiements" },
    spoken: { en: "checkout and payments", fr: "la commande et les paiements" },
    effect: {
      degraded: {
        en: "some payments may be confirmed late",
        fr: "certains paiements peuvent être confirmés en retard",
      },
      down: { en: "payments may fail", fr: "les paiements peuvent échouer" },
    },
    signals: { degraded: [], down: ["payments.webhook_failures"] },
  },
  api: {
    name: { en: "API", fr: "API" },
    spoken: { en: "the API", fr: "l’API" },
    effect: {
      degraded: { en: "requests may be slow or fail", fr: "les requêtes peuvent être lentes ou échouer" },
      down: { en: "the service may not answer", fr: "le service peut ne pas répondre" },
    },
    signals: {
      degraded: ["api.response_time", "api.error_rate"],
      down: ["api.availability", "database.reachable"],
    },
  },
} as const satisfies Readonly<Record<string, Component>>;
