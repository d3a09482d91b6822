import { analyticsEvents } from "../../monitors/model/analytics";
import { purchased, reached, searched } from "./flows";

/** What the shop's own functions tell Google Analytics. */

const told = (tell: (flows: Parameters<typeof reached>[0]) => void): readonly (readonly unknown[])[] => {
  const events: (readonly unknown[])[] = [];
  tell({
    action: () => undefined,
    event: (...event) => {
      events.push(event);
    },
  });
  return events;
};

describe("a step of the funnel", () => {
  it("is told with its listing's category, where it has one", () => {
    expect(
      told((shop) => {
        reached(shop, "view_item", "coats");
        reached(shop, "sign_up");
      }),
    ).toEqual([
      ["view_item", { item_category: "coats" }],
      ["sign_up", {}],
    ]);
  });

  it("each, has a function that tells it", () => {
    const names = told((shop) => {
      for (const step of ["sign_up", "list_item", "view_item", "contact_seller", "begin_checkout"] as const)
        reached(shop, step);
      searched(shop, 3, 20);
      purchased(shop, { id: "o-1", value: 10, currency: "EUR" });
    }).map(([name]) => name);
    expect(names.toSorted()).toEqual(analyticsEvents.toSorted());
  });
});
