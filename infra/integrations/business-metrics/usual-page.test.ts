import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../../monitors/catalogue";
import { formatQuantity, inCanonicalUnit } from "../../../monitors/model/quantity";
import { alertsFrom, wordAlertsFrom } from "../../../monitors/plan/alerts-from";
import { planOf } from "../../../testing/environment";
import { ROOT } from "../../../testing/stack-configuration";

const levels = planOf(catalogue).signals.flatMap(({ measures }) =>
  measures.flatMap((measure) =>
    measure.levels.flatMap((level) => {
      const from = alertsFrom(measure, level);
      return from === undefined ? [] : [{ measure, level, from }];
    }),
  ),
);

describe("the traffic from which on a level can tell of a fall", () => {
  it("stands in docs/usual.md, row by row", () => {
    const [, section = ""] = readFileSync(join(ROOT, "docs/usual.md"), "utf8").split("## From which traffic on");
    const rows = (section.split("\n## ")[0] ?? "")
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(
      levels.map(({ level, from: { usual, of, within, atMost } }) => [
        `\`${level.name}\``,
        String(inCanonicalUnit(usual)),
        of === undefined ? "" : String(inCanonicalUnit(of)),
        formatQuantity(within),
        formatQuantity(atMost),
      ]),
    );
  });

  it("is said of every anomaly of the shop's numbers that tells of a fall, and of nothing else", () => {
    expect(levels.map(({ measure: { kind, source } }) => `${kind} ${source.type}`)).toEqual(
      levels.map(() => "anomaly sql"),
    );
    const critical = levels.find(({ level }) => level.name === "orders.revenue.critical");
    expect(critical && wordAlertsFrom(critical.from)).toBe(
      "can alert on a fall from 16 usual events in 1 h; where fewer come, in up to 7 days",
    );
    const purchase = levels.find(({ level }) => level.name === "orders.conversion.purchase.warning");
    expect(purchase && wordAlertsFrom(purchase.from)).toBe(
      "can alert on a fall from 10 of 50 usual events in 1 day; where fewer come, in up to 7 days",
    );
  });
});
