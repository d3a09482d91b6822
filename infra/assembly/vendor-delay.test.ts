import { catalogue } from "../../monitors/catalogue";
import type { Source } from "../../monitors/model/sources/source";
import { delayOf, notificationOf } from "./vendor-delay";
import { policies } from "../../policies";
import { declareStack } from "../../testing/stack";
import { testProd } from "../../testing/environment";
import { vendors } from "../vendors";

/** How late each vendor hears of the world, for everything that prod watches. */

const { plan } = declareStack(catalogue, policies, testProd);
const sources: readonly Source[] = plan.signals.flatMap(({ measures }) =>
  measures.flatMap(({ source, backstop }) => (backstop === undefined ? [source] : [source, backstop])),
);
const sourceOf = (name: string): Source => {
  const found = plan.signals.flatMap(({ measures }) => measures).find((measure) => measure.name === name);
  if (found === undefined) throw new Error(`no measure ${name}`);
  return found.source;
};

describe("the delay of a source", () => {
  it.each([
    // 5 s of batch, 15 of drain, 15 of intake, 10 of a point.
    ["api.error_rate", 45, "assumed"],
    ["api.availability", 10, "assumed"],
    // The five minutes of basic monitoring, and what EC2 takes to publish them.
    ["infrastructure.cpu", 900, "documented"],
    ["infrastructure.memory", 75, "assumed"],
    ["edge.cdn_error_rate", 180, "documented"],
    ["database.cpu", 70, "assumed"],
    ["orders.revenue", 0, "documented"],
  ])("%s is judged %i seconds later (%s)", (name, seconds, basis) => {
    expect(delayOf(sourceOf(name))).toMatchObject({ seconds, basis });
  });

  it("of everything that prod watches says where each part is from, or why it is assumed", () => {
    const delays = [...sources.map(delayOf), ...vendors.map(({ name }) => notificationOf(name))];
    expect(delays.length).toBeGreaterThan(70);
    for (const { seconds, basis, parts } of delays) {
      expect(seconds).toBe(parts.reduce((sum, part) => sum + part.seconds, 0));
      expect(basis).toBe(parts.some((part) => part.basis === "assumed") ? "assumed" : "documented");
      for (const part of parts)
        expect(part.basis === "documented" ? part.source : part.why).toMatch(
          part.basis === "documented" ? /^(https:\/\/|monitors\/)/ : /\w{2}/,
        );
    }
  });
});
