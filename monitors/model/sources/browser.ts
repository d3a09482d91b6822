import type { AnalyticsEvent } from "../analytics";
import { known, lookUp } from "../look-up";

/**
 * What the shop's own browser code reports, by name: rows filter by these names and `instrumentation/browser` sends them, so that a
 * name that changes here changes on both sides, and one that is left behind does not compile.
 */

/** Custom actions of Datadog's browser SDK, and how an attempt may end. The first outcomes are the good ones. */
export const browserActions = {
  service_worker: ["ready", "failed"],
  app_install: ["installed", "failed"],
  realtime_channel: ["joined", "failed", "timed_out"],
  upload: ["stored", "refused", "failed"],
  search: ["found", "empty", "failed"],
  app_start: ["online", "offline"],
  // Whether a route of the shop kept the row.
  experiment: ["kept", "failed"],
  rating: ["kept", "failed"],
  recommendation: ["kept", "failed"],
  // The steps that Google Analytics is told of, but for the search, which is an attempt above.
  sign_up: ["done"],
  list_item: ["done"],
  view_item: ["done"],
  contact_seller: ["done"],
  begin_checkout: ["done"],
  purchase: ["done"],
} as const satisfies Readonly<Record<AnalyticsEvent, readonly string[]> & Record<string, readonly string[]>>;

/** What people use the shop for, and what shows that they did: the usage and adoption of features is theirs. */
export const features = {
  "look at a listing": "view_item",
  search: "search",
  "write to a seller": "contact_seller",
  "begin to pay": "begin_checkout",
  buy: "purchase",
  "put up a listing": "list_item",
  "upload a picture": "upload",
  "sign up": "sign_up",
  "rate an order": "rating",
} as const satisfies Readonly<Record<string, keyof typeof browserActions>>;

export type BrowserAction = keyof typeof browserActions;

export type OutcomeOf<A extends BrowserAction> = (typeof browserActions)[A][number];

export interface Attempts<A extends BrowserAction> {
  readonly actions: readonly [A, ...A[]];
  /** The outcomes that count as failures. */
  readonly bad: readonly [OutcomeOf<A>, ...OutcomeOf<A>[]];
}

/** Key of the outcome in an action's context, which Datadog keeps under `@context.` (docs: Send RUM custom actions). */
export const OUTCOME = "outcome";

/** Custom duration vitals. The SDK takes milliseconds and sends nanoseconds. */
export const browserVitals = ["realtime_round_trip"] as const;

export type BrowserVital = (typeof browserVitals)[number];

/** What finds a duration vital among RUM events. */
export const vitalNamed = (vital: BrowserVital): string => `@vital.name:${known(browserVitals, vital)}`;

/**
 * Item pages. Datadog groups addresses itself: a segment with a digit in it becomes `?`
 * (https://docs.datadoghq.com/real_user_monitoring/browser/advanced_configuration/, "Override default RUM view names"). The shop's code
 * sees to it that the segment has one.
 */
export const PRODUCT_PAGES = "/products/";

/** The group of all item pages. */
export const productPages = `@view.url_path_group:${PRODUCT_PAGES}?`;

const among = (words: readonly string[]): string => (words.length === 1 ? words.join("") : `(${words.join(" OR ")})`);

/** What finds actions by their names, and by how they ended. */
export const actionsNamed = (actions: readonly BrowserAction[], outcomes: readonly string[] = []): string =>
  [
    `@action.name:${among(actions.map((action) => known(Object.keys(browserActions), action)))}`,
    ...(outcomes.length === 0
      ? []
      : [`@context.${OUTCOME}:${among(outcomes.map((outcome) => known(outcomesOf(actions), outcome)))}`]),
  ].join(" ");

const outcomesOf = (actions: readonly BrowserAction[]): readonly string[] =>
  actions.flatMap((action) => lookUp<readonly string[]>(browserActions, action) ?? []);
