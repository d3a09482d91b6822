import fc from "fast-check";
import { describeWithEngine } from "../tools/describe-with-engine";
import type { Call } from "../engine/faults";
import { few, listed, programOf, withStack } from "../stack-engine";

const program = programOf(few);
const ALL = listed("prod", few);

const isCreate = ({ method }: Call): boolean => method === "create";

const keysOf = (resources: readonly { readonly type: string; readonly name: string }[]): readonly string[] =>
  resources.map(({ type, name }) => `${type} ${name}`).toSorted();

/** `urn:pulumi:prod::project::parents$aws:sns/topic:Topic::api.P2` → `aws:sns/topic:Topic api.P2`. */
const keyOfUrn = (urn: string): string => {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").at(-1) ?? ""} ${name}`;
};

/** After how many creates the engine is killed: anywhere in a run of twice as many. The seed makes a failure repeatable. */
const MOMENTS = fc.sample(fc.noBias(fc.integer({ min: 3, max: 110 })), { seed: 20_261_123, numRuns: 4 });

/** Made by name: a second create lands on the first, so that one in flight cannot end up twice. */
const UPSERTED = /^aws:(cloudwatch\/metricAlarm|sns\/|cloudfront\/)/;

describeWithEngine("the stack when things go wrong (stand-in vendors)", () => {
  it("fails half-way at a vendor, and the next up completes it, nothing lost and nothing twice", () =>
    withStack("prod", async (engine, vendor) => {
      let creates = 0;
      const halfWay = (call: Call): boolean => isCreate(call) && (creates += 1) > ALL.length / 2;
      vendor.fault({ fault: { kind: "throttled" }, on: halfWay });
      const failed = await engine.failingUp(program);
      expect(failed.messages.map(({ text }) => text).join("\n")).toContain("429 Too Many Requests");
      expect(vendor.resources().length).toBeLessThan(ALL.length);

      vendor.clearFaults();
      expect((await engine.up(program)).messages).toEqual([]);
      expect(keysOf(vendor.resources())).toEqual(ALL);
    }));

  it.each(MOMENTS)(
    "is killed after %i creates: cancel and up lose nothing, and name what may be there twice",
    (moment) =>
      withStack("prod", async (engine, vendor) => {
        let creates = 0;
        vendor.fault({ fault: { kind: "late", by: 150 }, on: (call) => isCreate(call) && (creates += 1) < moment });
        // However long the kill takes, the run does not end before it.
        vendor.fault({ fault: { kind: "held" }, on: isCreate });
        const outcome = await engine.killedUp(
          program,
          vendor.called((calls) => calls.filter(isCreate).length >= moment),
        );
        vendor.clearFaults();
        expect(outcome).toBe("killed");
        const pending = (await engine.exportState()).pendingOperations.map(({ urn }) => keyOfUrn(urn));

        await engine.cancel();
        const messages = (await engine.up(program)).messages.map(({ text }) => text).join("\n");
        for (const key of pending)
          expect(messages).toContain(`::${key.split(" ")[1] ?? ""}, interrupted while creating`);

        const held = keysOf(vendor.resources());
        expect([...new Set(held)]).toEqual(ALL);
        const twice = held.filter((key, index) => held[index + 1] === key);
        expect(pending).toEqual(expect.arrayContaining(twice));
        expect(twice.filter((key) => UPSERTED.test(key))).toEqual([]);

        await engine.clearPendingCreates();
        const clean = await engine.up(program);
        expect(clean.messages).toEqual([]);
        expect(Object.keys(clean.changes)).toEqual(["same"]);
      }),
  );
});
