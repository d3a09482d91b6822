import { inCanonicalUnit, inMinutes, inSeconds } from "../../monitors/model/quantity";
import { kindRow } from "../../monitors/model/signal-kind";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import type { Span } from "../../monitors/plan/evaluate";
import { MINUTE } from "../../monitors/plan/window";
import type { Stretch } from "../../cli/backtest/measure";
import { numberOf, stretchOf } from "./nature";
import type { Chance } from "./random";
import { ONSET_MINUTES, type Depth, type Episode, type Scenario } from "./scenario";
import { busiestOf, rhythmAt } from "./usual";

/** What truly happens in one round of a scenario, as this level's measure has it. Times are seconds since 1970. */
export interface Truth {
  /** What is judged; data go back further where the usual or an earlier time is asked for. */
  readonly span: Span;
  readonly episodes: readonly Placed[];
  /** When the level's number is passed, one after the other. */
  readonly breaches: readonly Stretch[];
  /** When what becomes a breach is well on its way, or is one of almost too few events: whoever is told of it is not told falsely. */
  readonly early: readonly Stretch[];
  /** Events a minute, as they are to be expected. */
  readonly traffic: (at: number) => number;
  readonly noise: number;
  readonly worseThanUsual: number;
  readonly gap: Stretch | undefined;
  /** Seconds. */
  readonly late: number;
}

export interface Placed extends Stretch {
  readonly depth: Depth;
  /** Seconds in which it grows. */
  readonly grows: number;
}

/** Tuesday 3 November 2026, 00:00 UTC, and the Saturday after. */
const DAYS = { weekday: Date.UTC(2026, 10, 3) / 1_000, saturday: Date.UTC(2026, 10, 7) / 1_000 } as const;

export const truthOf = (scenario: Scenario, measure: PlannedMeasure, level: PlannedLevel, chance: Chance): Truth => {
  const stretch = stretchOf(measure);
  const [earliest, latest] = scenario.starts;
  const minute = MINUTE * stretch;
  // The evaluations' own second within the minute, and the onset's within its ten minutes.
  const from =
    DAYS[scenario.day ?? "weekday"] +
    Math.floor((earliest + (latest - earliest) * chance.uniform()) * 3_600) +
    Math.floor(MINUTE * chance.uniform());
  const onset = from + ONSET_MINUTES * minute * chance.uniform();
  const traffic = trafficOf(scenario, measure);
  const placed = scenario.episodes.map((episode) => ({
    episode,
    from: onset + episode.at * minute,
    to: onset + (episode.at + episode.lasts) * minute,
    depth: episode.depth,
    grows: (episode.grows ?? 0) * minute,
  }));
  const breaching = placed.filter((each) => isBreach(each, measure, level, traffic));
  return {
    span: { from, to: from + scenario.lasts * minute },
    episodes: placed,
    breaches: joined(
      breaching.map((each) => passing(each, measure, level)),
      apartOf(measure),
    ),
    early: [
      ...breaching.flatMap(growing),
      // Bad enough, and of too few: whether so few came is chance, so it may be told of and need not.
      ...placed.filter(
        (each) => each.episode.is === "breach" && !breaching.includes(each) && isThin(each, measure, traffic),
      ),
    ],
    traffic,
    noise: scenario.noise ?? 1,
    worseThanUsual: scenario.worseThanUsual ?? 0,
    gap:
      scenario.gap === undefined
        ? undefined
        : { from: onset + scenario.gap.at * minute, to: onset + (scenario.gap.at + scenario.gap.lasts) * minute },
    late: scenario.late ?? 0,
  };
};

const trafficOf = ({ traffic = { usual: 1 } }: Scenario, measure: PlannedMeasure): Truth["traffic"] => {
  if ("usual" in traffic) return (at) => busiestOf(measure) * traffic.usual * rhythmAt(at);
  const least = measure.minimumTraffic === undefined ? 0 : inCanonicalUnit(measure.minimumTraffic);
  return () => (traffic.minimum * least) / inMinutes(measure.window);
};

/**
 * A level's own words decide as well: below its minimum of traffic there is no breach, and down for less than it allows is none,
 * for whom it is down to one place alone neither.
 */
const isBreach = (
  { episode, from, to }: Stretch & { readonly episode: Episode },
  measure: PlannedMeasure,
  level: PlannedLevel,
  traffic: Truth["traffic"],
): boolean => {
  const { depth } = episode;
  if ("places" in depth) return depth.places > 1 && to - from > allowedBy(measure, level);
  if (episode.is === "quiet") return false;
  if (kindRow(measure.kind).judgedOver === "threshold" && (to - from) * 1_000 <= numberOf(level)) return false;
  // Far more than usual is nothing to a level that tells of a fall.
  if ("factor" in depth && measure.kind === "anomaly" && level.breach !== "both")
    return level.breach === (depth.factor > 1 ? "above" : "below");
  return !isThin({ from, to }, measure, traffic);
};

const isThin = ({ from }: Stretch, { minimumTraffic, window }: PlannedMeasure, traffic: Truth["traffic"]): boolean =>
  minimumTraffic !== undefined && traffic(from) * inMinutes(window) < inCanonicalUnit(minimumTraffic);

/** Seconds that something may be down. */
const allowedBy = ({ kind, window }: PlannedMeasure, level: PlannedLevel): number => {
  if (kind === "outage") return numberOf(level) / 1_000;
  return kind === "latency" ? inSeconds(window) : 0;
};

/**
 * From when its number is passed: of what grows, when it has grown so far; of what is judged by how long it lasts, when it has
 * lasted so long ("down for more than 30 s").
 */
const passing = ({ from, to, depth, grows }: Placed, measure: PlannedMeasure, level: PlannedLevel): Stretch => ({
  from: from + (kindRow(measure.kind).judgedOver === "threshold" ? numberOf(level) / 1_000 : grows * passedAt(depth)),
  to,
});

/** As a share of its growth. Of what fades: when half of what is usual is left, which is beyond any band here. */
const passedAt = (depth: Depth): number => {
  if ("times" in depth) return 1 / depth.times;
  return "factor" in depth ? 0.5 / Math.abs(1 - depth.factor) : 0;
};

/** What grows and is told of from three quarters of its number on is told of early, and not falsely. */
const EARLY = 0.75;

const growing = ({ from, depth, grows }: Placed): readonly Stretch[] =>
  grows === 0 ? [] : [{ from: from + EARLY * grows * passedAt(depth), to: from + grows * passedAt(depth) }];

/** Breaches less than the plan's five minutes apart, or than a longer window, are one to whoever is called. */
const apartOf = (measure: PlannedMeasure): number => Math.max(5 * MINUTE, inSeconds(measure.window));

const joined = (breaches: readonly Stretch[], apart: number): readonly Stretch[] => {
  const found: Stretch[] = [];
  for (const each of breaches) {
    const last = found.at(-1);
    if (last !== undefined && each.from - last.to <= apart) found[found.length - 1] = { from: last.from, to: each.to };
    else found.push(each);
  }
  return found;
};

/** How much of an episode there is at an instant, from 0 to 1. */
export const grownAt = ({ from, to, grows }: Placed, at: number): number => {
  if (at < from || at >= to) return 0;
  return grows === 0 ? 1 : Math.min(1, (at - from) / grows);
};
