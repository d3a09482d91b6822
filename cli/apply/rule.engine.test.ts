import { ApiKey } from "@pulumi/datadog/apiKey";
import { Monitor } from "@pulumi/datadog/monitor";
import { Provider as Datadog } from "@pulumi/datadog/provider";
import { secret } from "@pulumi/pulumi";
import { describeWithEngine } from "../../testing/tools/describe-with-engine";
import { withEngine, type Engine, type Program } from "../../testing/engine/engine";
import type { Call } from "../../testing/engine/faults";
import { names, toy, TOY_PACKAGES } from "../../testing/engine/toy-program";
import { refusedSteps } from "./compare";
import { planSchema, previewSchema, reducePreview, sayStep, type Plan } from "./plan";
import { parseBy } from "./read";

const TREE = "a".repeat(40);

/** As preview.yml and up.yml make a plan: what `pulumi preview --refresh --json` prints, reduced, through its own schema. */
const planOf = async (engine: Engine, program: Program): Promise<Plan> => {
  const preview = parseBy(previewSchema, await engine.previewJson(program), "the preview");
  const plan = JSON.stringify({ ...reducePreview(preview, { stack: "prod", tree: TREE }) });
  return parseBy(planSchema, plan, "the plan");
};

const steps = ({ steps: all }: Plan): readonly string[] => all.map(sayStep).filter((step) => !step.includes("pulumi:"));

/** What up.yml does after the reviewed plan was fetched. */
const refused = async (engine: Engine, reviewed: Plan, program: Program): Promise<readonly string[]> =>
  refusedSteps(reviewed, await planOf(engine, program));

const failsOnce = (name: string, method: Call["method"] = "create") => ({
  fault: { kind: "server error" } as const,
  on: (call: Call) => call.method === method && call.name === name,
  times: 1,
});

const onToy = (body: Parameters<typeof withEngine>[1]) => withEngine({ packages: TOY_PACKAGES, stack: "prod" }, body);

/** A key that is known only when it is made, a secret of the configuration, and a monitor after them. */
const secretive: Program = () => {
  const provider = { provider: new Datadog("datadog", {}) };
  const key = new ApiKey("drain", { name: "drain" }, provider);
  for (const name of ["one", "two"])
    new Monitor(name, { name, type: "log alert", query: key.key, message: secret("hunter2") }, provider);
};

describeWithEngine("what is applied is what was reviewed (real engine)", () => {
  it("of a first up, which makes what is known only then; after one that failed half-way too", () =>
    onToy(async (engine, vendor) => {
      const reviewed = await planOf(engine, secretive);
      expect(steps(reviewed)).toEqual([
        "create datadog:index/apiKey:ApiKey drain",
        "create datadog:index/monitor:Monitor one",
        "create datadog:index/monitor:Monitor two",
      ]);
      expect(JSON.stringify(reviewed)).not.toContain("hunter2");

      vendor.fault(failsOnce("two"));
      expect(await refused(engine, reviewed, secretive)).toEqual([]);
      await engine.failingUp(secretive, { refresh: true });
      expect(await refused(engine, reviewed, secretive)).toEqual([]);
      await engine.up(secretive, { refresh: true });
      expect(names(vendor.resources())).toEqual(["drain", "one", "two"]);
      expect((await planOf(engine, secretive)).steps).toEqual([]);
    }));

  // A monitor is made before its old one is deleted; an alarm is deleted first.
  it.each(["monitor-2", "alarm"])(
    "of a replacement that failed half-way, at %s: what is left is still allowed",
    (name) =>
      onToy(async (engine, vendor) => {
        await engine.up(toy({ monitors: 2 }));
        const next = toy({ monitors: 2, type: "query alert", alarm: "faults" });
        const reviewed = await planOf(engine, next);
        expect(steps(reviewed)).toEqual([
          "replace aws:cloudwatch/metricAlarm:MetricAlarm alarm [name]",
          "replace datadog:index/monitor:Monitor monitor-1 [type]",
          "replace datadog:index/monitor:Monitor monitor-2 [type]",
        ]);
        vendor.fault(failsOnce(name));
        await engine.failingUp(next, { refresh: true });

        expect(await refused(engine, reviewed, next)).toEqual([]);
        await engine.up(next, { refresh: true });
        expect(names(vendor.resources())).toEqual(["alarm", "monitor-1", "monitor-2", "topic"]);
        expect((await planOf(engine, next)).steps).toEqual([]);
      }),
  );

  it("of two merges in a row: the second was reviewed with the first in it, and finds less to do", () =>
    onToy(async (engine, vendor) => {
      await engine.up(toy());
      const [first, both] = [toy({ threshold: 9 }), toy({ threshold: 9, query: "another" })];
      const [reviewedFirst, reviewedBoth] = [await planOf(engine, first), await planOf(engine, both)];
      expect(await refused(engine, reviewedFirst, first)).toEqual([]);
      await engine.up(first, { refresh: true });
      expect(await refused(engine, reviewedBoth, both)).toEqual([]);
      // Reviewed without the first: its own branch was not up to date, and its tree is not the one that is applied.
      expect(await refused(engine, reviewedFirst, both)).toEqual([
        "update datadog:index/monitor:Monitor monitor-1 [query]: not in the reviewed plan",
      ]);
      await engine.up(both, { refresh: true });
      expect(vendor.resources().find(({ name }) => name === "monitor-1")?.inputs["query"]).toBe("another");
    }));

  it("of an account that has drifted since: what would be put back is not overwritten unseen", () =>
    onToy(async (engine, vendor) => {
      await engine.up(toy({ monitors: 2 }));
      const next = toy({ monitors: 2, threshold: 9 });
      const reviewed = await planOf(engine, next);
      vendor.changeByHand("monitor-1", "message", "hunter2");
      vendor.deleteByHand("monitor-2");
      vendor.changeByHand("alarm", "comparisonOperator", "LessThanThreshold");
      expect(await refused(engine, reviewed, next)).toEqual([
        "update aws:cloudwatch/metricAlarm:MetricAlarm alarm [comparisonOperator, threshold]: not reviewed: comparisonOperator",
        "update datadog:index/monitor:Monitor monitor-1 [message]: not in the reviewed plan",
        "create datadog:index/monitor:Monitor monitor-2: not in the reviewed plan",
      ]);
      // Reviewed again, with the drift in it.
      expect(await refused(engine, await planOf(engine, next), next)).toEqual([]);
      await engine.up(next, { refresh: true });
      expect((await planOf(engine, next)).steps).toEqual([]);
    }));

  it("of an up that was killed: what it had in flight was reviewed, and so it is made again", () =>
    onToy(async (engine, vendor) => {
      const program = toy({ monitors: 6 });
      const reviewed = await planOf(engine, program);
      vendor.fault({
        fault: { kind: "late", by: 500 },
        on: ({ method, name }) => method === "create" && name !== "topic",
      });
      const inFlight = vendor.called(
        (calls) => calls.filter(({ name, method }) => method === "create" && name.startsWith("monitor")).length >= 3,
      );
      expect(await engine.killedUp(program, inFlight)).toBe("killed");
      vendor.clearFaults();
      await engine.cancel();
      expect(await refused(engine, reviewed, program)).toEqual([]);
      await engine.up(program, { refresh: true });
      expect([...new Set(names(vendor.resources()))]).toHaveLength(8);
    }));

  it("and not of an older commit: without values its steps look alike, so that only main's head is applied (reviewed.ts)", () =>
    onToy(async (engine) => {
      await engine.up(toy());
      const older = toy({ threshold: 9 });
      const reviewed = await planOf(engine, older);
      await engine.up(toy({ threshold: 12 }), { refresh: true });
      expect(await refused(engine, reviewed, older)).toEqual([]);
    }));
});
