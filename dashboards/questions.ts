/**
 * What the boards ask of the shop's tables. Each row is a file of the same name in `dashboards/queries` (`active_sellers` →
 * `active-sellers.sql`); the tables that it reads are those of `infra/integrations/business-metrics/schema.sql` and
 * `dashboards/queries/schema.sql`.
 */
interface QuestionRow {
  readonly title: string;
  readonly means: string;
  /** Grafana's id of the unit. */
  readonly unit: string;
  /** `series`: a `time` and numbers. `now`: one row with one number. `rows`: a table. */
  readonly shape: "series" | "now" | "rows";
  readonly reads: readonly string[];
}

export const questions = {
  sign_ups: {
    title: "New accounts a day",
    means: "How the shop's members grow: profiles created, by day in Paris.",
    unit: "short",
    shape: "series",
    reads: ["profiles"],
  },
  active_sessions: {
    title: "Active sessions a day",
    means: "Engagement: sessions that searched or opened a listing, by day in Paris.",
    unit: "short",
    shape: "series",
    reads: ["search_events", "product_views"],
  },
  returning_visitors: {
    title: "Buyers who came back",
    means:
      "Of those who paid an order in the 30 days before the end of the range, the share that had paid one earlier.",
    unit: "percent",
    shape: "now",
    reads: ["orders"],
  },
  active_sellers: {
    title: "Daily active sellers",
    means: "Per day of the last 30, distinct sellers who put up a listing.",
    unit: "short",
    shape: "series",
    reads: ["products"],
  },
  search_success: {
    title: "Searches with a result, 24 h",
    means: "Share of the searches of the last 24 hours that found at least one listing.",
    unit: "percent",
    shape: "now",
    reads: ["search_events"],
  },
  funnel: {
    title: "Search → view → contact → purchase",
    means: "Sessions of the range that got so far, and what share of the step before they are.",
    unit: "short",
    shape: "rows",
    reads: ["search_events", "product_views", "conversations", "checkouts", "orders"],
  },
  listing_quality: {
    title: "Complete listings",
    means: "Share of the listings put up in the range with a description of 40 letters or more, and with a picture.",
    unit: "percent",
    shape: "series",
    reads: ["products"],
  },
  active_listings: {
    title: "Listings put up, 90 days",
    means: "Listings of the last 90 days, by category.",
    unit: "short",
    shape: "rows",
    reads: ["products"],
  },
  revenue: {
    title: "Revenue and its forecast",
    means: "Paid orders by day in Paris, in euros, and the straight line through the range carried on for 14 days.",
    unit: "currencyEUR",
    shape: "series",
    reads: ["orders"],
  },
  order_value: {
    title: "Average order",
    means: "What one paid order of the range came to, in euros.",
    unit: "currencyEUR",
    shape: "now",
    reads: ["orders"],
  },
  transaction_success: {
    title: "Checkouts that were paid",
    means: "Share of the checkouts started, by day in Paris, for which a payment succeeded.",
    unit: "percent",
    shape: "series",
    reads: ["checkouts", "payments"],
  },
  payment_methods: {
    title: "Payment methods",
    means: "Payments that succeeded in the range, by method.",
    unit: "short",
    shape: "rows",
    reads: ["payments"],
  },
  refunds_and_disputes: {
    title: "Refunds and chargebacks a day",
    means: "Charges refunded and disputes opened, by day in Paris, as Stripe's events say.",
    unit: "short",
    shape: "series",
    reads: ["stripe_events"],
  },
  categories: {
    title: "Categories",
    means: "Listings put up, orders paid and their value in euros by category, in the range.",
    unit: "short",
    shape: "rows",
    reads: ["products", "orders"],
  },
  category_trends: {
    title: "Category trends",
    means: "Orders paid by category in the range, and against the span of the same length before it.",
    unit: "short",
    shape: "rows",
    reads: ["products", "orders"],
  },
  prices: {
    title: "Median price by category",
    means: "Median asking price of the listings put up, by week and category, in euros.",
    unit: "currencyEUR",
    shape: "series",
    reads: ["products"],
  },
  price_benchmarks: {
    title: "Asked and paid",
    means: "Median asking price of the range's listings and median of what was paid, by category, in euros.",
    unit: "currencyEUR",
    shape: "rows",
    reads: ["products", "orders"],
  },
  churn: {
    title: "Seller churn",
    means: "Of the sellers who put something up 30 to 60 days ago, the share that has not since.",
    unit: "percent",
    shape: "now",
    reads: ["products"],
  },
  lifetime_value: {
    title: "Customer lifetime value",
    means: "What a buyer has paid so far, on average, by the month of the first order, in euros.",
    unit: "currencyEUR",
    shape: "rows",
    reads: ["orders"],
  },
  retention: {
    title: "Retention",
    means: "Of the buyers of a month, the share that paid again so many months later. Months of the last year.",
    unit: "percent",
    shape: "rows",
    reads: ["orders"],
  },
  experiments: {
    title: "A/B results",
    means: "Sessions of the range by variant, those that paid, and how many standard errors they are from variant a.",
    unit: "short",
    shape: "rows",
    reads: ["experiment_exposures", "checkouts", "orders"],
  },
  satisfaction: {
    title: "Satisfaction",
    means: "Mean score of the ratings given, 1 to 5, by day in Paris.",
    unit: "short",
    shape: "series",
    reads: ["ratings"],
  },
  support_tickets: {
    title: "Support tickets a day",
    means: "Tickets opened and closed, by day in Paris.",
    unit: "short",
    shape: "series",
    reads: ["support_tickets"],
  },
  support_topics: {
    title: "What people write about",
    means: "Tickets of the range by topic, with how many are open and the median time until one was closed.",
    unit: "short",
    shape: "rows",
    reads: ["support_tickets"],
  },
} as const satisfies Readonly<Record<string, QuestionRow>>;

export type QuestionName = keyof typeof questions;

export const questionRow = (name: QuestionName): QuestionRow => questions[name];

const isQuestion = (name: string): name is QuestionName => Object.hasOwn(questions, name);

export const questionNames: readonly QuestionName[] = Object.keys(questions).filter(isQuestion);

/** `active_sellers` → `active-sellers.sql` */
export const fileOfQuestion = (name: QuestionName): string => `${name.replaceAll("_", "-")}.sql`;
