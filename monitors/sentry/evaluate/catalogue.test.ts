import type { Inputs } from "../../plan/evaluate";
import { evaluatorsOf } from "../../../testing/catalogue-evaluators";
import { changesIn, series, times } from "../../../testing/series";

/** How Sentry would judge series, by the alerts and monitors that prod declares. */

const { judged, evaluatorFor, evaluatorOf } = evaluatorsOf("sentry");

const run = (name: string, inputs: Inputs, minutes: number) => changesIn(evaluatorOf(name), inputs, minutes);

const retold = (name: string, inputs: Inputs, minutes: number) =>
  evaluatorOf(name)
    .retold?.(inputs, { from: 0, to: minutes * 60 })
    .map((at) => at / 60);

describe("sessions that crash", () => {
  const sessions = (minutes: number) => series(times(minutes, 100));

  it("are a share of thirty minutes, looked at every second one, and each level has an alert of its own", () => {
    // From 40 on 10 of 100 crash: after n minutes 10 × n of 3,000. More than 1 % with n = 4, more than 5 % with n = 16.
    const bad = series([...times(40, 0), ...times(40, 10), ...times(60, 0)]);
    const inputs = { bad, all: sessions(140) };
    // 4 minutes of it at 43, seen at 44. At 79 all thirty are bad; at 80 + n there are 30 − n left: 3 at 106, which is 1 % and no more.
    expect(run("storefront.error_rate.warning", inputs, 140)).toEqual([
      [44, "alert"],
      [106, "ok"],
    ]);
    // 16 of them at 55, seen at 56; 15 left, which is 5 % and no more, at 94.
    expect(run("storefront.error_rate.critical", inputs, 140)).toEqual([
      [56, "alert"],
      [94, "ok"],
    ]);
  });

  it("are rounded to three digits before they are compared", () => {
    // 98.9996 % of 2,500 are free of crashes, which is 99 and not below it; 98.9994 % are 98.999.
    const of = (crashed: number) =>
      run("storefront.error_rate.warning", { bad: series([crashed]), all: series([1e6]) }, 1);
    expect(of(10_004)).toEqual([]);
    expect(of(10_006)).toEqual([[0, "alert"]]);
  });

  it("stay as they were while there is no session", () => {
    const inputs = { bad: series(times(10, 50)), all: series(times(10, 100)) };
    expect(run("storefront.error_rate.critical", inputs, 200)).toEqual([[0, "alert"]]);
  });
});

describe("an issue that many users see", () => {
  it("is told of with the fiftieth of an hour, and again after more than an hour while more come", () => {
    // Two users a minute: 50 at minute 24. From 150 on nobody new.
    const value = series([...times(150, 2), ...times(100, undefined)]);
    expect(run("storefront.new_error.widespread.critical", { value }, 250)).toEqual([
      [24, "alert"],
      // At 184 the hour from 125 on holds 25 minutes of it; at 185 one less.
      [185, "ok"],
    ]);
    expect(retold("storefront.new_error.widespread.critical", { value }, 250)).toEqual([85, 146]);
  });

  it("is not told of one user below", () => {
    const value = series([...times(49, 1), ...times(60, undefined), ...times(49, 1)]);
    expect(run("storefront.new_error.widespread.critical", { value }, 200)).toEqual([]);
  });

  it("is not told of twice within an hour, though it was better in between", () => {
    // 60 at once at minutes 0 and 60: at 60 the first are out of the hour, and 60 minutes are not more than 60. At 61 somebody else sees it.
    const value = series([60, ...times(59, undefined), 60, 1]);
    expect(run("storefront.new_error.widespread.critical", { value }, 90)).toEqual([[0, "alert"]]);
    expect(retold("storefront.new_error.widespread.critical", { value }, 90)).toEqual([61]);
  });
});

describe("an issue that is new", () => {
  it("is told of each time, at once, and not for longer", () => {
    const value = series([...times(5, undefined), 1, ...times(5, undefined), 2, 1, ...times(5, undefined)]);
    expect(run("storefront.new_error.new.warning", { value }, 18)).toEqual([
      [5, "alert"],
      [6, "ok"],
      [11, "alert"],
      [13, "ok"],
    ]);
    expect(retold("storefront.new_error.new.warning", { value }, 18)).toEqual([12]);
  });
});

describe("what our server refused", () => {
  it.each([
    ["security.failed_logins.tagged.warning", 10],
    ["security.scraping.tagged.warning", 10],
    ["security.payment_fraud.tagged.warning", 3],
    ["security.upload_violations.tagged.warning", 10],
  ])("%s is told of above %i in an hour, and not at it", (name, most) => {
    const one = series(Array.from({ length: 60 }, (_, minute) => (minute < most ? 1 : undefined)));
    const more = series(Array.from({ length: 60 }, (_, minute) => (minute <= most ? 1 : undefined)));
    expect(run(name, { value: one }, 60)).toEqual([]);
    expect(run(name, { value: more }, 60)).toEqual([[most, "alert"]]);
  });
});

describe("check-ins of Grafana's", () => {
  const beats = (until: number, every = 5) =>
    series(Array.from({ length: 60 }, (_, minute) => (minute < until && minute % every === 0 ? 1 : undefined)));

  it("are missed ten minutes after the last, and the first that comes is the end", () => {
    // The last is at 25, the next was expected at 30, and five minutes more are left to it.
    const gone = series(
      Array.from({ length: 60 }, (_, minute) => ((minute < 30 && minute % 5 === 0) || minute === 47 ? 1 : undefined)),
    );
    expect(run("monitoring.heartbeat.grafana.critical", { value: gone }, 57)).toEqual([
      [35, "alert"],
      [47, "ok"],
    ]);
  });

  it("may be late by as much as the margin, and no later", () => {
    expect(run("monitoring.heartbeat.grafana.critical", { value: beats(60, 9) }, 60)).toEqual([]);
    expect(run("monitoring.heartbeat.grafana.critical", { value: beats(60, 10) }, 55)).toEqual([]);
    expect(run("monitoring.heartbeat.grafana.critical", { value: beats(60, 11) }, 12)).toEqual([
      [10, "alert"],
      [11, "ok"],
    ]);
  });

  it("that say that something is wrong count as missed", () => {
    expect(run("monitoring.heartbeat.grafana.critical", { value: series([1, 0, 1]) }, 3)).toEqual([
      [1, "alert"],
      [2, "ok"],
    ]);
  });

  it("are not missed before the first", () => {
    expect(run("monitoring.heartbeat.grafana.critical", {}, 60)).toEqual([]);
  });
});

describe("of prod's alerts", () => {
  it("each judges series, and runs over nothing and over noise", () => {
    expect(judged.filter((each) => evaluatorFor?.(each) === undefined).map(({ name }) => name)).toEqual([]);
    for (const { name } of judged) {
      const evaluator = evaluatorOf(name);
      const noise = Object.fromEntries(evaluator.inputs.map((input) => [input.name, series(times(600, 1))]));
      for (const inputs of [{}, noise]) expect(evaluator.run(inputs, { from: 0, to: 36_000 }).length).toBeLessThan(3);
    }
  });
});
