import { declareStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { planOf } from "../../testing/environment";
import { ROOT } from "../../testing/stack-configuration";
import { change } from "../../testing/stack-engine";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { paintFor } from "../shared/paint";
import { toPlanText } from "./text";

const textOf = (rows: typeof catalogue): string => {
  const { environment } = loadEnvironment(ROOT, "prod");
  if (environment === undefined) throw new Error("the configuration of prod has a fault");
  return toPlanText(declareStack(rows, policies, environment), policies, rows.emission, paintFor({ isTTY: false }));
};

describe("the plan's text", () => {
  it("says of a draft that nobody hears of it, and counts it", () => {
    const text = textOf(change(catalogue, "search", "error_rate", (row) => ({ ...row, stage: "draft" })));
    expect(text).toMatch(
      /search\.error_rate .*\n {4}warning +1 % +P3 +draft: nobody\n {4}critical +10 % +P1 +draft: nobody\n/,
    );
    expect(text).toContain("\n1 draft, watched and told to nobody\n");
  });

  it("leaves a space between what happens and its priority, however long its words are", () => {
    const text = textOf(catalogue);
    expect(text).toMatch(/\n {4}warning +new or regressed {2}P3 {2}/);
    expect(text).not.toMatch(/\S(P[0-3]) {2}/);
    expect(text).not.toContain("…");
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  it("says of every level its window, its least traffic and what missing data means", () => {
    const lines = textOf(catalogue).split("\n");
    const at = lines.indexOf("  search.error_rate  above, over 5 min, at least 50 events, datadog; missing data: ok");
    expect(lines.slice(at + 1, at + 4)).toEqual([
      "    warning   1 %               P3  development team: slack, email",
      "    critical  10 %              P1  development team: pagerduty, phone, sms, slack",
      "      or over 1 min, at least 50 events",
    ]);
    expect(lines).toContain("  storefront.page_load  p75 above, over 5 min, datadog; missing data: ok");
    const measures = planOf(catalogue).signals.flatMap((signal) => signal.measures);
    expect(lines.filter((line) => / missing data: (ok|breach|notify|keep)$/.test(line))).toHaveLength(measures.length);
  });

  it("goes on below where a measure says more than a line holds, and breaks no decision in two", () => {
    expect(textOf(catalogue)).toContain(
      "\n  api.error_rate  above, over 5 min, at least 100 events, datadog; backstop newrelic;\n    missing data: ok\n",
    );
  });

  it("has no word of drafts where there are none", () => {
    expect(textOf(catalogue)).not.toContain("draft");
  });

  it("says of an objective how soon its budget would be gone, and who hears of that", () => {
    const lines = textOf(catalogue).split("\n");
    const at = lines.indexOf(
      "  payments.processing_slo  99.95 % over 30 days, datadog; told when the budget would be gone in",
    );
    expect(lines.slice(at + 1, at + 10)).toEqual([
      "    checkout payments not failed by us or by Stripe",
      "    2 days    14.4 × allowed    P0  development team: pagerduty, phone, sms, slack",
      "      over 1 h and 5 min, at least 5 bad events",
      "    5 days    6 × allowed       P2  development team: pagerduty, slack, email",
      "      over 6 h and 30 min, at least 10 bad events",
      "    10 days   3 × allowed       P3  development team: slack, email",
      "      over 1 day and 2 h, at least 10 bad events",
      "    30 days   1 × allowed       P3  development team: slack, email",
      "      over 3 days and 6 h, at least 10 bad events",
    ]);
    expect(lines).toContain("4 objectives, 16 burn-rate tiers");
  });

  it("says of a tier that is off why, and of a row what keeps it quiet", () => {
    const { payments } = catalogue.services;
    const objective = payments?.objectives?.["processing_slo"];
    if (payments === undefined || objective === undefined) throw new Error("no such objective");
    const tiers = { ...objective.tiers, one_day: { off: "told by the others" } };
    const objectives = { processing_slo: { ...objective, tiers } };
    const text = textOf({ ...catalogue, services: { ...catalogue.services, payments: { ...payments, objectives } } });
    expect(text).toContain("\n    one_day  off: told by the others\n");
    expect(text).toContain("4 objectives, 15 burn-rate tiers");
    expect(text).toMatch(/ {2}search\.response_time .*\n {4}quiet while database\.reachable fires\n/);
  });
});
