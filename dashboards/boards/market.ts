import { questionsOf, type Board } from "../board";

/** D7. Rivals' prices are those that somebody loads (`npm run import -- prices`): a category without says "no source". */
export const market: Board = {
  title: "Market",
  audience: "product",
  answers: "What sells, at what price, and where is it going?",
  looksBack: "30d",
  leadsTo: ["revenue", "marketplace-health"],
  rows: [
    { title: "Categories", panels: questionsOf("categories", "category_trends", "active_listings") },
    { title: "Prices", panels: questionsOf("prices", "price_benchmarks") },
    { title: "Rivals", panels: questionsOf("price_position") },
  ],
};
