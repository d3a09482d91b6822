import { readFileSync } from "node:fs";
import { join } from "node:path";
import { declareEnvironment } from "../../cli/shared/load";
import { figuresOf, verdictsOf, type Figures } from "./figures";
import { toPage, type LayOut } from "./page";
import { play, type Outcome, type PlayedLevel } from "./play";
import { chanceOf } from "./random";
import { natures } from "./scenario";
import { scenarios } from "./scenarios";
import { seeds } from "./seeds";
import { repositoryRoot } from "../../infra/environment/repository-root";

const root = repositoryRoot();
const declared = declareEnvironment(root, "prod");
const only = (...ids: readonly string[]) => ({
  ...declared,
  plan: { ...declared.plan, signals: declared.plan.signals.filter(({ id }) => ids.includes(id)) },
});

/** A row a line: the real table is an ES module, which is not what is asked about here. */
const layOut: LayOut = (rows) => rows.map((row) => row.join(" | ")).join("\n");

const few = only("api.availability", "search.error_rate", "monitoring.heartbeat");
const once = (seed: number) => play(few, scenarios, seed, undefined, 1);
const first = once(seeds.known);

describe("the scenarios", () => {
  it("are at least 40, of every nature, each under a name of its own", () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(40);
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    expect(new Set(scenarios.map(({ nature }) => nature))).toEqual(new Set(natures));
    expect(scenarios.filter(({ name, nature }) => !name.startsWith(`${nature}: `))).toEqual([]);
  });

  it("have breaches and what must stay quiet, of every nature", () => {
    for (const nature of natures) {
      const own = scenarios.filter((each) => each.nature === nature);
      const breaches = own.filter(({ episodes }) => episodes.some(({ is }) => is === "breach"));
      expect([nature, breaches.length > 0, breaches.length < own.length]).toEqual([nature, true, true]);
    }
  });
});

describe("chance", () => {
  it("repeats itself for the same seed and names, and for no others", () => {
    const draw = (seed: number, name: string) => {
      const { uniform, normal, poisson, binomial } = chanceOf(seed, name, 0);
      return [uniform(), normal(), poisson(3), poisson(900), binomial(40, 0.2)];
    };
    expect(draw(1, "a")).toEqual(draw(1, "a"));
    expect(draw(1, "a")).not.toEqual(draw(2, "a"));
    expect(draw(1, "a")).not.toEqual(draw(1, "b"));
  });

  it("has the means that it is asked for", () => {
    const { poisson, binomial } = chanceOf(7, "means");
    const mean = (draw: () => number): number =>
      Array.from({ length: 4_000 }, draw).reduce((sum, each) => sum + each, 0) / 4_000;
    expect(mean(() => poisson(0.4))).toBeCloseTo(0.4, 1);
    expect(mean(() => poisson(100))).toBeCloseTo(100, -1);
    expect(mean(() => binomial(50, 0.1))).toBeCloseTo(5, 0);
    expect([poisson(0), binomial(0, 0.5), binomial(9, 0), binomial(9, 1)]).toEqual([0, 0, 0, 9]);
  });
});

describe("the bench, on a few levels", () => {
  const figures = figuresOf(first.played);
  const pageOf = (known: Figures, unseen: Figures): string =>
    toPage({ known, unseen, unjudged: first.unjudged }, scenarios, layOut);

  it("gives the same page for the same seeds, and another for others", () => {
    const [page, again, other] = [seeds.known, seeds.known, seeds.unseen].map((seed) => {
      const played = figuresOf(
        play(only("api.availability", "monitoring.heartbeat"), scenarios, seed, undefined, 1).played,
      );
      return pageOf(played, played);
    });
    expect(again).toBe(page);
    expect(other).not.toBe(page);
  });

  it("judges every level that it is given", () => {
    expect(first.unjudged).toEqual([]);
    expect(figures.levels.map(({ played }) => played.level.name)).toEqual([
      "api.availability.critical",
      "search.error_rate.warning",
      "search.error_rate.critical",
      "monitoring.heartbeat.datadog.critical",
      "monitoring.heartbeat.cloudwatch.critical",
      "monitoring.heartbeat.newrelic.critical",
      "monitoring.heartbeat.grafana.critical",
      "monitoring.heartbeat.elastic.critical",
      "monitoring.heartbeat.sentry.critical",
      "monitoring.heartbeat.supabase.critical",
    ]);
  });

  it("is told of an outage, and not of a network that loses packets", () => {
    const outcomes = outcomesOf(first.played, "api.availability.critical");
    const of = (name: string) => outcomes.filter(({ scenario }) => scenario === `answer: ${name}`);
    expect(of("none for twenty minutes").flatMap(({ detections }) => detections)).toEqual([expect.any(Number)]);
    for (const name of ["a day of a bad network", "none to one place for half an hour", "none for fifteen seconds"])
      expect(of(name).map((each) => [each.detections, each.false])).toEqual([[[], 0]]);
  });

  it("tells sooner of a search that is broken than of one that is half as bad again as it may be", () => {
    const outcomes = outcomesOf(first.played, "search.error_rate.critical");
    const told = (name: string): number =>
      outcomes.find(({ scenario }) => scenario === `share: ${name}`)?.detections[0] ?? Number.NaN;
    expect(told("everything fails")).toBeLessThan(told("brownout at 1.4 times the number"));
    // The data of its spans are 45 s old, and a notification takes 30 s.
    expect(told("everything fails")).toBeGreaterThan(75);
  });

  it("is not told of a thin night", () => {
    const [outcome] = outcomesOf(first.played, "search.error_rate.critical").filter(({ scenario }) =>
      scenario.startsWith("share: a thin night"),
    );
    expect(outcome).toMatchObject({ detections: [], false: 0 });
  });
});

const outcomesOf = (played: readonly PlayedLevel[], name: string): readonly Outcome[] =>
  played.find(({ level }) => level.name === name)?.outcomes ?? [];

describe("the verdicts", () => {
  const [base] = first.played;
  if (base === undefined) throw new Error("nothing was played");
  const withOutcome = (outcome: Partial<Outcome>, isFast = true): Figures =>
    figuresOf([
      {
        ...base,
        isFast,
        budget: 100,
        outcomes: [{ scenario: "s", detections: [50], false: 0, tooGrave: 0, again: 0, quiet: 604_800, ...outcome }],
      },
    ]);
  const kept = (figures: Figures): readonly boolean[] => verdictsOf(figures).map((each) => each.kept);

  it.each<readonly [string, Partial<Outcome>, boolean, readonly boolean[]]>([
    ["all is kept", {}, true, [true, true, true, true]],
    ["two minutes are not under two minutes", { detections: [120] }, true, [false, true, true, true]],
    ["one false of two breaks both shares", { false: 1 }, true, [true, false, false, true]],
    ["one that is too grave breaks neither", { tooGrave: 1 }, true, [true, true, true, true]],
    ["one missed of two breaks accuracy", { detections: [50, undefined] }, true, [true, false, true, true]],
    ["another level is late", { detections: [101] }, false, [false, true, true, false]],
    ["another level that is told of nothing is late", { detections: [undefined] }, false, [false, false, false, false]],
  ])("follow from the figures: %s", (_, outcome, isFast, expected) => {
    expect(kept(withOutcome(outcome, isFast))).toEqual(expected);
  });

  it("stand on the page, and decide its first line", () => {
    const page = (figures: Figures): string =>
      toPage({ known: figures, unseen: withOutcome({}), unjudged: [] }, scenarios, layOut);
    expect(page(withOutcome({}))).toContain("R7 is met on both sets of seeds.");
    expect(page(withOutcome({ detections: [120] }))).toContain("R7 is **not** met");
  });
});

describe("docs/alert-quality.md", () => {
  const read = (): string => readFileSync(join(root, "docs/alert-quality.md"), "utf8");

  it("has every level of prod: else `npm run bench:quality`", () => {
    const page = read();
    const names = declared.plan.signals.flatMap(({ measures }) =>
      measures.flatMap(({ levels }) => levels.map(({ name }) => name)),
    );
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it("says that R7 is met, by the seeds that are fixed", () => {
    const page = read();
    expect(page).toContain("R7 is met on both sets of seeds.");
    expect(page).toContain(`known ${seeds.known}, unseen ${seeds.unseen}`);
  });
});
