import type { ObjectiveId, SignalId } from "../../monitors/catalogue/services";

/**
 * R6: the parts of the shop that its users know, as the status page shows them, and the signals that say how each is. Nobody
 * writes to customers by machine: of a P0 a draft is made (`npm run incident`), and a person decides what is said.
 */
export interface Component {
  readonly name: Readonly<Record<Language, string>>;
  /** The name within a sentence, with its article. */
  readonly spoken: Readonly<Record<Language, string>>;
  /** What a user cannot do while it is down, and what is worse while it is degraded; ends the sentences of the messages. */
  readonly effect: Readonly<Record<State, Readonly<Record<Language, string>>>>;
  /** Signals and objectives whose critical level says it is down, and those that say it is degraded. */
  readonly signals: Readonly<Record<State, readonly (SignalId | ObjectiveId)[]>>;
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
      down: ["edge.cdn_error_rate", "edge.dns_resolution", "edge.certificate_expiry", "edge.ddos"],
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
    signals: {
      degraded: [],
      down: ["payments.failure_rate", "payments.silence", "payments.webhook_failures", "payments.processing_slo"],
    },
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
      down: ["api.availability", "database.reachable", "database.uptime_slo"],
    },
  },
} as const satisfies Readonly<Record<string, Component>>;

/** What rings as P0 and is no notice to customers, with the reason. */
export const unannounced: Readonly<Partial<Record<SignalId | ObjectiveId, string>>> = {
  "security.breach_indicators": "whoever broke in reads the page as well; who must be told is decided with counsel",
};

/** Which part of the page a row speaks of, and as what. */
export const announcedBy = (
  id: string,
  parts: Readonly<Record<string, Component>> = components,
): readonly { readonly key: string; readonly component: Component; readonly state: State }[] =>
  Object.entries(parts).flatMap(([key, component]) =>
    states
      .filter((state) => component.signals[state].some((each) => each === id))
      .map((state) => ({ key, component, state })),
  );
