import { newColumn, type Column } from "./engine/column";
import { GrafanaAlerts, type GrafanaRule } from "./grafana-rule";

/** What Grafana makes of several series at once, by the minute. */

const rule: GrafanaRule = {
  passes: (value) => value > 5,
  hold: { breached: 0, over: 0 },
  silent: "NoData",
  missingEvaluations: 2,
  every: 60,
};

/** A value for each evaluation; undefined where the series is not there. */
const column = (name: string, values: readonly (number | undefined)[]): Column => {
  const made = newColumn({ name }, values.length);
  for (const [step, value] of values.entries()) {
    made.values[step] = value ?? 0;
    made.there[step] = value === undefined ? 0 : 1;
  }
  return made;
};

const run = (change: Partial<GrafanaRule>, ...all: readonly (readonly (number | undefined)[])[]) =>
  new GrafanaAlerts({ ...rule, ...change })
    .advance(
      all.map((values, index) => column(String(index), values)),
      { from: 0, every: 60, count: all[0]?.length ?? 0 },
    )
    .map(({ at, to }) => [at / 60, to]);

const none = undefined;

describe("Grafana's alerts of a rule", () => {
  it("fire while any series does", () => {
    expect(run({}, [1, 9, 9, 1, 1, 1], [1, 1, 9, 9, 1, 1])).toEqual([
      [1, "alert"],
      [4, "ok"],
    ]);
  });

  it("wait for each series by itself", () => {
    const hold = { breached: 120, over: 0 };
    expect(run({ hold }, [9, 9, 1, 1, 1, 1], [1, 1, 9, 9, 9, 1])).toEqual([
      [4, "alert"],
      [5, "ok"],
    ]);
  });

  it("go on for as long as they are kept firing", () => {
    const hold = { breached: 0, over: 120 };
    expect(run({ hold }, [1, 9, 1, 1, 1, 1])).toEqual([
      [1, "alert"],
      [4, "ok"],
    ]);
    expect(run({ hold }, [9, 1, 9, 1, 1, 1])).toEqual([
      [0, "alert"],
      [5, "ok"],
    ]);
  });

  it("are given up after two evaluations in which only their series is missing", () => {
    expect(run({}, [9, 9, none, none, none, none], [1, 1, 1, 1, 1, 1])).toEqual([
      [0, "alert"],
      [3, "ok"],
    ]);
    expect(run({ missingEvaluations: 4 }, [9, 9, none, none, none, none], [1, 1, 1, 1, 1, 1])).toEqual([
      [0, "alert"],
      [5, "ok"],
    ]);
  });

  it.each([
    [
      "OK",
      [
        [0, "alert"],
        [2, "ok"],
        [4, "alert"],
      ],
    ],
    ["Alerting", [[0, "alert"]]],
    ["KeepLast", [[0, "alert"]]],
    [
      "NoData",
      [
        [0, "alert"],
        [3, "no_data"],
        [4, "alert"],
      ],
    ],
  ] as const)("become %s without any series", (silent, changes) => {
    expect(run({ silent }, [9, 9, none, none, 9])).toEqual(changes);
  });

  it("that were fine are kept fine by KeepLast, and pending ones go on to fire", () => {
    const hold = { breached: 180, over: 0 };
    expect(run({ silent: "KeepLast", hold }, [1, none, none, none, none])).toEqual([]);
    expect(run({ silent: "KeepLast", hold }, [9, none, none, none, none])).toEqual([[3, "alert"]]);
  });

  it("of silence wait as long as of a breach, and for two evaluations of data to end where there was none before", () => {
    const hold = { breached: 120, over: 0 };
    expect(run({ silent: "Alerting", hold }, [none, none, none, 1, 1, 1])).toEqual([
      [2, "alert"],
      [4, "ok"],
    ]);
  });

  it("remember from one piece of time to the next", () => {
    const alerts = new GrafanaAlerts({ ...rule, hold: { breached: 120, over: 0 } });
    const piece = (from: number, values: readonly number[]) =>
      alerts.advance([column("a", values)], { from, every: 60, count: values.length });
    expect([piece(0, [9, 9]), piece(120, [9, 9]), piece(240, [1])]).toEqual([
      [],
      [{ at: 120, to: "alert" }],
      [{ at: 240, to: "ok" }],
    ]);
  });
});
