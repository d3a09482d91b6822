import { declareStack } from "../infra/declare";
import { loadEnvironment } from "../infra/environment";
import { ROOT } from "../infra/testing/stack-configuration";
import { change } from "../infra/testing/stack-engine";
import { catalogue } from "../monitors/catalogue";
import { policies } from "../policies";
import { paintFor } from "./paint";
import { toPlanText } from "./plan-text";

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

  it("has no word of drafts where there are none", () => {
    expect(textOf(catalogue)).not.toContain("draft");
  });
});
