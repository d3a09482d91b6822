import { analyticsEvents } from "../../monitors/model/analytics";
import { exposed, purchased, rated, reached, recommended, searched } from "./flows";

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

describe("a row that a route of the shop keeps", () => {
  const actions: (readonly unknown[])[] = [];
  const shop = {
    action: (...action: readonly unknown[]) => {
      actions.push(action);
    },
    event: () => undefined,
  };

  it("is what was shown, scored or answered, and is told of with how it went: never with what was written", async () => {
    const rows: unknown[] = [];
    const keep = (row: unknown) => {
      rows.push(row);
      return Promise.resolve({ ok: rows.length !== 2 });
    };
    await exposed(shop, { experiment: "checkout", variant: "b" }, keep);
    await rated(shop, { order: "o-1", score: 4, comment: "from someone" }, keep);
    await recommended(shop, { score: 9 }, () => Promise.reject(new Error("offline")));
    expect(rows).toEqual([
      { experiment: "checkout", variant: "b" },
      { order: "o-1", score: 4, comment: "from someone" },
    ]);
    expect(actions).toEqual([
      ["experiment", "kept", { experiment: "checkout", variant: "b" }],
      ["rating", "failed", { score: 4 }],
      ["recommendation", "failed", { score: 9 }],
    ]);
  });
});
