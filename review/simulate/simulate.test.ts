import { execFile } from "node:child_process";
import { ROOT } from "../../infra/testing/stack-configuration";
import { declareStack } from "../../infra/declare";
import { testProd } from "../../infra/testing/environment";
import { series, times } from "../../infra/testing/series";
import { catalogue } from "../../monitors/catalogue";
import type { Inputs } from "../../monitors/plan/evaluate";
import { policies } from "../../policies";
import { paintFor } from "../paint";
import { drawSimulation } from "./chart";
import { parseSeries, SeriesFault } from "./series";
import { invent, shapeNames, type Shape } from "./shapes";
import { judgesOf, simulate, type Simulation } from "./simulate";
import { toSimulationText } from "./text";

const declared = declareStack(catalogue, policies, testProd);

const find = (name: string) => {
  for (const signal of declared.plan.signals)
    for (const measure of signal.measures) if (measure.name === name) return { signal, measure };
  throw new Error(`no ${name}`);
};

const over = (name: string, inputs: Inputs, minutes: number): Simulation => {
  const { signal, measure } = find(name);
  return simulate(declared, signal.id, measure, judgesOf(declared, signal.id, measure), inputs, {
    from: 0,
    to: minutes * 60,
  });
};

const plain = paintFor({});

describe("a simulation", () => {
  /** Half of the requests fail from minute 10 to 29. */
  const failing: Inputs = {
    bad: series([...times(10, 0), ...times(20, 50), ...times(30, 0)]),
    all: series(times(60, 100)),
  };

  it("says by the minute what fires and is over, at both levels", () => {
    const { happenings } = over("search.error_rate", failing, 60);
    expect(happenings.map(({ at, level, priority, to }) => [at / 60, level, priority, to])).toEqual([
      // The first five minutes with failures have 50 of 500, which is 10 % and no more than that.
      [10, "warning", "P3", "alert"],
      [11, "critical", "P1", "alert"],
      [33, "critical", "P1", "ok"],
      [34, "warning", "P3", "ok"],
    ]);
  });

  it("tells whom the route reaches while it lasts, and nobody after its end", () => {
    const fires = over("search.error_rate", failing, 60).happenings.find(({ level }) => level === "critical");
    const at = [...new Set(fires?.told.map((each) => each.at / 60))];
    expect(at[0]).toBe(11);
    expect(Math.max(...at)).toBeLessThan(33);
    expect(at.length).toBeGreaterThan(1);
    expect(fires?.told.flatMap(({ channels }) => channels)).toContain("pagerduty");
  });

  it("counts how often it fired, for how long, and how often soon again", () => {
    const twice: Inputs = {
      bad: series([...times(10, 0), ...times(5, 50), ...times(20, 0), ...times(5, 50), ...times(20, 0)]),
      all: series(times(60, 100)),
    };
    expect(over("search.error_rate", twice, 60).levels).toEqual([
      { level: "warning", priority: "P3", vendor: "datadog", fired: 2, flapped: 1, seconds: 2 * 9 * 60 },
      { level: "critical", priority: "P1", vendor: "datadog", fired: 2, flapped: 1, seconds: 2 * 7 * 60 },
    ]);
  });

  it("takes durations in milliseconds, whatever the vendor counts in", () => {
    // Four of five minutes at 2.5 s and one at 0.4 s are 2.08 s. Datadog holds nanoseconds.
    const { happenings } = over("api.response_time", { value: series([...times(10, 400), ...times(20, 2_500)]) }, 30);
    expect(happenings.map(({ at, level, to }) => [at / 60, level, to])).toEqual([
      [10, "warning", "alert"],
      [13, "critical", "alert"],
    ]);
  });

  it("names the columns that nobody gave", () => {
    expect(over("search.error_rate", { value: series([1]) }, 1).unmatched).toEqual(["bad", "all"]);
  });

  it("is words for people", () => {
    const text = toSimulationText(over("search.error_rate", failing, 60), plain);
    expect(text).toContain("1970-01-01 00:11  critical  P1 fires\n                  00:11  ");
    expect(text).toContain("critical (P1, datadog): fired once, 22 min in all");
    expect(text.split("\n").filter((line) => line.length > 100 || line.endsWith(" "))).toEqual([]);
  });

  it("is a picture with the line, the band and who was told", () => {
    const { measure } = find("search.error_rate");
    const svg = drawSimulation(over("search.error_rate", failing, 60), measure);
    expect(svg).toContain("<polyline");
    expect(svg).toContain('stroke-dasharray="5 3"');
    expect(svg).toContain("pagerduty");
    expect(svg).not.toMatch(/NaN|undefined|http(?!:\/\/www\.w3\.org\/2000\/svg)/);
  });
});

describe("an invented day", () => {
  const from = Date.UTC(2026, 10, 2) / 1_000;
  const day = (shape: Shape, name: string, seed = 1) => {
    const { signal, measure } = find(name);
    const judges = judgesOf(declared, signal.id, measure);
    const [first] = judges;
    if (first === undefined) throw new Error("no judge");
    return simulate(declared, signal.id, measure, judges, invent(shape, measure, first.evaluator, from, seed), {
      from,
      to: from + 86_400,
    });
  };

  it("is the same for a seed, and another for another", () => {
    expect(day("leak", "api.cpu")).toEqual(day("leak", "api.cpu"));
    expect(day("leak", "api.cpu", 2).inputs).not.toEqual(day("leak", "api.cpu").inputs);
  });

  it.each([
    ["outage", "api.error_rate", ["warning", "critical"]],
    ["brownout", "api.error_rate", ["warning"]],
    ["gap", "api.error_rate", []],
    ["night-traffic", "api.error_rate", []],
    ["deploy-regression", "api.response_time", ["warning", "critical"]],
    ["outage", "edge.cdn_cache_hit_ratio", ["warning", "critical"]],
    ["outage", "storefront.traffic", ["warning"]],
  ] as const)("%s of %s fires %j", (shape, name, levels) => {
    const fired = new Set(
      day(shape, name)
        .happenings.filter(({ to }) => to === "alert")
        .map(({ level }) => level),
    );
    expect([...fired].toSorted()).toEqual([...levels].toSorted());
  });

  it("of every shape runs over every measure that is evaluated", () => {
    for (const { id, measures } of declared.plan.signals)
      for (const measure of measures) {
        const [first] = judgesOf(declared, id, measure);
        for (const shape of shapeNames)
          if (first !== undefined)
            for (const { values } of Object.values(invent(shape as Shape, measure, first.evaluator, from, 1)))
              expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      }
  });
});

describe("npm run simulate", () => {
  const run = (
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> =>
    new Promise((done) => {
      execFile(
        process.execPath,
        ["--require", "./infra/loader.cjs", "review/cli.ts", "simulate", ...args],
        { cwd: ROOT },
        (error, stdout, stderr) => {
          done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
    });

  it.each([
    [["api.eror_rate", "--shape", "outage"], 'error: there is no signal "api.eror_rate"; near it are api.error_rate'],
    [["api.error_rate"], "error: give a series or a shape"],
    [["api.error_rate", "--series", "no.csv"], "error: no.csv: cannot be read"],
  ])("%j is wrong usage, in one line", async (args, said) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
  });

  it("prints JSON for machines", async () => {
    const { code, stdout } = await run("api.error_rate", "--shape", "outage", "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ signal: "api.error_rate", levels: [{ fired: 1 }, { fired: 1 }] });
  });
});

describe("series of a file", () => {
  const fault = (text: string): string => {
    try {
      parseSeries(text, "a.csv");
    } catch (error) {
      if (error instanceof SeriesFault) return error.message;
      throw error;
    }
    return "none";
  };

  it("are CSV or JSON, with a gap where a cell is empty", () => {
    const expected = { value: { times: Float64Array.of(1_767_225_600, 1_767_225_720), values: Float64Array.of(1, 3) } };
    expect(
      parseSeries("time,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:01:00Z,\n2026-01-01T01:02:00+01:00,3\n", "a.csv"),
    ).toEqual(expected);
    expect(parseSeries('[{"time":1767225600,"value":1},{"time":1767225720,"value":3}]', "a.json")).toEqual(expected);
  });

  it.each([
    ["", "a.csv: no samples"],
    [
      "1767225600,1\n1767225660,2\n",
      "a.csv, line 1: no header; the first line names the columns, as in time,value or time,bad,all",
    ],
    [
      "time,value\n2026-01-01T00:00:00,1\n",
      'a.csv, line 2: "2026-01-01T00:00:00" is no time; write 2026-11-23T10:00:00Z, with its zone, or seconds since 1970',
    ],
    ["time,value\n60,1\n60,2\n", "a.csv, line 3: this time is there twice; keep one sample of it"],
    ["time,value\n60,1\n0,2\n", "a.csv, line 3: earlier than the line before; sort by time"],
    [
      "time,value\n60,NaN\n",
      'a.csv, line 2: value is "NaN", which is no number; leave the cell empty where nothing was measured',
    ],
    [
      "time,value\n60,Infinity\n",
      'a.csv, line 2: value is "Infinity", which is no number; leave the cell empty where nothing was measured',
    ],
    ["[1,", 'a.csv: no JSON list of samples, as in [{"time": "2026-11-23T10:00:00Z", "value": 1}]'],
  ])("%j is refused in one line", (text, said) => {
    expect(fault(text)).toBe(said);
  });
});
