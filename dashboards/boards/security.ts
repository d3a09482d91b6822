import { signals, type Board } from "../board";

/** D12 */
export const security: Board = {
  title: "Security",
  audience: "operations",
  answers: "Who tries what, and does anybody get through?",
  looksBack: "24h",
  leadsTo: ["operations", "engineering"],
  rows: [
    { title: "Sign-ins", panels: signals("security.failed_logins") },
    { title: "Scraping and attacks", panels: signals("security.scraping", "edge.ddos") },
    { title: "Fraud", panels: signals("payments.disputes") },
    { title: "Uploads", panels: signals("security.upload_violations") },
    { title: "Signs of a breach", panels: signals("security.breach_indicators") },
  ],
};
