import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledCli } from "../../testing/bundled-cli";
import { ROOT } from "../../testing/stack-configuration";
import { declareStack } from "../../infra/declare";
import { testProd } from "../../testing/environment";
import { series, times } from "../../testing/series";
import { catalogue } from "../../monitors/catalogue";
import type { Inputs, Series } from "../../monitors/plan/evaluate";
import { policies } from "../../policies";
import { paintFor } from "../shared/paint";
import { drawSimulation } from "./chart";
import { burnOf } from "./burn-rate";
import { invent, shapeNames, type Shape } from "./shapes";
import { simulate, type Simulation } from "./simulate";
import { judgesOfTiers, judgesOf } from "./judge";
import { lasting, toSimulationText } from "./text";

const declared = declareStack(catalogue, policies, testProd);

const find = (name: string) => {
  for (const signal of declared.plan.signals)
    for (const measure of signal.measures) if (measure.name === name) return { signal, measure };
  throw new Error(`no ${name}`);
};

const over = (name: string, inputs: Inputs, minutes: number): Simulation => {
  const { signal, measure } = find(name);
  return simulate(declared, { signal: signal.id, measure, judges: judgesOf(declared, signal.id, measure) }, inputs, {
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
      // The first five minutes with failures have 50 of 500, which is 10 % and no more than that; the minute by itself has 50 of 100.
      [10, "warning", "P3", "alert"],
      [10, "critical", "P1", "alert"],
      [33, "critical", "P1", "ok"],
      [34, "warning", "P3", "ok"],
    ]);
  });

  it("tells whom the route reaches while it lasts, and nobody after its end", () => {
    const fires = over("search.error_rate", failing, 60).happenings.find(({ level }) => level === "critical");
    const at = [...new Set(fires?.told.map((each) => each.at / 60))];
    expect(at[0]).toBe(10);
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
      {
        level: "warning",
        priority: "P3",
        vendor: "datadog",
        role: "first",
        fired: 2,
        flapped: 1,
        seconds: 2 * 9 * 60,
        noDataOf: [],
      },
      {
        level: "critical",
        priority: "P1",
        vendor: "datadog",
        role: "first",
        fired: 2,
        flapped: 1,
        seconds: 2 * 8 * 60,
        noDataOf: [],
      },
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

  it("takes a value where the rule reads counters, and the counters themselves", () => {
    // The window's mean is above 90 % with the fourth minute of 95 %, of which a processor has 3 s left.
    const busy = { value: series([...times(10, 10), ...times(20, 95)]) };
    const [idle] = judgesOf(declared, "database.cpu", find("database.cpu").measure)[0]?.evaluator.inputs ?? [];
    const left = series(
      Array.from({ length: 30 }, (_, minute) => 1e6 + Math.min(minute, 9) * 54 + Math.max(0, minute - 9) * 3),
    );
    for (const inputs of [busy, { [idle?.name ?? ""]: left }]) {
      const simulated = over("database.cpu", inputs, 30);
      expect(simulated.levels.flatMap(({ noDataOf }) => noDataOf)).toEqual([]);
      expect(simulated.happenings.filter(({ level }) => level === "critical").at(-1)).toMatchObject({
        at: 13 * 60,
        to: "alert",
      });
    }
  });

  it("does not call it silence where a column is not there, or has nothing", () => {
    for (const inputs of [{ value: series([1]) }, { bad: series([]), all: series([]) }]) {
      const simulation = over("search.error_rate", inputs, 1);
      expect(simulation.levels.map(({ noDataOf }) => noDataOf)).toEqual([
        ["bad", "all"],
        ["bad", "all"],
      ]);
      const text = toSimulationText(simulation, plain);
      expect(text).toContain("critical (P1, datadog): not judged, for there is no data of it");
      expect(text).not.toMatch(/Nothing fires|never/);
    }
    expect(toSimulationText(over("search.error_rate", { bad: series([0]), all: series([9]) }, 1), plain)).toContain(
      "critical (P1, datadog): never fired",
    );
    expect(over("database.memory", { bad: series([1]) }, 1).levels.map(({ noDataOf }) => noDataOf)).toEqual([
      ["value"],
      ["value"],
    ]);
  });

  it("tells nobody of a column that was never handed over, and judges nothing by it", () => {
    const simulation = over("monitoring.heartbeat.datadog", { foo: series(times(60, 1)) }, 60);
    expect(simulation.happenings).toEqual([]);
    const text = toSimulationText(simulation, plain);
    expect(text).toContain("no samples of value: what reads it is not judged");
    expect(text).not.toMatch(/fire|pagerduty/);
  });

  it("takes a group's column, and a place's, for the input that it is a part of", () => {
    const noDataOf = (name: string, inputs: Inputs) => over(name, inputs, 60).levels.flatMap((level) => level.noDataOf);
    expect(noDataOf("security.failed_logins.client", { "value:198.51.100.7": series(times(60, 1_000)) })).toEqual([]);
    expect(noDataOf("api.availability", { "aws:eu-west-3": series(times(60, 1)) })).toEqual([]);
  });

  it("judges what a value alone can tell, though one of two searches then found nothing", () => {
    const { happenings, levels } = over("delivery.deployment_failures.stuck", { value: series(times(300, 1)) }, 300);
    expect(levels.flatMap(({ noDataOf }) => noDataOf)).toEqual([]);
    expect(happenings.map(({ to }) => to)).toContain("alert");
    expect(
      over("delivery.deployment_failures.stuck", { value: series([]) }, 300).levels.map((level) => level.noDataOf),
    ).toEqual(levels.map(() => ["value"]));
  });

  it("takes a business number itself, and not how far off its usual it is", () => {
    const weekly = (last: number): Inputs => {
      const times = Float64Array.from({ length: 6 * 7 * 24 }, (_, hour) => hour * 3_600);
      const values = times.map((time) => (time >= (6 * 7 * 24 - 3) * 3_600 ? last : 10_000));
      return { value: { times, values } };
    };
    expect(over("orders.revenue", weekly(10_000), 6 * 7 * 1_440).happenings).toEqual([]);
    const gone = over("orders.revenue", weekly(0), 6 * 7 * 1_440).happenings;
    expect(gone.map(({ at, level, to }) => [at / 3_600, level, to])).toEqual([
      [6 * 7 * 24 - 3, "warning", "alert"],
      [6 * 7 * 24 - 3, "critical", "alert"],
    ]);
    // Of four orders an hour none in one hour says little: the window grows, and the warning comes an hour later.
    const { value } = weekly(0) as { value: Series };
    const few = over(
      "orders.revenue",
      { value, traffic: { ...value, values: value.values.map(() => 4) } },
      6 * 7 * 1_440,
    );
    expect(few.happenings.map(({ at, level, to }) => [at / 3_600, level, to])).toEqual([
      [6 * 7 * 24 - 2, "warning", "alert"],
    ]);
  });

  it("takes what a question has answered, where somebody has kept that", () => {
    const answer = series([...times(30, 0), ...times(30, 6), ...times(30, 0)]);
    const { happenings, levels } = over("orders.revenue", { answer }, 90);
    expect(levels.flatMap(({ noDataOf }) => noDataOf)).toEqual([]);
    expect(happenings.map(({ at, level, to }) => [at / 60, level, to])).toEqual([
      [30, "warning", "alert"],
      [30, "critical", "alert"],
      [60, "warning", "ok"],
      [60, "critical", "ok"],
    ]);
  });

  const shares = declared.plan.signals.flatMap(({ measures }) =>
    measures.filter(({ kind }) => ["error_ratio", "hit_ratio", "crash_rate"].includes(kind)).map(({ name }) => name),
  );

  it.each(shares)("takes the counts of %s, by either pair of names, and judges the share that they are", (name) => {
    const { measure } = find(name);
    const failing = (bad: number, names: readonly [string, string]): Inputs => ({
      [names[0]]: series(times(180, bad)),
      [names[1]]: series(times(180, 100_000)),
    });
    for (const names of [
      ["bad", "all"],
      ["part", "whole"],
    ] as const) {
      const bad = over(name, failing(90_000, names), 180);
      expect(bad.levels.flatMap(({ noDataOf }) => noDataOf)).toEqual([]);
      expect(bad.levels.map(({ level, fired }) => [level, fired])).toEqual(
        measure.levels.map(({ level }) => [level, 1]),
      );
      expect(over(name, failing(0, names), 180).levels.map(({ fired }) => fired)).toEqual(measure.levels.map(() => 0));
    }
  });

  it("tells of missing data whom the declaration tells of it, and says when there is data again", () => {
    const silent = over("payments.silence", { value: series([...times(60, 0), ...times(200, undefined), 0, 0]) }, 262);
    expect(silent.happenings.map(({ at }) => at / 60)).toEqual([74, 260]);
    const [gone, back] = silent.happenings;
    expect([gone?.to, back?.to]).toEqual(["no_data", "ok"]);
    expect(gone?.told.flatMap(({ channels }) => channels)).toContain("phone");
    expect(back?.told).toEqual([]);
    const text = toSimulationText(silent, plain);
    expect(text).toContain("critical  P0 has data again\n");
    expect(text).not.toContain("is over");
  });

  it("is words for people", () => {
    const text = toSimulationText(over("search.error_rate", failing, 60), plain);
    expect(text).toContain("1970-01-01 00:10  critical  P1 fires\n                  00:10  ");
    expect(text).toContain("critical (P1, datadog): fired once, 23 min in all");
    expect(text.split("\n").filter((line) => line.length > 100 || line.endsWith(" "))).toEqual([]);
  });

  /** On for ten minutes and off for ten. */
  const flapping = (minutes: number): Inputs => ({
    value: series(Array.from({ length: minutes }, (_, minute) => (Math.floor(minute / 10) % 2 === 0 ? 95 : 50))),
  });

  it("is a summary first, then as many changes as are read, and the others where they are asked for", () => {
    const simulation = over("api.cpu", flapping(4_000), 4_000);
    const lines = toSimulationText(simulation, plain).split("\n");
    expect(lines.slice(2, 5)).toEqual([
      expect.stringMatching(/^warning \(P3, datadog\): fired 200 times/),
      expect.stringMatching(/^critical \(P2, datadog\): fired 200 times/),
      "",
    ]);
    expect(lines.length).toBeLessThanOrEqual(110);
    const shown = lines.filter((line) => /^\d{4}-.* (fires|is over)$/.test(line)).length;
    expect(lines.at(-2)).toBe(
      `… and ${800 - shown} more changes until 1970-01-03 18:32: --all prints every one, --from and --to a part`,
    );
    const all = toSimulationText(simulation, plain, true).split("\n");
    expect(all.filter((line) => /^\d{4}-.* (fires|is over)$/.test(line))).toHaveLength(800);
    expect(all.slice(0, 50)).toEqual(lines.slice(0, 50));
    expect(toSimulationText(over("api.cpu", flapping(60), 60), plain)).not.toContain("…");
  });

  it("is written in time that grows with the changes, and not with their square", () => {
    const simulation = over("api.cpu", flapping(2_000), 2_000);
    let reads = 0;
    const counting = simulation.happenings.map((happening) => ({
      ...happening,
      get vendor() {
        reads += 1;
        return happening.vendor;
      },
    }));
    toSimulationText({ ...simulation, happenings: counting }, plain, true);
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThanOrEqual(3 * simulation.happenings.length);
  });

  it("of a part of the time knows what was before, and tells of what still lasted", () => {
    const { signal, measure } = find("infrastructure.memory");
    const judges = judgesOf(declared, signal.id, measure);
    // High from minute 20 to 89, and again from 120 on.
    const inputs = { value: series([...times(20, 40), ...times(70, 99), ...times(30, 40), ...times(60, 99)]) };
    const whole = simulate(declared, { signal: signal.id, measure, judges }, inputs, { from: 0, to: 10_800 });
    const part = simulate(
      declared,
      { signal: signal.id, measure, judges },
      inputs,
      { from: 0, to: 10_800 },
      {
        part: { from: 3_600, to: 7_200 },
      },
    );
    const critical = ({ happenings }: Simulation) => happenings.filter(({ level }) => level === "critical");
    expect(critical(part).map(({ at, to }) => [at, to])).toEqual(
      critical(whole)
        .slice(0, 2)
        .map(({ at, to }) => [at, to]),
    );
    const [fires, ends] = critical(part);
    expect(fires?.at).toBeLessThan(3_600);
    expect(part.levels.find(({ level }) => level === "critical")).toMatchObject({
      fired: 1,
      seconds: (ends?.at ?? 0) - 3_600,
    });
    expect(part.span).toEqual({ from: 3_600, to: 7_200 });
    const svg = drawSimulation(part, measure);
    const places = [...svg.matchAll(/<rect x="([\d.-]+)"/g)].map(([, x]) => Number(x));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(84);
    const drawn = [...svg.matchAll(/points="([^"]+)"/g)].flatMap(([, points = ""]) =>
      points.split(" ").map(parseFloat),
    );
    expect(Math.max(...drawn)).toBeLessThanOrEqual(988);
  });

  const draw = (name: string, inputs: Inputs, minutes: number): string =>
    drawSimulation(over(name, inputs, minutes), find(name).measure);

  it("is a picture with the line, the levels, the bands, and who was told", () => {
    const svg = draw("search.error_rate", failing, 60);
    expect(svg.match(/<polyline/g)).toHaveLength(1);
    expect(svg.match(/stroke-dasharray="5 3"/g)).toHaveLength(2);
    for (const words of ["1 %", "10 %", "warning P3", "critical P1", "00:10", "pagerduty"])
      expect(svg).toContain(words);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|http(?!:\/\/www\.w3\.org\/2000\/svg)/);
  });

  it("leaves out nobody who was told, however many", () => {
    const simulation = over("search.error_rate", failing, 60);
    const many = Array.from({ length: 40 }, (_, index) => `somebody-${index}`).join(", ");
    const told = [{ at: 600, who: many, channels: ["phone"] }];
    const svg = drawSimulation(
      { ...simulation, happenings: simulation.happenings.map((each) => ({ ...each, told })) },
      find("search.error_rate").measure,
    );
    expect(svg).toContain("somebody-39<");
    expect(svg).not.toContain("…");
  });

  it("says how long to the second, and from an hour on to the nearest minute", () => {
    expect([0, 30, 3_570, 3_600, 3_899, 7_199, 93_600].map(lasting)).toEqual([
      ...["0 s", "30 s", "59 min 30 s", "1 h", "1 h 5 min", "2 h", "1 d 2 h"],
    ]);
  });

  it("leaves a gap open, and shows where there was no data", () => {
    const cpu = [...times(60, 40), ...times(40, undefined), ...times(60, 40)];
    const svg = draw("infrastructure.cpu", { value: series(cpu) }, 160);
    const lines = [...svg.matchAll(/points="([^"]+)"/g)].map(([, points = ""]) => points.split(" ").map(parseFloat));
    expect(lines).toHaveLength(2);
    // 904 px of 160 minutes from 84 px on: minute 59, and minute 100.
    expect([lines[0]?.at(-1), lines[1]?.[0]]).toEqual([417, 649]);
    expect(svg).toContain(">no data</text>");
    expect(draw("infrastructure.cpu", { value: series(times(160, 40)) }, 160).match(/<polyline/g)).toHaveLength(1);
  });

  it("draws a good share from its counts, beside its limits", () => {
    const counts = { bad: series(times(60, 30)), all: series(times(60, 100)) };
    const svg = draw("edge.cdn_cache_hit_ratio", counts, 60);
    const [, points = ""] = /points="([^"]+)"/.exec(svg) ?? [];
    // 70 % lies in the middle of the limits of 60 and 80 %.
    const ys = [...svg.matchAll(/y1="([\d.]+)"[^>]*stroke-dasharray/g)].map(([, y]) => Number(y));
    const y = Number(points.split(" ")[0]?.split(",")[1]);
    expect(ys).toHaveLength(2);
    expect(y).toBeCloseTo((Math.min(...ys) + Math.max(...ys)) / 2, 0);
  });

  it("draws no line for a number that is of something else", () => {
    const svg = draw("storefront.traffic", { value: series(times(60, 1_000)) }, 60);
    expect(svg).not.toContain("stroke-dasharray");
  });

  it("keeps labels apart where levels are close", () => {
    const svg = draw("api.response_time", { value: series(times(60, 100_000)) }, 60);
    const [first = 0, second = 0] = [...svg.matchAll(/y="([\d.]+)"[^>]*>(?:500 ms|2 s)</g)].map(([, y]) => Number(y));
    expect(Math.abs(first - second)).toBeGreaterThanOrEqual(14);
  });
});

describe("an invented day", () => {
  const from = Date.UTC(2026, 10, 2) / 1_000;
  const day = (shape: Shape, name: string, seed = 1) => {
    const { signal, measure } = find(name);
    const judges = judgesOf(declared, signal.id, measure);
    const [first] = judges;
    if (first === undefined) throw new Error("no judge");
    return simulate(
      declared,
      { signal: signal.id, measure, judges },
      invent(shape, measure, first.evaluator, from, seed),
      {
        from,
        to: from + 86_400,
      },
    );
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
    ["outage", "database.cpu", ["warning", "critical"]],
    ["outage", "database.reachable", ["critical"]],
    ["gap", "database.memory", []],
    ["brownout", "database.query_time", ["warning"]],
    ["night-traffic", "database.query_time", []],
    ["deploy-regression", "database.disk_full_soon", ["warning"]],
    ["spike", "database.connection_pool", []],
    ["outage", "orders.revenue", ["warning", "critical"]],
    ["gap", "monitoring.heartbeat.sentry", ["critical"]],
    ["outage", "payments.silence", ["critical"]],
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

describe("an objective", () => {
  const from = Date.UTC(2026, 10, 2) / 1_000;
  const planned = (id: string) => {
    const objective = declared.plan.objectives.find((each) => each.id === id);
    if (objective === undefined) throw new Error(`no ${id}`);
    return burnOf(objective);
  };
  const day = (shape: Shape, id: string): Simulation => {
    const burn = planned(id);
    const judges = judgesOfTiers(declared, burn);
    const [first] = judges;
    if (first === undefined) throw new Error("no judge");
    const inputs = invent(shape, burn, first.evaluator, from, 1);
    return simulate(declared, { signal: id, measure: burn, judges }, inputs, { from, to: from + 86_400 });
  };
  const firstOf = ({ happenings }: Simulation) =>
    Object.fromEntries(
      happenings.filter(({ to }) => to === "alert").map(({ level, at }) => [level, Math.round((at - from) / 60)]),
    );

  it.each(declared.plan.objectives.map(({ id }) => id))(
    "of %s has an outage told by each tier, a brownout by none that is fast",
    (id) => {
      const outage = firstOf(day("outage", id));
      expect(Object.keys(outage)).toEqual(planned(id).levels.map(({ level }) => level));
      expect(outage["one_hour"]).toBe(720);
      expect(Object.keys(firstOf(day("brownout", id)))).toEqual(["six_hours"]);
      for (const shape of ["spike", "gap", "night-traffic"] as const) expect(firstOf(day(shape, id))).toEqual({});
    },
  );

  it("burns as fast as arithmetic says", () => {
    // 99.95 %, from a rate of 0.4 on. At 13 from 12:00, six hours need 36: (36 - 0.4 × 6) / 12.56 h are 160 min.
    expect(firstOf(day("brownout", "api.availability_slo"))["six_hours"]).toBeCloseTo(720 + 160, -1);
    // At 21.6 from 10:00: one hour needs 14.4, which are 14 / 21.2 h or 39.6 min; six hours 36, which are 33.6 / 21.2 h or 95.1 min.
    const { one_hour: fast = 0, six_hours: slow = 0 } = firstOf(day("deploy-regression", "api.availability_slo"));
    expect([Math.abs(fast - 639), Math.abs(slow - 695)].every((minutes) => minutes <= 2)).toBe(true);
  });

  it("is a picture with each tier's share, its band, and labels that stay above the axis", () => {
    const svg = drawSimulation(day("outage", "api.availability_slo"), planned("api.availability_slo"));
    expect(svg.match(/stroke-dasharray="5 3"/g)).toHaveLength(4);
    const labels = [...svg.matchAll(/y="([\d.]+)"[^>]*>(?:0\.05|0\.15|0\.3|0\.72) %</g)].map(([, y]) => Number(y));
    expect(labels).toHaveLength(4);
    expect(Math.max(...labels)).toBeLessThanOrEqual(44 + 250 + 4);
    for (const words of ["one_hour P1", "three_days P3", "api.availability_slo, 2026-11-02"])
      expect(svg).toContain(words);
  });
});

describe("npm run simulate", () => {
  const run = (
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> =>
    new Promise((done) => {
      const input = args.find((each) => each.startsWith("< "));
      const program = execFile(
        process.execPath,
        [bundledCli(), "simulate", ...args.filter((each) => each !== input)],
        { cwd: ROOT },
        (error, stdout, stderr) => {
          done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
      program.stdin?.end(input?.slice(2));
    });

  it.each([
    [["api.eror_rate", "--shape", "outage"], 'error: there is no signal "api.eror_rate"; near it are api.error_rate'],
    [["api.availabilty_slo", "--shape", "outage"], "near it are api.availability_slo"],
    [["api.error_rate"], "error: give a series or a shape"],
    [["api.error_rate", "--shape", "storm"], "Allowed choices are outage, brownout, leak,"],
    [["api.error_rate", "--shape", "outage", "--svg", ""], "error: --svg wants a file to write"],
    [["api.error_rate", "--series", "no.csv"], "error: no.csv: there is no such file"],
    [
      ["api.cpu", "--shape", "leak", "--from", "monday"],
      'error: --from is "monday", which is no time; write 2026-11-23T10:00:00Z',
    ],
    [
      ["api.cpu", "--shape", "leak", "--from", "2026-11-02T10:00:00Z", "--to", "2026-11-02T10:00:00Z"],
      "error: nothing of leak lies between --from and --to: it has 2026-11-02 00:00 to 2026-11-03 00:00 UTC",
    ],
  ])("%j is wrong usage, in one line", async (args, said) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).not.toContain("    at ");
  });

  it("prints JSON for machines", async () => {
    const { code, stdout } = await run("api.error_rate", "--shape", "outage", "--format", "json");
    expect(code).toBe(0);
    const printed = JSON.parse(stdout) as Record<string, unknown>;
    expect(printed).toMatchObject({
      version: 1,
      environment: "prod",
      invented: { shape: "outage", seed: 1 },
      levels: [
        { fired: 1, role: "first" },
        { fired: 1, role: "first" },
        { fired: 1, role: "backstop" },
        { fired: 1, role: "backstop" },
      ],
    });
    expect(Object.keys(printed)).toEqual([
      ...["environment", "happenings", "inputs", "invented", "levels", "measure", "signal", "span", "version"],
    ]);
  });

  it("judges an objective's tiers by a series, to the minute of the arithmetic", async () => {
    const rows = Array.from({ length: 600 }, (_, minute) => {
      const bad = minute >= 200 && minute < 230 ? 10 : 0;
      return `${minute * 60},${bad},100`;
    });
    const csv = `< time,bad,all\n${rows.join("\n")}\n`;
    const { code, stdout } = await run(csv, "api.availability_slo", "--series", "-", "--format", "json");
    expect(code).toBe(0);
    const printed = JSON.parse(stdout) as Simulation;
    expect(printed).toMatchObject({ signal: "api.availability_slo", measure: "burn_rate", inputs: ["bad", "all"] });
    expect(printed.happenings.map(({ at, level, priority, to }) => [at / 60, level, priority, to])).toEqual([
      // More than 14.4 × 0.05 % of 6,000 are 44, which is the fifth minute.
      [204, "one_hour", "P1", "alert"],
      // 10 n of 100 × (200 + n) are above 0.3 % from n = 7 on.
      [206, "six_hours", "P2", "alert"],
      // Their 50 bad events are there at 204, and windows of a day and more are looked at every 10 and 30 minutes.
      [210, "one_day", "P3", "alert"],
      [210, "three_days", "P3", "alert"],
      // The short windows: 5 min and 30 min with none left, 2 h and 6 h with one minute's ten, where 18 are allowed.
      [234, "one_hour", "P1", "ok"],
      [259, "six_hours", "P2", "ok"],
      [348, "one_day", "P3", "ok"],
      [588, "three_days", "P3", "ok"],
    ]);
    const told = printed.happenings[0]?.told;
    expect(told?.[0]?.at).toBe(204 * 60);
    expect(told?.flatMap(({ channels }) => channels)).toContain("pagerduty");
  });

  it("reads standard input, and writes a picture whole or not at all", async () => {
    const folder = mkdtempSync(join(tmpdir(), "simulate-"));
    try {
      const svg = join(folder, "a.svg");
      const { code, stdout } = await run("< time,value\n0,100\n60,100\n", "api.cpu", "--series", "-", "--svg", svg);
      expect(code).toBe(0);
      expect(stdout).toContain("api.cpu, 1970-01-01 00:00 to 1970-01-01 00:02 UTC");
      expect(readFileSync(svg, "utf8")).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
      const nowhere = await run("api.cpu", "--shape", "gap", "--svg", join(svg, "b.svg"));
      expect(nowhere).toEqual({
        code: 2,
        stdout: "",
        stderr: `error: --svg: ${join(svg, "b.svg")} cannot be written (EEXIST): a part of its path is no folder\n`,
      });
      expect(readdirSync(folder)).toEqual(["a.svg"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
