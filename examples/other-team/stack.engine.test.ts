import { keyOf } from "../../monitors/declaration/declaration";
import { withEngine, type EngineOptions } from "../../testing/engine/engine";
import { textOf } from "../../testing/engine/properties";
import { describeWithEngine } from "../../testing/tools/describe-with-engine";
import { declare } from "./declare";
import { run } from "./program";

const PROJECT = "booking-monitoring";

const NUMBER = "1512000000";

const options: EngineOptions = {
  stack: "live",
  project: PROJECT,
  packages: ["datadog", "pagerduty"],
  config: {
    [`${PROJECT}:people`]: {
      value: JSON.stringify(
        Object.fromEntries(
          ["anyone", "lead"].map((role) => [
            role,
            { name: `name of ${role}`, email: `${role}@driplo.com`, number: NUMBER },
          ]),
        ),
      ),
      secret: true,
    },
  },
  saves: "at the end",
  invokes: {
    "pagerduty:index/getVendor:getVendor": (args) => ({
      id: `id of ${textOf(args, "name")}`,
      name: textOf(args, "name"),
      type: "v",
    }),
  },
};

const OURS = "driplo:monitoring:";

describeWithEngine("another team's program on the real engine (stand-in vendors)", () => {
  it("creates what its plan lists, under two components, and then finds nothing to do", () =>
    withEngine(options, async (engine, vendor) => {
      const { steps, messages } = await engine.up(run);
      expect(messages).toEqual([]);
      expect(steps.filter(({ type }) => type.startsWith(OURS)).map(({ type, name }) => `${type} ${name}`)).toEqual([
        `${OURS}PagerDutyEscalation escalation`,
        `${OURS}DatadogMonitors monitors`,
      ]);
      const listed = declare("live").declarations.map(keyOf).toSorted();
      expect(
        steps
          .filter(({ type }) => !type.startsWith(OURS))
          .map(keyOf)
          .toSorted(),
      ).toEqual(listed);
      expect(vendor.resources().map(keyOf).toSorted()).toEqual(listed);

      const state = await engine.exportState();
      expect(state.text).not.toContain(NUMBER);
      const place = (key: string) => state.resources.find(({ urn }) => urn.endsWith(key))?.urn.split("::")[2];
      expect(place("Monitor::booking.error_rate.critical")).toBe(
        `${OURS}DatadogMonitors$datadog:index/monitor:Monitor`,
      );
      const monitors = state.resources.find(({ type }) => type === `${OURS}DatadogMonitors`);
      expect(Object.keys(Object(monitors?.outputs["monitorIds"]) as object).toSorted()).toEqual([
        "booking.error_rate.critical",
        "booking.error_rate.warning",
        "booking.memory.critical",
        "booking.payment_refusals.critical",
        "booking.response_time.critical",
        "booking.response_time.warning",
      ]);

      expect((await engine.up(run)).steps.filter(({ op }) => op !== "same")).toEqual([]);
    }));
});
