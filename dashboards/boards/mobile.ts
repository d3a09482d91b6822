import { signals, type Board } from "../board";
import { brokenByModel, installedSessions, installs, offlineStarts } from "../usage";
import { events } from "../views";

/** D11. The split of A9 by network stands here and not in an alert: slow networks would fire for ever. */
export const mobile: Board = {
  title: "Mobile and PWA",
  audience: "product",
  answers: "How is the shop on a phone, on any network?",
  looksBack: "7d",
  leadsTo: ["user-experience", "performance"],
  rows: [
    {
      title: "Network conditions",
      panels: [
        ...signals("storefront.mobile_page_load"),
        events({
          view: "Page load on phones by network",
          means: "LCP, p75, by the network that the browser takes itself to be on.",
          unit: "ns",
          of: "rum",
          search: "@type:view @device.type:Mobile",
          compute: { aggregation: "pc75", metric: "@view.largest_contentful_paint" },
          by: "@connectivity.effective_type",
        }),
      ],
    },
    {
      title: "Taps and device errors",
      panels: [
        ...signals("storefront.tap_failures"),
        events({
          view: "Errors by device",
          means: "Errors on the storefront by the device's model.",
          of: "rum",
          search: "@type:error @device.type:$device",
          by: "@device.name",
        }),
        brokenByModel,
      ],
    },
    {
      title: "App-like behaviour",
      panels: [...signals("storefront.app_errors"), installs, installedSessions, offlineStarts],
    },
  ],
};
