import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { keyOf } from "../../monitors/declaration/declaration";
import { placeholderEnvironment } from "../../infra/environment/placeholder";
import { ROOT } from "../../testing/stack-configuration";
import { catalogue } from "./catalogue";
import { declare } from "./declare";
import { environments } from "./environments";

const declared = declare("live");
const keys = declared.declarations.map(keyOf);

/** Every text of a value. */
const texts = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (value instanceof Set) return [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
};

describe("another team's plan", () => {
  it("has five rows, no fault, and resources at Datadog and PagerDuty alone", () => {
    expect(declared.plan.signals.map(({ id }) => id)).toEqual([
      "booking.availability",
      "booking.response_time",
      "booking.error_rate",
      "booking.memory",
      "booking.payment_refusals",
    ]);
    expect(declared.diagnostics).toEqual([]);
    expect(declared.parts.map(({ name }) => name)).toEqual(["pagerduty", "datadog"]);
    expect(new Set(declared.declarations.map(({ vendor }) => vendor))).toEqual(new Set(["pagerduty", "datadog"]));
  });

  it("has a monitor or a test for each level, and pages by its own ladder", () => {
    for (const { measures } of declared.plan.signals)
      for (const { name } of measures.flatMap(({ levels }) => levels))
        expect(keys.filter((key) => key.endsWith(` ${name}`))).toHaveLength(1);
    const proof = declared.proofs.find(({ name }) => name === "booking.availability.critical");
    const rung = (at: number) => (proof?.timeline() ?? []).filter(({ afterSeconds }) => afterSeconds === at);
    expect(rung(0).map(({ channel }) => channel)).toEqual(expect.arrayContaining(["phone", "sms", "slack"]));
    expect(new Set(rung(0).map(({ who }) => who))).toEqual(
      new Set(["live rung 1: booking team: anyone", "#booking-alerts"]),
    );
    expect(new Set(rung(300).map(({ who }) => who))).toEqual(new Set(["live rung 2: booking lead (lead): lead"]));
    const monitor = declared.declarations.find(({ name }) => name === "booking.error_rate.critical");
    expect(JSON.stringify(monitor?.args)).toContain("env:live");
  });

  it("holds nothing of Driplo's shop, and no placeholder of a system that it has not", () => {
    const own = new Set(texts({ ...environments.live, ...catalogue }));
    const { slack, email, identities, aws, grafana, sentry, elastic } = placeholderEnvironment("live", {
      runbooks: new Set(),
      businessQueries: {},
      boardQueries: {},
    });
    const foreign = texts({ slack, email, identities, aws, grafana, sentry, elastic }).filter(
      (each) => each.length > 8 && !own.has(each),
    );
    const said = JSON.stringify(declared.declarations);
    for (const each of foreign) expect(said).not.toContain(each);
    for (const each of ["env:prod", "env:dev", "storefront", "search."]) expect(said).not.toContain(each);
  });

  it("is printed without an account and without Pulumi", () => {
    const printed = execFileSync(
      process.execPath,
      ["--require", "./infra/loader.cjs", join("examples", "other-team", "plan.ts")],
      { cwd: ROOT, encoding: "utf8" },
    );
    expect(printed.split("\n")[0]).toBe(`live: ${keys.length} resources`);
    expect(printed).not.toMatch(/^(error|warning)/m);
  });
});

describe("the package", () => {
  const evaluate = (script: string): string =>
    execFileSync(process.execPath, ["--require", "./infra/loader.cjs", "--eval", script], {
      cwd: ROOT,
      encoding: "utf8",
      env: { PATH: process.env["PATH"] },
    });

  it("runs nothing when it is imported, and gives its components", () => {
    const names = ["DatadogMonitors", "PagerDutyEscalation", "MonitoringStack", "declareStack", "defineService"];
    expect(
      evaluate(
        `const found = require("."); console.log(${JSON.stringify(names)}.map((name) => typeof found[name]).join());`,
      ),
    ).toBe(`${names.map(() => "function").join()}\n`);
  });
});
