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
  /** `series`: a `time` and numbers. `now`: one row with one number. `rows`: a table. `graph`: nodes, whose edges are another question. */
  readonly shape: "series" | "now" | "rows" | "graph";
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
  returning_buyers: {
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
    means:
      "Sessions of the range by variant and those that paid. Difference from variant a with its 95 % interval; p of a two-proportion z-test. Decide once, at the size that was planned: who looks each day finds a difference by chance.",
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
  csat: {
    title: "Satisfied buyers (CSAT)",
    means: "Share of the ratings of orders that are 4 or 5, by week in Paris.",
    unit: "percent",
    shape: "series",
    reads: ["ratings"],
  },
  nps: {
    title: "Would recommend us (NPS)",
    means:
      "Share of answers of 9 and 10 less the share of 0 to 6, by week in Paris, with its 95 % interval from 30 answers on.",
    unit: "short",
    shape: "series",
    reads: ["recommendations"],
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
    means:
      "Tickets of the range by topic, with how many are open, the median time until one was closed and the age of the oldest open one.",
    unit: "short",
    shape: "rows",
    reads: ["support_tickets"],
  },
  support_age: {
    title: "Open tickets and their age",
    means:
      "Tickets open at the end of each day in Paris, and hours since half of them and since the oldest were opened.",
    unit: "short",
    shape: "series",
    reads: ["support_tickets"],
  },
  price_position: {
    title: "Our prices beside rivals'",
    means:
      "Median asking price of the range's listings, ours and rivals', by category in euros. A category without a rival's price says: no source.",
    unit: "short",
    shape: "rows",
    reads: ["products", "rival_prices"],
  },
  test_coverage: {
    title: "Test coverage",
    means: "Lines of the shop's code that its tests reach, by the last run of CI of each day in Paris.",
    unit: "percent",
    shape: "series",
    reads: ["ci_runs"],
  },
  check_failures: {
    title: "Failed tests and lint errors",
    means: "Of all runs of CI on the main branch, by day in Paris.",
    unit: "short",
    shape: "series",
    reads: ["ci_runs"],
  },
  lead_time: {
    title: "Lead time",
    means: "Hours from a commit until it is in production, by week in Paris: half of the deployments, and nine in ten.",
    unit: "h",
    shape: "series",
    reads: ["deployments"],
  },
  change_failures: {
    title: "Change failure rate",
    means: "Share of a week's deployments of a change that failed, or that a rollback or hotfix repaired.",
    unit: "percent",
    shape: "series",
    reads: ["deployments"],
  },
  journey_steps: {
    title: "Journey",
    means:
      "Sessions of the range by step, how they go on from there (edges, with their share) and where they leave. Red of a ring is who leaves.",
    unit: "short",
    shape: "graph",
    reads: ["search_events", "product_views", "conversations", "checkouts", "orders"],
  },
  journey_moves: {
    title: "Moves between steps",
    means: "How often a session went from one step to another, and from which it left.",
    unit: "short",
    shape: "rows",
    reads: ["search_events", "product_views", "conversations", "checkouts", "orders"],
  },
  last_hour: {
    title: "The last hour, by the minute",
    means: "Searches, listings opened, checkouts started and payments that succeeded, each minute of the last hour.",
    unit: "short",
    shape: "series",
    reads: ["search_events", "product_views", "checkouts", "payments"],
  },
} as const satisfies Readonly<Record<string, QuestionRow>>;

export type QuestionName = keyof typeof questions;

export const questionRow = (name: QuestionName): QuestionRow => questions[name];

const isQuestion = (name: string): name is QuestionName => Object.hasOwn(questions, name);

export const questionNames: readonly QuestionName[] = Object.keys(questions).filter(isQuestion);

/** `active_sellers` → `active-sellers.sql` */
export const fileOfQuestion = (name: QuestionName): string => `${name.replaceAll("_", "-")}.sql`;
