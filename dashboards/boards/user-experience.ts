import { questionsOf, signals, type Board } from "../board";
import { brokenByBrowser, brokenByDevice, featureUsage } from "../usage";
import { DAY, events } from "../views";

/** D5 */
export const userExperience: Board = {
  title: "User experience",
  audience: "product",
  answers: "What do people see and do, on what, and are they content?",
  looksBack: "7d",
  leadsTo: ["mobile", "performance", "marketplace-health"],
  rows: [
    {
      title: "Web vitals",
      panels: signals(
        "storefront.page_load",
        "storefront.product_page_load",
        "storefront.input_delay",
        "storefront.layout_shift",
        "storefront.first_byte",
        "storefront.image_load",
      ),
    },
    {
      title: "Flow and conversion",
      panels: [
        { question: "journey_steps", edges: "journey_moves" },
        ...questionsOf("funnel", "experiments"),
        featureUsage,
        events({
          view: "Session duration",
          means: "Three sessions in four are no longer than this.",
          unit: "ns",
          of: "rum",
          search: "@type:session @device.type:$device",
          compute: { aggregation: "pc75", metric: "@session.time_spent" },
        }),
      ],
    },
    { title: "Satisfaction", panels: questionsOf("csat", "nps", "satisfaction") },
    {
      title: "Devices and browsers",
      panels: [
        events({
          view: "Sessions by device",
          means: "What people hold in their hands.",
          of: "rum",
          search: "@type:session @device.type:$device",
          by: "@device.type",
          each: DAY,
        }),
        events({
          view: "Sessions by browser",
          means: "Browsers, the most used first.",
          of: "rum",
          search: "@type:session @device.type:$device",
          by: "@browser.name",
          each: DAY,
        }),
      ],
    },
    {
      title: "Errors",
      panels: [...signals("storefront.error_rate", "storefront.new_error"), brokenByBrowser, brokenByDevice],
    },
  ],
};
