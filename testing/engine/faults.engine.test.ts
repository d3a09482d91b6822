import { output } from "@pulumi/pulumi";
import { describeWithEngine } from "../tools/describe-with-engine";
import { withEngine } from "./engine";
import type { Call } from "./faults";
import { names, ops, toy, TOY_PACKAGES } from "./toy-program";

const MONITORS = 20;
const program = toy({ monitors: MONITORS });
const ALL = names([
  { name: "alarm" },
  { name: "topic" },
  ...Array.from({ length: MONITORS }, (_, index) => ({ name: `monitor-${index + 1}` })),
]);

const isCreateOf = (name: RegExp) => (call: Call) => call.method === "create" && name.test(call.name);

describeWithEngine("the real engine when things go wrong", () => {
  it("fails half-way on a 500, and completes afterwards with nothing twice", () =>
    withEngine({ packages: TOY_PACKAGES }, async (engine, vendor) => {
      vendor.fault({ fault: { kind: "server error" }, on: isCreateOf(/^monitor-7$/), times: 1 });
      const failed = await engine.failingUp(program);
      expect(ops(failed.failures)).toEqual(["create monitor-7"]);
      expect(failed.messages.map(({ text }) => text)).toContain("500 Internal Server Error");
      expect((await engine.exportState()).pendingOperations).toEqual([]);

      const completed = await engine.up(program);
      expect(completed.messages).toEqual([]);
      expect(names(vendor.resources())).toEqual(ALL);
    }));

  it("loses an answer: the engine remembers nothing, and creates again", () =>
    withEngine({ packages: TOY_PACKAGES }, async (engine, vendor) => {
      vendor.fault({ fault: { kind: "answer lost" }, on: isCreateOf(/^monitor-1$/), times: 1 });
      const failed = await engine.failingUp(toy());
      expect(ops(failed.failures)).toContain("create monitor-1");
      expect(names(vendor.resources())).toContain("monitor-1");
      expect((await engine.exportState()).pendingOperations).toEqual([]);

      expect((await engine.up(toy())).messages).toEqual([]);
      expect(names(vendor.resources())).toEqual(["alarm", "monitor-1", "monitor-1", "topic"]);
    }));

  it("is killed in the middle: after cancel and up nothing is missing, and what may be twice is named", () =>
    withEngine({ packages: TOY_PACKAGES }, async (engine, vendor) => {
      vendor.fault({ fault: { kind: "held" }, on: isCreateOf(/^(alarm|monitor)/) });
      const inFlight = vendor.called((calls) => calls.filter(isCreateOf(/^monitor/)).length >= 3);
      expect(await engine.killedUp(program, inFlight)).toBe("killed");
      vendor.clearFaults();
      const pending = (await engine.exportState()).pendingOperations.map(({ urn }) => ({
        name: urn.split("::").at(-1) ?? "",
      }));
      expect(pending.length).toBeGreaterThanOrEqual(3);

      await expect(engine.up(program)).rejects.toThrow("the stack is currently locked by 1 lock(s)");
      await engine.cancel();
      const { messages } = await engine.up(program);
      for (const { name } of pending) expect(messages[0]?.text).toContain(`::${name}, interrupted while creating`);

      const held = names(vendor.resources());
      expect([...new Set(held)]).toEqual(ALL);
      const twice = held.filter((name, index) => held[index + 1] === name);
      expect(names(pending)).toEqual(expect.arrayContaining(twice));
      expect(twice).not.toContain("alarm");
      await engine.clearPendingCreates();
      expect((await engine.up(program)).messages).toEqual([]);
    }));

  it("hears of a program that fails", () =>
    withEngine({ packages: TOY_PACKAGES }, async (engine) => {
      const failed = await engine.failingUp(() => {
        output(1).apply(() => {
          throw new Error("the program's own fault");
        });
      });
      expect(failed.messages[0]?.text).toContain("the program's own fault");
    }));
});
