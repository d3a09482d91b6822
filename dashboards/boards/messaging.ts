import { vitalNamed } from "../../monitors/model/sources/browser";
import { signals, type Board } from "../board";
import { events } from "../views";

/** D10 */
export const messaging: Board = {
  title: "Messaging",
  audience: "engineering",
  answers: "Do messages arrive, and how soon?",
  looksBack: "24h",
  leadsTo: ["user-experience", "engineering"],
  rows: [
    {
      title: "Connections and failures",
      panels: signals("messaging.connection_failures"),
    },
    {
      title: "Latency",
      panels: [
        ...signals("messaging.latency"),
        events({
          view: "Round trips",
          means: "Realtime events whose round trip the storefront measured: how much stands behind the latency.",
          of: "rum",
          search: `@type:vital ${vitalNamed("realtime_round_trip")}`,
        }),
      ],
    },
  ],
};
