import type { Evaluator, Inputs, Series } from "../../plan/evaluate";
import type { Samples } from "./engine/column";
import { CURRENT } from "./engine/release";
import { judgeFile } from "./judge-file";
import { toRuleFile } from "../rule-file";
import { evaluatorsOf } from "../../../testing/catalogue-evaluators";
import { catalogue, policies, prometheusRules } from "../../../testing/stack";
import { testProd } from "../../../testing/environment";
import { changesIn, series, times } from "../../../testing/series";

/**
 * How Grafana would judge series, by the rules that prod declares. A window of five minutes holds five samples a minute apart, and
 * what a counter rose between them is extrapolated from four minutes to five.
 */

const { judged, evaluatorFor, evaluatorOf } = evaluatorsOf("prometheus");

/** @param inputs in the order in which the rule names its metrics */
const run = (name: string, inputs: readonly Series[], minutes: number) => {
  const evaluator = evaluatorOf(name);
  const named = evaluator.inputs.flatMap(({ name: input }, index) => {
    const given = inputs[index];
    return given === undefined ? [] : [[input, given] as const];
  });
  return changesIn(evaluator, Object.fromEntries(named), minutes);
};

/** A counter that has risen for long, by so much in each minute; undefined where it was not scraped. */
const counter = (rises: readonly (number | undefined)[]): Series => {
  let sum = 1e6;
  return series(
    rises.map((rise) => {
      sum += rise ?? 0;
      return rise === undefined ? undefined : sum;
    }),
  );
};

describe("a state", () => {
  it("tells when it has lasted, and ends at once", () => {
    // 3 min 30 s from minute 10 are over at the evaluation of minute 14.
    const up = series([...times(10, 1), ...times(10, 0), ...times(10, 1)]);
    expect(run("database.reachable.critical", [up], 30)).toEqual([
      [14, "alert"],
      [20, "ok"],
    ]);
  });

  it("does not tell of three minutes", () => {
    const up = series([...times(10, 1), ...times(3, 0), ...times(10, 1)]);
    expect(run("database.reachable.critical", [up], 23)).toEqual([]);
  });

  it("counts the newest scrape for less than five minutes; a backstop is content with silence", () => {
    const up = series([...times(10, 1), ...times(3, 0), ...times(30, undefined)]);
    expect(run("database.reachable.critical", [up], 43)).toEqual([
      [14, "alert"],
      [17, "ok"],
    ]);
  });
});

describe("a span", () => {
  it("is the longest of five minutes", () => {
    const age = series([...times(10, 20), 301, ...times(20, 20)]);
    expect(run("database.slow_queries.long.critical", [age], 30)).toEqual([
      [10, "alert"],
      [15, "ok"],
    ]);
  });

  it("tells above the number, and not at it", () => {
    expect(run("database.slow_queries.long.critical", [series(times(20, 300))], 20)).toEqual([]);
  });

  it("that fires goes on for an evaluation after its data, and then has none", () => {
    // The last sample is at 20, and in the window until 24. "No data" is another alert: this one is missing at 25, and given up at 26.
    const age = series([...times(21, 400), ...times(19, undefined), ...times(10, 20)]);
    expect(run("database.slow_queries.long.critical", [age], 50)).toEqual([
      [0, "alert"],
      [26, "no_data"],
      [40, "ok"],
    ]);
  });
});

describe("a mean time", () => {
  const calls = (each: number) => counter(times(30, each));
  const spent = (each: number, before: number, after: number) =>
    counter(Array.from({ length: 30 }, (_, minute) => each * (minute < 10 ? before : after)));

  it("is of what was spent and how often in the window", () => {
    // Above 0.5 s with the fourth minute of 0.6 s: (3 × 0.6 + 0.1) / 4 is 0.475.
    expect(run("database.query_time.critical", [spent(40, 0.1, 0.6), calls(40)], 30).slice(-1)).toEqual([
      [13, "alert"],
    ]);
  });

  it("keeps quiet below its least traffic", () => {
    // 4 × 20 are extrapolated to 100 in five minutes, 4 × 19 to 95.
    expect(run("database.query_time.critical", [spent(20, 0.1, 0.6), calls(20)], 30).slice(-1)).toEqual([
      [13, "alert"],
    ]);
    expect(run("database.query_time.critical", [spent(19, 0.1, 0.6), calls(19)], 30)).toEqual([]);
  });

  it("knows nothing before the second sample, and that is no silence: nothing was scraped before", () => {
    expect(run("database.query_time.critical", [spent(40, 0.1, 0.1), calls(40)], 30)).toEqual([]);
  });

  it("is not fooled by a restart", () => {
    // A counter that begins again at 0 has risen by what it shows.
    const restarted = (each: number): Series => {
      const { times: at, values } = counter(times(30, each));
      return { times: at, values: values.map((value, minute) => (minute < 15 ? value : each * (minute - 14))) };
    };
    expect(run("database.query_time.warning", [restarted(2), restarted(40)], 30)).toEqual([]);
  });
});

describe("hits", () => {
  it("are a share of both counters", () => {
    // Below 95 % with the second minute of 3,000 misses of 10,000: (10,000 + 10,000 + 7,000 + 7,000) / 40,000 is 85 %, of one 92.5 %.
    const [hits, misses] = [10_000, 0].map((good) =>
      counter(Array.from({ length: 30 }, (_, minute) => (minute < 10 ? good : Math.abs(good - 3_000)))),
    );
    if (hits === undefined || misses === undefined) throw new Error("two");
    expect(run("database.index_hit_ratio.cache.critical", [hits, misses], 30).slice(-1)).toEqual([[10, "alert"]]);
  });
});

describe("idle time", () => {
  it("is what is left of the processors' time", () => {
    // Busy above 90 % with the fourth minute of 95 %, which leaves 3 s.
    const idle = counter([...times(10, 60), ...times(10, 3), ...times(10, 60)]);
    expect(run("database.cpu.critical", [idle], 30)).toEqual([
      [13, "alert"],
      [20, "ok"],
    ]);
  });

  it("is not taken for scarce in the first minutes after a gap, when what was not sampled would count as none", () => {
    // Two samples of 54 s a minute would be extrapolated to 81 s of 300: 73 % busy, where it is 10 %.
    const idle = counter([...times(10, 54), ...times(10, undefined), 540 + 54, ...times(10, 54)]);
    expect(run("database.cpu.warning", [idle], 31)).toEqual([]);
    expect(run("database.cpu.critical", [idle], 31)).toEqual([
      [11, "no_data"],
      [23, "ok"],
    ]);
  });
});

describe("a share in use", () => {
  it("is a mean over the window's minutes", () => {
    // Above 95 % with the fifth minute of 98 %: (4 × 98 + 60) / 5 is 90.4 %.
    const free = series([...times(10, 40), ...times(10, 2), ...times(10, 40)]);
    expect(run("database.memory.critical", [free, series(times(30, 100))], 30)).toEqual([
      [14, "alert"],
      [20, "ok"],
    ]);
  });

  it("of a disk is the window's fullest", () => {
    // The first minute at 98 % tells, and the last of the ten leaves the window with the fifth after it.
    const free = series([...times(10, 40), ...times(10, 2), ...times(10, 40)]);
    expect(run("database.disk.critical", [free, series(times(30, 100))], 30)).toEqual([
      [10, "alert"],
      [24, "ok"],
    ]);
  });

  it("of a pool is by its size", () => {
    const active = series([...times(10, 10), ...times(20, 20)]);
    expect(run("database.connection_pool.critical", [active, series(times(30, 20))], 30)).toEqual([[14, "alert"]]);
  });
});

describe("what runs out", () => {
  const DAY = 24 * 60;

  it("is foreseen on the line through three days", () => {
    // It shrinks by 1 a minute: in 14 days, which are 20,160, nothing is left from minute 9,841 on.
    const left = series(Array.from({ length: 7 * DAY }, (_, minute) => 30_000.5 - minute));
    expect(run("database.disk_full_soon.warning", [left], 7 * DAY)).toEqual([[9_841, "alert"]]);
  });

  it("is not foreseen from less than half of that history", () => {
    // 2,160 samples are there at minute 2,159.
    const left = series(Array.from({ length: 2 * DAY }, (_, minute) => 10_000 - minute));
    expect(run("database.disk_full_soon.warning", [left], 2 * DAY)).toEqual([[2_159, "alert"]]);
  });
});

describe("a beat", () => {
  it("tells when none is left in ten minutes, and before the first", () => {
    const beats = series(Array.from({ length: 60 }, (_, minute) => (minute < 30 && minute % 5 === 3 ? 1 : undefined)));
    // The last one is at 28. Where there is nothing, Grafana's own alert waits for two evaluations.
    expect(run("monitoring.heartbeat.sentry.critical", [beats], 60)).toEqual([
      [0, "alert"],
      [4, "ok"],
      [38, "alert"],
    ]);
  });
});

describe("a scrape", () => {
  const SCRAPE = "monitoring.heartbeat.supabase.critical";
  const scrapes = series([...times(20, 1), ...times(30, 0), ...times(20, 1)]);
  const upOf = (evaluator: Evaluator): string => evaluator.inputs[0]?.name ?? "";

  it("that ends is told ten minutes later, and a start is not", () => {
    // The second that failed is at 21, and eight minutes from then are over at 29; the fifth that succeeded again is at 54.
    expect(run(SCRAPE, [scrapes], 70)).toEqual([
      [29, "alert"],
      [54, "ok"],
    ]);
    expect(run(SCRAPE, [series([...times(5, undefined), ...times(30, 1)])], 35)).toEqual([]);
  });

  it("of which one is lost now and then is none that ends", () => {
    const lost = series(Array.from({ length: 120 }, (_, minute) => (minute % 6 === 5 ? 0 : 1)));
    expect(run(SCRAPE, [lost], 120)).toEqual([]);
  });

  it("that ends keeps every other rule quiet of missing data", () => {
    const up = upOf(evaluatorOf(SCRAPE));
    const gap = series([...times(20, 20), ...times(30, undefined), ...times(20, 20)]);
    const age = evaluatorOf("database.slow_queries.long.critical");
    const own = { [age.inputs[0]?.name ?? ""]: gap };
    expect(changesIn(age, own, 70)).toEqual([
      [24, "no_data"],
      [50, "ok"],
    ]);
    expect(changesIn(age, { ...own, [up]: scrapes }, 70)).toEqual([]);
  });
});

describe("a question to the shop's tables", () => {
  const share = (bad: readonly number[]) => [series(bad), series(times(bad.length, 100))];

  it("is of its window, whatever a minute of it by itself", () => {
    // Below 60 % with the fifth minute of 59 %: four of them and one of 90 % are 65.2 %.
    const failing = share([...times(10, 10), ...times(10, 41), ...times(10, 10)]);
    expect(run("search.success_rate.critical", failing, 30)).toEqual([
      [14, "alert"],
      [20, "ok"],
    ]);
  });

  it("is quiet below its least traffic, and below so many bad ones", () => {
    const few = [series(times(30, 9)), series(times(30, 9))];
    expect(run("search.success_rate.critical", few, 30)).toEqual([]);
    // A week's 500 payments, of which five are disputed.
    const disputed = (bad: number) => [series([bad, ...times(29, 0)]), series([500, ...times(29, 0)])];
    expect(run("payments.disputes.critical", disputed(4), 30)).toEqual([]);
    expect(run("payments.disputes.warning", disputed(5), 30)).toEqual([[0, "alert"]]);
  });

  it("is asked as often as the answer can have changed", () => {
    // From minute 50 on it is below 80 %, and asked at each hour.
    const falling = share([...times(30, 1), ...times(100, 50)]);
    expect(run("database.index_hit_ratio.index.critical", falling, 130)).toEqual([[60, "alert"]]);
  });

  it("has no data where nothing was measured in its window, at what tells of that", () => {
    const quarter = [series(times(5, 0)), series(times(5, 1))];
    expect(run("payments.silence.critical", quarter, 20)).toEqual([[19, "no_data"]]);
    expect(run("orders.revenue.critical", [series(times(5, 0))], 120)).toEqual([]);
  });

  it("waits for what was expected in vain, and not for what is still on its way", () => {
    // Five checkouts at minute 10, and none paid since minute 0: told when those are three minutes old and that is fifteen ago.
    const expected = series([...times(10, 0), 5, ...times(19, 0)]);
    expect(run("payments.silence.critical", [expected, series([1, ...times(29, 0)])], 30)).toEqual([
      [15, "alert"],
      [25, "ok"],
    ]);
    expect(run("payments.silence.critical", [expected, series(times(30, 1))], 30)).toEqual([]);
  });

  it("is not judged where it says something else than ours: another revision's usual is not this one's", () => {
    const declaration = judged.find(({ name }) => name === "orders.revenue.critical");
    if (declaration?.type !== "grafana:alerting/ruleGroup:RuleGroup") throw new Error("no rule");
    const [rule] = declaration.args.rules;
    const datas = rule?.datas.map((data) => ({
      ...data,
      model: (data.model as string).replace("var_samp", "var_pop"),
    }));
    const other = { ...declaration, args: { ...declaration.args, rules: [{ ...rule, datas }] } } as typeof declaration;
    expect(evaluatorFor?.(declaration)).toBeDefined();
    expect(evaluatorFor?.(other)).toBeUndefined();
  });
});

describe("the files that `npm run rules` writes", () => {
  const rules = prometheusRules(catalogue, policies, testProd);
  const firedOver = (samples: readonly Samples[]): readonly string[] => {
    const { alerts } = judgeFile(toRuleFile(rules), samples, { from: 0, every: 60, count: 20 }, CURRENT);
    expect(alerts.filter((each) => each.alerts === undefined)).toEqual([]);
    return alerts
      .filter((each) => each.alerts?.some(({ phases }) => phases.includes("firing")))
      .map(({ name }) => name);
  };

  it("are judged rule by rule: without any series, the scrape's end is the one alert", () => {
    expect(firedOver([])).toEqual(["monitoring.heartbeat.supabase.critical"]);
  });

  it("tell of each missing series while scrapes succeed", () => {
    const up = { labels: { __name__: "up", scrape_job: "driplo-prod-supabase" }, ...series(times(20, 1)) };
    expect(firedOver([up])).toEqual(
      rules.filter(({ silence }) => silence === "notify").map(({ name }) => `${name}.no_data`),
    );
  });
});

describe("of what prod declares", () => {
  it("all of it judges series", () => {
    expect(judged.filter((each) => evaluatorFor?.(each) === undefined).map(({ name }) => name)).toEqual([]);
  });

  it("each runs over nothing, and over noise", () => {
    for (const { name } of judged) {
      const evaluator = evaluatorOf(name);
      const noise = Object.fromEntries(evaluator.inputs.map((input) => [input.name, series(times(600, 1))]));
      for (const inputs of [{}, noise]) expect(evaluator.run(inputs, { from: 0, to: 36_000 }).length).toBeLessThan(20);
    }
  });

  it("fires by a value that is fed to it on the bad side of its number, and not by one on the good side", () => {
    for (const { name } of judged) {
      const { feeds, compares, run: judge } = evaluatorOf(name);
      if (feeds === undefined || compares === undefined) continue;
      const bad = /hit_ratio|success_rate/.test(name) ? 0.99 : 1.01;
      const last = (factor: number): string | undefined => {
        const inputs: Inputs = feeds({ value: series(times(60, compares * factor)) });
        return judge(inputs, { from: 600, to: 3_600 }).at(-1)?.to;
      };
      expect([name, last(bad), last(2 - bad)]).toEqual([name, "alert", undefined]);
    }
  });
});
