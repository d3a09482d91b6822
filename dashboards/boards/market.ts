import { questionsOf, type Board } from "../board";

/** D7. Benchmarks are our own: what is asked beside what is paid. No source of competitors' prices is among the systems. */
export const market: Board = {
  title: "Market",
  audience: "product",
  answers: "What sells, at what price, and where is it going?",
  looksBack: "30d",
  leadsTo: ["revenue", "marketplace-health"],
  rows: [
    { title: "Categories", panels: questionsOf("categories", "category_trends", "active_listings") },
    { title: "Prices", panels: questionsOf("prices", "price_benchmarks") },
  ],
};
