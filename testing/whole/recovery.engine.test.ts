import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Monitor } from "@pulumi/datadog/monitor";
import { Provider as Datadog } from "@pulumi/datadog/provider";
import { z } from "zod";
import { describeWithEngine } from "../tools/describe-with-engine";
import { withEngine, type Engine, type Program } from "../engine/engine";
import type { Call } from "../engine/faults";
import { names, ops, toy, TOY_PACKAGES } from "../engine/toy-program";
import { ROOT } from "../stack-configuration";

/** docs/recovery.md, walked: each command of the page is run here as it stands there, on a stack named prod. */

const page = readFileSync(join(ROOT, "docs/recovery.md"), "utf8");

const onToy = (body: Parameters<typeof withEngine>[1]) => withEngine({ packages: TOY_PACKAGES, stack: "prod" }, body);

const isCreateOf = (name: RegExp) => (call: Call) => call.method === "create" && name.test(call.name);

/** What stands on the page, with its gaps filled; it fails where the page says it otherwise. */
const type = (engine: Engine, command: string, gaps: Readonly<Record<string, string>> = {}): Promise<string> => {
  expect(page).toContain(command);
  const filled = Object.entries(gaps).reduce((text, [gap, value]) => text.replaceAll(gap, value), command);
  const [, ...args] = [...filled.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  return engine.cli(...args);
};

const pending = z.object({
  deployment: z.object({
    pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) })).optional(),
  }),
});

describeWithEngine("docs/recovery.md on the real engine (stand-in vendors)", () => {
  it("after a kill: unlock, see what was in flight, run again, settle what is there twice, and drop the record", () =>
    onToy(async (engine, vendor) => {
      const program = toy({ monitors: 6 });
      vendor.fault({ fault: { kind: "late", by: 500 }, on: isCreateOf(/^(alarm|monitor)/) });
      const inFlight = vendor.called((calls) => calls.filter(isCreateOf(/^monitor/)).length >= 3);
      expect(await engine.killedUp(program, inFlight)).toBe("killed");
      vendor.clearFaults();

      await expect(engine.up(program)).rejects.toThrow("the stack is currently locked by 1 lock(s)");
      await type(engine, "pulumi cancel --stack prod --yes");
      const exported = pending.parse(JSON.parse(await type(engine, "pulumi stack export --stack prod")));
      const urns = (exported.deployment.pending_operations ?? []).map(({ resource }) => resource.urn);
      expect(urns.length).toBeGreaterThanOrEqual(3);

      const { messages } = await engine.up(program);
      for (const urn of urns) expect(messages[0]?.text).toContain(`${urn}, interrupted while creating`);
      // The state knows the newer of two.
      const shown = await type(engine, "pulumi stack --stack prod --show-ids");
      const held = vendor.resources().filter(({ name }) => name === "monitor-1");
      expect(shown).toContain(held.at(-1)?.id);
      if (held.length === 2) expect(shown).not.toContain(held[0]?.id);

      expect((await engine.up(program)).messages).not.toEqual([]);
      await type(engine, "pulumi refresh --stack prod --clear-pending-creates --yes");
      expect((await engine.up(program)).messages).toEqual([]);
    }));

  it("a replacement that failed half-way is run again, with nothing else to do", () =>
    onToy(async (engine, vendor) => {
      await engine.up(toy({ monitors: 2 }));
      const next = toy({ monitors: 2, type: "query alert" });
      vendor.fault({ fault: { kind: "server error" }, on: isCreateOf(/^monitor-2$/), times: 1 });
      await engine.failingUp(next, { refresh: true });
      expect((await engine.exportState()).pendingOperations).toEqual([]);
      expect((await engine.up(next, { refresh: true })).messages).toEqual([]);
      expect(names(vendor.resources())).toEqual(["alarm", "monitor-1", "monitor-2", "topic"]);
    }));

  it("one that is there and that the state does not know is adopted by its id", () =>
    onToy(async (engine, vendor) => {
      await engine.up(toy());
      const id = vendor.resources().find(({ name }) => name === "monitor-1")?.id ?? "none";
      await engine.forget();
      await engine.importResources({
        nameTable: { datadog: "urn:pulumi:prod::engine::pulumi:providers:datadog::datadog" },
        resources: [{ type: "datadog:index/monitor:Monitor", name: "monitor-1", id, provider: "datadog" }],
      });
      expect(ops((await engine.preview(toy())).steps).filter((op) => op.includes("monitor"))).toEqual([
        "same monitor-1",
      ]);
    }));

  it("what is protected stops the preview, so that nothing is changed, until its protection is taken off", () =>
    onToy(async (engine, vendor) => {
      const both: Program = () => {
        const provider = new Datadog("datadog", {});
        const args = { name: "m", type: "log alert", query: "q", message: "m" };
        new Monitor("kept", args, { provider, protect: true });
        new Monitor("other", args, { provider });
      };
      const none: Program = () => {
        new Datadog("datadog", {});
      };
      await engine.up(both);
      const urn = "urn:pulumi:prod::engine::datadog:index/monitor:Monitor::kept";
      // The pipeline's preview, which comes first: an up by itself would have deleted the other before it says so.
      await expect(engine.previewJson(none)).rejects.toThrow("cannot be deleted");
      expect(names(vendor.resources())).toEqual(["kept", "other"]);

      await type(engine, "pulumi state unprotect --stack prod --yes '<urn>'", { "<urn>": urn });
      await engine.up(none);
      expect(vendor.resources()).toEqual([]);
    }));
});

describe("docs/recovery.md", () => {
  it("has no other command of Pulumi's than those that are walked, and those that run the program", () => {
    const commands = [...page.matchAll(/pulumi ((?:stack export|state|config|[a-z]+)[^`|\n]*)/g)]
      .map(([, command = ""]) => command.trim())
      .filter((command) => /^(cancel|stack|refresh|state|import|up|preview|destroy) /.test(`${command} `));
    expect([...new Set(commands)].toSorted()).toEqual([
      "cancel --stack prod --yes",
      "import --stack prod 'datadog:index/monitorNotificationRule:MonitorNotificationRule' search.P1 <id> \\",
      "refresh --stack prod --clear-pending-creates --yes",
      "stack --stack prod --show-ids",
      "stack export --stack prod",
      "state unprotect --stack prod --yes '<urn>'",
      "up --stack prod --refresh",
    ]);
  });
});
