import { output, runtime, type Output } from "@pulumi/pulumi";
import { Provider } from "@pulumi/sentry";
import { minutes, percent } from "../model/quantity";
import { sentry } from "../model/sources/sentry";
import { keyOf } from "../declaration/declaration";
import { testContext, watchOf } from "../../testing/context";
import { SentryAlertRules } from "./component";
import type { SentryDeclaration } from "./declaration";
import { renderProject } from "./project";
import { render } from "./render";

/** The declarations that these come after are others' to make. */
const withoutOrder = (declaration: SentryDeclaration): SentryDeclaration => ({ ...declaration, after: [] });

interface Seen {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Registers declarations with Pulumi's mocks in place of the engine. */
const register = async (declarations: readonly SentryDeclaration[]) => {
  const seen: Seen[] = [];
  const asked: string[] = [];
  await runtime.setMocks({
    newResource: ({ type, name, inputs }: Seen) => {
      seen.push({ type, name, inputs });
      return { id: `id of ${name}`, state: { ...inputs } };
    },
    call: ({ token }) => {
      asked.push(token);
      return { id: "found", internalId: "found" };
    },
  });
  const provider = new Provider("sentry", { token: "a token" });
  const rules = new SentryAlertRules("sentry", {
    declarations,
    providers: { sentry: provider },
    secret: () => output("secret"),
  });
  for (const declaration of declarations)
    await settled(rules.find(keyOf(declaration))?.urn ?? output(`no ${keyOf(declaration)}`));
  return { seen: seen.filter(({ type }) => type !== "driplo:monitoring:SentryAlertRules"), asked, rules };
};

const settled = <T>(value: Output<T>): Promise<T> =>
  new Promise((resolve) => {
    value.apply(resolve);
  });

const row = {
  title: "Thing",
  impact: "It hurts.",
  firstAction: "Look.",
  runbook: "api/page.md",
  kind: "crash_rate",
  window: minutes(30),
  critical: { at: percent(5), priority: "P3" },
  missingData: "keep",
  source: sentry.crashRate(),
} as const;

describe("Sentry's component", () => {
  it("registers each declaration under its name, and asks Sentry for ids", async () => {
    const declarations = render(watchOf(row, row.source), testContext).map(withoutOrder);
    const { seen, asked, rules } = await register(declarations);
    expect(await settled(rules.alertIds["api.thing.critical"] ?? output(""))).toBe("id of api.thing.critical");
    expect(seen.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "pulumi:providers:sentry sentry",
      "sentry:index/metricMonitor:MetricMonitor api.thing",
      "sentry:index/alert:Alert api.thing.critical",
    ]);
    const [, monitor, alert] = seen;
    expect(monitor?.inputs).toMatchObject({ owner: { teamId: "found" }, timeWindowSeconds: 1_800 });
    expect(alert?.inputs["monitorIds"]).toEqual(["id of api.thing"]);
    // An alert with an environment hears of no resolution; those fields are of an API that Sentry has closed.
    expect(Object.keys(alert?.inputs ?? {})).toEqual(
      expect.not.arrayContaining(["environment", "triggerConditions", "legacyTriggerConditions", "project"]),
    );
    expect(new Set(asked)).toEqual(
      new Set(["sentry:index/getTeam:getTeam", "sentry:index/getOrganizationIntegration:getOrganizationIntegration"]),
    );
  });

  it("hands the token over as a secret, and registers nothing of another vendor", async () => {
    const { seen } = await register(renderProject(testContext).map(withoutOrder));
    // Pulumi's own mark of a secret (@pulumi/pulumi runtime/rpc.js, specialSigKey).
    expect(seen[0]?.inputs["token"]).toMatchObject({
      "4dabf18193072939515e22adb298388d": expect.any(String) as string,
    });
    expect(seen.slice(1).filter(({ type }) => !type.startsWith("sentry:"))).toEqual([]);
    expect(seen.map(({ type }) => type)).not.toContain("sentry:index/alert:Alert");
  });
});
