import { defineCosts } from "../../../monitors/plan/cost";

export const vercelCosts = defineCosts(
  {
    "log drain": { unit: "drain", price: undefined, unknown: "by the data that it sends" },
    "trace drain": { unit: "drain", price: undefined, unknown: "by the data that it sends" },
  },
  {
    "vercel:index/logDrain:LogDrain": () => [["log drain", 1]],
    "vercel:index/traceDrain:TraceDrain": () => [["trace drain", 1]],
  },
);
