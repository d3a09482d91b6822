import { questionsOf, signals, type Board } from "../board";

/** D6 */
export const revenue: Board = {
  title: "Revenue",
  audience: "product",
  answers: "What do we earn, what will we, and what is in the way of paying?",
  looksBack: "30d",
  leadsTo: ["market", "marketplace-health"],
  rows: [
    {
      title: "Revenue",
      panels: [...questionsOf("revenue", "order_value", "lifetime_value"), ...signals("orders.revenue")],
    },
    {
      title: "Transactions",
      panels: [
        ...questionsOf("transaction_success", "payment_methods"),
        ...signals("orders.completion_rate", "orders.conversion", "payments.silence"),
      ],
    },
    {
      title: "Refunds, chargebacks, payouts",
      panels: [...questionsOf("refunds_and_disputes"), ...signals("payments.disputes", "payments.payout_failures")],
    },
  ],
};
