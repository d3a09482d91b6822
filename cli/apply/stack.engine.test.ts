import { describeWithEngine } from "../../testing/tools/describe-with-engine";
import type { Engine, Program } from "../../testing/engine/engine";
import { change, cut, listed, programOf, withStack } from "../../testing/stack-engine";
import { refusedSteps } from "./compare";
import { planSchema, previewSchema, reducePreview, sayStep, type Plan } from "./plan";
import { parseBy } from "./read";

const planOf = async (engine: Engine, program: Program): Promise<Plan> => {
  const preview = parseBy(previewSchema, await engine.previewJson(program), "the preview");
  return parseBy(
    planSchema,
    JSON.stringify(reducePreview(preview, { stack: "prod", tree: "a".repeat(40) })),
    "the plan",
  );
};

const program = programOf(cut);

describeWithEngine("the stack's own reviewed plan (real engine, stand-in vendors)", () => {
  it("lists what is declared and no value; covers a first up, what is left of it, and a later change", () =>
    withStack("prod", async (engine, vendor) => {
      const reviewed = await planOf(engine, program);
      const made = reviewed.steps.map(sayStep).filter((step) => !/pulumi:|driplo:/.test(step));
      expect(made).toEqual(
        listed("prod", cut)
          .map((key) => `create ${key}`)
          .toSorted(byUrn(reviewed)),
      );
      expect(JSON.stringify(reviewed)).not.toMatch(/secret:|key of |hooks\.|driplo\.com/);
      expect(reviewed.steps.flatMap(({ keys }) => keys)).toEqual([]);

      let creates = 0;
      vendor.fault({
        fault: { kind: "throttled" },
        on: ({ method }) => method === "create" && (creates += 1) > made.length / 2,
      });
      await engine.failingUp(program, { refresh: true });
      vendor.clearFaults();
      const rest = await planOf(engine, program);
      expect(rest.steps.length).toBeGreaterThan(10);
      expect(rest.steps.length).toBeLessThan(reviewed.steps.length);
      expect(refusedSteps(reviewed, rest)).toEqual([]);
      await engine.up(program, { refresh: true });

      const titled = change(cut, "api", "response_time", (row) => ({ ...row, title: "Answer time" }));
      const later = await planOf(engine, programOf(titled));
      expect(later.steps.map(sayStep)).toEqual([
        "update datadog:index/monitor:Monitor api.response_time.critical [assets, name]",
        "update datadog:index/monitor:Monitor api.response_time.critical.condition [name]",
        "update datadog:index/monitor:Monitor api.response_time.warning [assets, name]",
        "update datadog:index/monitor:Monitor api.response_time.warning.condition [name]",
        "update grafana:oss/dashboard:Dashboard board.engineering [configJson]",
        "update grafana:oss/dashboard:Dashboard board.performance [configJson]",
        "update grafana:oss/dashboard:Dashboard board.real-time [configJson]",
        "update newrelic:index/nrqlAlertCondition:NrqlAlertCondition api.response_time.critical [name, titleTemplate]",
        "update newrelic:index/nrqlAlertCondition:NrqlAlertCondition api.response_time.warning [name, titleTemplate]",
      ]);
      expect(JSON.stringify(later)).not.toMatch(/Answer time|secret:/);
      expect(refusedSteps(reviewed, later)).toHaveLength(later.steps.length);
    }));
});

/** In the plan's own order. */
const byUrn = ({ steps }: Plan) => {
  const order = new Map(steps.map((step, index) => [sayStep(step), index]));
  return (one: string, other: string): number => (order.get(one) ?? -1) - (order.get(other) ?? -1);
};
