import { planOf, testProd } from "../../testing/environment";
import { catalogueOf, latencyRow } from "../../testing/rows";
import { services } from "../../testing/stack";
import type { ObjectiveDefinition } from "../model/objective";
import type { Catalogue, SignalDefinition } from "../model/signal";
import { datadog } from "../model/sources/datadog";
import { checkPlan } from "./check";
import type { Diagnostic } from "./diagnostic";
import { slackText, vendorTexts } from "./vendor-text";

const faultsOf = (
  row: Partial<Pick<SignalDefinition, "title" | "impact" | "firstAction" | "stage" | "runbook">>,
): readonly Diagnostic[] => {
  const rows = catalogueOf({ response_time: { ...latencyRow, ...row } });
  const runbooks = new Set([...testProd.runbooks, row.runbook ?? latencyRow.runbook]);
  return checkPlan(planOf(rows), rows.emission, { runbooks });
};

const HANDLE = "Datadog acts on it wherever it stands (https://docs.datadoghq.com/monitors/notify/)";
const TEMPLATE =
  "Datadog, Grafana and Prometheus, New Relic and Kibana act on it wherever it stands (https://docs.datadoghq.com/monitors/notify/variables/)";
const VARIABLE =
  "a Grafana board acts on it wherever it stands (https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/)";
const MENTION = "Datadog and Slack act on it wherever it stands (https://docs.datadoghq.com/integrations/slack/)";

describe.each(["title", "impact", "firstAction"] as const)("the %s of a row", (field) => {
  it.each([
    ["a group of everybody", "Tell @all at once", `holds "@all", a handle or an address`, HANDLE],
    ["a channel", "Tell @slack-shop-alerts", `holds "@slack-shop-alerts", a handle or an address`, HANDLE],
    ["a person's handle", "Tell @ann@shop.test.", `holds "@ann@shop.test.", a handle or an address`, HANDLE],
    ["an address", "Write to ann@shop.test", `holds "ann@shop.test", a handle or an address`, HANDLE],
    ["a value", "CPU {{ $labels.x }}", `holds "{{ $labels.x }}", a template`, TEMPLATE],
    ["a block that nothing closes", "{{#is_alert}}at once", `holds "{{#is_alert}}", a template`, TEMPLATE],
    ["braces that open nothing", "gone {{", `holds "{{", a template`, TEMPLATE],
    ["braces that close nothing", "gone }}", `holds "}}", a template`, TEMPLATE],
    ["a board's variable", "Revenue of $env", `holds "$env", a board's variable`, VARIABLE],
    ["a variable in braces", "Revenue of ${env:raw}", `holds "\${env:raw}", a board's variable`, VARIABLE],
    ["a variable as it once was", "Revenue of [[env]]", `holds "[[env]]", a board's variable`, VARIABLE],
    ["a call to a whole channel", "Now <!channel>", `holds "<!channel>", Slack's markup`, MENTION],
    ["a link", "<https://shop.test|here>", `holds "<https://shop.test|here>", Slack's markup`, MENTION],
  ])("is refused with %s", (_, text, what, rule) => {
    const found = faultsOf({ [field]: text });
    expect(found).toContainEqual({
      severity: "error",
      where: "api.response_time (prod)",
      what: `${field} ${what}`,
      rule,
      remedy: expect.stringMatching(/ in monitors\/catalogue\/api\.ts, key response_time$/) as string,
    });
  });

  it("is refused in a draft too", () => {
    expect(faultsOf({ [field]: "Tell @all", stage: "draft" })).toMatchObject([
      { what: `${field} holds "@all", a handle or an address` },
    ]);
  });

  it.each([
    ["a bell", "It rings\u0007", "\\u0007"],
    ["a line's end", "One\nTwo", "\\u000a"],
    ["a text that turns round", "pay\u202ella", "\\u202e"],
    ["an isolate", "pay\u2066lla\u2069", "\\u2066, \\u2069"],
    ["no width", "ad\u200bmin", "\\u200b"],
  ])("is refused with %s, which is spelt out", (_, text, spelt) => {
    expect(faultsOf({ [field]: text })).toMatchObject([
      { where: "api.response_time (prod)", what: `${field} holds ${spelt}` },
    ]);
  });

  it.each([
    "5 items @ 5 € each",
    "p95 < 2 s & more > 1",
    "Loses $5 a minute",
    "An array[1][2]",
    "{one} brace",
    "Déjà vu",
  ])("may be %s", (text) => {
    expect(faultsOf({ [field]: text })).toEqual([]);
  });
});

describe("the first action", () => {
  it.each([
    ["", "firstAction is empty", "every message says what it is of, what users notice and what to do first"],
    [
      `Open ${"the page ".repeat(14)}.`,
      "firstAction has 132 characters",
      "what is read at night in five seconds: at most 120",
    ],
  ])("is refused as %j", (firstAction, what, rule) => {
    expect(faultsOf({ firstAction })).toMatchObject([
      { where: expect.stringMatching(/^api\.response_time/) as string, what, rule },
    ]);
  });

  it("is looked at once, though measures share it, and in an objective", () => {
    const { kind, statistic, critical, missingData, source, ...row } = latencyRow;
    const measure = { kind, statistic, critical, missingData, source };
    const rows = catalogueOf({
      response_time: {
        ...{ title: row.title, impact: row.impact, runbook: row.runbook, firstAction: "Tell @all" },
        measures: { one: measure, two: measure },
      },
    });
    expect(checkPlan(planOf(rows), rows.emission, testProd)).toMatchObject([
      { where: "api.response_time (prod)", what: 'firstAction holds "@all", a handle or an address' },
    ]);
  });
});

describe("other texts of a row", () => {
  it("the path of its page is plain", () => {
    expect(faultsOf({ runbook: "api/{{x}}.md" })).toMatchObject([{ what: 'runbook is "api/{{x}}.md"' }]);
    expect(faultsOf({ runbook: "../api.md" })).toMatchObject([{ what: 'runbook is "../api.md"' }]);
  });

  it("its source holds nothing that is not seen", () => {
    const source = datadog.spans({ service: "driplo-api\u202e", kind: "server" });
    const rows = catalogueOf({ response_time: { ...latencyRow, source } });
    expect(checkPlan(planOf(rows), rows.emission, testProd)).toContainEqual(
      expect.objectContaining({ where: "api.response_time (prod)", what: "source.service holds \\u202e" }),
    );
  });

  it("the title of its service is looked at once", () => {
    const { emission } = catalogueOf({});
    const signals = { one: latencyRow, two: latencyRow };
    const rows: Catalogue = { services: { api: { title: "API @all", owner: "platform", signals } }, emission };
    expect(checkPlan(planOf(rows), emission, testProd)).toMatchObject([
      {
        where: "api (prod)",
        what: 'title holds "@all", a handle or an address',
        remedy: "name the team in words in monitors/catalogue/api.ts",
      },
    ]);
  });

  it.each<[string, Partial<ObjectiveDefinition>, string, string]>([
    ["title", { title: "API @all" }, "api.availability_slo (prod)", 'title holds "@all", a handle or an address'],
    ["impact", { impact: "{{value}}" }, "api.availability_slo (prod)", 'impact holds "{{value}}", a template'],
    [
      "first action",
      { firstAction: "Tell @all" },
      "api.availability_slo (prod)",
      'firstAction holds "@all", a handle or an address',
    ],
    ["good events", { good: "calls <!here>" }, "api.availability_slo (prod)", `good holds "<!here>", Slack's markup`],
  ])("an objective's %s", (_, edit, where, what) => {
    const objectives = { availability_slo: { ...services.api.objectives.availability_slo, ...edit } };
    const { emission } = catalogueOf({});
    const rows = { services: { api: { ...services.api, signals: {}, objectives } }, emission };
    expect(checkPlan(planOf(rows), emission, testProd)).toContainEqual(expect.objectContaining({ where, what }));
  });
});

describe("the table", () => {
  it("has a page for each thing that a vendor acts on", () => {
    for (const { actsOn } of Object.values(vendorTexts))
      for (const page of Object.values(actsOn)) expect(page).toMatch(/^https:\/\/[a-z.]+\/\S+\/$|\.html$/);
  });

  it("disarms Slack's three signs and leaves the rest", () => {
    expect(slackText("<!channel> & *bold*")).toBe("&lt;!channel&gt; &amp; *bold*");
  });
});
