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

  it("refuses many to one that no group says, also where the comparison leaves nothing", () => {
    const many = ["a", "b"].map((l, value) => series({ __name__: "many", job: "t", l }, [value]));
    const one = series({ __name__: "one", job: "t" }, [1]);
    expect(() => judge("{ alert: Many, expr: many > on(job) one }", ...many, one)).toThrow(EvaluationFault);
  });

  it("has patterns in Go's syntax", () => {
    const hosts = ["web-1", "WEB-2", "db-1"].map((host) => series({ __name__: "up", host }, [0]));
    const { alerts } = judge("{ alert: Down, expr: \"up{host=~'(?i)web-[[:digit:]]'} == 0\" }", ...hosts);
    expect(alerts[0]?.alerts?.map(({ labels }) => labels["host"])).toEqual(["web-1", "WEB-2"]);
  });

  it("loses a label that the rule empties", () => {
    const { alerts } = judge('{ alert: High, expr: load > 5, labels: { host: "" } }', load);
    expect(alerts[0]?.alerts?.map(({ labels }) => labels)).toEqual([{ alertname: "High" }]);
  });
});

/** Passed over, each would make the rule another one, which may be quiet. */
describe("a rule that is not evaluated", () => {
  const load = series({ __name__: "load", host: "a" }, Array<number>(12).fill(9));
  const notEvaluated = (rules: string, ...given: readonly Samples[]) => {
    const { alerts } = judge(rules, load, ...given);
    return alerts.map(({ alerts: found }) => found);
  };

  it.each([
    ["a modifier is not known", "{ alert: A, expr: load / fill(1) gone > 3 }"],
    [
      "a rule before it is not evaluated, whose record it reads",
      '{ record: top, expr: "topk(1, load)" }, { alert: A, expr: top > 5 }',
    ],
    [
      "it may read that record by a pattern",
      '{ record: top, expr: "topk(1, load)" }, { alert: A, expr: "{__name__=~\\"t.*\\"} > 5" }',
    ],
    [
      "it may read that record by labels alone",
      '{ record: top, expr: "topk(1, load)" }, { alert: A, expr: "{host=\\"a\\"} > 5" }',
    ],
    [
      "a record is written later, which it reads by a pattern",
      '{ alert: A, expr: "{__name__=~\\"lat.\\"} > 5" }, { record: late, expr: load }',
    ],
    ["it reads what Prometheus writes of alerts", '{ alert: A, expr: "ALERTS{alertstate=\\"firing\\"}" }'],
    ["its span is none", "{ alert: A, expr: load > 5, for: 90sec }"],
    ["its units are out of order", "{ alert: A, expr: load > 5, keep_firing_for: 30s1m }"],
    ["a label is a template", '{ alert: A, expr: load > 5, labels: { who: "{{ $labels.host }}" } }'],
    ["it has a field that is not known", "{ alert: A, expr: load > 5, unless: load }"],
  ])("is said to be so where %s", (_, rules) => {
    expect(notEvaluated(rules)).toEqual([undefined]);
  });

  it("is said to be so where its series have a type, which a feature of Prometheus takes with the name", () => {
    const typed = series({ __name__: "typed", __type__: "counter" }, [9]);
    expect(notEvaluated("{ alert: A, expr: typed > 5 }", typed)).toEqual([undefined]);
  });

  it.each(["limit: 1", "query_offset: 1m", "labels: { team: a }", "something: new"])(
    "is any of a group with %s",
    (field) => {
      const rules = "[{ record: r, expr: load }, { alert: A, expr: load > 5 }]";
      const steps = { from: 0, every: 60, count: 3 };
      const judged = judgeFile(`groups: [{ name: a, ${field}, rules: ${rules} }]`, [load], steps, CURRENT);
      expect(judged).toEqual({ alerts: [{ name: "A", alerts: undefined }], recorded: new Map([["r", undefined]]) });
    },
  );

  it("is none of a group with a name and an interval", () => {
    const steps = { from: 0, every: 60, count: 1 };
    const { alerts } = judgeFile(
      "groups: [{ name: a, interval: 1m, rules: [{ alert: A, expr: load > 5, annotations: { summary: x } }] }]",
      [load],
      steps,
      CURRENT,
    );
    expect(alerts[0]?.alerts?.map(({ phases }) => phases)).toEqual([["firing"]]);
  });
});
