import { EvaluationFault, type Labels, type Samples } from "./engine/column";
import { CURRENT } from "./engine/release";
import { judgeFile } from "./judge-file";

/** A sample a minute, from 0 on. */
const series = (labels: Labels, values: readonly number[]): Samples => ({
  labels,
  times: Float64Array.from(values, (_, minute) => minute * 60),
  values: Float64Array.from(values),
});

const judge = (rules: string, ...given: readonly Samples[]) =>
  judgeFile(`groups: [{ name: a, rules: [${rules}] }]`, given, { from: 0, every: 60, count: 12 }, CURRENT);

describe("a rule file", () => {
  const load = series({ __name__: "load", host: "a" }, [1, 1, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1]);

  it("has alerts that wait, fire, and are kept firing, with the rule's labels", () => {
    const { alerts } = judge(
      "{ alert: High, expr: load > 5, for: 1m, keep_firing_for: 2m, labels: { level: critical } }",
      load,
    );
    expect(alerts).toEqual([
      {
        name: "High",
        alerts: [
          {
            labels: { alertname: "High", host: "a", level: "critical" },
            phases: [
              "inactive",
              "inactive",
              "pending",
              ...Array<string>(4).fill("firing"),
              ...Array<string>(5).fill("inactive"),
            ],
          },
        ],
      },
    ]);
  });

  it("has records that later rules read at the same evaluation, and that end at once", () => {
    const { alerts, recorded } = judge(
      '{ record: "host:load", expr: load > 5 }, { alert: Seen, expr: "host:load" }, { alert: Gone, expr: "absent(host:load)" }',
      load,
    );
    expect(recorded.get("host:load")?.map(({ labels }) => labels)).toEqual([{ __name__: "host:load", host: "a" }]);
    const firing = alerts.map(({ alerts: found }) =>
      found?.[0]?.phases.flatMap((phase, minute) => (phase === "firing" ? [minute] : [])),
    );
    expect(firing).toEqual([
      [2, 3, 4],
      [0, 1, 5, 6, 7, 8, 9, 10, 11],
    ]);
  });

  it("says plainly what of it is not evaluated: other PromQL, and a record that is written later", () => {
    const { alerts, recorded } = judge(
      '{ alert: Top, expr: "topk(1, load)" }, { alert: Early, expr: "late > 1" }, { record: late, expr: load }, { record: all, expr: "group(load)" }',
      load,
    );
    expect(alerts).toEqual([
      { name: "Top", alerts: undefined },
      { name: "Early", alerts: undefined },
    ]);
    expect([recorded.get("late")?.length, recorded.get("all")]).toEqual([1, undefined]);
  });

  it.each([
    ["one side has two", "{ alert: Both, expr: load / on () other }"],
    ["the labels are the same twice", '{ alert: Twice, expr: "{__name__=~\\"load|other\\"} > 0" }'],
  ])("is in error where %s", (_, rule) => {
    const others = ["b", "c"].map((host) => series({ __name__: "other", host }, Array<number>(12).fill(1)));
    const again = series({ __name__: "load", host: "b" }, Array<number>(12).fill(1));
    expect(() => judge(rule, load, again, ...others)).toThrow(EvaluationFault);
  });
});
