import type { QuestionRow } from "./row";

/** Who comes, stays, is content and writes to us. */
export const people = {
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
} as const satisfies Readonly<Record<string, QuestionRow>>;
