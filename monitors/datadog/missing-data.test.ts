import { count, hours } from "../model/quantity";
import type { MissingData } from "../model/missing-data";
import { datadog } from "../model/sources/datadog";
import { testContext, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";

const outcomes = datadog.logOutcomes({ failed: "status:error", succeeded: '"done"', attempt: "@id", feed: "builds" });

const watch = (missingData: MissingData) =>
  watchOf(
    {
      title: "Deployments",
      impact: "Nothing new goes out.",
      firstAction: "Look.",
      runbook: "delivery/deployments.md",
      kind: "all_failed",
      window: hours(6),
      critical: { at: count(3), priority: "P2" },
      missingData,
      source: outcomes,
    },
    outcomes,
  );

const [monitor] = render(watch("ok"), testContext).flatMap((each) =>
  each.type === "datadog:index/monitor:Monitor" ? [each] : [],
);
if (monitor === undefined) throw new Error("outcomes have no monitor");

describe("a query that takes nothing for 0", () => {
  it.each(["resolve", "show_no_data", "show_and_notify_no_data"])("is refused beside %s, as Datadog does", (word) => {
    expect(check({ ...monitor, args: { ...monitor.args, onMissingData: word } })).toEqual([
      {
        what: `the query has default_zero, and on_missing_data is ${word}`,
        rule: "beside default_zero Datadog takes default alone (DataDog/terraform-provider-datadog issue 2815)",
        remedy: "mend how it is rendered in monitors/datadog",
      },
    ]);
  });

  it("may be left to the default, and another query to anything", () => {
    expect(monitor.args.onMissingData).toBe("default");
    expect(check(monitor)).toEqual([]);
    const other = { ...monitor.args, query: "logs(…)", onMissingData: "resolve" };
    expect(check({ ...monitor, args: other })).toEqual([]);
  });

  it("never has missing data to notify of", () => {
    expect(accepts(watch("notify"))?.what).toBe("missingData is notify, of outcomes in logs");
    expect(accepts(watch("ok"))).toBeUndefined();
    expect(accepts(watch("keep"))).toBeUndefined();
  });
});

describe("a message that names somebody", () => {
  it("is refused where no row tells by it, as in a part of a composite", () => {
    const { watches, ...part } = monitor;
    expect(watches).toBeDefined();
    expect(check({ ...part, args: { ...part.args, message: "Tell @all" } }).map(({ what }) => what)).toEqual([
      "its message names @all",
    ]);
    expect(
      check({
        vendor: "datadog",
        type: "datadog:index/downtimeSchedule:DowntimeSchedule",
        name: "upgrade",
        args: { scope: "*", monitorIdentifier: { monitorId: 1 }, message: "Tell @ann@shop.test" },
      }).map(({ what }) => what),
    ).toEqual(["its message names @ann@shop.test"]);
  });
});
