import { declareStack } from "../../infra/declare";
import { describeWithEngine } from "../../testing/tools/describe-with-engine";
import { loadEnvironment } from "../../infra/environment/load";
import { ROOT } from "../../testing/stack-configuration";
import { cut, programOf, withStack } from "../../testing/stack-engine";
import { policies } from "../../policies";
import { declaredWatchers } from "./declared";
import { toImportFile } from "./import-file";
import type { Finding } from "./match";
import type { Existing } from "./watcher";

const PLAYED = new Set(["datadog:index/monitor:Monitor", "aws:cloudwatch/metricAlarm:MetricAlarm"]);

describeWithEngine("what adopt writes, imported by the real engine (stand-in vendors)", () => {
  it("is taken over by the next up: nothing of it is made anew, replaced or deleted", () =>
    withStack("prod", async (engine, vendor) => {
      await engine.up(programOf(cut));
      const ids = new Map(vendor.resources().map(({ type, name, id }) => [`${type} ${name}`, id]));
      await engine.forget();

      const { environment } = loadEnvironment(ROOT, "prod");
      if (environment === undefined) throw new Error("the configuration of prod has a fault");
      const findings = declaredWatchers(declareStack(cut, policies, environment), environment)
        .filter(({ type }) => PLAYED.has(type))
        .map((declared): Finding => {
          const id = ids.get(`${declared.type} ${declared.name}`);
          if (id === undefined) throw new Error(`the vendor has no ${declared.name}`);
          const existing = {
            vendor: declared.vendor,
            id,
            type: declared.vendorType,
            region: declared.region,
          } as Existing;
          return { found: "match", existing, declared: { ...declared, shown: id }, by: "name" };
        });
      expect(findings.length).toBeGreaterThan(20);
      const file = toImportFile(findings, environment);
      await engine.importResources({ nameTable: { ...file.nameTable }, resources: [...file.resources] });

      const { steps } = await engine.up(programOf(cut));
      const imported = new Set(findings.map((finding) => (finding.found === "match" ? finding.declared.name : "")));
      const done = steps.filter(({ type, name }) => PLAYED.has(type) && imported.has(name)).map(({ op }) => op);
      // Topics and monitors that were not imported are made anew, and whoever names one is updated.
      expect(done.filter((op) => op !== "same" && op !== "update")).toEqual([]);
      expect(done).toHaveLength(findings.length);
    }));
});
