import { count, milliseconds, percent, seconds } from "../../monitors/model/quantity";
import type { PlannedMeasure, PlannedLevel } from "../../monitors/plan/plan";
import { testProd } from "../../testing/environment";
import { declareStack } from "../../infra/declare";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { drawScale } from "./scale";

const measures = declareStack(catalogue, policies, testProd).plan.signals.flatMap((signal) => signal.measures);

const measure = (name: string): PlannedMeasure => {
  const found = measures.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the catalogue has no ${name}`);
  return found;
};

const rects = (of: PlannedMeasure): readonly string[] =>
  [...(drawScale(of)?.markup.matchAll(/<rect\s+class="(\w+)"\s+x="(\d+)"\s+y="20"\s+width="(\d+)"/g) ?? [])].map(
    ([, level, x, width]) => `${level ?? ""} ${x ?? ""} ${width ?? ""}`,
  );

describe("drawScale", () => {
  it("colours what is above the levels, each from its own place to the end", () => {
    // 500 ms is a quarter of 2 s, which stands at 240 of 320.
    expect(rects(measure("api.response_time"))).toEqual(["fine 0 320", "warning 60 260", "critical 240 80"]);
  });

  it("colours what is below them where low is bad", () => {
    const levels: readonly PlannedLevel[] = measure("edge.cdn_cache_hit_ratio").levels;
    expect(levels.map(({ level }) => level)).toEqual(["warning", "critical"]);
    expect(rects(measure("edge.cdn_cache_hit_ratio"))).toEqual(["fine 0 320", "warning 0 240", "critical 0 180"]);
  });

  it("says in words what it shows", () => {
    expect(drawScale(measure("api.response_time"))?.markup).toContain(
      'aria-label="warning: p95 above 500 ms over 5 min; critical: p95 above 2 s over 5 min"',
    );
  });

  it("draws nothing where no level is a number", () => {
    const first = measure("api.response_time");
    const events = first.levels.map((level) => ({ ...level, threshold: { event: "new" } }));
    expect(drawScale({ ...first, levels: events })).toBeUndefined();
  });

  it("has a place for a threshold of nothing", () => {
    const first = measure("api.response_time");
    const [level] = first.levels;
    if (level === undefined) throw new Error("no level");
    for (const at of [seconds(0), milliseconds(0), count(0), percent(0)])
      expect(rects({ ...first, levels: [{ ...level, threshold: { at } }] })).toEqual(["fine 0 320", "warning 0 320"]);
  });
});
