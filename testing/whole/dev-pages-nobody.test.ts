import type { DeclaredStack } from "../../infra/declare";
import { dev, leaves, prod, protocolsOf, recipientsOf } from "./declared-stack";

describe("dev pages nobody", () => {
  it("declares nothing at PagerDuty, where prod does", () => {
    const paging = ({ declarations }: DeclaredStack) => declarations.filter(({ vendor }) => vendor === "pagerduty");
    expect(paging(dev)).toEqual([]);
    expect(paging(prod).length).toBeGreaterThan(0);
  });

  it("has the word in none of its arguments", () => {
    const named = leaves(dev.declarations).filter(([path, text]) => /pagerduty/i.test(`${path} ${text}`));
    expect(named).toEqual([]);
  });

  it("tells one Slack channel and nobody else", () => {
    expect(new Set(recipientsOf(dev))).toEqual(new Set(["slack-shop-alerts-dev"]));
    expect(recipientsOf(prod).filter((each) => each.startsWith("pagerduty-")).length).toBeGreaterThan(0);
  });

  it("subscribes neither PagerDuty nor a list to its topics", () => {
    expect(protocolsOf(dev)).toEqual([]);
    expect(new Set(protocolsOf(prod))).toEqual(new Set(["https", "email"]));
  });
});
